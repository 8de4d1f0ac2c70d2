"""Addresses of lists: requests read from URL parameters and written into links again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from typing_extensions import override

from judian.search.requests.values import FigureFilters, FigureRequest, Filters, SearchRequest
from webui.http import params
from webui.http.request_errors import ParameterInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

#: Filters that may be chosen several times, in the order in which they are shown.
LIST_FILTERS = ("doc", "agency", "kind", "instrument")
FIGURE_LISTS = ("unit", "kind", "doc", "agency", "instrument")


class FilteredAddress:
    """The address of a list whose `filters` a visitor adds and removes one by one."""

    __slots__ = ()
    #: Name of the page that shows the list.
    view: ClassVar[str]
    #: Filters that may have several values, in the order in which they are shown.
    lists: ClassVar[tuple[str, ...]]
    #: Rows of a page if the address does not state them.
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
        """The parameters of the address; those at their default are left out."""
        args: dict[str, str | list[str]] = {"q": self.text}
        for name in self.lists:
            chosen = getattr(self.filters, name)
            if chosen:
                args[name] = list(chosen)
        for name in ("year_from", "year_to"):
            year = getattr(self.filters, name)
            if year is not None:
                args[name] = str(year)
        if getattr(self.filters, "new_since", None):
            args["new_since"] = self.filters.new_since
        if self.sort != "relevance":
            args["sort"] = self.sort
        if self.size != self.usual_size:
            args["size"] = str(self.size)
        if self.page != 1:
            args["page"] = str(self.page)
        return args

    def with_query(self, text: str) -> Self:
        """The first page of another query with the same filters."""
        return self._changed(text=text)

    def sorted_by(self, sort: str) -> Self:
        """The first page of the list in another order."""
        return self._changed(sort=sort)

    def is_chosen(self, name: str, value: str) -> bool:
        """True if a facet's value is a filter; for a year, if the range is that year alone."""
        if name == "year":
            return (str(self.filters.year_from), str(self.filters.year_to)) == (value, value)
        return value in getattr(self.filters, name, ())

    def with_filter(self, name: str, value: str) -> Self:
        """The first page with one more value of a facet; a year replaces the range."""
        if name == "year":
            return self._with_filters(year_from=int(value), year_to=int(value))
        return self._with_filters(**{name: (*getattr(self.filters, name), value)})

    def without_filter(self, name: str, value: str) -> Self:
        """The first page without one value of a facet; any year removes the range, any time
        the condition of what is new."""
        if name == "year":
            return self._with_filters(year_from=None, year_to=None)
        if name == "new_since":
            return self._with_filters(new_since=None)
        held = getattr(self.filters, name)
        return self._with_filters(**{name: tuple(v for v in held if v != value)})

    def without_filters(self) -> Self:
        """The first page without any filter."""
        return self._changed(filters=type(self.filters)())

    def _with_filters(self, **values: Any) -> Self:
        return self._changed(filters=replace(self.filters, **values))

    def _changed(self, **values: Any) -> Self:
        changed: Self = replace(self, page=1, **values)  # type: ignore[type-var]
        return changed


@dataclass(frozen=True, slots=True)
class SearchAddress(FilteredAddress, SearchRequest):
    """The address of a search; `size` and `page` are positive."""

    view: ClassVar[str] = "results"
    lists: ClassVar[tuple[str, ...]] = LIST_FILTERS
    usual_size: ClassVar[int] = 10

    @classmethod
    def read(cls, args: MultiDict[str, str], *, strict: bool) -> Self:
        """The address with these parameters.

        With `strict`, as in the API, unknown names and an empty query are refused. Raises the
        errors of `webui.http.request_errors`.
        """
        declared = params.API_SEARCH if strict else params.SEARCH
        return cls.of(cast("dict[str, Any]", params.read(args, declared, strict=strict)))

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """The address with these values of parameters; a file has no page, size or sort. Raises
        ParameterInvalid if its range of years is reversed."""
        _check_years(values)
        names = (*LIST_FILTERS, "year_from", "year_to", "new_since")
        return cls(
            text=values["q"],
            page=values.get("page", 1),
            size=values.get("size", cls.usual_size),
            sort=values.get("sort", "relevance"),
            filters=Filters(**{name: values[name] for name in names}),
            exact=values["exact"],
            expand=values["expand"],
            plain=values["plain"],
            group=values.get("group", ""),
        )

    @override
    def arguments(self) -> dict[str, str | list[str]]:
        args = FilteredAddress.arguments(self)
        if self.exact:
            args["exact"] = "1"
        if not self.expand:
            args["expand"] = "0"
        if self.plain:
            args["plain"] = list(self.plain)
        if self.group:
            args["group"] = self.group
        return args


@dataclass(frozen=True, slots=True)
class FigureAddress(FilteredAddress, FigureRequest):
    """The address of a list of figures, as a page or as a file of the `format`."""

    view: ClassVar[str] = "figures"
    lists: ClassVar[tuple[str, ...]] = FIGURE_LISTS
    usual_size: ClassVar[int] = 50

    format: str = "json"

    @classmethod
    def read(cls, args: MultiDict[str, str], *, strict: bool) -> Self:
        """The address with these parameters; `strict` and errors as for SearchAddress."""
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
class ListAddress:
    """The address of a list that has no facets: its `view` and the values of its parameters."""

    view: str
    declared: tuple[params.Param, ...]
    values: dict[str, Any]

    @classmethod
    def read(
        cls, view: str, args: MultiDict[str, str], declared: Sequence[params.Param], *, strict: bool
    ) -> Self:
        """The address with these parameters; `strict` and errors as for SearchAddress."""
        values = cast("dict[str, Any]", params.read(args, declared, strict=strict))
        return cls(view, tuple(declared), values)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def arguments(self) -> dict[str, object]:
        """The parameters except the page; those at their default are left out."""
        return {
            param.name: self.values[param.name]
            for param in self.declared
            if param.name != "page" and self.values[param.name] != (param.default or "")
        }

    def slice(self, items: Sequence[Any]) -> Sequence[Any]:
        """The items of this page, out of all items of the list."""
        first = (self["page"] - 1) * self["size"]
        return items[first : first + self["size"]]


def _check_years(values: dict[str, Any]) -> None:
    """Raise ParameterInvalid if the range of years ends before it begins."""
    low, high = values["year_from"], values["year_to"]
    if low is not None and high is not None and low > high:
        wanted = (f"not before year_from, {low}", f"不早於 year_from（{low}）的年份")
        raise ParameterInvalid("year_to", str(high), wanted)
