"""The gate: before any view runs, who asks is known, or the request is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, request

from webui.accounts.model import Account
from webui.http.proxies import BY_PROXY
from webui.http.request_errors import LoginNeeded

if TYPE_CHECKING:
    from flask import Flask

#: Views for everybody: style sheets, and whether the server is alive.
OPEN = frozenset({"static", "api.alive"})
#: Characters of a name that a proxy may send.
_LONGEST_NAME = 200


def install(app: Flask) -> None:
    """Let known users in only, if `app.config["LOGIN"]` says how they log in."""
    app.before_request(_check)


def account() -> Account | None:
    """Who sent the request; None where everybody may ask."""
    found: Account | None = g.get("account")
    return found


def _check() -> None:
    """Raise LoginNeeded unless the request is from a known user or for everybody."""
    if current_app.config["LOGIN"] == "none":
        return
    g.account = _named_by_proxy()
    if g.account is None and request.endpoint not in OPEN:
        raise LoginNeeded


def _named_by_proxy() -> Account | None:
    """The user whom a trusted proxy names; headers of others were dropped before."""
    if not request.environ.get(BY_PROXY):
        return None
    user, groups = current_app.config["IDENTITY_HEADERS"]
    name = request.headers.get(user, "").strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        return None
    named = (group.strip() for group in request.headers.get(groups, "").split(","))
    return Account(name, groups=tuple(group for group in named if group))
