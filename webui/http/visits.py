"""When a browser was here before: a cookie with two times and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Request, Response

COOKIE = "judian_visit"
#: Minutes without a request to the home page after which another visit begins.
_PAUSE = 30
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """`before` is the end of the visit before this one, None for the first visit; `latest` the
    time of the last request of this one."""

    before: datetime | None
    latest: datetime

    @property
    def since(self) -> str | None:
        """The end of the visit before, as ISO time in UTC."""
        return None if self.before is None else self.before.isoformat()


def visit(request: Request, now: datetime) -> Visit:
    """The visit that a request of the home page belongs to; a cookie that is not ours, or lies in
    the future, counts as none."""
    before, latest = _read(request.cookies.get(COOKIE, ""), now)
    if latest is None:
        return Visit(None, now)
    return Visit(latest if now - latest > timedelta(minutes=_PAUSE) else before, now)


def remember(response: Response, this: Visit, *, secure: bool) -> None:
    """Keep the times of a visit for a year."""
    times = [this.before, this.latest]
    value = ".".join("" if time is None else str(int(time.timestamp())) for time in times)
    response.set_cookie(COOKIE, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)


def _read(value: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    before, _, latest = value.partition(".")
    return _time(before, now), _time(latest, now)


def _time(seconds: str, now: datetime) -> datetime | None:
    """A time of the cookie; None if it is none, or later than now."""
    is_time = seconds.isascii() and seconds.isdigit() and len(seconds) <= len("9999999999")
    found = datetime.fromtimestamp(int(seconds), UTC) if is_time else None
    return found if found is not None and found <= now else None
