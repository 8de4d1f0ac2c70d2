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
#: Hexadecimal digits of a digest by which a session is named in a list.
_ID = 16
#: Sessions that a user may have at once; the oldest end.
MOST = 10


@dataclass(frozen=True, slots=True)
class Session:
    """A session: its account, how the user logged in (users or oidc), and its digest. With a
    `temporary` password its user can only choose another one."""

    account: Account
    way: str
    digest: bytes
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A session in a list: a number that names it there and opens nothing, the times of its begin
    and last request in seconds since 1970, and the address of its first one."""

    id: str
    created: int
    seen: int
    address: str
    is_own: bool


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

    def begin(self, account: Account, way: str, address: str = "") -> str:
        """The number of a new session of a client at an address."""
        number, now = secrets.token_urlsafe(_BYTES), int(time.time())
        groups = json.dumps(account.groups)
        row = (digest_of(number), account.name, way, account.role, groups, now, now, address)
        with self._database.change() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE created < ? OR seen < ?",
                (now - self.seconds, now - self._idle),
            )
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
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
                "s.seen, coalesce(u.temporary, 0) FROM sessions s "
                "LEFT JOIN users u ON s.way = 'users' AND u.name = s.name "
                "WHERE s.digest = ? AND s.created > ? AND s.seen > ? "
                "AND (s.way <> 'users' OR (u.name IS NOT NULL AND NOT u.locked))",
                (digest, now - self.seconds, now - self._idle),
            ).fetchone()
        if row is None:
            return None
        name, way, role, groups, seen, temporary = row
        if now - seen >= _WRITTEN:
            with self._database.change() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, digest))
        account = Account(name, role, tuple(json.loads(groups)))
        return Session(account, way, digest, bool(temporary))

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

    def list(self, session: Session) -> list[SessionEntry]:
        """The sessions of the same user, the one used last first."""
        now = int(time.time())
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT digest, created, seen, address FROM sessions WHERE name = ? AND way = ? "
                "AND created > ? AND seen > ? ORDER BY seen DESC, created DESC",
                (session.account.name, session.way, now - self.seconds, now - self._idle),
            ).fetchall()
        return [SessionEntry(d.hex()[:_ID], c, s, a, d == session.digest) for d, c, s, a in rows]

    def end_one(self, session: Session, number: str) -> bool:
        """End one session of the same user by its number in `list`; False if it has ended."""
        with self._database.change() as connection:
            done = connection.execute(
                "DELETE FROM sessions WHERE name = ? AND way = ? "
                "AND substr(lower(hex(digest)), 1, ?) = ?",
                (session.account.name, session.way, _ID, number),
            )
            return done.rowcount > 0

    def counts(self) -> dict[str, int]:
        """The number of sessions of each local user."""
        now = int(time.time())
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT name, count(*) FROM sessions WHERE way = 'users' AND created > ? "
                "AND seen > ? GROUP BY name",
                (now - self.seconds, now - self._idle),
            ).fetchall()
        return dict(rows)
