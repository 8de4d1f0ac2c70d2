"""The file of accounts: users, sessions, API tokens, failed attempts. One SQLite database that all
processes of a server share."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds that a process waits for another one that is writing.
_PATIENCE = 10
_SCHEMA = """
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY, password TEXT, role TEXT NOT NULL, groups TEXT NOT NULL,
    created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    digest BLOB PRIMARY KEY, name TEXT NOT NULL, way TEXT NOT NULL, role TEXT NOT NULL,
    groups TEXT NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY, digest BLOB NOT NULL, user TEXT NOT NULL, about TEXT NOT NULL,
    scopes TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (
    key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last REAL NOT NULL);
CREATE TABLE IF NOT EXISTS flows (
    digest BLOB PRIMARY KEY, state TEXT NOT NULL, nonce TEXT NOT NULL, verifier TEXT NOT NULL,
    target TEXT NOT NULL, created INTEGER NOT NULL);
"""


#: Columns that files of earlier versions lack: table, name, type.
_ADDED = (
    ("users", "locked", "INTEGER NOT NULL DEFAULT 0"),
    ("users", "temporary", "INTEGER NOT NULL DEFAULT 0"),
    ("sessions", "address", "TEXT NOT NULL DEFAULT ''"),
)


class Database:
    """Safe for threads and processes: each use opens a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Nobody but this user may ever read it, not even before the first row.
            with contextlib.suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with self.change() as connection:
            connection.executescript(_SCHEMA)
            for table, column, kind in _ADDED:
                known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
                if column not in known:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
            connection.execute(
                "INSERT OR IGNORE INTO secrets VALUES ('forms', ?)", (secrets.token_bytes(32),)
            )

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are all made at the end, or none after an error."""
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading."""
        connection = sqlite3.connect(self.path, timeout=_PATIENCE)
        try:
            yield connection
        finally:
            connection.close()

    def secret(self, name: str) -> bytes:
        """A random secret that was made with the file."""
        with self.read() as connection:
            (value,) = connection.execute(
                "SELECT value FROM secrets WHERE name = ?", (name,)
            ).fetchone()
        found: bytes = value
        return found
