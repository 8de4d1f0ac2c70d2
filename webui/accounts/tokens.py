"""API tokens: a program acts for a local user, within scopes, until a day."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.accounts.errors import TokenUnknown, UserUnknown
from webui.accounts.model import Account
from webui.accounts.sessions import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.accounts.database import Database

#: What a token may be for; `webui.accounts.policy` says which view needs which.
SCOPES = ("search", "documents", "sources", "export", "batch", "metrics")
#: Days that a token is valid if nothing else is said, and at most.
USUAL_DAYS, MOST_DAYS = 90, 730
#: What each token begins with, so that programs that look for lost secrets can find it.
PREFIX = "judian_"
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; times in seconds since 1970."""

    id: str
    user: str
    about: str
    scopes: tuple[str, ...]
    created: int
    expires: int


class Tokens:
    """The tokens of a file of accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: str, about: str, scopes: Sequence[str], days: int = USUAL_DAYS) -> str:
        """A new token, which is shown this once. Raises UserUnknown."""
        number, secret, now = secrets.token_hex(6), secrets.token_urlsafe(32), int(time.time())
        row = (number, digest_of(secret), user, about, json.dumps(list(scopes)), now)
        with self._database.change() as connection:
            if not connection.execute("SELECT 1 FROM users WHERE name = ?", (user,)).fetchone():
                raise UserUnknown(user)
            connection.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, now + days * _DAY)
            )
        return f"{PREFIX}{number}_{secret}"

    def find(self, text: str) -> tuple[Account, tuple[str, ...]] | None:
        """The account and the scopes of a valid token, else None."""
        number, _, secret = text.removeprefix(PREFIX).partition("_")
        if not text.startswith(PREFIX):
            return None
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT t.digest, t.scopes, u.name, u.role, u.groups FROM tokens t "
                "JOIN users u ON u.name = t.user "
                "WHERE t.id = ? AND t.expires > ? AND NOT u.locked",
                (number, int(time.time())),
            ).fetchone()
        if row is None or not hmac.compare_digest(row[0], digest_of(secret)):
            return None
        return Account(row[2], row[3], tuple(json.loads(row[4]))), tuple(json.loads(row[1]))

    def all(self) -> list[Token]:
        """All tokens, by user and time."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, user, about, scopes, created, expires FROM tokens "
                "ORDER BY user, created"
            ).fetchall()
        return [Token(i, u, a, tuple(json.loads(s)), c, e) for i, u, a, s, c, e in rows]

    def remove(self, number: str) -> None:
        """Remove a token. Raises TokenUnknown."""
        with self._database.change() as connection:
            if connection.execute("DELETE FROM tokens WHERE id = ?", (number,)).rowcount == 0:
                raise TokenUnknown(number)
