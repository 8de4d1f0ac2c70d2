"""Sessions: who logged in is known by a random number in a cookie; the file keeps its digest."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.accounts.model import Account

if TYPE_CHECKING:
    from webui.accounts.database import Database

#: Random bytes of a session's number: 256 bits.
_BYTES = 32
#: Seconds after which the time of the last request is written again.
_WRITTEN = 60
#: Sessions that a user may have at once; the oldest end.
MOST = 10


@dataclass(frozen=True, slots=True)
class Session:
    """A session: its account, how the user logged in (users or oidc), and its digest."""

    account: Account
    way: str
    digest: bytes


def digest_of(number: str) -> bytes:
    """The digest under which a random number is kept."""
    return hashlib.sha256(number.encode("utf-8", "replace")).digest()


class Sessions:
    """The sessions of a file of accounts: each ends `hours` after it began, and `idle_minutes`
    after its last request."""

    def __init__(self, database: Database, hours: int, idle_minutes: int) -> None:
        self._database = database
        self.seconds = hours * 3600
        self._idle = idle_minutes * 60

    def begin(self, account: Account, way: str) -> str:
        """The number of a new session."""
        number, now = secrets.token_urlsafe(_BYTES), int(time.time())
        groups = json.dumps(account.groups)
        row = (digest_of(number), account.name, way, account.role, groups, now, now)
        with self._database.change() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE created < ? OR seen < ?",
                (now - self.seconds, now - self._idle),
            )
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute(
                "DELETE FROM sessions WHERE name = ?1 AND digest NOT IN (SELECT digest FROM "
                "sessions WHERE name = ?1 ORDER BY created DESC, rowid DESC LIMIT ?2)",
                (account.name, MOST),
            )
        return number

    def find(self, number: str) -> Session | None:
        """The session with this number if it has not ended. A local user's role and groups are
        those of now."""
        digest, now = digest_of(number), int(time.time())
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT s.name, s.way, coalesce(u.role, s.role), coalesce(u.groups, s.groups), "
                "s.seen FROM sessions s LEFT JOIN users u ON s.way = 'users' AND u.name = s.name "
                "WHERE s.digest = ? AND s.created > ? AND s.seen > ? "
                "AND (s.way <> 'users' OR u.name IS NOT NULL)",
                (digest, now - self.seconds, now - self._idle),
            ).fetchone()
        if row is None:
            return None
        name, way, role, groups, seen = row
        if now - seen >= _WRITTEN:
            with self._database.change() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, digest))
        return Session(Account(name, role, tuple(json.loads(groups))), way, digest)

    def end(self, digest: bytes) -> None:
        """End one session."""
        with self._database.change() as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (digest,))

    def end_others(self, session: Session) -> int:
        """End all other sessions of the same user; their number."""
        with self._database.change() as connection:
            done = connection.execute(
                "DELETE FROM sessions WHERE name = ? AND way = ? AND digest <> ?",
                (session.account.name, session.way, session.digest),
            )
            return done.rowcount

    def count(self, session: Session) -> int:
        """The number of sessions of the same user, this one included."""
        with self._database.read() as connection:
            (found,) = connection.execute(
                "SELECT count(*) FROM sessions WHERE name = ? AND way = ?",
                (session.account.name, session.way),
            ).fetchone()
        return int(found)
