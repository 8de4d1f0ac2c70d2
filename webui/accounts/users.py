"""Local users: names, hashes of passwords, roles, groups."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.accounts import passwords
from webui.accounts.errors import UserExists, UserUnknown
from webui.accounts.model import Account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.accounts.database import Database

#: Characters of a user's name.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class User:
    """A local user; `password` is a hash, None for one that only has API tokens."""

    account: Account
    password: str | None
    created: int


class Users:
    """The local users of a file of accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, account: Account, password: str | None) -> None:
        """Add a user. Raises UserExists, PasswordWeak."""
        if password is not None:
            passwords.check(password, account.name)
        kept = None if password is None else passwords.hashed(password)
        row = (account.name, kept, account.role, json.dumps(account.groups), int(time.time()))
        with self._database.change() as connection:
            done = connection.execute("INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?, ?)", row)
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
                f"SELECT name, role, groups, password, created FROM users {condition}",
                values,
            ).fetchall()
        return [
            User(Account(name, role, tuple(json.loads(groups))), password, created)
            for name, role, groups, password, created in rows
        ]

    def set_password(self, name: str, password: str) -> None:
        """Change a password; every session of the user ends. Raises UserUnknown, PasswordWeak."""
        passwords.check(password, name)
        self._change(
            name, "UPDATE users SET password = ? WHERE name = ?", passwords.hashed(password)
        )

    def set_role(self, name: str, role: str) -> None:
        """Change a role; every session of the user ends. Raises UserUnknown."""
        self._change(name, "UPDATE users SET role = ? WHERE name = ?", role)

    def set_groups(self, name: str, groups: Sequence[str]) -> None:
        """Change the groups; every session of the user ends. Raises UserUnknown."""
        self._change(name, "UPDATE users SET groups = ? WHERE name = ?", json.dumps(list(groups)))

    def remove(self, name: str) -> None:
        """Remove a user with all sessions and tokens. Raises UserUnknown."""
        self._change(name, "DELETE FROM users WHERE name = ?")
        with self._database.change() as connection:
            connection.execute("DELETE FROM tokens WHERE user = ?", (name,))

    def _change(self, name: str, statement: str, *values: str) -> None:
        with self._database.change() as connection:
            if connection.execute(statement, (*values, name)).rowcount == 0:
                raise UserUnknown(name)
            connection.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def checked(self, name: str, password: str) -> Account | None:
        """The account of a user with this password, else None."""
        user = self.find(name)
        fits = passwords.matches(password, user.password if user else None)
        return user.account if user and fits else None
