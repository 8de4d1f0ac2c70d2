"""Requests of the read path: each is one frozen value from the page to the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.search.replies.listings import years

if TYPE_CHECKING:
    from judian.zh.figures.extraction import Figure

#: Orders of search hits; the first is the default.
SORTS = ("relevance", "date", "document")
#: Ways of grouping search hits; the first is the default.
GROUPS = ("", "document")
#: Orders of figures; a minus sign reverses one. Figures without a period come last in either
#: order of periods.
FIGURE_SORTS = ("relevance", "value", "-value", "period", "-period", "document")


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions chosen beside the query; empty means none. Years are Gregorian, inclusive.

    `new_since` is an ISO date and time with its zone: only documents read after it.
    """

    doc: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    new_since: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search for passages: `text` in the query language, page `page` (from 1) of `size` hits
    in the order `sort`, one of SORTS, grouped by `group`, one of GROUPS.

    `exact` compares characters as typed; `expand` also searches synonyms, the other calendar's
    years, and other spellings of articles and numbers, but not for the words of `plain`, which are
    named as in the expansions of a reply. `other_words` also searches what the collection says for
    words that it lacks, if `expand` does; lists that do not say so go without.
    """

    text: str = ""
    page: int = 1
    size: int = 10
    sort: str = "relevance"
    filters: Filters = field(default_factory=Filters)
    exact: bool = False
    expand: bool = True
    plain: tuple[str, ...] = ()
    group: str = ""
    other_words: bool = True


@dataclass(frozen=True, slots=True)
class FigureFilters:
    """Restrictions of figures; empty means none. `kind` is one of
    `judian.search.replies.listings.FIGURE_KINDS`. Years are Gregorian, inclusive: a figure is
    kept if its period has one of them."""

    unit: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    @property
    def has_years(self) -> bool:
        return self.year_from is not None or self.year_to is not None

    def keep(self, figure: Figure) -> bool:
        """True if unit, kind and years of the figure pass; documents and agencies belong to its
        passage and are not compared here."""
        if self.unit and figure.unit not in self.unit:
            return False
        if self.kind and figure.kind not in self.kind:
            return False
        if not self.has_years:
            return True
        low, high = self.year_from or 0, self.year_to or 9999
        return any(low <= year <= high for year in years(figure.period))


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A list of the figures in the passages that `text` finds, in all passages if it is empty:
    page `page` (from 1) of `size` figures, all of them for None, in the order `sort`, one of
    FIGURE_SORTS."""

    text: str = ""
    page: int = 1
    size: int | None = 50
    sort: str = "relevance"
    filters: FigureFilters = field(default_factory=FigureFilters)


@dataclass(frozen=True, slots=True)
class InstrumentRequest:
    """A list of the instruments with `text` in a name, of one of the kinds `kind` and with one
    of the parties `party` (empty: any): page `page` (from 1) of `size` instruments."""

    text: str = ""
    page: int = 1
    size: int = 50
    kind: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
