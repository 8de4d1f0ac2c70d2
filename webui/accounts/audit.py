"""The audit log: who searched, opened and changed what, as JSON lines that are only appended to.

One file a day, so that processes share it without a lock and old days can be removed; with
`AUDIT_QUERIES` off, what was searched for is left out.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app, g, request

from webui.accounts.errors import AuditUnwritable

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

    from judian.search.replies.results import ModelNote

log = logging.getLogger("judian.webui")

#: Views that say nothing of what a person did.
_LEFT_OUT = frozenset({"static", "api.alive", "api.ready", "api.prometheus", "api.suggest"})
#: Parameters of an address that are what was searched for.
_QUERIES = ("q", "previous", "typed", "next")
#: Characters of a parameter that are kept.
_LONGEST = 500


class AuditLog:
    """The files of a folder; safe for threads and processes. Those older than `days` are removed
    when a new day begins; 0 keeps them all."""

    def __init__(self, folder: Path, days: int) -> None:
        self.folder = folder
        self._days = days
        self._day: date | None = None
        self._lock = threading.Lock()

    def write(self, **facts: Any) -> None:
        """Append one line: the time, and facts that are not None."""
        now = datetime.now(UTC)
        record = {"time": now.isoformat(timespec="milliseconds"), **facts}
        kept = {name: value for name, value in record.items() if value is not None}
        line = json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self._begin(now.date())
        path = self.folder / f"audit-{now.date().isoformat()}.jsonl"
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line)  # in one piece, so that lines of several processes do not mix
        finally:
            os.close(file)

    def check(self) -> None:
        """Raise AuditUnwritable if no line could be appended now."""
        now = datetime.now(UTC).date()
        try:
            self._begin(now)
            path = self.folder / f"audit-{now.isoformat()}.jsonl"
            os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
        except OSError as error:
            raise AuditUnwritable from error

    def _begin(self, today: date) -> None:
        """Make the folder, and remove what is too old, once a day."""
        with self._lock:
            if self._day == today:
                return
            self._day = today
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._days:
            return
        oldest = today - timedelta(days=self._days)
        for path in self.folder.glob("audit-????-??-??.jsonl"):
            with contextlib.suppress(ValueError):
                if date.fromisoformat(path.stem.removeprefix("audit-")) < oldest:
                    path.unlink(missing_ok=True)


def install(app: Flask) -> None:
    """Write a line for each request of a person or a program to `app`, if AUDIT_LOG is a folder."""
    folder: Path | None = app.config["AUDIT_LOG"]
    if folder is not None:
        app.extensions["audit"] = AuditLog(folder, app.config["AUDIT_DAYS"])
        app.after_request(_record)


def changes(**facts: Any) -> None:
    """Have the line of the current request say what it changes; nothing is changed that cannot be
    logged. Raises AuditUnwritable."""
    audit: AuditLog | None = current_app.extensions.get("audit")
    if audit is not None:
        audit.check()
    g.changed = {name: value for name, value in facts.items() if value}


def _record(response: Response) -> Response:
    """After a request: who asked for what, and what came of it."""
    if request.endpoint in _LEFT_OUT:
        return response
    audit: AuditLog = current_app.extensions["audit"]
    try:
        audit.write(
            **_who(),
            method=request.method,
            view=request.endpoint,
            collection=request.environ.get("judian.collection"),
            of=request.view_args or None,
            parameters=_parameters() or None,
            changed=g.get("changed") or g.get("changed_sources"),
            status=response.status_code,
        )
    except OSError:
        log.exception("the audit log at %s cannot be written", audit.folder)
        if current_app.config["LOGIN"] != "none":
            response.status_code = 503
            response.set_data("the audit log cannot be written\n")
    return response


def record_sent(note: ModelNote) -> None:
    """Write where and which passages were sent to the user's own model, if there is a log."""
    audit: AuditLog | None = current_app.extensions.get("audit")
    if audit is None or not note.sent:
        return
    try:
        audit.write(**_who(), view="own_model", host=note.host, passages=note.sent)
    except OSError:
        # The line of the request itself then fails too, and is answered for there.
        log.exception("the audit log at %s cannot be written", audit.folder)


def _who() -> dict[str, Any]:
    """Who asks, how they came in, and from where."""
    account, session = g.get("account"), g.get("session")
    way = "token" if g.get("scopes") is not None else session.way if session else None
    name = account.name if account else None
    return {"user": name, "way": way, "address": request.remote_addr}


def _parameters() -> dict[str, str]:
    """The parameters of the address, without what was searched for if that is private."""
    with_queries: bool = current_app.config["AUDIT_QUERIES"]
    return {
        name: ", ".join(values)[:_LONGEST]
        for name, values in request.args.lists()
        if with_queries or name not in _QUERIES
    }
