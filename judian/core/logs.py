"""The log of a program: lines for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from typing_extensions import override

#: Attributes that every record has; others were given by the caller as `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PLAIN = (str, int, float, bool, type(None))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (ISO 8601, UTC), level, logger, message, the trace of an
    exception, and what the caller gave as `extra`. No line break is in it, so that nobody who is
    quoted in a message writes lines of his own."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        for name, value in vars(record).items():
            if name not in _OWN:
                entry[name] = value if isinstance(value, _PLAIN) else str(value)
        return json.dumps(entry)


class _Lines(logging.Formatter):
    """A line for people. Line breaks of a message are shown as escapes; a trace keeps its own."""

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def configure_log(form: str) -> None:
    """Write the log of this process to standard error, in the form text or json."""
    handler = logging.StreamHandler(sys.stderr)
    lines = _Lines("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonLines() if form == "json" else lines)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
