"""Who calls a tool, what it is shown, and the log of it: the accounts, rights and audit log of the
pages, so that nobody learns more from an agent than from a browser."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from judian.agents.view import View
from judian.core.errors import JudianError
from judian.search.service import Service
from webui.accounts import policy
from webui.accounts.audit import AuditLog
from webui.accounts.database import Database
from webui.accounts.errors import AuditUnwritable, RoleMissing, ScopeMissing, UserUnknown
from webui.accounts.tokens import Tokens
from webui.accounts.users import Users
from webui.configuration import accounts_file, audit_folder, open_library
from webui.http.request_errors import LoginNeeded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.settings import Settings
    from webui.accounts.library import Library
    from webui.accounts.model import Account

#: tool → the view of the REST API that tells the same: its role and scope are needed.
VIEW_OF = {
    "search": "api.search",
    "answer": "api.answer",
    "read_passage": "api.passage",
    "figures": "api.figures",
    "instruments": "api.instruments",
    "cite": "api.cite",
    "verify_quote": "api.verify_quote",
    "audit_draft": "api.audit_draft",
}
#: Arguments of tools that are what was searched for.
_QUERIES = ("query", "question", "text")
#: Characters of an argument that the audit log keeps.
_LONGEST = 500


class UserNotNamed(JudianError):
    """Over streams somebody must be served, and nobody is named."""

    code = "user_not_named"
    status = 403
    messages: ClassVar = {
        "en": (
            "users of this server log in, and none is named for this agent",
            "name a local user whose view it is given: judian mcp --user NAME",
        ),
        "zh": (
            "本伺服器的使用者須登入，而此代理程式未指定使用者",
            "請指定本機使用者，代理程式即以其權限檢索：judian mcp --user 名稱",
        ),
    }

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: `account` is None where nobody logs in, `scopes` None if no token limits it; `way`
    is "token" or "streams"."""

    account: Account | None
    way: str
    scopes: tuple[str, ...] | None = None


class Callers:
    """The callers of one server. Over HTTP each sends a token: one of a user (`tokens`), or where
    nobody logs in the `secret` of the server. Over streams there is one caller, `only`."""

    def __init__(
        self,
        reads: Service | Library,
        *,
        only: Caller | None = None,
        secret: str = "",
        tokens: Tokens | None = None,
        log: AuditLog | None = None,
        with_queries: bool = True,
    ) -> None:
        self._reads = reads
        self._only, self._secret, self._tokens = only, secret, tokens
        self._log, self._with_queries = log, with_queries

    def find(self, token: str) -> Caller | None:
        """The caller with this token, None for nobody; over streams the only one."""
        if self._only is not None:
            return self._only
        if self._tokens is not None:
            found = self._tokens.find(token)
            return found and Caller(found[0], "token", found[1])
        is_right = hmac.compare_digest(token.encode("utf-8", "replace"), self._secret.encode())
        return Caller(None, "token") if self._secret and is_right else None

    def view(self, caller: Caller | None, tool: str) -> View:
        """What `tool` shows the caller. Raises LoginNeeded, RoleMissing, ScopeMissing and
        NoCollection."""
        if caller is None:
            raise LoginNeeded
        view = VIEW_OF.get(tool, "")
        role = policy.ROLE_OF.get(view, "reader")
        if caller.account is not None and not caller.account.is_at_least(role):
            raise RoleMissing(role)
        scope = policy.SCOPE_OF.get(view)
        if caller.scopes is not None and scope not in caller.scopes:
            raise ScopeMissing(scope or "–")
        if isinstance(self._reads, Service):
            return View(self._reads)
        return View(*self._reads.seen_by(caller.account))

    def record(
        self, caller: Caller | None, tool: str, arguments: Mapping[str, object], status: int
    ) -> None:
        """Write a line into the audit log, if there is one. Raises AuditUnwritable."""
        if self._log is None:
            return
        account = caller and caller.account
        parameters = {
            name: str(value)[:_LONGEST]
            for name, value in arguments.items()
            if self._with_queries or name not in _QUERIES
        }
        try:
            self._log.write(
                user=account.name if account else None,
                way=caller and caller.way,
                view=f"agents.{tool}"[:_LONGEST],
                parameters=parameters or None,
                status=status,
            )
        except OSError as error:
            raise AuditUnwritable from error

    def close(self) -> None:
        """Release the engines."""
        self._reads.close()


def callers_of(settings: Settings, *, secret: str = "", user: str | None = None) -> Callers:
    """The callers of a server with these settings: over HTTP if `secret` is given, else over
    streams as the local user named `user`.

    Raises UserNotNamed over streams where users log in and none is named, UserUnknown and
    SettingInvalid.
    """
    has_login = settings.text("login") != "none"
    folder = audit_folder(settings)
    database = Database(accounts_file(settings)) if has_login or user is not None else None
    only = None if secret else _over_streams(database, user, has_login=has_login)
    return Callers(
        open_library(settings) or Service.configured(settings),
        only=only,
        secret="" if has_login else secret,
        tokens=Tokens(database) if secret and database is not None and has_login else None,
        log=None if folder is None else AuditLog(folder, settings.number("audit_days")),
        with_queries=settings.flag("audit_queries"),
    )


def _over_streams(database: Database | None, user: str | None, *, has_login: bool) -> Caller:
    if user is None:
        if has_login:
            raise UserNotNamed
        return Caller(None, "streams")
    found = Users(database).find(user) if database is not None else None
    if found is None or found.locked:
        raise UserUnknown(user)
    return Caller(found.account, "streams")
