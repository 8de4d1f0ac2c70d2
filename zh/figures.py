"""Figures: numbers in a passage with unit, kind, what they measure, and their period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as the text names it; `start` and `end` are ISO dates, both included
    (None where the text leaves that end open)."""

    text: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that measures something, at `[start, end)` of its passage.

    `text` is the verbatim span with qualifier and unit, `value` the exact number in its base
    unit (4萬5,426件 → 45426 件), `value_high` the upper end of a range. `kind` is one of
    count, amount, weight, area, duration, rate, change, rank, ordinal. `measure` is what it
    counts, in words of the passage or of the headers over its cell.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str | None
    kind: str
    qualifier: str | None = None
    value_high: Decimal | None = None
    measure: str | None = None
    period: Period | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """The inverse of `core.model.to_json`."""
        period = data.get("period")
        high = data.get("value_high")
        return cls(
            **{
                **data,
                "value": Decimal(data["value"]),
                "unit": data.get("unit"),
                "value_high": None if high is None else Decimal(high),
                "period": period and Period(period["text"], period.get("start"), period.get("end")),
            }
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a passage and bears on its figures.

    `cells` are (start, end, column header path, row header path) of a table row. `unit`,
    `caption` and `note` belong to the table. `section` is the path of headings. `period` is
    the document's own, `reference` the ISO date (or year, or month) it was written, for 今年
    and 去年; `antecedent` the last period named before this passage, for 同年 and 同期.
    """

    cells: Sequence[tuple[int, int, tuple[str, ...], tuple[str, ...]]] = ()
    unit: str | None = None
    caption: str | None = None
    note: str | None = None
    section: tuple[str, ...] = ()
    period: Period | None = None
    reference: str | None = None
    antecedent: Period | None = None


def extract(text: str, context: Context | None = None) -> tuple[Figure, ...]:
    """The figures of a passage, in order."""
    return ()
