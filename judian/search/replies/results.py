"""What the read path returns: values without behaviour, ready to be shown or serialised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from judian.core.errors import JudianError
    from judian.core.model import DocumentInfo, Passage


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the query that was not understood, at code point `position` of it."""

    position: int
    message_en: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word of the query that was also searched under other names."""

    word: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryView:
    """How a query was understood. `understood` is the query written out in the grammar of
    `judian.search.query.grammar`; `suggestion` a better spelt query, None when there is none."""

    text: str
    understood: str
    expanded: tuple[Expansion, ...] = ()
    suggestion: str | None = None
    problems: tuple[Problem, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: what to filter by, what to show, how many hits have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched. `marks` are the half-open code-point ranges of its text that
    the query's terms cover; `snippet_html` is escaped text with `<mark>` only."""

    id: str
    score: float
    document: DocumentInfo
    passage: Passage
    snippet_html: str
    citation: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchReply:
    """`total` counts all hits, `hits` are those of the asked page."""

    query: QueryView
    total: int
    page: int
    size: int
    took_ms: float
    generation: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a question demands of its answer: a year, a party, a place, a name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verbatim span `[start, end)` of `hit.passage.text` that answers a question.

    `kind` is one of figure, table, date, list, entity, definition, citation, passage.
    `value` is a number in its base unit, or an ISO date or month, else None. `items` are the
    verbatim parts of a list. `confidence` in (0, 1] is the share of questions answered
    rightly among those that scored alike (see `judian.search.answers.scoring.confidence`).
    """

    text: str
    kind: str
    value: Decimal | str | None
    unit: str | None
    items: tuple[str, ...]
    confidence: float
    start: int
    end: int
    hit: Hit


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer; `code` is a stable name."""

    code: str
    reason_en: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class AnswerReply:
    """Either `answer` or `refusal` is set. `evidence` are the nearest passages, best first;
    `is_question` is False for plain keywords, which are not answered."""

    question: str
    is_question: bool
    asks: str
    conditions: tuple[Condition, ...]
    answer: Answer | None
    refusal: Refusal | None
    alternatives: tuple[Answer, ...]
    evidence: tuple[Hit, ...]
    generation: int = 0
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its repaired text and all its passages in order."""

    info: DocumentInfo
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether searches can be answered now; `error` says why not."""

    ready: bool
    generation: int
    documents: int
    failed: int
    passages: int
    error: JudianError | None = None
