"""Local users: names, hashes of passwords, roles, groups."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.accounts import passwords
from webui.accounts.errors import LastAdmin, NameInvalid, UserExists, UserUnknown
from webui.accounts.model import Account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.accounts.database import Database

#: Characters of a user's name.
LONGEST_NAME = 100
#: Seconds for which a password that somebody else chose opens anything.
TEMPORARY = 7 * 24 * 3600


_ADMINS = "SELECT count(*) FROM users WHERE role = 'admin' AND NOT locked AND password IS NOT NULL"


@dataclass(frozen=True, slots=True)
class User:
    """A local user; `password` is a hash, None for one that only has API tokens. A `locked` one can
    do nothing. `temporary` is the time until which the password may be used to choose another, 0
    for one's own; times in seconds since 1970."""

    account: Account
    password: str | None
    created: int
    locked: bool = False
    temporary: int = 0


def checked_name(text: str) -> str:
    """The name of a user without blanks around it. Raises NameInvalid."""
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NameInvalid(text, LONGEST_NAME)
    return name


class Users:
    """The local users of a file of accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, account: Account, password: str | None, *, temporary: bool = False) -> None:
        """Add a user; one with a `temporary` password must choose another. Raises UserExists,
        PasswordWeak."""
        if password is not None:
            passwords.check(password, account.name)
        kept = None if password is None else passwords.hashed(password)
        now = int(time.time())
        row = (account.name, kept, account.role, json.dumps(account.groups), now)
        with self._database.change() as connection:
            done = connection.execute(
                "INSERT OR IGNORE INTO users (name, password, role, groups, created, temporary) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*row, now + TEMPORARY if temporary else 0),
            )
            if done.rowcount == 0:
                raise UserExists(account.name)

    def find(self, name: str) -> User | None:
        """The user of that name, or None."""
        return next(iter(self._select("WHERE name = ?", (name,))), None)

    def all(self) -> list[User]:
        """All users, by name."""
        return self._select("ORDER BY name", ())

    def _select(self, condition: str, values: Sequence[str]) -> list[User]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT name, role, groups, password, created, locked, temporary "
                f"FROM users {condition}",
                values,
            ).fetchall()
        return [
            User(
                Account(name, role, tuple(json.loads(groups))), password, created, bool(lock), until
            )
            for name, role, groups, password, created, lock, until in rows
        ]

    def set_password(self, name: str, password: str, *, temporary: bool = False) -> None:
        """Change a password; every session of the user ends. Raises UserUnknown, PasswordWeak."""
        passwords.check(password, name)
        until = int(time.time()) + TEMPORARY if temporary else 0
        kept = passwords.hashed(password)
        self._change(
            name, "UPDATE users SET password = ?, temporary = ? WHERE name = ?", kept, until
        )

    def set_locked(self, name: str, *, locked: bool) -> None:
        """Lock a user or let one in again; every session ends. Raises UserUnknown, LastAdmin."""
        self._change(name, "UPDATE users SET locked = ? WHERE name = ?", int(locked))

    def end_sessions(self, name: str) -> None:
        """End every session of a user. Raises UserUnknown."""
        self._change(name, "UPDATE users SET name = name WHERE name = ?")

    def set_role(self, name: str, role: str) -> None:
        """Change a role; every session of the user ends. Raises UserUnknown, LastAdmin."""
        self._change(name, "UPDATE users SET role = ? WHERE name = ?", role)

    def set_groups(self, name: str, groups: Sequence[str]) -> None:
        """Change the groups; every session of the user ends. Raises UserUnknown."""
        self._change(name, "UPDATE users SET groups = ? WHERE name = ?", json.dumps(list(groups)))

    def remove(self, name: str) -> None:
        """Remove a user with all sessions and tokens. Raises UserUnknown, LastAdmin."""
        self._change(name, "DELETE FROM users WHERE name = ?")
        with self._database.change() as connection:
            connection.execute("DELETE FROM tokens WHERE user = ?", (name,))

    def _change(self, name: str, statement: str, *values: str | int) -> None:
        with self._database.change() as connection:
            before = connection.execute(_ADMINS).fetchone()[0]
            if connection.execute(statement, (*values, name)).rowcount == 0:
                raise UserUnknown(name)
            if before and not connection.execute(_ADMINS).fetchone()[0]:
                raise LastAdmin(name)
            connection.execute("DELETE FROM sessions WHERE name = ? AND way = 'users'", (name,))

    def checked(self, name: str, password: str) -> User | None:
        """The user with this password, else None; also None for one who is locked, or whose
        temporary password has ended."""
        user = self.find(name)
        fits = passwords.matches(password, user.password if user else None)
        if user is None or not fits or user.locked:
            return None
        return None if user.temporary and user.temporary < time.time() else user
