"""How often one address may ask: a bucket of requests that fills with time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from flask import current_app, request

from webui.http.request_errors import TooOften
from webui.http.security import is_loopback

if TYPE_CHECKING:
    from flask import Flask

#: Seconds of requests that may come at once: a page with its pictures, a hand on the keyboard.
_BURST = 15
#: Addresses that are remembered, those that asked last.
_REMEMBERED = 20_000
_FREE = ("static", "api.alive", "api.ready")


class Rates:
    """Requests by address; safe for threads."""

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60
        self._most = max(1.0, self._rate * _BURST)
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, address: str, now: float) -> float:
        """Count a request; 0, or the seconds after which the address may ask again."""
        with self._lock:
            left, last = self._left.pop(address, (self._most, now))
            left = min(self._most, left + (now - last) * self._rate)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate
            self._left[address] = (left if wait else left - 1, now)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        return wait


def install(app: Flask) -> None:
    """Refuse requests of addresses that ask more often than `app.config["REQUESTS_PER_MINUTE"]`;
    0 for any number. Programs on this computer may ask as often as they like."""
    per_minute: int = app.config["REQUESTS_PER_MINUTE"]
    if per_minute:
        app.extensions["rates"] = Rates(per_minute)
        app.before_request(_check)


def _check() -> None:
    address = request.remote_addr or ""
    if request.endpoint in _FREE or is_loopback(address):
        return
    wait = current_app.extensions["rates"].count(address, time.monotonic())
    if wait:
        raise TooOften(math.ceil(wait))
