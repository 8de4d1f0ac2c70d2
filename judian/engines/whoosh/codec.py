"""Whoosh's extension point: how its own readers and searchers use our segments.

Whoosh opens the index, reads its table of contents and asks the segments it finds there for
their codec; everything it then wants to know of terms, postings, lengths, columns and stored
fields is answered from the arrays. Segments are written in batches by
`judian.engines.whoosh.writer` and not through Whoosh, which would hand over one posting at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import override
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from judian.engines.whoosh.records import BlockCache
from judian.engines.whoosh.segment import STORED_FIELDS, FieldReader, SegmentReader
from judian.engines.whoosh.terms import to_bytes, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.engines.whoosh.arrays import Array

_CACHE = 8 << 20  # bytes of texts kept unpacked by each of Whoosh's readers


class WrittenElsewhere(NotImplementedError):
    """Whoosh was asked to write a segment, which only `judian.engines.whoosh.writer` does."""

    def __init__(self) -> None:
        super().__init__("open the index with engines.open_engine('whoosh', …) to change it")


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh's table of contents stores it.

    Whoosh pickles this class and no other of ours: its name, its module and its attributes must
    stay.
    """

    def __init__(self, name: str, passages: int, deleted: list[int]) -> None:
        self.indexname, _, self.segid = name.rpartition("_")
        self.compound = False
        self.passages = passages
        self.deleted = frozenset(deleted)

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def doc_count_all(self) -> int:
        return self.passages

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    @override
    def delete_document(self, docnum: int, delete: bool = True) -> None:
        raise WrittenElsewhere

    @override
    def set_doc_count(self, doccount: int) -> None:
        raise WrittenElsewhere


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """See `whoosh.codec.base.Codec`."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> TermsReader:
        return TermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> PerDocumentReader:
        return PerDocumentReader(_open(storage, segment), segment)

    @override
    def postings_reader(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("postings are read by the codec's terms reader")

    def _writer(self, *_args: Any, **_kwargs: Any) -> Any:
        raise WrittenElsewhere

    per_document_writer = field_writer = postings_writer = new_segment = _writer


def _open(storage: Any, segment: ArraySegment) -> SegmentReader:
    return SegmentReader(Path(storage.folder), segment.segment_id(), BlockCache(_CACHE))


class ArrayMatcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher over lists, which skips by bisecting."""

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name
        self._i: int = max(self._i, bisect_left(self._ids, id))

    def block_max_weight(self) -> float:
        return float(self._terminfo.max_weight())


class NoSuchTerm(TermNotFound, KeyError):  # type: ignore[misc]
    """Whoosh expects the one of some methods and the other of others."""


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """See `whoosh.codec.base.TermsReader`."""

    def __init__(self, segment: SegmentReader) -> None:
        self._fields = {n: f for n in sorted(STORED_FIELDS) if (f := segment.field(n))}

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldReader, int]:
        field = self._fields.get(fieldname)
        number = field.terms.find(to_text(text)) if field else -1
        if field is None or number < 0:
            raise NoSuchTerm(f"{fieldname}:{text!r}")
        return field, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._fields.get(term[0])
        return field is not None and field.terms.find(to_text(term[1])) >= 0

    def indexed_field_names(self) -> list[str]:
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name, field in self._fields.items():
            if name >= fieldname:
                start = field.terms.first_from(to_text(prefix)) if name == fieldname else 0
                for number in range(start, len(field.terms)):
                    yield name, to_bytes(field.terms[number])

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, number = self._find(fieldname, text)
        passages, times = field.postings(number)
        return _term_info(field, passages, times)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field, number = self._find(fieldname, text)
        return int(field.frequencies[number])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        field, number = self._find(fieldname, text)
        passages, times = field.postings(number)
        return ArrayMatcher(
            passages.tolist(),
            None if times is None else times.astype(float).tolist(),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=_term_info(field, passages, times),
        )

    @override
    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        field = self._fields.get(fieldname)
        return base.EmptyCursor() if field is None else Cursor(field)


def _term_info(field: FieldReader, passages: Array, times: Array | None) -> TermInfo:
    lengths = field.lengths[passages]
    return TermInfo(
        weight=len(passages) if times is None else int(times.sum()),
        df=len(passages),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=1 if times is None else int(times.max()),
        minid=int(passages[0]),
        maxid=int(passages[-1]),
    )


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """See `whoosh.codec.base.FieldCursor`."""

    def __init__(self, field: FieldReader) -> None:
        self._field = field
        self._number = 0

    def is_valid(self) -> bool:
        return self._number < len(self._field.terms)

    def text(self) -> str | None:
        return self._field.terms[self._number] if self.is_valid() else None

    term = text

    def first(self) -> str | None:
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        text = to_text(term) if isinstance(term, bytes) else term
        self._number = self._field.terms.first_from(text)
        return self.text()

    def next(self) -> str | None:
        self._number += 1
        return self.text()

    def term_info(self) -> TermInfo | None:
        if not self.is_valid():
            return None
        return _term_info(self._field, *self._field.postings(self._number))


class DateColumn(ColumnReader):  # type: ignore[misc]
    """The dates of the passages, to sort by."""

    def __init__(self, dates: Array) -> None:
        self._dates = dates
        self._sign = 1

    def __len__(self) -> int:
        return len(self._dates)

    def __getitem__(self, docnum: int) -> int:
        return int(self._dates[docnum])

    def sort_key(self, docnum: int) -> int:
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        self._sign = -1


class PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """See `whoosh.codec.base.PerDocumentReader`."""

    def __init__(self, segment: SegmentReader, state: ArraySegment) -> None:
        self._segment = segment
        self._state = state

    def doc_count(self) -> int:
        return int(self._state.doc_count())

    def doc_count_all(self) -> int:
        return self._state.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._state.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._state.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._state.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == "date"

    def list_columns(self) -> list[str]:
        return ["date"]

    @override
    def column_reader(self, fieldname: str, column: Any) -> DateColumn:
        return DateColumn(self._segment.dates)

    def _lengths(self, fieldname: str) -> Array:
        field = self._segment.field(fieldname)
        return np.zeros(1, int) if field is None else field.lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        field = self._segment.field(fieldname)
        return default if field is None else int(field.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, object]:
        segment = self._segment
        block, number = segment.records.block_of(docnum)
        return {
            "id": segment.passage_id(docnum),
            "owner": segment.owner(docnum),
            "date": int(segment.dates[docnum]),
            "text": segment.records.texts(docnum)[0],
            "payload": segment.records.payloads(block)[number],
        }
