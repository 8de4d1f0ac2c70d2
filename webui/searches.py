"""One search as its address states it: read from the parameters and written back into links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self, cast

from werkzeug.datastructures import MultiDict

from search.results import Filters
from webui import params
from webui.errors import ParameterInvalid

#: Filters that may be chosen several times, in the order in which they are shown.
LIST_FILTERS = ("doc", "agency", "kind", "instrument")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is searched and how the hits are shown; `size` and `page` are positive."""

    q: str = ""
    page: int = 1
    size: int = 10
    sort: str = "relevance"
    filters: Filters = field(default_factory=Filters)
    exact: bool = False
    expand: bool = True

    @classmethod
    def read(cls, args: MultiDict[str, str], *, strict: bool) -> Self:
        """From an address; `strict` is the API's: unknown names and an empty query are refused.

        Raises the errors of `webui.errors`.
        """
        declared = params.API_SEARCH if strict else params.SEARCH
        values = cast(dict[str, Any], params.read(args, declared, strict=strict))
        low, high = values["year_from"], values["year_to"]
        if low is not None and high is not None and low > high:
            wanted = (f"not before year_from, {low}", f"不早於 year_from（{low}）的年份")
            raise ParameterInvalid("year_to", str(high), wanted)
        names = (*LIST_FILTERS, "year_from", "year_to")
        return cls(
            q=values["q"],
            page=values["page"],
            size=values["size"],
            sort=values["sort"],
            filters=Filters(**{name: values[name] for name in names}),
            exact=values["exact"],
            expand=values["expand"],
        )

    @property
    def is_filtered(self) -> bool:
        return self.filters != Filters()

    def arguments(self) -> dict[str, str | list[str]]:
        """The parameters of its address; those at their default are left out."""
        args: dict[str, str | list[str]] = {"q": self.q}
        for name in LIST_FILTERS:
            chosen = getattr(self.filters, name)
            if chosen:
                args[name] = list(chosen)
        for name in ("year_from", "year_to"):
            year = getattr(self.filters, name)
            if year is not None:
                args[name] = str(year)
        if self.sort != "relevance":
            args["sort"] = self.sort
        if self.exact:
            args["exact"] = "1"
        if not self.expand:
            args["expand"] = "0"
        if self.size != 10:
            args["size"] = str(self.size)
        if self.page != 1:
            args["page"] = str(self.page)
        return args

    def asking(self, q: str) -> Self:
        """The same filters with another query, from the first page."""
        return replace(self, q=q, page=1)

    def has(self, name: str, value: str) -> bool:
        """Whether a facet's value is among the chosen ones; a year counts when it is the range."""
        if name == "year":
            return (str(self.filters.year_from), str(self.filters.year_to)) == (value, value)
        return value in getattr(self.filters, name, ())

    def adding(self, name: str, value: str) -> Self:
        """With one more value of a facet chosen; a year replaces the range."""
        if name == "year":
            chosen = replace(self.filters, year_from=int(value), year_to=int(value))
        else:
            chosen = self._with(name, (*getattr(self.filters, name), value))
        return replace(self, filters=chosen, page=1)

    def removing(self, name: str, value: str) -> Self:
        """With one value of a facet given up; a year gives up the range."""
        if name == "year":
            chosen = replace(self.filters, year_from=None, year_to=None)
        else:
            held = getattr(self.filters, name)
            chosen = self._with(name, tuple(v for v in held if v != value))
        return replace(self, filters=chosen, page=1)

    def _with(self, name: str, values: tuple[str, ...]) -> Filters:
        changed: dict[str, Any] = {name: values}
        return replace(self.filters, **changed)

    def unfiltered(self) -> Self:
        return replace(self, filters=Filters(), page=1)
