"""All lists of one read path, each made once for a generation and kept for the next page or reader
of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.lists.authorities import (
    authorities_of_document,
    authorities_of_query,
    count_places,
    with_passages,
)
from judian.search.lists.figures import FigureLists
from judian.search.lists.instruments import (
    MAX_SIZE,
    check_page,
    choose_instruments,
    instruments_page,
    view_instrument,
    with_page,
)

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.lists.kept import KeptLists
    from judian.search.replies.listings import (
        AuthoritiesReply,
        FigureReply,
        InstrumentsReply,
        InstrumentView,
    )
    from judian.search.requests.values import FigureRequest, Filters, InstrumentRequest

#: A number for each read path, under which its lists are kept.
_numbers = itertools.count()


class AllLists:
    """The lists of one read path in what `kept` keeps; safe for any number of threads."""

    def __init__(self, kept: KeptLists) -> None:
        self.kept, self._number = kept, next(_numbers)
        self._figures = FigureLists(kept, self._number)

    def figures(
        self, snapshot: Snapshot, collection: Collection, request: FigureRequest
    ) -> FigureReply:
        """The requested page of figures. Raises QueryInvalid."""
        return self._figures.page(snapshot, collection, request)

    def instruments(
        self, snapshot: Snapshot, collection: Collection, request: InstrumentRequest
    ) -> InstrumentsReply:
        """The requested page of instruments. Raises QueryInvalid."""
        check_page(request.page, request.size)
        chosen = self.kept.get(
            self._number,
            snapshot,
            replace(request, page=1, size=MAX_SIZE),
            lambda: choose_instruments(collection.instruments, request),
            lambda made: len(made.items),
        )
        return self.kept.get(
            self._number,
            snapshot,
            ("page", request),
            lambda: instruments_page(snapshot, chosen, request.page, request.size),
            lambda reply: len(reply.items),
        )

    def instrument(
        self, snapshot: Snapshot, collection: Collection, instrument: str, page: int, size: int
    ) -> InstrumentView:
        """The view of an instrument with one page of its mentions. Raises NotFound and
        QueryInvalid."""
        view = self.kept.get(
            self._number,
            snapshot,
            ("instrument", instrument),
            lambda: view_instrument(snapshot, collection, instrument),
            lambda made: made.total,
        )
        return with_page(view, page, size)

    def authorities(
        self,
        snapshot: Snapshot,
        collection: Collection,
        request: tuple[str, str | None, Filters],
        shown: tuple[int, int] | None = None,
    ) -> AuthoritiesReply:
        """The table of authorities of a document or of a query, with the passages of those from the
        first of `shown` to the other. Raises NotFound."""
        text, doc, filters = request

        def make() -> AuthoritiesReply:
            if doc is not None:
                return authorities_of_document(snapshot, collection, doc)
            return authorities_of_query(snapshot, collection, text, filters)

        key = ("authorities", request)
        reply = self.kept.get(
            self._number, snapshot, key, make, lambda made: count_places(made.authorities)
        )
        if shown is None:
            return reply
        first, end = shown
        read = self.kept.get(
            self._number,
            snapshot,
            ("authorities shown", request, shown),
            lambda: with_passages(snapshot, reply.authorities[first:end]),
            count_places,
        )
        return replace(reply, shown=read)

    def forget(self) -> None:
        """Forget the lists of this read path."""
        self.kept.forget(self._number)
