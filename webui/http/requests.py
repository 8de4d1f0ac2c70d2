"""Requests as addresses state them: read from parameters and written into links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from typing_extensions import override

from judian.search.requests import FigureFilters, FigureRequest, Filters, SearchRequest
from webui.http import params
from webui.http.errors import ParameterInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

#: Filters that may be chosen several times, in the order in which they are shown.
LIST_FILTERS = ("doc", "agency", "kind", "instrument")
FIGURE_LISTS = ("unit", "kind", "doc", "agency", "instrument")


class Filtered:
    """A request with `filters` that a visitor adds and removes one by one."""

    __slots__ = ()
    #: The page that shows it, the filters that may be chosen several times in the order in
    #: which they are shown, and the rows of a page that an address need not state.
    view: ClassVar[str]
    lists: ClassVar[tuple[str, ...]]
    usual_size: ClassVar[int]

    text: str
    page: int
    size: Any
    sort: str
    filters: Any

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters != type(self.filters)())

    def arguments(self) -> dict[str, str | list[str]]:
        """The parameters of its address; those at their default are left out."""
        args: dict[str, str | list[str]] = {"q": self.text}
        for name in self.lists:
            chosen = getattr(self.filters, name)
            if chosen:
                args[name] = list(chosen)
        for name in ("year_from", "year_to"):
            year = getattr(self.filters, name)
            if year is not None:
                args[name] = str(year)
        if self.sort != "relevance":
            args["sort"] = self.sort
        if self.size != self.usual_size:
            args["size"] = str(self.size)
        if self.page != 1:
            args["page"] = str(self.page)
        return args

    def asking(self, text: str) -> Self:
        """The same filters with another query, from the first page."""
        return self._changed(text=text)

    def sorted_by(self, sort: str) -> Self:
        """In another order, from the first page."""
        return self._changed(sort=sort)

    def has(self, name: str, value: str) -> bool:
        """Whether a facet's value is among the chosen ones; a year counts when it is the range."""
        if name == "year":
            return (str(self.filters.year_from), str(self.filters.year_to)) == (value, value)
        return value in getattr(self.filters, name, ())

    def adding(self, name: str, value: str) -> Self:
        """With one more value of a facet chosen; a year replaces the range."""
        if name == "year":
            return self._filtering(year_from=int(value), year_to=int(value))
        return self._filtering(**{name: (*getattr(self.filters, name), value)})

    def removing(self, name: str, value: str) -> Self:
        """With one value of a facet given up; a year gives up the range."""
        if name == "year":
            return self._filtering(year_from=None, year_to=None)
        held = getattr(self.filters, name)
        return self._filtering(**{name: tuple(v for v in held if v != value)})

    def unfiltered(self) -> Self:
        return self._changed(filters=type(self.filters)())

    def _filtering(self, **values: Any) -> Self:
        return self._changed(filters=replace(self.filters, **values))

    def _changed(self, **values: Any) -> Self:
        changed: Self = replace(self, page=1, **values)  # type: ignore[type-var]
        return changed


@dataclass(frozen=True, slots=True)
class SearchAddress(Filtered, SearchRequest):
    """A search request that an address states; `size` and `page` are positive."""

    view: ClassVar[str] = "results"
    lists: ClassVar[tuple[str, ...]] = LIST_FILTERS
    usual_size: ClassVar[int] = 10

    @classmethod
    def read(cls, args: MultiDict[str, str], *, strict: bool) -> Self:
        """From an address; `strict` is the API's: unknown names and an empty query are refused.

        Raises the errors of `webui.http.errors`.
        """
        declared = params.API_SEARCH if strict else params.SEARCH
        values = cast("dict[str, Any]", params.read(args, declared, strict=strict))
        _check_years(values)
        names = (*LIST_FILTERS, "year_from", "year_to")
        return cls(
            text=values["q"],
            page=values["page"],
            size=values["size"],
            sort=values["sort"],
            filters=Filters(**{name: values[name] for name in names}),
            exact=values["exact"],
            expand=values["expand"],
        )

    @override
    def arguments(self) -> dict[str, str | list[str]]:
        args = Filtered.arguments(self)
        if self.exact:
            args["exact"] = "1"
        if not self.expand:
            args["expand"] = "0"
        return args


@dataclass(frozen=True, slots=True)
class FigureAddress(Filtered, FigureRequest):
    """A request for figures that an address states, as a page or as a file of the `format`."""

    view: ClassVar[str] = "figures"
    lists: ClassVar[tuple[str, ...]] = FIGURE_LISTS
    usual_size: ClassVar[int] = 50

    format: str = "json"

    @classmethod
    def read(cls, args: MultiDict[str, str], *, strict: bool) -> Self:
        """From an address; `strict` as for a search. Raises the errors of `webui.http.errors`."""
        values = cast("dict[str, Any]", params.read(args, params.FIGURES, strict=strict))
        _check_years(values)
        names = (*FIGURE_LISTS, "year_from", "year_to")
        return cls(
            text=values["q"],
            page=values["page"],
            size=values["size"],
            sort=values["sort"],
            filters=FigureFilters(**{name: values[name] for name in names}),
            format=values["format"],
        )


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list of other things: which page of which view, and the values of its parameters."""

    view: str
    declared: tuple[params.Param, ...]
    values: dict[str, Any]

    @classmethod
    def read(
        cls, view: str, args: MultiDict[str, str], declared: Sequence[params.Param], *, strict: bool
    ) -> Self:
        """From an address; `strict` as for a search. Raises the errors of `webui.http.errors`."""
        values = cast("dict[str, Any]", params.read(args, declared, strict=strict))
        return cls(view, tuple(declared), values)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def arguments(self) -> dict[str, object]:
        """The parameters of its address but the page; those at their default are left out."""
        return {
            param.name: self.values[param.name]
            for param in self.declared
            if param.name != "page" and self.values[param.name] != (param.default or "")
        }

    def slice(self, things: Sequence[Any]) -> Sequence[Any]:
        """Those of `things` that stand on the page."""
        first = (self["page"] - 1) * self["size"]
        return things[first : first + self["size"]]


def _check_years(values: dict[str, Any]) -> None:
    """Raises ParameterInvalid for a range that ends before it begins."""
    low, high = values["year_from"], values["year_to"]
    if low is not None and high is not None and low > high:
        wanted = (f"not before year_from, {low}", f"不早於 year_from（{low}）的年份")
        raise ParameterInvalid("year_to", str(high), wanted)
