"""Replies of the read path: values without behaviour, ready to be shown or serialised."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from judian.core.errors import JudianError
    from judian.core.model import DocumentInfo, Passage


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the query that was not understood, at code point `position`."""

    position: int
    message_en: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word of the query that was also searched under other names; if `is_lacking`, under other
    words, since the collection lacks it."""

    word: str
    alternatives: tuple[str, ...]
    is_lacking: bool = False


@dataclass(frozen=True, slots=True)
class WiderQuery:
    """A query that finds `total` passages where the one typed finds none."""

    text: str
    total: int


@dataclass(frozen=True, slots=True)
class Completion:
    """A query that completes what was typed; `kind` is "instrument", "title", "agency", "heading"
    or "word"."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class QueryView:
    """A query as understood. `understood` is the query written in the grammar of
    `judian.search.query.grammar`; `suggestion` a query with better spelling, or None;
    `in_documents` the query with /d in place of AND, if only that finds something; `missing` the
    words that no passage holds, `only` the one word of several that occurs; `apart` is True if no
    passage holds two of the words; `plain` those whose other names are switched off."""

    text: str
    understood: str
    expanded: tuple[Expansion, ...] = ()
    suggestion: str | None = None
    problems: tuple[Problem, ...] = ()
    exact: bool = False
    in_documents: WiderQuery | None = None
    missing: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    only: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: the value to filter by, its label, and the number of hits with it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in its document."""

    document: DocumentInfo
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reason:
    """A word that a passage was found by: `where` is text, or above for its title, headings,
    captions and headers; `share` is the part of the score that it gives."""

    word: str
    where: str
    share: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched. `marks` are the half-open code-point ranges of its text that
    the query's terms cover; `snippet_html` is escaped text with `<mark>` only. The same stands in
    `copies` other places of the collection, of which `places` are the first; where hits are grouped
    by document, `more` counts the further hits in its document."""

    id: str
    score: float
    document: DocumentInfo
    passage: Passage
    snippet_html: str
    citation: str
    marks: tuple[tuple[int, int], ...] = ()
    copies: int = 0
    places: tuple[Place, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class SearchReply:
    """`total` counts all hits, `documents` their documents; `hits` are those of the asked page.

    Passages that say the same are one hit; where hits are grouped, a document is one. `occurrences`
    counts every passage. Unless `total_is_exact` these numbers and the facets are estimates.
    """

    query: QueryView
    total: int
    page: int
    size: int
    took_ms: float
    generation: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    documents: int = 0
    occurrences: int = 0
    total_is_exact: bool = True


@dataclass(frozen=True, slots=True)
class RankedHit:
    """A hit of a whole list; `rank` counts from 1, None for a passage that is no hit."""

    rank: int | None
    hit: Hit


@dataclass(frozen=True, slots=True)
class HitList:
    """All hits of a query, or `count` chosen ones, which `hits` reads once, in portions.

    `total` and `documents` count all hits of the query and their documents; `indexed_through` is
    the newest `indexed_at` of the collection.
    """

    query: QueryView
    total: int
    documents: int
    count: int
    generation: int
    indexed_through: str | None
    hits: Iterator[RankedHit]


@dataclass(frozen=True, slots=True)
class Condition:
    """A constraint that a question puts on its answer: a year, a party, a place, a unit."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A feature or a rule that decides for an answer, or against it if it does not support it;
    `name` is stable, `words` are the words that it is about, as written."""

    name: str
    supports: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operand:
    """A value that an answer is computed of: the verbatim span `[start, end)` of
    `hit.passage.text`, with its number in the base unit. `label` are its headers."""

    label: str
    text: str
    value: Decimal
    unit: str | None
    hit: Hit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A verbatim span `[start, end)` of `hit.passage.text` that answers a question.

    `kind` is one of figure, table, date, list, entity, definition, citation, passage, computed.
    The text of a computed answer is that of the result, which need not stand in any passage; its
    span is that of its first operand, or of the row that it names. `operands` are the values that
    it is computed of, `formula` says how (1,234 − 987 = 247 件).
    `value` is a number in its base unit, or an ISO date or month, else None; `value_high` is the
    upper end of a range whose lower end is `value`. `items` are the verbatim
    parts of a list. `confidence` in (0, 1] is the estimated share of right
    answers among those with the same score (see `judian.search.answers.scoring.confidence`).
    `recognised` is the confidence (0 to 1) of OCR in the span, None for text that was not
    recognised. `partial` is True for a list that is only as long as the collection says: its text
    says that there are others, or it was put together from several passages. `period` is the time
    that a number is true of (112年), None if it is unknown; in the passages `agreeing` the same is
    stated. `grounds` say what decided, `source` who found the answer: rules, table, tagger, reader,
    own_model or computed.
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
    recognised: float | None = None
    value_high: Decimal | None = None
    operands: tuple[Operand, ...] = ()
    formula: str | None = None
    partial: bool = False
    period: str | None = None
    agreeing: tuple[Place, ...] = ()
    grounds: tuple[Ground, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason for an abstention; `code` is a stable name. `words` are the parts of the question,
    as written, that the reason is about, `stated` what a passage states instead of them."""

    code: str
    reason_en: str
    reason_zh: str
    words: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a follow-up question puts in the place of `old` ("": added); `kind` is that of a
    `Condition`, asks for what is asked for, or word."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up question as `typed` after the question `previous`, and the whole `question` that
    it asks."""

    typed: str
    previous: str
    question: str
    changes: tuple[Change, ...]


class ModelOutcome(StrEnum):
    """What came of asking the user's own model."""

    POINTED = "pointed"  # its words stand in the passage that it named: a candidate like any other
    NOT_SAID = "not_said"  # it says that no passage has the answer
    UNVERIFIED = "unverified"  # its words do not stand in the passage that it named; dropped
    FAILED = "failed"  # no reply of the form that was asked for


@dataclass(frozen=True, slots=True)
class ModelNote:
    """That the user's own model at `host` was asked, and which passages were `sent` there, by id:
    () if nothing was."""

    outcome: ModelOutcome
    host: str
    sent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerReply:
    """Either `answer` or `refusal` is set. `asks` is the answer type of the question, `evidence`
    are the best passages; `is_question` is False for keywords, which are not answered. `follow_up`
    says how the question was made of a follow-up question, None for one that was typed. `variants`
    are the values of which none is the answer, since documents or periods differ. `read` is True
    if the reader read the first passages; without it rules alone decided. `own_model` is None if no
    model of the user's own was asked."""

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
    follow_up: FollowUp | None = None
    variants: tuple[Answer, ...] = ()
    read: bool = False
    own_model: ModelNote | None = None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its repaired text and all its passages in order."""

    info: DocumentInfo
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the index; `error` is the reason if it is not `ready` for searches.

    `reader_problem` is the reason if questions are answered by rules alone.
    """

    ready: bool
    generation: int
    documents: int
    failed: int
    passages: int
    error: JudianError | None = None
    reader_problem: JudianError | None = None
