"""What the changes between a quotation and its source change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from judian.core.alignment import Change, changes
from judian.search.quotes.form import is_content
from judian.search.quotes.tokens import Token, tokens_of
from judian.search.replies.quotes import DifferenceKind
from judian.zh.entities.categories import find_values, words
from judian.zh.numbers import units
from judian.zh.text.fold import fold
from judian.zh.text.variants import are_different_words, is_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.search.quotes.form import Form

NEGATIONS = frozenset(fold("不未無沒非勿毋莫免否"))
#: Words that deny what follows them, folded.
_DENYING = frozenset(
    fold(
        "不|未|無|沒|非|勿|毋|莫|免|否|並未|尚未|不得|未能|無法|沒有|並非|並無|並不|不曾|未曾|無須|毋須"
        "|不再|不予|不能|不會|未予|不應|不可"
    ).split("|")
)
_NUMERIC = frozenset(fold("〇零一二三四五六七八九十百千萬億兆兩壹貳參肆伍陸柒捌玖拾佰仟"))
#: Characters before and behind a change that are read for numbers, dates and names.
_AROUND = 24
#: Shortest text that is the same in another place.
_LEAST_MOVED = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A change in the coordinates of two forms, with what it changes."""

    kind: DifferenceKind
    change: Change


def differences(quote: Form, source: Form, start: int, end: int) -> list[Difference]:
    """What differs between a quotation and `[start, end)` of its source, in order."""
    found = [
        Change(c.start, c.end, c.other_start + start, c.other_end + start)
        for c in changes(quote.text, source.text[start:end])
    ]
    found += _other_words(quote, source, found, start)
    found.sort(key=lambda change: change.start)
    pair = _Pair(quote, source, start, end)
    widened = pair.widened(found)
    named = [Difference(pair.kind(change), change) for change in widened]
    named = _moved(named, quote, source)
    return [*pair.broken_ends(widened), *named]


def broken_ends(quote: Form, source: Form, start: int, end: int) -> list[Difference]:
    """What is wrong with a quotation whose form is exactly `[start, end)` of its source: it begins
    or ends inside a number, leaves a 不 out before its start, or has another word of the same
    fold."""
    pair = _Pair(quote, source, start, end)
    others = _other_words(quote, source, [], start)
    return [
        *pair.broken_ends([]),
        *(Difference(DifferenceKind.CHARACTER, change) for change in others),
    ]


def _other_words(quote: Form, source: Form, known: Sequence[Change], start: int) -> list[Change]:
    """Characters that are equal when folded, and are different words."""
    traditional: bool | None = None
    found = []
    for at, other in _same(quote, known, start):
        left, right = quote.original[quote.offsets[at]], source.original[source.offsets[other]]
        if left == right:
            continue
        if traditional is None:
            traditional = is_traditional(quote.original) and is_traditional(source.original)
        if are_different_words(left, right, both_traditional=traditional):
            found.append(Change(at, at + 1, other, other + 1))
    return found


def _same(quote: Form, known: Sequence[Change], start: int) -> Iterable[tuple[int, int]]:
    """The pairs of places at which the two forms are equal."""
    at, other = 0, start
    for change in known:
        yield from zip(range(at, change.start), range(other, change.other_start), strict=False)
        at, other = change.end, change.other_end
    yield from zip(range(at, len(quote.text)), count(other), strict=False)


class _Pair:
    """A quotation and a stretch of its source, with the numbers, dates and names of both."""

    def __init__(self, quote: Form, source: Form, start: int, end: int) -> None:
        self.quote, self.source, self.start, self.end = quote, source, start, end
        low, high = max(0, start - _AROUND), min(len(source.text), end + _AROUND)
        self.tokens = tokens_of(quote)
        self.source_tokens = tokens_of(source, low, high)

    def broken_ends(self, known: Sequence[Change]) -> list[Difference]:
        """Numbers of the source that go on beyond the ends of the quotation, and a 不 before it."""
        found = []
        at_start = not known or known[0].start > 0
        at_end = not known or known[-1].end < len(self.quote.text)
        for token in self.source_tokens:
            if at_start and token.start < self.start < token.end and self._numeric(self.start):
                found.append(_cut(0, token.start, self.start))
            if at_end and token.start < self.end < token.end and self._numeric(self.end - 1):
                found.append(_cut(len(self.quote.text), self.end, token.end))
        if at_start and (denied := self._denied_from()) is not None:
            found.append(_cut(0, denied, self.start))
        return found

    def _numeric(self, at: int) -> bool:
        """True if the character at a place of the source is one of a number."""
        char = self.source.text[at]
        return char.isdigit() or char in _NUMERIC

    def _denied_from(self) -> int | None:
        """Where the word begins that denies the start of the quotation, in the source."""
        low = max(0, self.start - 8)
        around = self.source.text[low : self.start + 8]
        for word, first, last in words(around):
            if first + low < self.start <= last + low:
                ends_here = last + low == self.start
                if word in _DENYING if ends_here else word[0] in NEGATIONS:
                    return first + low
        return None

    def widened(self, found: Sequence[Change]) -> list[Change]:
        """The changes that touch a number or a date, widened to the whole of it."""
        current = list(found)
        for _ in range(4):  # a wider change may reach another number
            wider = _merged([self._wide(change, current) for change in current])
            if wider == current:
                break
            current = wider
        return current

    def _wide(self, change: Change, found: Sequence[Change]) -> Change:
        inner = _inside(self.tokens, change.start, change.end)
        other_inner = _inside(self.source_tokens, change.other_start, change.other_end)
        if not inner and not other_inner:
            return change
        touched = _touching(self.tokens, change.start, change.end)
        other_touched = _touching(self.source_tokens, change.other_start, change.other_end)
        low = min([change.start, *(t.start for t in touched)])
        high = max([change.end, *(t.end for t in touched)])
        other_low = max(self.start, min([change.other_start, *(t.start for t in other_touched)]))
        other_high = min(self.end, max([change.other_end, *(t.end for t in other_touched)]))
        # Outside of changes both sides move together.
        before = max(change.start - low, change.other_start - other_low)
        behind = max(high - change.end, other_high - change.other_end)
        left = min([before, *(change.start - c.end for c in found if c.end <= change.start)])
        later = (c.start for c in found if c.start >= change.end and c != change)
        right = min([behind, *(start - change.end for start in later)])
        return Change(
            max(0, change.start - left), min(len(self.quote.text), change.end + right),
            max(self.start, change.other_start - left), min(self.end, change.other_end + right),
        )  # fmt: skip

    def kind(self, change: Change) -> DifferenceKind:
        """What a change changes."""
        quoted = self.quote.text[change.start : change.end]
        said = self.source.text[change.other_start : change.other_end]
        if quoted == said:
            return DifferenceKind.CHARACTER
        if not any(map(is_content, quoted + said)):
            return DifferenceKind.PUNCTUATION
        mine = _inside(self.tokens, change.start, change.end)
        other = _inside(self.source_tokens, change.other_start, change.other_end)
        if mine or other:
            return self._kind_of_value(change, mine, other)
        if _negations(quoted) != _negations(said):
            return DifferenceKind.NEGATION
        if self._values(self.quote.text, change.start, change.end) != self._values(
            self.source.text, change.other_start, change.other_end
        ):
            return DifferenceKind.PARTY
        if self._unit(self.quote, self.tokens, change.start) != self._unit(
            self.source, self.source_tokens, change.other_start
        ):
            return DifferenceKind.UNIT
        if not said:
            return DifferenceKind.ADDED
        return DifferenceKind.OMITTED if not quoted else DifferenceKind.WORDING

    def _kind_of_value(
        self, change: Change, mine: Sequence[Token], other: Sequence[Token]
    ) -> DifferenceKind:
        same = [t.value for t in mine] == [t.value for t in other]
        rest = _rest(self.quote.text, mine, change.start, change.end)
        if same and rest == _rest(self.source.text, other, change.other_start, change.other_end):
            return DifferenceKind.NUMBER_SPELLING
        if _negations(rest) != _negations(
            _rest(self.source.text, other, change.other_start, change.other_end)
        ):
            return DifferenceKind.NEGATION
        if same:
            return DifferenceKind.WORDING
        is_date = any(token.is_date for token in (*mine, *other))
        return DifferenceKind.DATE if is_date else DifferenceKind.NUMBER

    @staticmethod
    def _values(text: str, start: int, end: int) -> set[tuple[str, str]]:
        low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
        return {
            (value.category, value.name)
            for value in find_values(text[low:high])
            if value.start + low < max(end, start + 1) and value.end + low > min(start, end - 1)
        }

    @staticmethod
    def _unit(form: Form, tokens: Sequence[Token], start: int) -> str | None:
        """The unit behind a number that ends at `start` or one character before."""
        for token in tokens:
            if not token.is_date and token.end <= start <= token.end + 1:
                found = units.match(form.text, form.text, token.end)
                return found[0].name if found else None
        return None


def _cut(at: int, start: int, end: int) -> Difference:
    return Difference(DifferenceKind.CUT, Change(at, at, start, end))


def _inside(tokens: Iterable[Token], start: int, end: int) -> list[Token]:
    """Tokens that share a character with `[start, end)`; for an empty stretch, that hold it."""
    if start == end:
        return [t for t in tokens if t.start < start < t.end]
    return [t for t in tokens if t.start < end and start < t.end]


def _touching(tokens: Iterable[Token], start: int, end: int) -> list[Token]:
    return [t for t in tokens if t.start <= end and start <= t.end]


def _rest(text: str, tokens: Iterable[Token], start: int, end: int) -> str:
    """`[start, end)` of a text without the tokens in it and without punctuation."""
    pieces, at = [], start
    for token in tokens:
        pieces.append(text[at : max(at, token.start)])
        at = min(end, token.end)
    pieces.append(text[at:end])
    return "".join(char for char in "".join(pieces) if is_content(char))


def _negations(text: str) -> list[str]:
    return sorted(char for char in text if char in NEGATIONS)


def _merged(found: Sequence[Change]) -> list[Change]:
    merged: list[Change] = []
    for change in sorted(found, key=lambda c: (c.start, c.other_start)):
        last = merged[-1] if merged else None
        if last and _overlap(last, change):
            merged[-1] = Change(
                last.start, max(last.end, change.end),
                min(last.other_start, change.other_start), max(last.other_end, change.other_end),
            )  # fmt: skip
        else:
            merged.append(change)
    return merged


def _overlap(last: Change, change: Change) -> bool:
    """True if the later change begins inside the one before, or right behind it in both texts."""
    behind = change.start - last.end, change.other_start - last.other_end
    return min(behind) < 0 or behind == (0, 0)


def _moved(found: list[Difference], quote: Form, source: Form) -> list[Difference]:
    """The differences; what is added in one place and left out in another is a change of order."""
    added = {quote.text[d.change.start : d.change.end] for d in found}
    gone = {source.text[d.change.other_start : d.change.other_end] for d in found}
    both = {text for text in added & gone if len(text) >= _LEAST_MOVED}
    return [
        Difference(DifferenceKind.ORDER, d.change)
        if quote.text[d.change.start : d.change.end] in both
        or source.text[d.change.other_start : d.change.other_end] in both
        else d
        for d in found
    ]
