"""The progress line on terminals of every width, and without a terminal."""

from __future__ import annotations

import io
import os

import pytest

from indexer.cli.progress import Progress
from indexer.run.progress import ProgressState
from indexer.structure.characters import width

NAME = "交通部/一百一十三年度公路養護工程執行情形總檢討報告（核定本）.pdf"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(columns: int, language: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a run over three files, as they appear on the terminal one after the other."""
    stream = Terminal()
    clock = iter(range(100, 200, 10))
    monkeypatch.setattr("indexer.cli.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setattr(stream, "fileno", lambda: 2)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    progress = Progress(language, stream)
    for done, pages in ((0, 0), (1, 15), (400, 30), (1200, 45)):
        progress(ProgressState(done, 1200, pages, done / 1200, NAME))
    progress.close()
    lines = stream.getvalue().split("\r\x1b[K")
    assert lines[0] == lines[-1] == ""
    assert "\n" not in stream.getvalue()
    return lines[1:-1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [1, 10, 20, 40, 60, 80, 200])
def test_the_line_never_wraps(columns: int, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(columns, language, monkeypatch)
    assert len(lines) == 4
    assert all(width(line) < columns for line in lines)


def test_counts_come_first_then_the_time_the_bar_and_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert drawn(40, "zh", monkeypatch)[2] == "400/1,200  頁 30  剩餘 60 秒"
    assert drawn(50, "en", monkeypatch)[2] == "[###......]  400/1,200  30 pages  60 seconds left"
    wide = drawn(200, "zh", monkeypatch)
    assert wide[0].startswith(f"[{'.' * 24}]  0/1,200  頁 0  …")
    assert wide[2].startswith(f"[{'#' * 8}{'.' * 16}]  400/1,200  頁 30  剩餘 60 秒  …")
    assert wide[2].endswith("（核定本）.pdf")


def test_nothing_is_drawn_in_a_log() -> None:
    stream = io.StringIO()
    progress = Progress("zh", stream)
    progress(ProgressState(1, 2, 3, 0.5, NAME))
    progress.close()
    assert stream.getvalue() == ""


def test_a_terminal_that_does_not_say_its_width_is_taken_for_a_usual_one() -> None:
    stream = Terminal()  # it has no file and thus no width
    Progress("zh", stream)(ProgressState(1, 2, 3, 0.5, NAME))
    assert 40 < width(stream.getvalue().removeprefix("\r\x1b[K")) < 80
