"""The gate: before any view runs, who asks is known, or the request is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, request

from webui.accounts import forms, policy
from webui.accounts.accounts import Accounts, accounts
from webui.accounts.errors import PasswordTemporary, RoleMissing, ScopeMissing
from webui.accounts.model import Account, role_of
from webui.http.proxies import BY_PROXY
from webui.http.request_errors import LoginNeeded

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as AnyResponse

    from webui.accounts.sessions import Session

#: Characters of a name that a proxy may send.
_LONGEST_NAME = 200
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_BEARER = "Bearer "


def install(app: Flask) -> None:
    """Let known users in only, if `app.config["LOGIN"]` says how they log in."""
    if app.config["LOGIN"] != "none":
        app.extensions["accounts"] = Accounts(app.config)
    forms.install(app)
    app.jinja_env.add_extension(forms.FormNumbers)
    app.jinja_env.globals["form_number"] = forms.form_number
    app.before_request(_check)
    app.after_request(_private)


def account() -> Account | None:
    """Who sent the request; None where everybody may ask."""
    found: Account | None = g.get("account")
    return found


def cookie_name() -> str:
    """Over TLS a name that no page of a neighbouring host can set."""
    return "__Host-judian_session" if request.is_secure else "judian_session"


def keep_session(response: AnyResponse, number: str) -> None:
    """Send the number of a session as a cookie."""
    response.set_cookie(
        cookie_name(),
        number,
        max_age=accounts().sessions.seconds,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )


def forget_session(response: AnyResponse) -> None:
    """Have the browser forget the number of its session."""
    secure = request.is_secure
    response.delete_cookie(cookie_name(), path="/", httponly=True, samesite="Lax", secure=secure)


def _check() -> None:
    """Raise LoginNeeded, PasswordTemporary, RoleMissing, ScopeMissing or CrossSiteRequest."""
    g.account = g.session = None
    login = current_app.config["LOGIN"]
    if login == "none":
        if request.endpoint in policy.KEEPER_VIEWS and request.method not in _SAFE_METHODS:
            forms.check()
        return
    scopes: tuple[str, ...] | None = None
    given = request.headers.get("Authorization", "")
    if given.startswith(_BEARER):
        found = accounts().tokens.find(given.removeprefix(_BEARER).strip())
        if found is None:
            raise LoginNeeded
        g.account, scopes = found
        g.scopes = scopes
    elif login == "proxy":
        g.account = _named_by_proxy()
    else:
        g.session = _session()
        g.account = g.session and g.session.account
    _check_rights(scopes)
    if scopes is None and request.method not in _SAFE_METHODS:
        forms.check()  # only now is the body read, which may be large


def _check_rights(scopes: tuple[str, ...] | None) -> None:
    """Refuse views that the account, or the token with its scopes, may not use."""
    endpoint = request.endpoint or ""
    if endpoint in policy.OPEN:
        return
    if g.account is None:
        raise LoginNeeded
    if g.session is not None and g.session.temporary and endpoint not in policy.WITH_TEMPORARY:
        raise PasswordTemporary
    role = policy.ROLE_OF.get(endpoint, "reader")
    if not g.account.is_at_least(role):
        raise RoleMissing(role)
    if scopes is not None and endpoint:
        scope = policy.SCOPE_OF.get(endpoint)
        if scope not in scopes:
            raise ScopeMissing(scope or "–")


def _session() -> Session | None:
    number = request.cookies.get(cookie_name())
    return accounts().sessions.find(number) if number else None


def _named_by_proxy() -> Account | None:
    """The user whom a trusted proxy names; headers of others were dropped before."""
    if not request.environ.get(BY_PROXY):
        return None
    user, groups = current_app.config["IDENTITY_HEADERS"]
    name = _utf8(request.headers.get(user, "")).strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        return None
    named = (group.strip() for group in _utf8(request.headers.get(groups, "")).split(","))
    held = tuple(group for group in named if group)
    return Account(name, role_of(held, current_app.config["ROLE_GROUPS"]), held)


def _utf8(header: str) -> str:
    """A header in UTF-8, which WSGI hands over as Latin-1; what is neither gives no name."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


def _private(response: Response) -> Response:
    """After a request: what a user may see is kept by no shared cache."""
    if current_app.config["LOGIN"] != "none":
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "private, no-store"
            response.vary.update(("Authorization", "Cookie"))
    elif request.endpoint in policy.KEEPER_VIEWS:
        response.headers["Cache-Control"] = "private, no-store"
    forms.keep_visitor(response)
    return response
