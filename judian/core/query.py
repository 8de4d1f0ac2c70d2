"""The query tree that `search` builds and every engine answers.

A query has two halves that do not depend on each other: a `filter` that decides which
passages match, and `terms` that decide their order. All text in a query is folded and
squeezed (see `judian.zh.text.analyze`) by whoever built it; an engine compares code points and
knows no Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Names of the term fields of a passage. `words` are segmented words, `pairs` adjacent
#: characters two by two, `singles` characters one by one (a run of Latin letters or digits
#: counts as one character in `singles`), `context_words` and `context_pairs` the same of
#: the document's title, the section path and the table's caption and headers.
TERM_FIELDS = ("words", "pairs", "singles", "context_words", "context_pairs")

#: Names of the exact-value fields; `year` holds integers, `page` integers and labels, the others
#: strings. An `article` is the id of an instrument, § and a number; a `figure` its unit, | and its
#: value; a `section` a folded heading.
KEY_FIELDS = (
    "doc", "agency", "year", "kind", "instrument", "unit", "section", "page", "article", "figure",
)  # fmt: skip

#: What the score of a passage of `Query.behind` is multiplied by. A power of two, so that no engine
#: rounds; so small that what is behind comes last wherever the floor keeps hits in range.
BEHIND = 2.0**-6

#: The values of `Query.once`.
ONCE = ("", "copy", "doc")

#: Most parts of a `Near` in any order: deciding it takes time in proportion to 2 ** parts.
MAX_NEAR = 8


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No passage."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Passages that hold at least `minimum` of these (field, term) pairs."""

    terms: tuple[tuple[str, str], ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Prefix:
    """Passages that hold a term of `field` that begins with `prefix`."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Contains:
    """Passages whose squeezed text holds `text` (see `judian.core.matching.occurrences`).

    `candidates` are (field, term) pairs that every such passage is sure to hold; an engine
    may use them to avoid reading the others, and must give the same result without them.
    With `exact` the comparison is made on the squeezed text before folding.
    """

    text: str
    candidates: tuple[tuple[str, str], ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Passages whose squeezed text holds a match of `text`, which contains * or ? (see
    `judian.core.matching.pattern_spans`). `candidates` and `exact` are as in Contains."""

    text: str
    candidates: tuple[tuple[str, str], ...] = ()
    exact: bool = False


#: A part of a text: a literal one, or one with wildcards.
Part = Contains | Pattern


@dataclass(frozen=True, slots=True)
class Near:
    """Passages where every part occurs within one stretch with at most `distance` characters
    between neighbouring parts: in the order given if `ordered`, else in any order of at most
    MAX_NEAR parts."""

    parts: tuple[Part, ...]
    distance: int
    ordered: bool = False

    def __post_init__(self) -> None:
        if len(self.parts) > MAX_NEAR and not self.ordered:
            raise ValueError(f"near: {len(self.parts)} parts, at most {MAX_NEAR}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Passages with one sentence that holds every part."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Passages in which `part` occurs `count` times or more; `count` is at least 1."""

    part: Part
    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"at least: {self.count} is under 1")


@dataclass(frozen=True, slots=True)
class SameDocument:
    """Passages for which one of the nodes holds, of documents in which each of the nodes holds for
    some passage."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TermPattern:
    """Passages that hold a term of `field` that matches `pattern` as a whole: ? stands for one
    character and * for any number of them."""

    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Key:
    """Passages whose exact-value `field` holds one of `values`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyRange:
    """Passages with a value of the integer `field` in [low, high], both ends included."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


Node = (
    Everything
    | Nothing
    | Terms
    | Prefix
    | TermPattern
    | Contains
    | Pattern
    | Near
    | Sentence
    | AtLeast
    | SameDocument
    | Key
    | KeyRange
    | And
    | Or
    | Not
)


@dataclass(frozen=True, slots=True)
class ScoredTerm:
    """One term of TERM_FIELDS to rank by; `weight`, which is not below 0, multiplies its BM25
    contribution."""

    field: str
    term: str
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError(f"{self.field}: the weight {self.weight} is below 0")


@dataclass(frozen=True, slots=True)
class Query:
    """`filter` chooses, `terms` rank; without terms all scores are 0.

    Matching passages that score under `floor` times the best score are not hits (0 keeps
    all of them); the best score is that of the passages with none of the (field, value) pairs
    `behind`, of all if all have one. After that, a passage with one has BEHIND times its score.
    With `once`, one of ONCE, only the first in order of several passages is a hit: of those with
    the same `PassageEntry.copy` for "copy", of those of one document for "doc".
    """

    filter: Node
    terms: tuple[ScoredTerm, ...] = ()
    floor: float = 0.0
    behind: tuple[tuple[str, str], ...] = ()
    once: str = ""

    def __post_init__(self) -> None:
        if self.once not in ONCE:
            raise ValueError(f"once: {self.once!r} is none of {ONCE}")
