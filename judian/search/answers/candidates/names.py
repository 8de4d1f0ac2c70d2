"""Candidates that are names: of persons, organisations, places, instruments, things.

A name is found by the form that the question's noun asks for (`judian.zh.questions.name_types`),
and, where the question asks for no form, by its place: the word before or behind the interrogative
is looked up in the passage, and the noun phrase that stands at the interrogative's place is the
candidate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.zh.entities import names as forms
from judian.zh.entities.categories import words
from judian.zh.entities.noun_phrases import phrase_at, phrase_before
from judian.zh.questions.forms import AnswerType
from judian.zh.questions.name_types import ORGANISATION, PLACE, TITLE
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.search.answers.candidates.context import Scene
    from judian.search.answers.question.requirements import Demand

#: A name is at most this long.
MAX_NAME = 30
#: How well a name fits that is of another sort than the one asked for, and yet can answer: an
#: agency for 由誰, a building for 哪裡.
OTHER_SORT = 0.7
#: One that cannot: an agency for 誰是局長.
WRONG_SORT = 0.3
#: An office of no agency (聯絡官) tells no person.
BARE_OFFICE = 0.4
#: A noun phrase that stands at the interrogative's place, of no form that could be asked for.
PLAIN = 0.55
#: What a sentence begins with and says to be something.
TOPIC = 0.9
#: A name in quotation marks, and one right before the noun that is asked for.
QUOTED, QUOTED_NOUN = 0.6, 1.0
#: A name that only names a class (合作醫院) is hardly ever the answer.
GENERIC = 0.2
_PLACE_CATEGORIES = ("country", "region")
_LEADING = compiled(
    "^(?:並|且|而|亦|也|均|皆|則|又|再|已|業|曾|係|是|為|由|經|在|於|位於|自|從|向|對|與|和|及|將|其|該|即"
    "|的|之|至|到|據|依|以|被|指派|委由|改由|改於|現由|委託|接獲|因|如|例如|包括|其中|了|:|「|《"
    "| )+"
)
_QUOTED = re.compile("[「《]([^「」《》]{2,40})[」》]")
# Who is cited: （Serrano，2002）, 孟維德（2015）.
_AUTHOR = re.compile(r"\(([^()0-9,;]{2,30}),\s*[0-9]{4}[a-z]?\)")
#: How nouns end that name what a person is.
_ROLE_ENDS = tuple(fold("人者員嫌長手師官謀犯委席授理事"))
#: A clause that is no longer is a name as a whole: 首都【聖彌索】，
SHORT = 6
_CLAUSE = re.compile("[一-鿿·.]*(?=[,。;:!?(]|$)")
# What may be added to the name of the question, and names the same: 卡拉維亞【共和國】.
_SAME = compiled("(?:共和國|王國|聯邦|政府|當局|方面|全國|境內|[省市縣])+$")
_SAYS_OF = compiled("(?:\\([^()]{1,60}\\))?,?(?:就|即|乃)?(?:被|是|為|係)(?!了|此|何)")
#: Words that stand everywhere point nowhere.
_NO_ANCHORS = frozenset(fold("因的在於與和被由是為有以對了到將等及之所叫"))


def names(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Names of the kind asked for, and what stands where the interrogative stands."""
    best: dict[tuple[int, int], float] = {}
    found = [*_by_form(demand, scene), *_titled(demand, scene)]
    if not demand.wanted.known:
        found += _by_anchor(demand, scene)
    for start, end, form in found:
        said = scene.text[start:end]
        if 1 < end - start <= MAX_NAME and not _is_asked(said, demand.question.text):
            best[start, end] = max(best.get((start, end), 0.0), form)
    if demand.asks is AnswerType.PLACE:
        _specify(best)
    rivals = _rivals(demand, scene)
    of_kind = [span for span, form in best.items() if form > OTHER_SORT]
    for (start, end), form in sorted(best.items()):
        yield Candidate(
            scene,
            start,
            end,
            "entity",
            form,
            previous=max((e for _, e in rivals if e <= start and e != start), default=0),
            following=min((s for s, _ in rivals if s >= end), default=None),
            rivals=tuple((s, e) for s, e in of_kind if e <= start or end <= s),
        )


def _is_asked(said: str, question: str) -> bool:
    """True for a name that the question holds itself: as it is, or with no more than 共和國
    behind it."""
    generic = _SAME.search(said)
    known = said[: generic.start()] if generic and generic.end() == len(said) else said
    return said in question or (len(known) > 1 and known in question)


def _specify(best: dict[tuple[int, int], float]) -> None:
    """A place that goes on behind the name of a larger one is the better told: 荷蘭【海牙】."""
    for (start, end), form in list(best.items()):
        for (low, high), other in list(best.items()):
            if low == start and end < high <= end + 8 and other < form:
                best[low, high] = min(1.0, form + 0.05)


def _rivals(demand: Demand, scene: Scene) -> list[tuple[int, int]]:
    """Names whose own words are not borrowed: a title belongs to the person beside it."""
    if demand.asks is AnswerType.PERSON:
        return [(n.start, n.end) for n in forms.persons(scene.text)]
    return []


def _by_form(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Names that have the form of what is asked for, wherever they stand."""
    asks, wanted = demand.asks, demand.wanted
    if asks is AnswerType.INSTRUMENT:
        for mention in scene.hit.passage.mentions:
            yield *scene.folded_span(mention.start, mention.end), 1.0
    elif asks is AnswerType.PERSON:
        yield from ((n.start, n.end, 1.0) for n in forms.persons(scene.text))
        yield from ((*found.span(1), 1.0) for found in _AUTHOR.finditer(scene.text))
    if wanted.known:
        yield from _forms(names_of_type(demand, scene), 1.0)
        yield from ((v.start, v.end, 1.0) for v in scene.values if v.category in wanted.categories)
    elif asks is AnswerType.PERSON:
        is_role = wanted.noun.endswith(_ROLE_ENDS)
        yield from _forms(_unless_titled(scene), WRONG_SORT if is_role else OTHER_SORT)
    elif asks is AnswerType.ORGANISATION:
        yield from _forms(forms.organisations(scene.text), 1.0)
    elif asks is AnswerType.PLACE:
        yield from _forms(forms.places(scene.text), 0.9)
        yield from ((v.start, v.end, 0.8) for v in scene.values if v.category in _PLACE_CATEGORIES)
    elif wanted.endings:
        yield from _forms(forms.ending_in(scene.text, wanted.endings), 0.9)
    yield from _quoted(demand, scene)
    if asks is AnswerType.ENTITY:
        yield from _topics(scene)


def _topics(scene: Scene) -> Iterator[tuple[int, int, float]]:
    """What a sentence says something of: 洗錢（…），被認為是排名第一的犯罪."""
    for low, high in scene.sentences:
        start, end = phrase_at(scene.text, low)
        if _SAYS_OF.match(scene.text, end, high):
            yield start, end, TOPIC


def names_of_type(demand: Demand, scene: Scene) -> Iterator[forms.NamedEntity]:
    """Names that end as those of the kind asked for do."""
    wanted = demand.wanted
    if wanted.endings:
        yield from forms.ending_in(scene.text, wanted.endings)
    if ORGANISATION in wanted.sorts:
        yield from forms.organisations(scene.text)
    if PLACE in wanted.sorts:
        yield from forms.places(scene.text)


def _forms(found: Iterable[forms.NamedEntity], form: float) -> Iterator[tuple[int, int, float]]:
    yield from ((n.start, n.end, GENERIC if n.generic else form) for n in found)


def _quoted(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Names in quotation marks; best right before the noun asked for: 「甲乙」資料庫."""
    if demand.asks not in (AnswerType.INSTRUMENT, AnswerType.ENTITY):
        return
    noun = demand.wanted.noun[-2:]
    for found in _QUOTED.finditer(scene.text):
        behind = scene.text[found.end() : found.end() + 10]
        is_noun = bool(noun) and (noun in behind or found.group(1).endswith(noun))
        yield *found.span(1), QUOTED_NOUN if is_noun else QUOTED


def _unless_titled(scene: Scene) -> Iterator[forms.NamedEntity]:
    """Organisations, but for those that only say whose officer somebody is."""
    for name in forms.organisations(scene.text):
        if not forms.begins_with_title(scene.text[name.end : name.end + 6]):
            yield name


def _titled(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Persons told by office alone (洛縣地檢署檢察官), and offices where they are asked for."""
    if demand.asks is not AnswerType.PERSON and TITLE not in demand.wanted.sorts:
        return
    tokens = words(scene.text)
    for number, (word, _, end) in enumerate(tokens):
        if forms.ends_in_title(word):
            start, _ = phrase_before(scene.text[:end], end)
            if end - start >= 4 and number:
                person = next((n for n in forms.persons(scene.text) if n.start == end), None)
                is_office = person or any(n.start == start for n in scene.organisations)
                form = 0.9 if is_office or demand.wanted.known else BARE_OFFICE
                yield start, person.end if person else end, form


def _by_anchor(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """The noun phrase behind the word that the interrogative follows, or before the word that
    follows it."""
    if demand.asks in (AnswerType.PERSON, AnswerType.ORGANISATION):
        return
    question = demand.question
    ahead = _pointing(reversed(words(question.before.rstrip())))
    behind = _pointing(words(question.after.removeprefix(demand.wanted.noun).lstrip()))
    for anchor, is_ahead in ((ahead, True), (behind, False)):
        for found in re.finditer(re.escape(anchor), scene.text) if anchor else ():
            span = _right(scene.text, found.end()) if is_ahead else _left(scene.text, found.start())
            yield *span, PLAIN


def _pointing(found: Iterable[tuple[str, int, int]]) -> str:
    """The first word that can point to a place in a passage; "" when there is none."""
    return next((word for word, _, _ in found if word not in _NO_ANCHORS), "")


def _right(text: str, at: int) -> tuple[int, int]:
    """The noun phrase that begins at `at`, a quoted one without its marks."""
    lead = _LEADING.match(text[at : at + MAX_NAME])
    start = at + (lead.end() if lead else 0)
    quoted = _QUOTED.match(text, max(at, start - 1))
    if quoted:
        return quoted.span(1)
    clause = _CLAUSE.match(text, start)
    if clause and clause.end() - start <= SHORT and clause.end() > start + 1:
        return clause.span()
    return phrase_at(text, start)


def _left(text: str, at: int) -> tuple[int, int]:
    """The noun phrase that ends at `at`."""
    return phrase_before(text[:at], at)
