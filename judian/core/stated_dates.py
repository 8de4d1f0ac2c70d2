"""Dates and periods as people write them into tables and forms: checked against the calendar."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def first_day(text: str) -> date | None:
    """The day of an ISO date, or the first day of an ISO month or year; None if the calendar has
    none such."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None


def period(start: str, end: str) -> tuple[str, str] | None:
    """Two dates in their order as they were given; None if one is no date, or they are reversed."""
    first, last = first_day(start), first_day(end)
    return (start, end) if first and last and first <= last else None
