"""Replies of lists of figures and of instruments: values ready to be shown or serialised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Generic

from typing_extensions import TypeVar

from judian.core.model import Passage
from judian.zh.dates.periods import Period as Period  # noqa: TC001 (re-exported)
from judian.zh.figures.extraction import Figure as Figure  # noqa: TC001 (re-exported)
from judian.zh.instruments import Mention as Mention  # noqa: TC001 (re-exported)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from judian.core.brief import Brief
    from judian.core.model import Cell, DocumentInfo
    from judian.search.replies.results import FacetValue, QueryView

#: What a row holds of its passage: all of it, or while a list is made what it needs.
Held = TypeVar("Held", bound="Passage | Brief", default=Passage)

#: Kinds of figures, as `judian.zh.figures.extraction.Figure` has them.
FIGURE_KINDS = (
    *("count", "amount", "weight", "area", "length", "volume", "duration", "rate", "change"),
    *("rank", "other"),
)
#: Longest span whose years all count, as the index counts them.
_LONGEST_SPAN = 40
#: Share by which the shortest of equal calendar periods may be shorter than the longest: a month
#: has 28 to 31 days (9.7 %).
_UNEVEN = 0.12


def years(period: Period | None) -> set[int]:
    """The Gregorian years of a period: all of them, or of a long one the first and the last."""
    if period is None or not (period.start or period.end):
        return set()
    low, high = (int(stamp[:4]) for stamp in ends(period))
    return set(range(low, high + 1)) if 0 <= high - low <= _LONGEST_SPAN else {low, high}


def ends(period: Period) -> tuple[str, str]:
    """First and last day of a period; an open end is replaced by the other one."""
    return period.start or period.end or "", period.end or period.start or ""


def are_even(periods: Sequence[Period | None]) -> bool:
    """True if periods are about equally long and follow each other at about equal distances, so
    that a line through their values says something: whole years, months, ends of years.

    Only whole dates count; a period without a beginning is the day of its end.
    """
    if any(period is None or not period.end for period in periods):
        return False
    try:
        last = [date.fromisoformat(period.end or "") for period in periods if period]
        first = [date.fromisoformat(ends(period)[0]) for period in periods if period]
    except ValueError:  # a month or a year alone
        return False
    lengths = [(b - a).days + 1 for a, b in zip(first, last, strict=True)]
    steps = [(after - before).days for before, after in pairwise(last)]
    return _are_about_equal(lengths) and _are_about_equal(steps)


def _are_about_equal(days: Sequence[int]) -> bool:
    return not days or 0 < min(days) >= max(days) * (1 - _UNEVEN)


@dataclass(frozen=True, slots=True)
class PartialRead:
    """Only the first `read` of the `found` passages were read."""

    read: int
    found: int


@dataclass(frozen=True, slots=True)
class FigureRow(Generic[Held]):
    """A figure with its passage; `cell` is the table cell that contains it, None in prose."""

    figure: Figure
    passage: Held
    document: DocumentInfo
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Point(Generic[Held]):
    """One value of a series: for a `period`, or for the category that `label` names."""

    label: str
    period: Period | None
    value: Decimal
    row: FigureRow[Held]


@dataclass(frozen=True, slots=True)
class Series(Generic[Held]):
    """One measure in one unit over several periods (`axis` is period), in their order, or
    over the rows or columns of one table (`axis` is category), in the table's order. For
    categories `period` is the one they share."""

    measure: str
    unit: str | None
    kind: str
    axis: str
    points: tuple[Point[Held], ...]
    period: Period | None = None

    @property
    def is_even(self) -> bool:
        """True if its periods can be compared one with another; see `are_even`."""
        return are_even([point.period for point in self.points])


@dataclass(frozen=True, slots=True)
class Conflict(Generic[Held]):
    """Documents that give different values of one measure in one period; a row for each
    value, with the first document that gives it."""

    measure: str
    unit: str | None
    period: Period
    rows: tuple[FigureRow[Held], ...]


@dataclass(frozen=True, slots=True)
class FigureReply:
    """One page of figures. `total` counts all of them, `passages` and `documents` those that
    hold them; `facets`, `series` and `conflicts` are of all of them too."""

    query: QueryView
    total: int
    passages: int
    documents: int
    page: int
    size: int
    rows: tuple[FigureRow, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    cut: PartialRead | None
    generation: int
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class InstrumentItem:
    """An instrument in a list. `parties` are those in its name; `passages` and `documents` are the
    numbers of those that mention it; `page` is its address in the official database, for
    statutes."""

    id: str
    name: str
    kind: str
    parties: tuple[str, ...]
    passages: int
    documents: int = 0
    page: str | None = None


@dataclass(frozen=True, slots=True)
class InstrumentsReply:
    """One page of the instruments of the collection; `facets` (kind and party) are of all that
    the list holds."""

    total: int
    page: int
    size: int
    items: tuple[InstrumentItem, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    generation: int


@dataclass(frozen=True, slots=True)
class LocatedMention(Generic[Held]):
    """A mention of an instrument with its passage and document."""

    mention: Mention
    passage: Held
    document: DocumentInfo


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact that passages state, with each place that states it: `[start, end)` of the
    passage's text. `kind` and `value` are those of `judian.zh.instruments.Statement`."""

    kind: str
    value: str
    places: tuple[tuple[Passage, DocumentInfo, int, int], ...]


@dataclass(frozen=True, slots=True)
class CitedArticle(Generic[Held]):
    """An article with the places that cite it; `article` is None for those that cite the
    instrument as a whole. `page` is its address in the official database, of statutes."""

    article: str | None
    places: tuple[LocatedMention[Held], ...]
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline: `kind` is that of a `StatedFact`, or document, for one that mentions
    the instrument; `date` is an ISO date, month or year."""

    date: str
    kind: str
    document: DocumentInfo | None = None


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """The statements, articles and mentions of one instrument; `silent` are the kinds of statements
    that no passage makes.

    `names` are the words that mentions use, with how often, most frequent first. `places` are
    the mentions of one page, `total` counts all of them. `by_document` and `cocited` (named in
    the same passages) are most frequent first.
    """

    item: InstrumentItem
    names: tuple[tuple[str, int], ...]
    stated: tuple[StatedFact, ...]
    silent: tuple[str, ...]
    articles: tuple[CitedArticle, ...]
    by_document: tuple[tuple[DocumentInfo, int], ...]
    cocited: tuple[InstrumentItem, ...]
    timeline: tuple[Event, ...]
    total: int
    page: int
    size: int
    places: tuple[LocatedMention, ...]
    cut: PartialRead | None
    generation: int


@dataclass(frozen=True, slots=True)
class Authority(Generic[Held]):
    """An instrument of a table of authorities with its cited articles, in order."""

    item: InstrumentItem
    cited: tuple[CitedArticle[Held], ...]


@dataclass(frozen=True, slots=True)
class AuthoritiesReply:
    """A table of authorities: the instruments that the passages of a query or of one document cite,
    treaties before statutes; `shown` are some of them, with all of the passages that cite them."""

    query: QueryView | None
    document: DocumentInfo | None
    authorities: tuple[Authority[Brief], ...]
    cut: PartialRead | None
    generation: int
    shown: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A name of the collection. `passages` and `documents` are the numbers of those that hold it;
    `places` are the first passages, each with its document and the half-open range of the name."""

    kind: str
    name: str
    passages: int
    documents: int
    places: tuple[tuple[Passage, DocumentInfo, int, int], ...]


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """The names of a collection by kind (agency, person, place, ship, substance, case), the most
    frequent first."""

    kinds: Mapping[str, tuple[Entity, ...]]
    cut: PartialRead | None
    generation: int
