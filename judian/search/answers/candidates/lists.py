"""Candidates that are lists: enumerations, names in a row, numbered items, runs of list items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.candidates.enumerations import MAX_ITEMS, bare, enumerated
from judian.search.answers.candidates.names import names_of_type
from judian.zh.questions.name_types import INSTRUMENT, ORGANISATION
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: What numbers or marks a list item or a heading.
_MARKER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}[、.．]"
    r"|\d{1,2}[.、．)）]|[-•●◎○*※])\s*"
)


def enumerations(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Enumerations A、B及C of the passage."""
    marker = _MARKER.match(context.text)
    for items in enumerated(context, marker.end() if marker else 0):
        form = _form(question, context, items)
        yield Candidate(context, items[0][0], items[-1][1], "list", form, items=tuple(items))


def named(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Names of the kind asked for in a row: 日本及立陶宛."""
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
            form = _form(question, context, run)
            yield Candidate(context, run[0][0], run[-1][1], "list", form, items=tuple(run))
        run = [span] if span is not None else []


def clauses(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """What stands between semicolons behind a colon: 有下列情形之一者：甲；乙；丙。"""
    for low, high in (m.span(1) for m in _CLAUSES.finditer(context.text)):
        marks = [m.start() for m in re.finditer(";", context.text[low:high])]
        starts = [low, *(low + m + 1 for m in marks)]
        ends = [*(low + m for m in marks), high]
        items = [bare(context.text, span) for span in zip(starts, ends, strict=True)]
        items = [(s, e) for s, e in items if s < e <= s + MAX_CLAUSE]
        if 2 <= len(items) <= MAX_ITEMS and len(items) == len(marks) + 1:
            form = _form(question, context, items)
            yield Candidate(context, items[0][0], items[-1][1], "list", form, items=tuple(items))


MAX_CLAUSE = 80
_CLAUSES = re.compile("[:：]([^。:：\n]*;[^。:：\n]*)")


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that lie in no other."""
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]


_ROWED = ("country", "region", "substance")
_JOINT = compiled(
    "(?:\\([^()]{1,12}\\))?(?:第[一二三四五六七八九十百0-9]{1,5}條)?(?:、?(?:以?及|與|和|暨|跟)|、)[「《]?|」、?[「《]|」[及與和]「?"
)


def _form(
    question: QuestionModel, context: CandidateContext, items: Sequence[tuple[int, int]]
) -> float:
    """1 for a list of as many items as asked, less for another number, uneven items or items of
    another kind."""
    count = question.form.count
    form = 0.8
    if count is not None:
        form = 0.9 if len(items) == count else 0.3
    # Of two that say the same, the longer is the whole.
    form += 0.01 * min(len(items), 5)
    wanted = question.focus
    if wanted.known:
        fitting = sum(_is_of_type(question, context, item) for item in items)
        form *= 1.0 if 2 * fitting > len(items) else SOME_OF_TYPE if fitting else OTHER_TYPE
    if wanted.noun:
        ending = wanted.noun[-2:]
        matching = sum(context.text[s:e].rstrip("」》").endswith(ending) for s, e in items)
        behind = re.split("[,;。]", context.text[items[-1][1] : items[-1][1] + 8])[0]
        if matching * 2 >= len(items) or ending in behind:
            form = min(1.0, form + 0.2)
    return form


def _is_of_type(question: QuestionModel, context: CandidateContext, item: tuple[int, int]) -> bool:
    wanted = question.focus
    low, high = item
    if any(v.category in wanted.categories and low <= v.start < high for v in context.values):
        return True
    text = _BRACKET.sub("", context.text[low:high])
    if wanted.endings and text.rstrip("」》").endswith(wanted.endings):
        return True
    if context.text[low] in "「《" and not wanted.categories:
        return True  # What stands in quotation marks may be the name of anything.
    if ORGANISATION in wanted.sorts and any(low <= n.start < high for n in context.organisations):
        return True
    return bool(set(wanted.sorts) - {ORGANISATION})


_BRACKET = re.compile(r"\([^()]*\)$")
#: What the form of a list is worth of whose items few, or none, are of the kind asked for.
SOME_OF_TYPE, OTHER_TYPE = 0.7, 0.4


#: An item of a run is told up to its first sentence end, and at most this long.
MAX_RUN_ITEM = 80


def runs(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """The list items or headings that a passage leads into."""
    items = tuple(filter(None, map(_item_text, context.followers)))
    if len(set(items)) < len(items) or any(item.endswith("：") for item in items):
        return  # 說明：, 決議： head what is told of each matter.
    if 2 <= len(items) <= MAX_ITEMS:
        low, high = context.sentences[-1] if context.sentences else (0, len(context.text))
        count = question.form.count
        form = 0.8 if count is None else 1.0 if count == len(items) else 0.3
        said = context.text[low:high].rstrip()
        leads = context.hit.passage.kind is Kind.HEADING or said.endswith(":")
        yield Candidate(context, low, high, "list", form, texts=items, about=said if leads else "")


#: What leads up to the first of several things that are counted one by one.
_BEFORE_FIRST = compiled("^.*(?:以|為|其中|依序為|分別為|包括|計有|有|：|:)(?=.)")


#: What is counted is a name, which holds no number and no word for an amount.
MAX_COUNTED = 24
_DIGITS_INSIDE = compiled("[0-9]|經費|預算|金額|累計|合計|支用|較上")


def counted(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Things told with a number each: 醫療業4件、能源業2件、地方政府1件."""
    run: list[tuple[int, int, int]] = []  # start of the name, its end, end of the number
    unit: str | None = None
    for figure in (*context.hit.passage.figures, None):
        name = None
        if figure is not None:
            start, end = context.folded_span(figure.start, figure.end)
            name = _name_before(context.text, start, run[-1][2] if run else 0)
        if figure is not None and name and run and figure.unit == unit:
            run.append((*name, end))
            continue
        yield from _counted(question, context, run)
        run = [(*name, end)] if figure is not None and name else []
        unit = figure.unit if figure is not None else None


def _name_before(text: str, at: int, previous: int) -> tuple[int, int] | None:
    """The words right before a number, back to the mark that parts it from the last one."""
    low = at
    while low > previous and text[low - 1] not in "、,;。:\n|":
        low -= 1
    lead = _BEFORE_FIRST.match(text[low:at]) if low < at else None
    low += lead.end() if lead else 0
    high = at
    while high > low and text[high - 1] in "約計共為達有( ":
        high -= 1
    is_name = 2 <= high - low <= MAX_COUNTED and not _DIGITS_INSIDE.search(text, low, high)
    return (low, high) if is_name else None


def _counted(
    question: QuestionModel, context: CandidateContext, run: Sequence[tuple[int, int, int]]
) -> Iterator[Candidate]:
    if 2 <= len(run) <= MAX_ITEMS:
        items = tuple((low, high) for low, high, _ in run)
        form = 0.9 * _form(question, context, items)
        yield Candidate(context, items[0][0], run[-1][2], "list", form, items=items)


_INLINE = re.compile(
    "[(（][一二三四五六七八九十1-9]{1,2}[)）]|(?<![0-9.])[1-9][.)、](?![0-9])|[一二三四五六七八九](?=是)"
)


def inline(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Items numbered inside one paragraph: （一）…；（二）…"""
    marks = list(_INLINE.finditer(context.text))
    if marks and marks[0].start() == 0 and not _begins_a_list(marks):
        # The passage is an item itself; only marks of another style number parts of it.
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
        form = _form(question, context, items)
        yield Candidate(context, items[0][0], items[-1][1], "list", form, items=tuple(items))


def _begins_a_list(marks: Sequence[re.Match[str]]) -> bool:
    """True where the second mark goes on counting from the first: （一）…；（二）…"""
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
    if len(body) > MAX_RUN_ITEM:
        body = re.split("[。；：]", body)[0][:MAX_RUN_ITEM]
    return body.rstrip("。；")
