"""Browsers in which a user has logged in before: failures elsewhere do not lock them out.

Whoever tries passwords of a name makes the next attempt for that name wait, the user's own too. A
browser in which the user has once logged in carries a cookie that says so, and has failures of its
own instead. The cookie opens nothing: it must come with the password.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from flask import request

from webui.accounts.accounts import accounts

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

#: Random bytes of a cookie's number, and seconds for which a browser keeps it.
_BYTES, _SECONDS = 16, 365 * 24 * 3600


def attempt_keys(name: str, address: str | None = None) -> list[tuple[str, str]]:
    """Under which keys a login of the current request is counted: those of a browser that knows
    the name, or the name and the address."""
    number, _, proof = request.cookies.get(_cookie_name(), "").partition(".")
    if proof and hmac.compare_digest(proof.encode(), _proof(number, name).encode()):
        return [("browser", number)]
    return [("name", name), *([] if address is None else [("address", address)])]


def remember(response: Response, name: str) -> None:
    """Have the browser say from now on that the user has logged in there."""
    number = secrets.token_hex(_BYTES)
    response.set_cookie(
        _cookie_name(),
        f"{number}.{_proof(number, name)}",
        max_age=_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )


def _cookie_name() -> str:
    return "__Host-judian_known" if request.is_secure else "judian_known"


def _proof(number: str, name: str) -> str:
    text = f"browser {number} {name}".encode("utf-8", "replace")
    return hmac.new(accounts().form_secret, text, hashlib.sha256).hexdigest()
