"""The users and tokens of a server, for its administrators: what `judian users` and `judian tokens`
do, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, render_template, request

from judian.core.errors import JudianError
from webui.accounts import audit, passwords
from webui.accounts.accounts import accounts
from webui.accounts.errors import NothingToLogIn, UserUnknown
from webui.accounts.model import ROLES, Account
from webui.accounts.tokens import MOST_DAYS, SCOPES, USUAL_DAYS
from webui.accounts.users import checked_name
from webui.http.request_errors import ParameterInvalid
from webui.pages.blueprint import blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue


@blueprint.get("/users")
def users() -> ResponseReturnValue:
    """The users and tokens, with what can be done with them. Raises NothingToLogIn."""
    return _page()


@blueprint.post("/users")
def change_users() -> ResponseReturnValue:
    """Add or change a user, as the field `do` says; a password that was made is shown this once.
    Raises NothingToLogIn, and ParameterInvalid for another `do`."""
    name, do = request.form.get("name", "").strip(), request.form.get("do", "")
    change = _CHANGES.get(do)
    if change is None:
        raise ParameterInvalid("do", do[:40], (", ".join(_CHANGES), "、".join(_CHANGES)))
    return _done(do, name, change)


@blueprint.post("/users/tokens")
def change_tokens() -> ResponseReturnValue:
    """Add a token, which is shown this once, or remove one. Raises NothingToLogIn."""
    if number := request.form.get("number", ""):
        return _done("remove token", number, accounts().tokens.remove)
    return _done("add token", request.form.get("name", "").strip(), _add_token)


def _done(do: str, of: str, change: Callable[[str], str | None]) -> ResponseReturnValue:
    """The page after a change, or with the reason why there is none. Raises AuditUnwritable."""
    _check()
    form = request.form
    scopes = [scope for scope in form.getlist("scope") if scope in SCOPES]
    audit.changes(do=do, of=of, role=form.get("role"), groups=form.get("groups"), scopes=scopes)
    try:
        shown = change(of)
    except JudianError as error:
        return _page(error), error.status
    return _page(shown=shown, of=of)


def _check() -> None:
    if current_app.config["LOGIN"] == "none":
        raise NothingToLogIn


def _page(error: JudianError | None = None, shown: str | None = None, of: str = "") -> str:
    _check()
    return render_template(
        "users.html",
        error=error,
        shown=shown,
        of=of,
        users=accounts().users.all(),
        tokens=accounts().tokens.all(),
        sessions=accounts().sessions.counts(),
        failures=accounts().attempts.failures(),
        own=g.account.name if g.get("account") else "",
        roles=ROLES,
        scopes=SCOPES,
        days=(USUAL_DAYS, MOST_DAYS),
    )


def _groups() -> tuple[str, ...]:
    parts = (part.strip() for part in request.form.get("groups", "").replace("、", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _role() -> str:
    role = request.form.get("role", "")
    if role not in ROLES:
        raise ParameterInvalid("role", role[:40], (", ".join(ROLES), "、".join(ROLES)))
    return role


def _add(name: str) -> str:
    password = passwords.made()
    account = Account(checked_name(name), _role(), _groups())
    accounts().users.add(account, password, temporary=True)
    return password


def _reset(name: str) -> str:
    password = passwords.made()
    accounts().users.set_password(name, password, temporary=True)
    return password


def _change(name: str) -> None:
    accounts().users.set_role(name, _role())
    accounts().users.set_groups(name, _groups())


def _lock(name: str) -> None:
    accounts().users.set_locked(name, locked=True)


def _end(name: str) -> None:
    accounts().users.end_sessions(name)


def _remove(name: str) -> None:
    accounts().users.remove(name)


def _unlock(name: str) -> None:
    accounts().users.set_locked(name, locked=False)
    accounts().attempts.succeeded([("name", name)])


def _add_token(name: str) -> str:
    given = request.form.get("days", "")
    days = int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0
    if not 1 <= days <= MOST_DAYS:
        wanted = f"1–{MOST_DAYS}"
        raise ParameterInvalid("days", given[:40], (wanted, wanted))
    scopes = [scope for scope in SCOPES if scope in request.form.getlist("scope")]
    if not scopes:
        raise ParameterInvalid("scope", "", (", ".join(SCOPES), "、".join(SCOPES)))
    if accounts().users.find(name) is None:
        raise UserUnknown(name)
    return accounts().tokens.add(name, request.form.get("about", "").strip()[:200], scopes, days)


#: What can be done with a user, by the field `do`; what is returned is shown once.
_CHANGES: dict[str, Callable[[str], str | None]] = {
    "add": _add,
    "change": _change,
    "reset": _reset,
    "lock": _lock,
    "unlock": _unlock,
    "end": _end,
    "remove": _remove,
}
