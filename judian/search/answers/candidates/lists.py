"""Candidates for lists: enumerations, names in a row, numbered items, list items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.candidates.enumerations import MAX_ITEMS, bare, enumerated
from judian.search.answers.candidates.list_polarity import is_denied, is_partial
from judian.search.answers.candidates.names import names_of_type
from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations
from judian.zh.numbers.numerals import parse
from judian.zh.questions.name_types import INSTRUMENT, ORGANISATION
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.zh.questions.name_types import NameType

#: The number or bullet of a list item or a heading.
_MARKER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}[、.．]"
    r"|\d{1,2}[.、．)）]|[-•●◎○*※])\s*"
)


def enumerations(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the enumerations A、B及C of the passage."""
    marker = _MARKER.match(context.text)
    for items in enumerated(context, marker.end() if marker else 0):
        if not any(_NUMERAL.fullmatch(context.text, *item) for item in items):
            partial = is_partial(context.text, items)
            yield from _listed(question, context, items, items[-1][1], partial=partial)


def named(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield names of the type asked for in a row: 日本及立陶宛."""
    spans = {(v.start, v.end) for v in context.values if v.category in _ROWED}
    if INSTRUMENT in question.focus.sorts:
        spans |= {context.folded_span(m.start, m.end) for m in context.hit.passage.mentions}
    elif question.focus.known:
        spans |= {(n.start, n.end) for n in names_of_type(question, context) if not n.generic}
    spans = {s for s in spans if context.text[slice(*s)] != question.focus.noun}
    run: list[tuple[int, int]] = []
    for span in (*sorted(_longest(spans)), None):
        if span is not None and run and _JOINT.fullmatch(context.text, run[-1][1], span[0]):
            run.append(span)
            continue
        if len(run) > 1:
            partial = is_partial(context.text, run)
            yield from _listed(question, context, run, run[-1][1], partial=partial)
        run = [span] if span is not None else []


def clauses(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield clauses separated by semicolons after a colon: 有下列情形之一者：甲；乙；丙。"""
    for low, high in (m.span(1) for m in _CLAUSES.finditer(context.text)):
        marks = [m.start() for m in re.finditer(";", context.text[low:high])]
        starts = [low, *(low + m + 1 for m in marks)]
        ends = [*(low + m for m in marks), high]
        items = [bare(context.text, span) for span in zip(starts, ends, strict=True)]
        items = [(s, e) for s, e in items if s < e <= s + MAX_CLAUSE]
        if 2 <= len(items) <= MAX_ITEMS and len(items) == len(marks) + 1:
            yield from _listed(question, context, items, items[-1][1])


#: Most characters of a clause.
MAX_CLAUSE = 80
_CLAUSES = re.compile("[:：]([^。:：\n]*;[^。:：\n]*)")


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that are not inside another one."""
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]


_ROWED = ("country", "region", "substance")
_JOINT = compiled(
    "(?:\\([^()]{1,12}\\))?(?:第[一二三四五六七八九十百0-9]{1,5}條)?(?:、?(?:以?及|與|和|暨|跟)|、)[「《]?|」、?[「《]|」[及與和]「?"
)


def _listed(
    question: QuestionModel,
    context: CandidateContext,
    items: Sequence[tuple[int, int]],
    end: int,
    scale: float = 1.0,
    *,
    partial: bool = False,
) -> Iterator[Candidate]:
    """Yield the list of these items, which ends at `end`, unless its number of items or its
    polarity is not the one asked for."""
    start = items[0][0]
    if not _count_agrees(question, context, items) or is_denied(question, context, start, end):
        return
    form = scale * _form(question, context, items)
    yield Candidate(context, start, end, "list", form, items=tuple(items), partial=partial)


def _count_agrees(
    question: QuestionModel, context: CandidateContext, items: Sequence[tuple[int, int]]
) -> bool:
    """True if the list has as many items as are asked for, and the text after it (等3個機關) states
    no other number."""
    count = question.form.count
    stated = _STATED.match(context.text, items[-1][1])
    number = parse(stated["number"].replace(fold("兩"), "2")) if stated else None
    return count is None or (len(items) == count and number in (None, count))


#: Forms of lists: no number of items is asked for, the right one; the bonus of each
#: item, up to so many; the bonus of a list named by the noun of the question, which is looked for
#: in so many characters after it.
ANY_COUNT, RIGHT_COUNT, PER_ITEM, MAX_BONUS_ITEMS = 0.8, 0.9, 0.01, 5
NAMED_BY_NOUN, NOUN_DISTANCE = 0.2, 8


def _form(
    question: QuestionModel, context: CandidateContext, items: Sequence[tuple[int, int]]
) -> float:
    """The form, in [0, 1], of a list: best with as many items as asked for, of the type asked
    for, named by the noun of the question."""
    count = question.form.count
    form = ANY_COUNT
    if count is not None:
        form = RIGHT_COUNT
    # Of two lists with the same beginning, the longer one is complete.
    form += PER_ITEM * min(len(items), MAX_BONUS_ITEMS)
    focus = question.focus
    if focus.known:
        fitting = sum(_is_of_type(question, context, item) for item in items)
        form *= 1.0 if 2 * fitting > len(items) else SOME_OF_TYPE if fitting else OTHER_TYPE
    if focus.noun:
        ending = focus.noun[-2:]
        matching = sum(context.text[s:e].rstrip("」》").endswith(ending) for s, e in items)
        end = items[-1][1]
        following = re.split("[,;。]", context.text[end : end + NOUN_DISTANCE])[0]
        if matching * 2 >= len(items) or ending in following:
            form = min(1.0, form + NAMED_BY_NOUN)
    return form


def _is_of_type(question: QuestionModel, context: CandidateContext, item: tuple[int, int]) -> bool:
    """True if the item is a name of the type asked for, or could be one."""
    focus = question.focus
    low, high = item
    if any(v.category in focus.categories and low <= v.start < high for v in context.values):
        return True
    text = _BRACKET.sub("", context.text[low:high])
    if focus.endings and text.rstrip("」》").endswith(focus.endings):
        return True
    if context.text[low] in "「《" and not focus.categories:
        return True  # A name in quotation marks may be of any type.
    if ORGANISATION in focus.sorts and any(low <= n.start < high for n in context.organisations):
        return True
    return bool(set(focus.sorts) - {ORGANISATION})


def type_share(question: QuestionModel, items: Sequence[str]) -> float:
    """The factor for texts of which most, some or none are of the type asked for."""
    focus = question.focus
    if not focus.known or not focus.endings + focus.categories:
        return 1.0
    fitting = sum(_text_of_type(focus, squeezed_fold(item)) for item in items)
    return 1.0 if 2 * fitting > len(items) else SOME_OF_TYPE if fitting else OTHER_TYPE


def _text_of_type(focus: NameType, text: str) -> bool:
    if any(value.category in focus.categories for value in find_values(text)):
        return True
    if focus.endings and text.rstrip("」》。;").endswith(focus.endings):
        return True
    return ORGANISATION in focus.sorts and bool(organisations(text))


#: A number of items stated after a list: 等3個機關, 等三項.
_STATED = compiled(
    "等(?P<number>[0-9]{1,2}|[兩二三四五六七八九十]{1,3})(?:個|項|種|類|國|大|名|件|家|條|所|處|座|位|部)"
)
_NUMERAL = compiled("[壹貳參叁肆伍陸柒捌玖拾一二三四五六七八九十0-9]{1,3}")
_BRACKET = re.compile(r"\([^()]*\)$")
#: Factors for a list with few items, or no item, of the type asked for.
SOME_OF_TYPE, OTHER_TYPE = 0.7, 0.4


#: Most characters of a list item that is shown; a longer one is cut at its first sentence end.
MAX_LIST_ITEM = 80


def runs(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the list items or headings that a passage leads into."""
    items = tuple(filter(None, map(_item_text, context.followers)))
    if len(set(items)) < len(items) or any(item.endswith("：") for item in items):
        return  # 說明：, 決議： are headings of the parts of each matter.
    if 2 <= len(items) <= MAX_ITEMS:
        low, high = context.sentences[-1] if context.sentences else (0, len(context.text))
        count = question.form.count
        if count not in (None, len(items)):
            return
        form = ANY_COUNT if count is None else 1.0
        form *= type_share(question, items)
        sentence = context.text[low:high].rstrip()
        is_lead_in = context.hit.passage.kind is Kind.HEADING or sentence.endswith(":")
        about = sentence if is_lead_in else ""
        yield Candidate(context, low, high, "list", form, texts=items, about=about)


#: The words before the first of several things that are counted one by one.
_BEFORE_FIRST = compiled("^.*(?:以|為|其中|依序為|分別為|包括|計有|有|：|:)(?=.)")


#: Most characters of the name of a thing that is counted; it holds no number or amount.
MAX_COUNTED = 24
#: The factor of a list whose items have numbers.
COUNTED = 0.9
_DIGITS_INSIDE = compiled("[0-9]|經費|預算|金額|累計|合計|支用|較上")


def counted(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield things with a number each: 醫療業4件、能源業2件、地方政府1件."""
    run: list[tuple[int, int, int]] = []  # start of the name, its end, end of the number
    unit: str | None = None
    for figure in context.hit.passage.figures:
        start, end = context.folded_span(figure.start, figure.end)
        name = _name_before(context.text, start, run[-1][2] if run else 0)
        if name and run and figure.unit == unit:
            run.append((*name, end))
            continue
        yield from _counted(question, context, run)
        run = [(*name, end)] if name else []
        unit = figure.unit
    yield from _counted(question, context, run)


def _name_before(text: str, at: int, previous: int) -> tuple[int, int] | None:
    """The span of the name right before the number at `at`, after the last punctuation mark and
    the end of the number before it; None if those characters are not a name."""
    low = at
    while low > previous and text[low - 1] not in "、,;。:\n|":
        low -= 1
    leading = _BEFORE_FIRST.match(text[low:at]) if low < at else None
    low += leading.end() if leading else 0
    high = at
    while high > low and text[high - 1] in "約計共為達有( ":
        high -= 1
    is_name = 2 <= high - low <= MAX_COUNTED and not _DIGITS_INSIDE.search(text, low, high)
    is_whole = text.count("(", low, high) == text.count(")", low, high)  # 5個單位(含25個分基金)
    return (low, high) if is_name and is_whole else None


def _counted(
    question: QuestionModel, context: CandidateContext, run: Sequence[tuple[int, int, int]]
) -> Iterator[Candidate]:
    if 2 <= len(run) <= MAX_ITEMS:
        items = tuple((low, high) for low, high, _ in run)
        yield from _listed(question, context, items, run[-1][2], COUNTED)


_INLINE = re.compile(
    "[(（][一二三四五六七八九十1-9]{1,2}[)）]|(?<![0-9.])[1-9][.)、](?![0-9])|[一二三四五六七八九](?=是)"
)


def inline(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield items numbered within one paragraph: （一）…；（二）…"""
    marks = list(_INLINE.finditer(context.text))
    if marks and marks[0].start() == 0 and not _begins_a_list(marks):
        # The passage is itself an item; only numbers of another style number its parts.
        style = marks[0].group()[0]
        marks = marks[1:] if len(marks) > 1 and marks[1].group()[0] != style else []
    if len(marks) < 2:
        return
    ends = [*(m.start() for m in marks[1:]), _sentence_end(context.text, marks[-1].end())]
    items = [
        bare(context.text, (m.end(), _trim_end(context.text, m.end(), end)))
        for m, end in zip(marks, ends, strict=True)
    ]
    if len(items) <= MAX_ITEMS and all(s < e for s, e in items):
        yield from _listed(question, context, items, items[-1][1])


def _begins_a_list(marks: Sequence[re.Match[str]]) -> bool:
    """True if the second number follows the first: （一）…；（二）…"""
    if len(marks) < 2:
        return False
    first, second = (_DIGIT.sub(lambda d: str(_DIGITS[d.group()]), m.group()) for m in marks[:2])
    return first.replace("1", "2") == second


_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)}
_DIGIT = re.compile("[一二三四五六七八九]")


def _sentence_end(text: str, at: int) -> int:
    return min((p for p in (text.find(c, at) for c in "。;\n") if p >= 0), default=len(text))


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ";；,，、。 及與\n":
        end -= 1
    return end


def _item_text(text: str) -> str:
    body = _MARKER.sub("", text).strip()
    if len(body) > MAX_LIST_ITEM:
        body = re.split("[。；：]", body)[0][:MAX_LIST_ITEM]
    return body.rstrip("。；")
