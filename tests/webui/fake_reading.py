"""The part of the fake read path that reads one document: always whole, in one part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.errors import NotFound
from judian.core.model import Kind
from judian.search.replies.reading import DocumentPart, Heading, Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.results import DocumentView
    from judian.search.requests.values import SearchRequest


class FakeReading:
    """What a fake with documents and marks makes of them."""

    def document(self, doc_id: str) -> DocumentView:
        raise NotImplementedError

    def marks(
        self, query: SearchRequest | str, texts: Sequence[str]
    ) -> list[tuple[tuple[int, int], ...]]:
        raise NotImplementedError

    def document_info(self, doc_id: str) -> DocumentInfo:
        return self.document(doc_id).info

    def page_passages(self, doc_id: str, page: int) -> tuple[Passage, ...]:
        return tuple(
            p for p in self.document(doc_id).passages if any(box[0] == page for box in p.boxes)
        )

    def passages_between(self, first: str, last: str) -> tuple[Passage, ...]:
        doc_id = first.rpartition("-")[0]
        held = self.document(doc_id).passages
        ids = [passage.id for passage in held]
        if last not in ids[ids.index(first) :]:
            raise NotFound("passage", "段落", last)
        return tuple(held[ids.index(first) : ids.index(last) + 1])

    def document_part(
        self,
        doc_id: str,
        request: SearchRequest | str = "",
        part: int | None = None,
        ordinal: int | None = None,
    ) -> DocumentPart:
        """The whole document in one part; its first match is the best one."""
        del part, ordinal
        view = self.document(doc_id)
        query = request if isinstance(request, str) else request.text
        marks = tuple(self.marks(query, [p.text for p in view.passages])) if query else ()
        matches = tuple(
            Match(p.id, at)
            for at, (p, m) in enumerate(zip(view.passages, marks, strict=False))
            if m
        )
        return DocumentPart(
            info=view.info,
            total=len(view.passages),
            starts=(0,),
            part=0,
            passages=view.passages,
            marks=marks or ((),) * len(view.passages),
            headings=tuple(
                Heading(p.id, at, p.text, max(1, len(p.section)))
                for at, p in enumerate(view.passages)
                if p.kind is Kind.HEADING
            ),
            matches=matches,
            best=0 if matches else None,
        )
