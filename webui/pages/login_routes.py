"""Logging in and out, and the page of one's own account."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flask import current_app, g, redirect, render_template, request, url_for

from webui.accounts import known_browsers
from webui.accounts.accounts import accounts
from webui.accounts.errors import (
    LoginRefused,
    NothingToLogIn,
    PasswordTemporary,
    PasswordWeak,
    TooManyAttempts,
)
from webui.accounts.gate import cookie_name, forget_session, keep_session
from webui.accounts.passwords import SHORTEST
from webui.accounts.targets import local_target
from webui.accounts.users import LONGEST_NAME
from webui.pages.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from judian.core.errors import JudianError
    from webui.accounts.model import Account
    from webui.accounts.oidc import Provider

#: Cookie with the number of a login at a provider, while it lasts.
_FLOW_COOKIE = "judian_flow"
_FLOW_SECONDS = 600


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """The form, or the link to the provider. Raises NothingToLogIn."""
    if current_app.config["LOGIN"] not in ("users", "oidc"):
        raise NothingToLogIn
    return _form(None, request.args.get("next", ""))


@blueprint.post("/login")
def log_in() -> ResponseReturnValue:
    """Begin a session. Raises NothingToLogIn, TooManyAttempts."""
    if current_app.config["LOGIN"] != "users":
        raise NothingToLogIn
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    keys = known_browsers.attempt_keys(name[:LONGEST_NAME], request.remote_addr or "")
    wait = accounts().attempts.begin(keys)
    if wait > 0:
        raise TooManyAttempts(math.ceil(wait))
    user = accounts().users.checked(name[:LONGEST_NAME], password)
    if user is None:
        return _form(LoginRefused(), request.form.get("next", "")), LoginRefused.status
    accounts().attempts.succeeded(keys)
    target = url_for("pages.own_account") if user.temporary else request.form.get("next", "")
    response = _begun(user.account, "users", target)
    known_browsers.remember(response, user.account.name)
    return response


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session."""
    if g.session is not None:
        accounts().sessions.end(g.session.digest)
    response = redirect(url_for("pages.login" if g.session else "pages.home"), 303)
    forget_session(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/login/provider")
def oidc_begin() -> ResponseReturnValue:
    """Go to the provider. Raises NothingToLogIn, ProviderFailed."""
    provider = _provider()
    address, number = provider.begin(_callback(), local_target(request.args.get("next", "")))
    response = redirect(address, 303)
    response.set_cookie(
        _FLOW_COOKIE,
        number,
        max_age=_FLOW_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


@blueprint.get("/login/provider/end")
def oidc_end() -> ResponseReturnValue:
    """Come back from the provider and begin a session. Raises NothingToLogIn, ProviderFailed."""
    provider = _provider()
    number = request.cookies.get(_FLOW_COOKIE, "")
    account, target = provider.end(number, _callback(), request.args)
    response = _begun(account, "oidc", target)
    response.delete_cookie(_FLOW_COOKIE, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


@blueprint.get("/account")
def own_account() -> ResponseReturnValue:
    """One's own account."""
    return _account_page()


@blueprint.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Change one's own password: every session ends and a new one begins."""
    session = g.session
    if session is None or session.way != "users":
        raise NothingToLogIn
    name = session.account.name
    keys = known_browsers.attempt_keys(name)
    wait = accounts().attempts.begin(keys)
    if wait > 0:
        raise TooManyAttempts(math.ceil(wait))
    if accounts().users.checked(name, request.form.get("password", "")) is None:
        return _account_page(LoginRefused()), LoginRefused.status
    accounts().attempts.succeeded(keys)
    new = request.form.get("new_password", "")
    if new == request.form.get("password"):
        raise PasswordWeak(SHORTEST)
    accounts().users.set_password(name, new)
    return _begun(session.account, "users", url_for("pages.own_account"))


@blueprint.post("/account/sessions")
def end_other_sessions() -> ResponseReturnValue:
    """End all sessions of oneself but this one, or only the one that is named."""
    named = request.form.get("session")
    if g.session is not None and named:
        accounts().sessions.end_one(g.session, named)
    elif g.session is not None:
        accounts().sessions.end_others(g.session)
    return redirect(url_for("pages.own_account"), 303)


def _begun(account: Account, way: str, target: str) -> Response:
    """A new session under a new number, whatever the browser sent, and on to the target."""
    old = request.cookies.get(cookie_name())
    if old and (session := accounts().sessions.find(old)):
        accounts().sessions.end(session.digest)
    g.account = account  # for the audit log
    path = local_target(target)
    root = request.script_root
    inside = path if root and path.startswith(f"{root}/") else root + path
    response = redirect(inside, 303)
    number = accounts().sessions.begin(account, way, request.remote_addr or "")
    keep_session(response, number)
    return response


def _form(error: JudianError | None, target: str) -> str:
    way = current_app.config["LOGIN"]
    return render_template("login.html", error=error, target=local_target(target), way=way)


def _account_page(error: JudianError | None = None) -> str:
    sessions = accounts().sessions.list(g.session) if g.get("session") else []
    if error is None and g.get("session") and g.session.temporary:
        error = PasswordTemporary()
    return render_template("account.html", error=error, sessions=sessions)


def _provider() -> Provider:
    found = accounts().provider if current_app.config["LOGIN"] == "oidc" else None
    if found is None:
        raise NothingToLogIn
    return found


def _callback() -> str:
    return url_for("pages.oidc_end", _external=True)
