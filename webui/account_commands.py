"""`judian users` and `judian tokens`: who may log in, and which programs may ask."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core import settings
from judian.core.errors import JudianError
from webui.accounts.attempts import Attempts
from webui.accounts.audit import AuditLog
from webui.accounts.database import Database
from webui.accounts.model import ROLES, Account
from webui.accounts.tokens import MOST_DAYS, SCOPES, USUAL_DAYS, Tokens
from webui.accounts.users import Users, checked_name
from webui.configuration import accounts_file, audit_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


#: Arguments of a command that the audit log keeps.
_LOGGED = ("name", "user", "role", "group", "no_password", "about", "scope", "days", "number")


def main(argv: Sequence[str] | None = None, prog: str = "judian") -> int:
    """Run `users …` or `tokens …`. Exit status 0, or 2 if nothing could be done."""
    given = _options(prog).parse_args(argv)
    language = settings.system_language()
    try:
        options = {"index": given.index, "accounts": given.accounts}
        chosen = settings.load(options, file=given.config)
        language = chosen.language
        _run(given, Database(accounts_file(chosen)), _audit_log(chosen))
    except JudianError as error:
        print(f"{error.message(language)}\n  {error.hint(language)}", file=sys.stderr)
        return 2
    return 0


def _audit_log(chosen: settings.Settings) -> AuditLog | None:
    folder = audit_folder(chosen)
    return None if folder is None else AuditLog(folder, chosen.number("audit_days"))


def _run(given: argparse.Namespace, database: Database, log: AuditLog | None) -> None:
    """Run the command, with a line in the audit log; nothing is changed that cannot be logged.
    Raises whatever the command raises, and AuditUnwritable."""
    run: Callable[[Database, argparse.Namespace], None] = given.run
    if log is not None:
        log.check()
    outcome = "failed"
    try:
        run(database, given)
        outcome = "done"
    except JudianError as error:
        outcome = error.code
        raise
    finally:
        if log is not None:
            changed = {name: value for name in _LOGGED if (value := getattr(given, name, None))}
            view = run.__name__.strip("_").replace("_", " ")
            user = getpass.getuser()
            log.write(user=user, way="command", view=view, changed=changed, outcome=outcome)


def _options(prog: str) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", help="folder of the index (default index)")
    common.add_argument("--accounts", help="file of accounts (default beside the index)")
    common.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    parser = argparse.ArgumentParser(prog=prog, description="Manage users and API tokens.")
    of = parser.add_subparsers(required=True)
    users = of.add_parser("users", help="local users").add_subparsers(required=True)

    def user(name: str, run: Callable[..., None], about: str) -> argparse.ArgumentParser:
        made = users.add_parser(name, parents=[common], help=about, description=about)
        made.set_defaults(run=run)
        return made

    user("list", _list_users, "list the users")
    for name, run, about in (
        ("lock", _lock_user, "lock a user: sessions end, tokens open nothing"),
        ("unlock", _unlock_user, "let a locked user in again"),
        ("add", _add_user, "add a user; the password is asked for, or read from standard input"),
        ("passwd", _set_password, "change a password"),
        ("change", _change_user, "change role or groups"),
        ("remove", _remove_user, "remove a user with all sessions and tokens"),
    ):
        made = user(name, run, about)
        made.add_argument("name")
        if name in ("add", "change"):
            made.add_argument("--role", choices=ROLES)
            made.add_argument("--group", action="append", help="a group; may be repeated")
        if name == "add":
            made.add_argument("--no-password", action="store_true", help="for API tokens alone")
    _add_token_options(of.add_parser("tokens", help="API tokens"), common)
    return parser


def _add_token_options(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    tokens = parser.add_subparsers(required=True)
    tokens.add_parser("list", parents=[common], help="list the tokens").set_defaults(
        run=_list_tokens
    )
    add = tokens.add_parser("add", parents=[common], help="make a token; it is shown once")
    add.add_argument("user", help="the user for whom the program asks")
    add.add_argument("--about", default="", help="what the token is for")
    add.add_argument("--scope", action="append", choices=SCOPES, required=True)
    add.add_argument(
        "--days",
        type=int,
        default=USUAL_DAYS,
        choices=range(1, MOST_DAYS + 1),
        metavar=f"1-{MOST_DAYS}",
        help=f"days that it is valid ({USUAL_DAYS})",
    )
    add.set_defaults(run=_add_token)
    remove = tokens.add_parser("remove", parents=[common], help="remove a token")
    remove.add_argument("number")
    remove.set_defaults(run=_remove_token)


def _new_password() -> str:
    """The password, typed twice on a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    while True:
        password = getpass.getpass("密碼 password: ")
        if password == getpass.getpass("再輸入一次 again: "):
            return password
        print("兩次輸入不同 the two differ", file=sys.stderr)


def _add_user(database: Database, given: argparse.Namespace) -> None:
    name = checked_name(given.name)
    account = Account(name, given.role or ROLES[0], tuple(given.group or ()))
    Users(database).add(account, None if given.no_password else _new_password())


def _list_users(database: Database, _given: argparse.Namespace) -> None:
    for user in Users(database).all():
        account = user.account
        way = "password" if user.password else "tokens only"
        state = "locked" if user.locked else way
        print(account.name, account.role, ",".join(account.groups) or "–", state, sep="\t")


def _set_password(database: Database, given: argparse.Namespace) -> None:
    Users(database).set_password(given.name, _new_password())


def _change_user(database: Database, given: argparse.Namespace) -> None:
    users = Users(database)
    if given.role:
        users.set_role(given.name, given.role)
    if given.group is not None:
        users.set_groups(given.name, [group for group in given.group if group])


def _lock_user(database: Database, given: argparse.Namespace) -> None:
    Users(database).set_locked(given.name, locked=True)


def _unlock_user(database: Database, given: argparse.Namespace) -> None:
    Users(database).set_locked(given.name, locked=False)
    Attempts(database).succeeded([("name", given.name)])


def _remove_user(database: Database, given: argparse.Namespace) -> None:
    Users(database).remove(given.name)


def _list_tokens(database: Database, _given: argparse.Namespace) -> None:
    for token in Tokens(database).all():
        until = time.strftime("%Y-%m-%d", time.localtime(token.expires))
        print(token.id, token.user, ",".join(token.scopes), until, token.about, sep="\t")


def _add_token(database: Database, given: argparse.Namespace) -> None:
    print(Tokens(database).add(given.user, given.about, given.scope, given.days))


def _remove_token(database: Database, given: argparse.Namespace) -> None:
    Tokens(database).remove(given.number)


if __name__ == "__main__":
    sys.exit(main())
