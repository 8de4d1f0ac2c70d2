"""The contract of every engine. `tests/engines/` runs it on each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, Self, overload

from typing_extensions import override

if TYPE_CHECKING:
    from types import TracebackType

    from judian.core.query import Query, ScoredTerm


@dataclass(frozen=True, slots=True)
class Identity:
    """The format, analyzer and dictionary of an index, checked whenever one is opened.

    `format` counts changes of what engines store, `analyzer` names the pipeline of
    `judian.zh.text.analyze`, `dictionary` is a digest of the project's own word lists.
    """

    format: int
    analyzer: str
    dictionary: str


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """The stored record of a document; `info` and `text` are opaque to the engine."""

    id: str
    info: str
    text: str = ""


#: What the id of the record of a former edition begins with; the id of the document follows.
FORMER = "former:"


@dataclass(frozen=True, slots=True)
class JoinedTerms(Sequence[str]):
    """Terms in one string: a tenth of the work to hand to another process and to an engine.

    Made by `join_terms`; `text` holds at least one term, with SEPARATOR between terms.
    """

    SEPARATOR: ClassVar[str] = "\0"

    text: str

    @override
    def __len__(self) -> int:
        return self.text.count(self.SEPARATOR) + 1

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.text.split(self.SEPARATOR))

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    @override
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self.text.split(self.SEPARATOR)[index]


def join_terms(terms: Sequence[str]) -> Sequence[str]:
    """The same terms, joined where they can be."""
    text = JoinedTerms.SEPARATOR.join(terms)
    if terms and text.count(JoinedTerms.SEPARATOR) == len(terms) - 1:
        return JoinedTerms(text)
    return tuple(terms)


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """The stored record of a passage.

    `terms` maps each of TERM_FIELDS to its terms in order, repeated as often as they occur
    (a missing field is an empty one); `join_terms` makes them cheap to hand over. `squeezed`
    is the passage's text without ignorable white space, `folded` its fold of the same length.
    `keys` maps KEY_FIELDS to values (integers for `year` as decimal strings). `date` orders
    results by date: yyyymmdd, 0 when unknown. Passages with the same `copy`, a number from 1 to
    2 ** 62 - 1, say the same; 0 stands for none. `payload` is opaque, and so is `brief`: short
    strings that lists read of many passages (`judian.core.brief`), many of which are alike.
    """

    id: str
    doc_id: str
    terms: Mapping[str, Sequence[str]]
    squeezed: str
    folded: str
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    date: int = 0
    payload: str = ""
    copy: int = 0
    brief: Sequence[str] | None = None


#: Orders that `Snapshot.search` knows.
SORTS = ("relevance", "date", "document")


class Scored(NamedTuple):
    """A hit: the id of a passage and its score."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all hits; `hits` are those asked for. `facets` maps each asked key field
    to (value, number of passages), most frequent first, ties by value. `places` counts the passages
    that would be hits without `Query.once`; facets count these, with `once` those of the same
    `copy` once for each value. Unless `total_is_exact`, `total`, `places` and the facets may be
    estimates."""

    total: int
    hits: tuple[Scored, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    places: int = 0
    total_is_exact: bool = True


class Snapshot(Protocol):
    """One generation of the index: it never changes, however long it is held, and any number
    of threads may use it at once.

    Two snapshots are equal if they are of the same commit. Equal generation numbers do not prove
    that, since an index that was deleted and built again counts from 1.
    """

    @property
    def generation(self) -> int:
        """Number of the commit that made it; grows with every commit."""
        ...

    @property
    def passage_count(self) -> int:
        """Number of passages of this generation that are not deleted."""
        ...

    def search(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        exact_counts: bool = False,
    ) -> Results:
        """Hits [offset, offset + limit) of the order that `sort` names.

        "relevance": highest score first, ties by passage id. "date": latest `date` first,
        then score, then passage id. "document": latest `date` first, then passage id, which is
        the order within a document. A passage matches when `query.filter` holds for it; its
        score is the sum over `query.terms` of weight × idf × term_score (`judian.core.bm25`), with
        df, N and average length counted over the passages not deleted that have the field; a term
        asked twice counts twice. An engine may add up in single precision, so that scores which
        differ by less change places; and one that compacts later may count passages that were
        removed since it last did. A passage is a hit when it matches and scores at least
        `query.floor` times the best score of a matching passage. No match gives total 0 and no
        hits; limit 0 only counts. Hits are complete, or EngineUnavailable is raised. Without
        `exact_counts` an engine may estimate the total and the facets of a query with a floor of
        which there are more hits than asked for, and then says so (`Results.total_is_exact`).
        """
        ...

    def payloads(self, ids: Sequence[str]) -> list[str | None]:
        """Payloads in the order asked; None for an id that is not in this generation."""
        ...

    def briefs(self, ids: Sequence[str]) -> list[Sequence[str] | None]:
        """Briefs in the order asked; None for an unknown id, for a passage without one, and where
        the engine keeps none: an engine may give None for all."""
        ...

    def texts(self, ids: Sequence[str]) -> list[tuple[str, str] | None]:
        """(squeezed, folded) in the order asked; None for an unknown id."""
        ...

    def contributions(self, terms: Sequence[ScoredTerm], ids: Sequence[str]) -> list[list[float]]:
        """For each id what each term adds to its score, in the order of the terms; all 0 for an
        unknown id."""
        ...

    def copies(self, ids: Sequence[str]) -> list[list[str]]:
        """For each id those of the other passages with the same `copy`, ascending; [] for an
        unknown id and for copy 0."""
        ...

    def document(self, doc_id: str) -> DocumentEntry | None:
        """The document with its text, or None."""
        ...

    def documents(self) -> list[DocumentEntry]:
        """All documents ordered by id, without their text; records of former editions are left
        out."""
        ...

    def former_editions(self) -> list[DocumentEntry]:
        """The records of former editions, whose ids begin with FORMER, ordered by id, without
        their text. `document` gives each whole."""
        ...

    def passage_ids(self, doc_id: str) -> Sequence[str]:
        """Ids of a document's passages in the order they were added; none for an unknown one. They
        may be read where they are asked for."""
        ...

    def frequency(self, field: str, term: str) -> int:
        """The number of passages not deleted whose `field` contains `term`."""
        ...

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        """`frequency` of each (field, term), in the order asked; of all of them at once."""
        ...

    def complete(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """(term, number of passages) of up to `limit` terms that begin with `prefix`, most
        frequent first, ties by term. Works on TERM_FIELDS and KEY_FIELDS; an empty prefix
        means all."""
        ...

    def without(self, doc_ids: AbstractSet[str]) -> Snapshot:
        """The same generation as it would be if these documents had never been added: nothing that
        is asked of it, statistics and counts included, tells that they exist. Unknown ids are
        ignored."""
        ...

    def joined(self, others: Sequence[Snapshot]) -> Snapshot:
        """One index of this snapshot and of others of the same engine, in this order; no document
        may be in two of them. Its generation is the sum of theirs."""
        ...


class Writer(Protocol):
    """One change of the index: nothing is seen of it before `commit`, all of it after.

    A context manager: leaving it without `commit` cancels. After `commit` or `cancel` every
    method raises RuntimeError.
    """

    def put_document(self, entry: DocumentEntry) -> None:
        """Add the document, or replace its record; its passages stay as they are."""
        ...

    def add_passages(self, entries: Sequence[PassageEntry]) -> None:
        """Add passages; ids must be new to the index or removed before in this change."""
        ...

    def remove_document(self, doc_id: str) -> None:
        """Remove the document and its passages, those added in this change included.

        An unknown id is ignored.
        """
        ...

    def clear(self) -> None:
        """Remove everything, so that what follows builds the index anew."""
        ...

    def commit(self) -> int:
        """Make the change durable and visible, all or nothing; the new generation."""
        ...

    def cancel(self) -> None:
        """Forget the change."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Engine(Protocol):
    """Stores passages and ranks them."""

    name: str

    def snapshot(self) -> Snapshot:
        """The newest committed generation; cheap when nothing was committed since. What another
        machine committed may be seen a second later.

        Raises IndexMissing before the first commit, IndexOutdated when the index was built
        with another `Identity`, IndexDamaged when it cannot be read, EngineUnavailable when
        the back end does not answer.
        """
        ...

    def previous(self) -> Snapshot | None:
        """The newest generation, whatever `Identity` it was built with: its documents, the
        payloads of their passages and the former editions may be read, to carry on what is
        remembered. None if there is none, or if it was stored in another way or is damaged.
        """
        ...

    def writer(self, *, rebuild: bool = False) -> Writer:
        """Begin a change; a missing index is created. Its commit may take seconds.

        With `rebuild` the change starts from an empty index; readers keep the old one until the
        commit. Raises IndexLocked if another change is under way, and without `rebuild`
        IndexOutdated as `snapshot` does.
        """
        ...

    def verify(self) -> list[str]:
        """The damages of the stored index, a line each; [] for a sound index."""
        ...

    def close(self) -> None:
        """Release files and connections; the engine is not used afterwards."""
        ...
