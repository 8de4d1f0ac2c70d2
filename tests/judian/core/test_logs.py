"""Log lines: one record a line, whatever it quotes."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from judian.core import logs


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("judian.webui", logging.WARNING, "f.py", 1, message, arguments, None)
    vars(made).update(extra)
    return made


def test_a_json_line_holds_the_record() -> None:
    line = logs.JsonLines().format(record("查 %s", "甲\n乙\u2028丙", status=503, route={"a": 1}))
    assert len(line.splitlines()) == 1
    entry = json.loads(line)
    assert entry.pop("time").endswith("+00:00")
    assert entry == {
        "level": "warning", "logger": "judian.webui", "message": "查 甲\n乙\u2028丙",
        "status": 503, "route": "{'a': 1}",
    }  # fmt: skip


def test_a_json_line_holds_the_trace_of_an_exception() -> None:
    made = record("failed")
    try:
        raise ValueError("a\nb")
    except ValueError:
        made.exc_info = sys.exc_info()
    line = logs.JsonLines().format(made)
    assert len(line.splitlines()) == 1
    assert "ValueError: a\nb" in json.loads(line)["trace"]


def test_a_quoted_line_break_begins_no_line_of_its_own() -> None:
    made = record("GET %s", "/\r\n2026-01-01 INFO all is well")
    assert logs._Lines("%(levelname)s %(message)s").format(made) == (
        "WARNING GET /\\r\\n2026-01-01 INFO all is well"
    )


@pytest.mark.parametrize(("form", "kind"), [("json", logs.JsonLines), ("text", logs._Lines)])
def test_the_log_has_the_form_that_was_asked_for(
    form: str, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.RootLogger(logging.WARNING)
    monkeypatch.setattr(logging, "root", root)
    logs.configure_log(form)
    [handler] = root.handlers
    assert type(handler.formatter) is kind
    assert root.level == logging.INFO
