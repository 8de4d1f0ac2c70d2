"""The context in which the dates of a text are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.dates.reference_events import NO_EVENTS, ReferenceEvents

if TYPE_CHECKING:
    from judian.zh.dates.periods import Period


@dataclass(frozen=True, slots=True)
class DateContext:
    """Known dates from outside a text; a relative expression without its date stays open.

    `anchor_date` is the ISO date, month or year of writing and resolves 今年 and 近五年.
    `antecedent` is the last period named before the text and resolves 同年 and months without a
    year. `document_period` is the period that the document is about and resolves 本年度. `events`
    holds the days on which instruments were signed or took effect (自協定生效以來). `fiscal` is
    True if a 年度 of the text is a fiscal year of the government, as in budgets and their audits.
    `names` are the periods that the document defines under a folded name (以下簡稱本季).
    """

    anchor_date: str | None = None
    antecedent: Period | None = None
    document_period: Period | None = None
    events: ReferenceEvents = NO_EVENTS
    fiscal: bool = False
    names: tuple[tuple[str, Period], ...] = ()


NO_CONTEXT = DateContext()
