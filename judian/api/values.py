"""What the Python API returns: frozen values of text, numbers and tuples.

Every value has `to_dict`, whose result `json.dumps` takes. Offsets are half-open ranges of code
points into the text of the passage. Dates are ISO dates, months or years. A list of values
(`Rows`) is a sequence and has `to_frame`; its other fields are about the list as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from typing_extensions import override

from judian.api.frames import frame_of

if TYPE_CHECKING:
    import pandas

#: What a list holds.
Row = TypeVar("Row", bound="Value")


@dataclass(frozen=True, slots=True)
class Value:
    """The root of all values."""

    def to_dict(self) -> dict[str, Any]:
        """The fields by name: dictionaries, lists, text, numbers, booleans and None."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def to_row(self) -> dict[str, Any]:
        """The fields as the columns of one row: those of a value inside stand beside the others,
        with its name before theirs where two would be alike, and in place of `id`."""
        row: dict[str, Any] = {}
        for name, value in self.to_dict().items():
            inside = value if isinstance(value, dict) else {name: value}
            for column, cell in inside.items():
                if isinstance(value, dict) and column == "id":
                    row[name] = cell
                else:
                    row[f"{name}_{column}" if column in row else column] = cell
        return row


@dataclass(frozen=True, slots=True)
class Rows(Value, Sequence[Row], Generic[Row]):
    """A list of values, with what is known of the list."""

    rows: tuple[Row, ...]

    @override
    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    @override
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[at]

    def to_frame(self) -> pandas.DataFrame:
        """A pandas frame with a line for each row. Raises LibraryMissing without pandas, which
        `pip install "judian[pandas]"` installs."""
        return frame_of([row.to_row() for row in self.rows])


@dataclass(frozen=True, slots=True)
class Document(Value):
    """A document: `source` is the name of its file, `status` "kept", "partial" or "failed"."""

    id: str
    title: str
    agency: str | None
    date: str | None
    period_start: str | None
    period_end: str | None
    source: str
    format: str
    pages: int | None
    passages: int
    status: str


@dataclass(frozen=True, slots=True)
class Passage(Value):
    """A passage and where it stands: `[start, end)` of the text of its document; `page` counts
    from 1, None where the format has no pages; `document` is the id of its document."""

    id: str
    text: str
    citation: str
    document: str
    title: str
    agency: str | None
    date: str | None
    section: tuple[str, ...]
    page: int | None
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Value):
    """A passage that a search found; the words of the query are at `marks` of its text. `copies`
    counts further passages that say the same."""

    passage: Passage
    score: float
    marks: tuple[tuple[int, int], ...]
    copies: int


@dataclass(frozen=True, slots=True)
class Hits(Rows[Hit]):
    """One page of hits. `total` counts all of them; `understood` is the query as it was read,
    `suggestion` one with better spelling."""

    query: str
    understood: str
    suggestion: str | None
    total: int
    documents: int
    generation: int


@dataclass(frozen=True, slots=True)
class Answer(Value):
    """An answer: the verbatim span `[start, end)` of the passage's text, unless `formula` says how
    it was computed of others.

    `value` is its number in the base unit, `value_high` the upper end of a range; an answer that is
    a date has it as text. `confidence` in (0, 1] is the estimated share of right answers among
    those with the same score. `by` says who found it: rules, table, tagger, reader or computed.
    """

    text: str
    kind: str
    value: Decimal | str | None
    value_high: Decimal | None
    unit: str | None
    period: str | None
    items: tuple[str, ...]
    confidence: float
    by: str
    formula: str | None
    start: int
    end: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Refusal(Value):
    """Why there is no answer: a stable `code`, the reason in two languages, and the words of the
    question that it is about."""

    code: str
    reason_en: str
    reason_zh: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply(Value):
    """The reply to a question: `answer` or `refusal` is set, the other is None.

    `variants` are values that differ by document or period, so that none is the answer;
    `alternatives` less likely answers; `evidence` the nearest passages.
    """

    question: str
    answer: Answer | None
    refusal: Refusal | None
    variants: tuple[Answer, ...]
    alternatives: tuple[Answer, ...]
    evidence: tuple[Passage, ...]
    generation: int


@dataclass(frozen=True, slots=True)
class Figure(Value):
    """A figure as written, and as a number in its base unit with what it measures and the period
    that it is true of; None for what the text does not say."""

    text: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    kind: str
    qualifier: str | None
    measure: str | None
    period_start: str | None
    period_end: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Figures(Rows[Figure]):
    """Figures of the passages that a query finds. `total` counts all of them."""

    query: str
    total: int
    generation: int


@dataclass(frozen=True, slots=True)
class Instrument(Value):
    """A treaty or statute with the numbers of passages and documents that mention it."""

    id: str
    name: str
    kind: str
    parties: tuple[str, ...]
    passages: int
    documents: int
    official: str | None


@dataclass(frozen=True, slots=True)
class Instruments(Rows[Instrument]):
    """Treaties and statutes, the most mentioned first. `total` counts all of them."""

    total: int
    generation: int


@dataclass(frozen=True, slots=True)
class Difference(Value):
    """`[start, end)` of a quotation, `quoted`, stands for the words `source`; `kind` is number,
    date, negation, party, unit, wording and others (`judian.search.replies.quotes`)."""

    kind: str
    start: int
    end: int
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class Quotation(Value):
    """Whether a quotation is verbatim: `verdict` is verbatim, spelling (same words, other spelling
    of numbers or punctuation), differs, not_found or not_checkable.

    `places` are the passages in which it begins. If it differs, `nearest` is the passage that is
    nearest, `source` its words, `differences` what differs. `reason_*` say why it is not checkable.
    """

    text: str
    verdict: str
    places: tuple[Passage, ...]
    nearest: Passage | None
    source: str
    differences: tuple[Difference, ...]
    reason_en: str
    reason_zh: str
    generation: int


@dataclass(frozen=True, slots=True)
class Documents(Rows[Document]):
    """Documents, the newest first."""


def _plain(value: object) -> Any:
    """A value as `json.dumps` takes it: whole Decimals become int, others float."""
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    assert not is_dataclass(value), type(value)
    return value
