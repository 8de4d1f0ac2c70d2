"""One segment: passages that were written together, in one file that never changes.

The file holds, for each field that can be searched, sorted terms and their postings, the
number of terms of each passage, and for key fields the values by passage; then the passages'
ids and dates, and their records. Which passages have been removed since is not in it but in
the table of contents, as `DeletedNumbers` for each segment.
"""

from __future__ import annotations

import base64
import zlib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from judian.core.query import KEY_FIELDS, TERM_FIELDS
from judian.engines.whoosh.arrays import Array, ArrayFile
from judian.engines.whoosh.briefs import BriefTable, brief_table
from judian.engines.whoosh.cache import Cache
from judian.engines.whoosh.numbers import read_numbers
from judian.engines.whoosh.postings import decode, decode_many, spans
from judian.engines.whoosh.records import BlockCache, Records
from judian.engines.whoosh.terms import TermTable, TextTable

if TYPE_CHECKING:
    from pathlib import Path

#: Raised by one whenever the contents of the files change; an older index must be rebuilt.
LAYOUT = 5
EXTENSION = ".arrays"

#: Bytes of decoded postings that a segment keeps for each of its passages, and at most: a seventh
#: of what all take over the ROC laws, where the terms of some hundred questions take a tenth.
_DECODED, _MOST_DECODED = 400, 96 << 20

#: The document that a passage belongs to, as a key field like others. Not `doc`, whose values
#: are the caller's.
OWNER = "owner"
COLUMN_FIELDS = (*KEY_FIELDS, OWNER)
STORED_FIELDS = (*TERM_FIELDS, *COLUMN_FIELDS)


def file_name(segment: str) -> str:
    return segment + EXTENSION


def _no_numbers() -> Array:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class DecodedPostings:
    """Passages of the segment that hold a term, ascending, and how often; None for once each."""

    passages: Array
    times: Array | None

    @property
    def nbytes(self) -> int:
        return self.passages.nbytes + (0 if self.times is None else self.times.nbytes)


#: Postings decoded last, by field and number of the term. They stay decoded over commits, which
#: leave most segments as they are.
DecodedCache = Cache[tuple[str, int], DecodedPostings]


class FieldReader:
    """Terms and postings of one field."""

    def __init__(
        self, file: ArrayFile, name: str, passages: int, decoded: DecodedCache | None = None
    ) -> None:
        self._file = file
        self._decoded = DecodedCache(0) if decoded is None else decoded
        self._name = name
        self._count = passages
        self.terms = TermTable(file, name)
        self._records = file[f"{name}.postings"]

    @cached_property
    def frequencies(self) -> Array:
        """For each term the number of passages that hold it, removed ones included."""
        return read_numbers(self._file, f"{self._name}.frequencies")

    @cached_property
    def _ends(self) -> Array:
        """For each term where its record ends."""
        return np.cumsum(read_numbers(self._file, f"{self._name}.sizes"), dtype=np.int64)

    def postings(self, number: int) -> tuple[Array, Array | None]:
        """Passages that hold a term, ascending, and how often; None for once each."""
        found = self._decoded.get((self._name, number), lambda: self._decode(number))
        return found.passages, found.times

    def _decode(self, number: int) -> DecodedPostings:
        start = int(self._ends[number - 1]) if number else 0
        return DecodedPostings(*decode(self._records.part(start, int(self._ends[number]))))

    def passages(self, start: int, stop: int) -> Array:
        """Passages that hold one of the terms [start, stop), in any order, with repetitions."""
        return decode_many(*self.records(start, stop))[0]

    def passages_of(self, numbers: Array) -> Array:
        """Passages that hold one of the terms `numbers`, ascending, in any order, with
        repetitions."""
        if not len(numbers):
            return _no_numbers()
        start, stop = int(numbers[0]), int(numbers[-1]) + 1
        records, ends, counts = self.records(start, stop)
        chosen = numbers - start
        begins = np.where(chosen > 0, ends[chosen - 1], 0)
        lengths = ends[chosen] - begins
        own = records[spans(begins, lengths)]
        return decode_many(own, np.cumsum(lengths), counts[chosen])[0]

    def records(self, start: int, stop: int) -> tuple[Array, Array, Array]:
        """Records, their ends and counts for terms [start, stop); see `decode_many`."""
        base = int(self._ends[start - 1]) if start else 0
        ends = self._ends[start:stop]
        last = int(ends[-1]) if len(ends) else base
        return self._records.part(base, last), ends - base, self.frequencies[start:stop]

    @cached_property
    def lengths(self) -> Array:
        """For each passage the number of its terms."""
        if self._name in COLUMN_FIELDS:
            counts = self._counts
            return np.ones(self._count, np.uint8) if counts is None else counts
        return read_numbers(self._file, f"{self._name}.lengths")

    @cached_property
    def _counts(self) -> Array | None:
        """Key fields only: the number of values of each passage; None for one each."""
        if f"{self._name}.single" in self._file:
            return None
        return read_numbers(self._file, f"{self._name}.counts")

    @cached_property
    def column(self) -> Array:
        """Key fields only: numbers of the passages' distinct values, one passage after the
        other."""
        return read_numbers(self._file, f"{self._name}.column")

    @cached_property
    def _starts(self) -> Array:
        """For each passage where its values begin in the column."""
        counts = self._counts
        assert counts is not None
        return np.cumsum(counts, dtype=np.int64) - counts

    @cached_property
    def _holders(self) -> Array:
        """For each value in the column the passage that has it."""
        counts = self._counts
        assert counts is not None
        return np.repeat(np.arange(self._count), counts)

    def values_of(self, passages: Array, chosen: Array | None) -> Array:
        """Key fields only: numbers of the values of some passages, in any order.

        `chosen` may hold a Boolean for each passage of the segment, True for `passages`; it is
        faster for many.
        """
        if self._counts is None:
            return self.column[passages]
        if chosen is not None:
            return self.column[chosen[self._holders]]
        counts = self._counts[passages].astype(np.int64)
        return self.column[spans(self._starts[passages], counts)]

    def holding(self, wanted: Array) -> Array:
        """Key fields only: passages with a value whose number `wanted`, a mask over all values, is
        true for; in any order, with repetitions."""
        held = np.flatnonzero(wanted[self.column])
        return held if self._counts is None else self._holders[held]

    @cached_property
    def values(self) -> list[str]:
        """All terms in order."""
        return self.terms.all()


class SegmentReader:
    """An open segment. Safe for any number of threads. Raises ArraysDamaged."""

    def __init__(self, folder: Path, name: str, cache: BlockCache) -> None:
        self.name = name
        self.file = ArrayFile(folder / file_name(name))
        self.passages = int(self.file.facts["passages"])
        self.documents = int(self.file.facts["documents"])
        self.records = Records(self.file, self.passages, cache)
        self._decoded = DecodedCache(min(_MOST_DECODED, _DECODED * self.passages))
        self._fields: dict[str, FieldReader | None] = {}
        self._owner_names: dict[int, str] = {}

    def field(self, name: str) -> FieldReader | None:
        """None when no passage of the segment has a term in it."""
        if name not in self._fields:
            has = f"{name}.keys" in self.file
            reader = FieldReader(self.file, name, self.passages, self._decoded) if has else None
            self._fields.setdefault(name, reader)
        return self._fields[name]

    @cached_property
    def briefs(self) -> BriefTable | None:
        """None where no passage has one: the segment was written before there were any."""
        return brief_table(self.file)

    @cached_property
    def _suffixes(self) -> TextTable:
        """The rest of each passage's id after its owner's."""
        return TextTable(self.file, "ids")

    @cached_property
    def dates(self) -> Array:
        """yyyymmdd of each passage, 0 when unknown."""
        return read_numbers(self.file, "dates").astype(np.int64)

    @cached_property
    def copies(self) -> Array:
        """The `copy` of each passage."""
        return read_numbers(self.file, "copies").astype(np.int64)

    @cached_property
    def owners(self) -> Array:
        """For each passage the number of its document among the terms of OWNER."""
        owner = self.field(OWNER)
        assert owner is not None
        return owner.column

    def owner(self, passage: int) -> str:
        """Id of the document that the passage belongs to."""
        return self._owner_name(int(self.owners[passage]))

    def _owner_name(self, number: int) -> str:
        name = self._owner_names.get(number)
        if name is None:
            owner = self.field(OWNER)
            assert owner is not None
            name = self._owner_names[number] = owner.terms[number]
        return name

    def passage_id(self, passage: int) -> str:
        suffix = self._suffixes[passage]
        # Most ids begin with their document's, which is then not stored again.
        return suffix[1:] if suffix[:1] == "\0" else self.owner(passage) + suffix

    def passage_ids(self, passages: Array) -> list[str]:
        """`passage_id` of many passages."""
        suffixes = self._suffixes.some(passages)
        distinct, places = np.unique(self.owners[passages], return_inverse=True)
        names = [self._owner_name(owner) for owner in distinct.tolist()]
        owners = map(names.__getitem__, places.tolist())
        return [
            suffix[1:] if suffix[:1] == "\0" else owner + suffix
            for owner, suffix in zip(owners, suffixes, strict=True)
        ]

    def find(self, passage_id: str) -> list[int]:
        """Numbers of the passages with this id; more than one only if all but one were
        removed."""
        by_id = self._by_id
        places = range(self.passages)
        low = bisect_left(places, passage_id, key=lambda n: self.passage_id(int(by_id[n])))
        found = []
        for place in range(low, self.passages):
            number = int(by_id[place])
            if self.passage_id(number) != passage_id:
                break
            found.append(number)
        return found

    @cached_property
    def _by_id(self) -> Array:
        """The passages in the order of their ids."""
        if "sorted" in self.file:
            return np.arange(self.passages)
        return read_numbers(self.file, "by_id")

    @cached_property
    def order(self) -> Array:
        """For each passage its place in the order of ids."""
        order = np.empty(self.passages, np.int64)
        order[self._by_id] = np.arange(self.passages)
        return order

    def owned(self, doc_id: str) -> Array:
        """Numbers of the passages of a document, removed ones included."""
        owner = self.field(OWNER)
        number = owner.terms.find(doc_id) if owner else -1
        if owner is None or number < 0:
            return np.empty(0, np.int32)
        return owner.postings(number)[0]

    def damages(self) -> list[str]:
        """The damages of the contents, a line each."""
        found = list(self.file.damages())
        return found or list(self.records.damages())


@dataclass(frozen=True, slots=True, eq=False)
class DeletedNumbers:
    """The deleted passages and documents of a segment, by their numbers, ascending."""

    passages: Array = field(default_factory=_no_numbers)
    documents: Array = field(default_factory=_no_numbers)

    def and_also(
        self, passages: Array | None = None, documents: Array | None = None
    ) -> DeletedNumbers:
        """These numbers together with others."""
        return DeletedNumbers(
            self.passages if passages is None else np.union1d(self.passages, passages),
            self.documents if documents is None else np.union1d(self.documents, documents),
        )

    def live(self, passages: int) -> Array | None:
        """A mask over `passages` passages, false for deleted ones; None if all are live."""
        if not len(self.passages):
            return None
        live = np.ones(passages, bool)
        live[self.passages] = False
        return live

    def to_json(self) -> dict[str, Any]:
        return {
            "passages": _pack_numbers(self.passages),
            "documents": _pack_numbers(self.documents),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> DeletedNumbers:
        return cls(_unpack_numbers(data["passages"]), _unpack_numbers(data["documents"]))


def _pack_numbers(numbers: Array) -> str:
    """A compressed bitmap as text."""
    bits = np.zeros(int(numbers.max(initial=-1)) + 1, bool)
    bits[numbers] = True
    return base64.b64encode(zlib.compress(np.packbits(bits).tobytes())).decode("ascii")


def _unpack_numbers(text: str) -> Array:
    packed = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    return np.flatnonzero(np.unpackbits(packed).view(bool))
