"""Old office formats are read through LibreOffice, or refused with it as the remedy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.converted import libreoffice, reader
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind
from tests.indexer.grids import values
from tests.indexer.presentations import presentation, shape, slide
from tests.indexer.workbooks import number, read, row, sheet, workbook, write

_PROGRAM = libreoffice.find_program()
_needs_office = pytest.mark.skipif(_PROGRAM is None, reason="LibreOffice is not installed")
_RTF = b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\uc1 \\u30002?\\u32291? 12 \\u20214?.\\par}"


def made_by_office(source: Path, kind: str, target: str, path: Path) -> Path:
    """The file in an old format that LibreOffice makes of a new one."""
    assert _PROGRAM is not None
    with libreoffice.converted(_PROGRAM, source, kind, target) as made:
        path.write_bytes(made.read_bytes())
    return path


@_needs_office
def test_texts_are_read_without_pages(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(_RTF)
    old = made_by_office(tmp_path / "a.rtf", "rtf", "doc", tmp_path / "舊.doc")
    for path, name in ((tmp_path / "a.rtf", "rtf"), (old, "doc")):
        reading = read(path)
        assert (reading.format, reading.pages) == (name, None)
        assert [(block.text, block.page) for block in reading.blocks] == [("甲縣 12 件.", None)]


@_needs_office
def test_an_old_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    part = sheet(
        row("項目", "比率", "日期"), row("甲", number(0.8502, 1), number(45050, 2)),
        row("乙", number(0.5, 1), number(45051, 2)),
    )  # fmt: skip
    made = workbook({"表": part}, formats=["0.00%", "yyyy/m/d"])
    new = write(made, tmp_path / "a.xlsx")
    reading = read(made_by_office(new, "xlsx", "xls", tmp_path / "a.xls"))
    assert reading.format == "xls"
    [block] = reading.blocks
    assert (block.sheet, block.place) == ("表", "A1:C3")
    assert values(block)["甲", "比率"] == "85.02%"
    assert values(block)["甲", "日期"] == "2023/5/4"


@_needs_office
def test_an_old_presentation_has_its_slides(tmp_path: Path) -> None:
    place = (900000, 900000, 4000000, 900000)
    slides = (slide(shape("載客 41 萬人次。", place=place)), slide(shape("乙。", place=place)))
    new = write(presentation(slides), tmp_path / "a.pptx")
    reading = read(made_by_office(new, "pptx", "ppt", tmp_path / "a.ppt"))
    assert (reading.format, reading.pages) == ("ppt", 2)
    assert [(b.text, b.page) for b in reading.blocks if b.kind is not Kind.NOTE] == [
        ("載客 41 萬人次。", 1), ("乙。", 2),
    ]  # fmt: skip


def test_without_libreoffice_the_file_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "find_program", lambda: None)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    with pytest.raises(SourceUnreadable) as caught:
        list(reader.parts(tmp_path / "a.rtf", ReadOptions()))
    assert caught.value.reason == "unsupported"
    assert "RTF" in caught.value.message("zh")
    assert "install LibreOffice" in caught.value.hint("en")


def _script(tmp_path: Path, body: str) -> str:
    """A program in place of LibreOffice."""
    path = tmp_path / "office"
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="scripts of sh")
@pytest.mark.parametrize(
    ("body", "reason"), [("exit 1", "damaged"), ("exit 0", "damaged"), ("sleep 60", "time")]
)
def test_a_conversion_that_fails_or_hangs_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, reason: str
) -> None:
    monkeypatch.setattr(reader, "find_program", lambda: _script(tmp_path, body))
    monkeypatch.setattr(libreoffice, "TIMEOUT", 1)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    began = time.monotonic()
    with pytest.raises(SourceUnreadable) as caught:
        list(reader.parts(tmp_path / "a.rtf", ReadOptions()))
    assert caught.value.reason == reason
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_the_converter_ends_with_the_worker_that_started_it(tmp_path: Path) -> None:
    program = _script(tmp_path, f"echo $$ > {tmp_path}/pid; sleep 300 & wait")
    (tmp_path / "a.rtf").write_bytes(_RTF)
    code = (
        "import sys; from pathlib import Path; from indexer.readers.converted import libreoffice\n"
        "with libreoffice.converted(sys.argv[1], Path(sys.argv[2]), 'rtf', 'odt'): pass"
    )
    root = Path(__file__).resolve().parents[4]
    worker = subprocess.Popen(
        [sys.executable, "-c", code, program, str(tmp_path / "a.rtf")], cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    pid = _until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert _until(lambda: not _is_running(int(pid)))
    assert _until(lambda: not list(tmp_path.glob("judian-office-*")))


def _until(condition: object) -> str:
    """The first true value of a condition, within 20 seconds; "" without one."""
    assert callable(condition)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if value := condition():
            return str(value)
        time.sleep(0.05)
    return ""


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
