"""Failed logins: each one more makes the next wait longer, for the name and for the address, or for
a browser in which the user has logged in before (`webui.accounts.known_browsers`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.accounts.database import Database

#: Failures that cost nothing: of one name, of one address, behind which an office may stand, and of
#: a browser that knows the name.
FREE = {"name": 5, "address": 30, "browser": 5}
#: Seconds that the first failure beyond them costs; each further one costs twice as many, at most
#: LONGEST.
FIRST, LONGEST = 2.0, 900.0
#: Seconds after which failures are forgotten.
FORGOTTEN = 24 * 3600.0


def seconds_to_wait(kind: str, failures: int, since: float) -> float:
    """Seconds until the next attempt after so many failures, the last of them `since` seconds
    ago; 0 if it may come now."""
    beyond = failures - FREE[kind]
    if beyond < 0 or since > FORGOTTEN:
        return 0.0
    return max(0.0, min(LONGEST, FIRST * 2.0 ** min(beyond, 30)) - since)


class Attempts:
    """The failures in a file of accounts; keys are (kind, text) with a kind of FREE."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, keys: Sequence[tuple[str, str]]) -> float:
        """Seconds to wait, or 0 and the attempt counts as failed until it succeeds, so that many
        at once are counted one by one."""
        now = time.time()
        with self._database.change() as connection:
            connection.execute("DELETE FROM attempts WHERE last < ?", (now - FORGOTTEN,))
            wait = 0.0
            for kind, text in keys:
                row = connection.execute(
                    "SELECT failures, last FROM attempts WHERE key = ?", (f"{kind}:{text}",)
                ).fetchone()
                if row is not None:
                    wait = max(wait, seconds_to_wait(kind, row[0], now - row[1]))
            if wait > 0:
                return wait
            for kind, text in keys:
                connection.execute(
                    "INSERT INTO attempts VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET "
                    "failures = failures + 1, last = excluded.last",
                    (f"{kind}:{text}", now),
                )
        return 0.0

    def failures(self) -> dict[str, int]:
        """The number of failed logins of each name that are not forgotten."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT substr(key, 6), failures FROM attempts WHERE key LIKE 'name:%' "
                "AND last >= ?",
                (time.time() - FORGOTTEN,),
            ).fetchall()
        return dict(rows)

    def succeeded(self, keys: Sequence[tuple[str, str]]) -> None:
        """Forget the failures of a name or a browser, and this one attempt of an address."""
        with self._database.change() as connection:
            for kind, text in keys:
                if kind != "address":
                    connection.execute("DELETE FROM attempts WHERE key = ?", (f"{kind}:{text}",))
                else:
                    connection.execute(
                        "UPDATE attempts SET failures = failures - 1 WHERE key = ?",
                        (f"{kind}:{text}",),
                    )
