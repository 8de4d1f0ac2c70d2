"""Facts that a passage states of an instrument: signing, place, entry into force, parties.

Only explicit statements count. A date belongs to the verb beside it, and the verb to an instrument
of its sentence or to the only one that the passage names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.zh.dates import expressions
from judian.zh.instruments.parties import PREFERRED
from judian.zh.instruments.registry import canonical
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.zh.dates.expressions import DateMention
    from judian.zh.instruments.model import Mention

_VERB = compiled(
    r"(?P<signed>簽署|簽訂|簽定|締結|簽字)|(?P<adopted>通過)|(?P<in_force>生效|發生效力|具有?(?:國內法律?)?效力|開始施行|起施行)"
)
#: Code points before a verb in which a word says that it is not done, or only planned.
_BEFORE_VERB = 40
_NOT_DONE = compiled(
    "(?:未|不|擬|洽|預計|預定|規劃|推動|爭取|協商|可望|待|若|如|即將|持續|加速|重新?|續)$"
)
_PLANNED = compiled("(?:預計|預定|規劃|將於|可望|爭取|尚未|俟|擬於)[^，；,;]*$")
_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]?")
_DATE_AFTER = compiled(r"(?:日期?|之日)?(?:為|是|係|:|\(|於|在){1,2}(?:民國|西元)?")
#: Text between a date and its verb; a comma ends the statement.
_BETWEEN = compiled(r"[^,，。；]{0,40}")
_PLACE = compiled(r"[在於](?:該國)?(?:首都)?(?P<place>[一-鿿]{2,10}?)(?:正式|共同|完成|分別)?$")
_GLOSS_PLACE = re.compile(
    r"[.,;] ?(?P<place>[A-ZÀ-Þ][A-Za-zÀ-ɏ' .-]{2,30}), ?(?P<year>1[89][0-9]{2}|20[0-9]{2})[)）]"
)
_NO_PLACE = compiled("[年月日]|會議|架構|基礎|期間|情形|機制|[之的下中上]$|同年|當日")
_OBJECT = compiled(r"(?:了|之|的|完成|並)?[「<\"]?")
_ATTRIBUTE = compiled(r"[之的][「<\"]?")
#: Code points before a name that are searched for 依據 and the like.
_BY_REACH = 6
_BY = compiled(r"(?:依據?|按照?|根據|依照)[「<\"]?$")
_JOINT = compiled(r"[」>\"]?(?:\([^()]*\))?(?:、|及|與|和|,|以及)[「<\"]?")
_STRAIT = compiled("(?:海峽)?兩岸.*")


#: Most mentions on either side of a verb that are searched: more than any passage holds.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact about the instrument with the id `instrument`, stated at `[start, end)`.

    `kind` is signed, adopted (通過, by a conference or a parliament) or in_force, with an ISO
    date, month or year as `value`; or place, where it was signed, as written.
    """

    kind: str
    instrument: str
    text: str
    start: int
    end: int
    value: str


#: Names whose parties are remembered: lists of instruments ask for those of thousands, each time.
_NAMES = 20_000


@lru_cache(_NAMES)
def parties(name: str) -> tuple[str, ...]:
    """The two parties in the name of a bilateral instrument of Taiwan; () for any other name."""
    key = canonical(name)
    if key.startswith("台|"):
        country = key.split("|")[1]
        return ("臺灣", PREFERRED.get(country) or _as_written(country, name))
    return ("臺灣", "中國大陸") if _STRAIT.fullmatch(key) else ()


def _as_written(folded: str, text: str) -> str:
    """The folded words in the characters of `text` that fold to them, since folds are not shown."""
    at = fold(text).find(folded)
    return text[at : at + len(folded)] if at >= 0 else folded


def statements(
    text: str, mentions: Sequence[Mention], *, anchor_date: str | None = None
) -> tuple[Statement, ...]:
    """The statements of `text` on the instruments that it mentions, in order.

    `mentions` are those that `extract` found in it. `anchor_date` is the ISO date, month or year
    of writing and resolves 今年.
    """
    if not mentions:
        return ()
    squeezed, offsets = squeeze(text)
    reader = _Reader(text, squeezed, offsets, mentions, anchor_date)
    return tuple(sorted(reader.read(), key=lambda s: (s.start, s.end)))


class _Reader:
    """Reads one passage; all offsets but those of statements are into the squeezed text."""

    def __init__(
        self,
        text: str,
        squeezed: str,
        offsets: Sequence[int],
        mentions: Sequence[Mention],
        anchor_date: str | None,
    ) -> None:
        self.text = text
        self.folded = fold(squeezed)
        self.squeezed = squeezed
        self.offsets = offsets
        self.mentions = sorted(
            (
                (bisect_left(offsets, m.start), bisect_left(offsets, m.end), m.instrument)
                for m in mentions
            ),
            key=lambda m: m[:2],
        )
        found = [
            date
            for whole in expressions.find(squeezed, anchor_date=anchor_date)
            for date in whole.parts or (whole,)
            if not self._in_name(date)
        ]
        self.dates = sorted(found, key=lambda date: date.start)
        self.date_starts = [date.start for date in self.dates]

    def _in_name(self, date: DateMention) -> bool:
        """True for the year in 1982年海洋法公約, but not for that in 於112年簽署之協定."""
        at = bisect_right(self.mentions, (date.start, len(self.folded))) - 1
        if at < 0 or date.end > self.mentions[at][1]:
            return False
        return not _VERB.search(self.folded, *self.mentions[at][:2])

    def read(self) -> Iterator[Statement]:
        """Yield the statements, verb by verb."""
        for sentence in _SENTENCE.finditer(self.folded):
            for verb in _VERB.finditer(self.folded, *sentence.span()):
                before = self.folded[
                    max(sentence.start(), verb.start() - _BEFORE_VERB) : verb.start()
                ]
                if not (_NOT_DONE.search(before) or _PLANNED.search(before)):
                    yield from self._of_verb(sentence.start(), verb)
        yield from self._of_glosses()

    def _of_verb(self, sentence: int, verb: re.Match[str]) -> Iterator[Statement]:
        """Yield the statements of one verb of the sentence that begins at `sentence`."""
        kind = verb.lastgroup or ""
        date = self._date(sentence, verb)
        place = _PLACE.search(self.folded, date.end if date else sentence, verb.start())
        for instrument in self._subjects(sentence, verb):
            if date and (value := _iso(date)):
                start, end = min(date.start, verb.start()), max(date.end, verb.end())
                yield self._statement(kind, instrument, start, end, value)
            if date and place and kind == "signed" and not _NO_PLACE.search(place["place"]):
                start, end = place.span("place")
                yield self._statement("place", instrument, start, end, self.squeezed[start:end])

    def _date(self, sentence: int, verb: re.Match[str]) -> DateMention | None:
        """The date of a verb: before it in its clause, or right after it; else None."""
        upto = bisect_left(self.date_starts, verb.start())
        if upto and sentence <= self.dates[upto - 1].start:
            date = self.dates[upto - 1]
            between = self.folded[date.end : verb.start()]
            other = _VERB.search(between)
            if _BETWEEN.fullmatch(between) and not (other and not between.endswith("并")):
                return date
        follows = _DATE_AFTER.match(self.folded, verb.end())
        if follows is None:
            return None
        at = bisect_left(self.date_starts, follows.end())
        found = self.dates[at : at + 1]
        return found[0] if found and found[0].start == follows.end() else None

    def _subjects(self, sentence: int, verb: re.Match[str]) -> list[str]:
        """The ids of the instruments that the verb is about."""
        here = bisect_left(self.mentions, (verb.start(),))
        near = self.mentions[max(0, here - _NEAR) : here + _NEAR]
        for start, end, instrument in near:
            if start <= verb.start() and verb.end() <= end:
                return [instrument]  # named by its signing
        after = [m for m in near if m[0] >= verb.end()]
        which = _ATTRIBUTE if verb.lastgroup == "in_force" else _OBJECT
        if after and which.fullmatch(self.folded, verb.end(), after[0][0]):
            return self._listed(after)
        before = [m for m in near if sentence <= m[0] and m[1] <= verb.start()]
        subjects = [
            m for m in before if not _BY.search(self.folded, max(0, m[0] - _BY_REACH), m[0])
        ]
        if subjects:
            return self._listed(subjects[::-1])[::-1]
        earlier = {instrument for start, _, instrument in near if start < sentence}
        return list(earlier) if len(earlier) == 1 else []

    def _listed(self, mentions: Sequence[tuple[int, int, str]]) -> list[str]:
        """The ids of the first of `mentions` and of those in one list with it."""
        listed = [mentions[0]]
        for previous, current in pairwise(mentions):
            left, right = min(previous, current), max(previous, current)
            same_span = left[:2] == right[:2]  # 兩公約
            if not (same_span or _JOINT.fullmatch(self.folded, left[1], right[0])):
                break
            listed.append(current)
        return list(dict.fromkeys(m[2] for m in listed))

    def _of_glosses(self) -> Iterator[Statement]:
        """Yield place and year of signing in brackets after a foreign name: (…. Palermo, 2000)."""
        for _, end, instrument in self.mentions:
            gloss = _GLOSS_PLACE.match(self.squeezed, end)
            if gloss:
                yield self._statement("place", instrument, *gloss.span("place"), gloss["place"])
                yield self._statement("signed", instrument, *gloss.span("year"), gloss["year"])

    def _statement(self, kind: str, instrument: str, start: int, end: int, value: str) -> Statement:
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Statement(kind, instrument, self.text[first:last], first, last, value)


def _iso(date: DateMention) -> str | None:
    """The ISO date in the precision of the text; None for other precisions than day, month,
    year."""
    length = {"day": 10, "month": 7, "year": 4}.get(date.precision)
    return date.period.start[:length] if length and date.period.start else None
