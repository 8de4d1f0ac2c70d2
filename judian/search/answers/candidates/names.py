"""Candidates for names: of persons, organisations, places, instruments, things.

A name is found by the type that the question's noun asks for (`judian.zh.questions.name_types`).
If the question asks for no type, it is found by its position: the word before or after the
interrogative is an anchor in the passage, and the noun phrase beside it is the candidate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.zh.entities import names as forms
from judian.zh.entities.categories import words
from judian.zh.entities.noun_phrases import phrase_at, phrase_before
from judian.zh.entities.persons import begins_with_title, ends_in_title
from judian.zh.questions.forms import AnswerType
from judian.zh.questions.name_types import ORGANISATION, PLACE, TITLE
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: Most characters of a name.
MAX_NAME = 30
#: The form of a name of another type that can answer nevertheless: an agency for 由誰.
OTHER_TYPE = 0.7
#: The form of a name of a type that cannot answer: an agency for 誰是局長.
WRONG_TYPE = 0.3
#: The form of an office with its agency, and fewest characters of it.
OFFICE, MIN_OFFICE = 0.9, 4
#: The form of an office without its agency (聯絡官), which identifies no person.
BARE_OFFICE = 0.4
#: The form of a noun phrase beside an anchor.
BY_ANCHOR = 0.55
#: The form of a topic, the noun phrase at the start of a sentence that states what it is.
TOPIC = 0.9
#: The forms of a name in quotation marks, and of one right before the noun asked for.
QUOTED, QUOTED_NOUN = 0.6, 1.0
#: The form of a name of a class (合作醫院), which is hardly ever the answer.
GENERIC = 0.2
#: The forms of names that end as places do, of known countries and regions, and of names with
#: the ending of a noun that no table has.
PLACE_NAME, KNOWN_PLACE, BY_ENDING = 0.9, 0.8, 0.9
_PLACE_CATEGORIES = ("country", "region")
_LEADING = compiled(
    "^(?:並|且|而|亦|也|均|皆|則|又|再|已|業|曾|係|是|為|由|經|在|於|位於|自|從|向|對|與|和|及|將|其|該|即"
    "|的|之|至|到|據|依|以|被|指派|委由|改由|改於|現由|委託|接獲|因|如|例如|包括|其中|了|:|「|《"
    "| )+"
)
_QUOTED = re.compile("[「《]([^「」《》]{2,40})[」》]")
# Who is cited: （Serrano，2002）, 孟維德（2015）.
_AUTHOR = re.compile(r"\(([^()0-9,;]{2,30}),\s*[0-9]{4}[a-z]?\)")
#: Endings of nouns for the role of a person.
_ROLE_ENDS = tuple(fold("人者員嫌長手師官謀犯委席授理事"))
#: A clause of at most so many characters is a name as a whole: 首都【聖彌索】，
SHORT = 6
_CLAUSE = re.compile("[一-鿿·.]*(?=[,。;:!?(]|$)")
# Additions to a name in the question that keep its meaning: 卡拉維亞【共和國】.
_SAME = compiled("(?:共和國|王國|聯邦|政府|當局|方面|全國|境內|[省市縣])+$")
_SAYS_OF = compiled("(?:\\([^()]{1,60}\\))?,?(?:就|即|乃)?(?:被|是|為|係)(?!了|此|何)")
#: Words that are too frequent to be anchors.
_NO_ANCHORS = frozenset(fold("因的在於與和被由是為有以對了到將等及之所叫"))


def names(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield names of the type asked for; without a type, noun phrases beside an anchor."""
    best: dict[tuple[int, int], float] = {}
    found = [_whole_in_brackets(context, *one) for one in _by_form(question, context)]
    found += _titled(question, context)
    if not question.focus.known:
        found += _by_anchor(question, context)
    for start, end, form in found:
        name = context.text[start:end]
        if 1 < end - start <= MAX_NAME and not is_asked(name, question.text):
            best[start, end] = max(best.get((start, end), 0.0), form)
    if question.answer_type is AnswerType.PLACE:
        _specify(best)
    yield from named(question, context, best)


#: What stands in brackets as a whole and may be a name.
_BRACKETED = re.compile("[(]([一-鿿]{2,12})[)]")


def _whole_in_brackets(
    context: CandidateContext, start: int, end: int, form: float
) -> tuple[int, int, float]:
    """The span, from the beginning of the brackets that it ends: 緻 belongs to (緻圓公司), though
    no dictionary has it."""
    for found in _BRACKETED.finditer(context.text, max(0, start - MAX_NAME)):
        low, high = found.span(1)
        if low < start and end == high:
            return low, end, form
        if low >= end:
            break
    return start, end, form


def named(
    question: QuestionModel, context: CandidateContext, forms: Mapping[tuple[int, int], float]
) -> Iterator[Candidate]:
    """Yield a candidate for each span with its form, left to right; spans of the type asked for are
    rivals of each other."""
    rivals = _rivals(question, context)
    of_kind = [span for span, form in forms.items() if form > OTHER_TYPE]
    for (start, end), form in sorted(forms.items()):
        yield Candidate(
            context,
            start,
            end,
            "entity",
            form,
            previous=max((e for _, e in rivals if e <= start and e != start), default=0),
            following=min((s for s, _ in rivals if s >= end), default=None),
            rivals=tuple((s, e) for s, e in of_kind if e <= start or end <= s),
        )


def is_asked(name: str, question: str) -> bool:
    """True if the question contains the name, or the name without 共和國 and the like."""
    generic = _SAME.search(name)
    known = name[: generic.start()] if generic and generic.end() == len(name) else name
    return name in question or (len(known) > 1 and known in question)


#: Most characters of the more specific place, and its bonus.
MAX_PLACE, SPECIFIC = 8, 0.05


def _specify(best: dict[tuple[int, int], float]) -> None:
    """Prefer the more specific place when it directly follows the larger one: 荷蘭【海牙】."""
    for (start, end), form in list(best.items()):
        for (low, high), other in list(best.items()):
            if low == start and end < high <= end + MAX_PLACE and other < form:
                best[low, high] = min(1.0, form + SPECIFIC)


def _rivals(question: QuestionModel, context: CandidateContext) -> list[tuple[int, int]]:
    """Names that own the words beside them: a title belongs to the next person."""
    if question.answer_type is AnswerType.PERSON:
        return [(n.start, n.end) for n in (*context.persons, *context.tagged_persons)]
    return []


def _by_form(
    question: QuestionModel, context: CandidateContext
) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, form) of the names with the form of the answer in the whole passage."""
    answer_type = question.answer_type
    if answer_type is AnswerType.INSTRUMENT:
        for mention in context.hit.passage.mentions:
            yield *context.folded_span(mention.start, mention.end), 1.0
    elif answer_type is AnswerType.PERSON:
        yield from ((n.start, n.end, 1.0) for n in context.persons)
        yield from ((*found.span(1), 1.0) for found in _AUTHOR.finditer(context.text))
    yield from _of_type(question, context)
    yield from _quoted(question, context)
    if answer_type is AnswerType.ENTITY:
        yield from _topics(context)


def _of_type(
    question: QuestionModel, context: CandidateContext
) -> Iterator[tuple[int, int, float]]:
    """Yield names of the type that the noun of the question asks for, else of its answer type."""
    focus, answer_type = question.focus, question.answer_type
    if focus.known:
        yield from _forms(names_of_type(question, context), 1.0)
        yield from _values(context, focus.categories, 1.0)
    elif answer_type is AnswerType.PERSON:
        form = WRONG_TYPE if wants_role(question) else OTHER_TYPE
        yield from _forms(_unless_titled(context), form)
    elif answer_type is AnswerType.ORGANISATION:
        yield from _forms(forms.organisations(context.text), 1.0)
    elif answer_type is AnswerType.PLACE:
        yield from _forms(forms.places(context.text), PLACE_NAME)
        yield from _values(context, _PLACE_CATEGORIES, KNOWN_PLACE)
    elif focus.endings:
        yield from _forms(forms.ending_in(context.text, focus.endings), BY_ENDING)


def wants_role(question: QuestionModel) -> bool:
    """True if the noun of the question is the role of a person (負責的【人員】是誰)."""
    return question.focus.noun.endswith(_ROLE_ENDS)


def _values(
    context: CandidateContext, categories: Container[str], form: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the named values of the categories in the passage."""
    yield from ((v.start, v.end, form) for v in context.values if v.category in categories)


def _topics(context: CandidateContext) -> Iterator[tuple[int, int, float]]:
    """Yield the topic of each sentence of the form: 洗錢（…），被認為是排名第一的犯罪."""
    for low, high in context.sentences:
        start, end = phrase_at(context.text, low)
        if _SAYS_OF.match(context.text, end, high):
            yield start, end, TOPIC


def names_of_type(
    question: QuestionModel, context: CandidateContext
) -> Iterator[forms.NamedEntity]:
    """Yield names with an ending of the type asked for."""
    wanted = question.focus
    if wanted.endings:
        yield from forms.ending_in(context.text, wanted.endings)
    if ORGANISATION in wanted.sorts:
        yield from forms.organisations(context.text)
    if PLACE in wanted.sorts:
        yield from forms.places(context.text)


def _forms(found: Iterable[forms.NamedEntity], form: float) -> Iterator[tuple[int, int, float]]:
    yield from ((n.start, n.end, GENERIC if n.generic else form) for n in found)


def _quoted(question: QuestionModel, context: CandidateContext) -> Iterator[tuple[int, int, float]]:
    """Yield names in quotation marks; the best are right before the noun asked for
    (「甲乙」資料庫)."""
    if question.answer_type not in (AnswerType.INSTRUMENT, AnswerType.ENTITY):
        return
    noun = question.focus.noun[-2:]
    for found in _QUOTED.finditer(context.text):
        following = context.text[found.end() : found.end() + 10]
        is_noun = bool(noun) and (noun in following or found.group(1).endswith(noun))
        yield *found.span(1), QUOTED_NOUN if is_noun else QUOTED


def _unless_titled(context: CandidateContext) -> Iterator[forms.NamedEntity]:
    """Yield organisations, except those before the title of an officer of theirs."""
    for name in forms.organisations(context.text):
        if not begins_with_title(context.text[name.end : name.end + 6]):
            yield name


def _titled(question: QuestionModel, context: CandidateContext) -> Iterator[tuple[int, int, float]]:
    """Yield persons named by office alone (洛縣地檢署檢察官), and offices if they are asked for."""
    if question.answer_type is not AnswerType.PERSON and TITLE not in question.focus.sorts:
        return
    tokens = words(context.text)
    for number, (word, _, end) in enumerate(tokens):
        if ends_in_title(word):
            start, _ = phrase_before(context.text[:end], end)
            if end - start >= MIN_OFFICE and number:
                person = next((n for n in context.persons if n.start == end), None)
                is_office = person or any(n.start == start for n in context.organisations)
                form = OFFICE if is_office or question.focus.known else BARE_OFFICE
                yield start, person.end if person else end, form


def _by_anchor(
    question: QuestionModel, context: CandidateContext
) -> Iterator[tuple[int, int, float]]:
    """Yield the noun phrase after the anchor that precedes the interrogative, and the one before
    the anchor that follows it."""
    if question.answer_type in (AnswerType.PERSON, AnswerType.ORGANISATION):
        return
    form = question.form
    preceding = _first_anchor(reversed(words(form.before.rstrip())))
    following = _first_anchor(words(form.after.removeprefix(question.focus.noun).lstrip()))
    for anchor, is_ahead in ((preceding, True), (following, False)):
        for found in re.finditer(re.escape(anchor), context.text) if anchor else ():
            if is_ahead:
                yield *_phrase_after(context.text, found.end()), BY_ANCHOR
            else:
                yield *phrase_before(context.text[: found.start()], found.start()), BY_ANCHOR


def _first_anchor(found: Iterable[tuple[str, int, int]]) -> str:
    """The first word that is rare enough to be an anchor, or ""."""
    return next((word for word, _, _ in found if word not in _NO_ANCHORS), "")


def _phrase_after(text: str, at: int) -> tuple[int, int]:
    """The span of the noun phrase that begins at `at`, a quoted one without its marks."""
    leading = _LEADING.match(text[at : at + MAX_NAME])
    start = at + (leading.end() if leading else 0)
    quoted = _QUOTED.match(text, max(at, start - 1))
    if quoted:
        return quoted.span(1)
    clause = _CLAUSE.match(text, start)
    if clause and clause.end() - start <= SHORT and clause.end() > start + 1:
        return clause.span()
    return phrase_at(text, start)
