"""The values of a collection's fields, which the fields of a query are compared with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from judian.search.query.titled_documents import NO_TITLES, TitledDocuments
from judian.zh.questions.synonyms import Synonyms, built_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from judian.search.query.instrument_catalogue import Instruments


@dataclass(frozen=True, slots=True)
class CatalogueDocument:
    """What a query may say of a document: its title and file names, folded; its format; its date,
    or the end of its period, as an ISO date, month or year; the time at which it was read."""

    title: str = ""
    names: tuple[str, ...] = ()
    format: str = ""
    date: str | None = None
    indexed_at: str | None = None


def _no_values(_field: str, _prefix: str) -> Sequence[str]:
    return ()


def _no_spellings(_key: str) -> tuple[str, ...]:
    return ()


def _no_other_words(_folded: str) -> Sequence[tuple[int, int, tuple[str, ...]]]:
    return ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of a collection by id, its agencies as stored, its instruments.

    `values(field, prefix)` gives the values of a key field that begin with a prefix, and
    `spellings(key)` the folded texts of figures with a key of `judian.zh.figures.keys`.
    `other_words(folded)` gives the words of a text that the collection lacks, with what it may say
    for them (`judian.search.query.other_words`).
    """

    documents: Mapping[str, CatalogueDocument] = field(default_factory=dict)
    agencies: Sequence[str] = ()
    instruments: Instruments | None = None
    values: Callable[[str, str], Sequence[str]] = field(default=_no_values, compare=False)
    spellings: Callable[[str], tuple[str, ...]] = field(default=_no_spellings, compare=False)
    synonyms: Synonyms = field(default_factory=built_in, compare=False)
    other_words: Callable[[str], Sequence[tuple[int, int, tuple[str, ...]]]] = field(
        default=_no_other_words, compare=False
    )
    #: The documents by their titles, and by the statutes whose text they are.
    titled: TitledDocuments = field(default=NO_TITLES, compare=False)

    def __post_init__(self) -> None:
        """Take the titles of the documents, unless they are known already."""
        if self.titled is NO_TITLES:
            titles = {id_: document.title for id_, document in self.documents.items()}
            object.__setattr__(self, "titled", TitledDocuments(titles))


def as_typed(catalogue: Catalogue) -> Catalogue:
    """The catalogue without other words for those that the collection lacks: a question is answered
    in its own words, whose absence is a reason to refuse."""
    return replace(catalogue, other_words=_no_other_words)
