"""The time of a page is divided into the steps of its reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.__main__ import main
from judian.evals.speed.reading_steps import PDFIUM_STEPS, STEPS
from tests.indexer.readers.pdf.raw_pdf import pages, text

if TYPE_CHECKING:
    from pathlib import Path


def test_every_step_is_measured_over_so_many_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"Section {number}: the office inspected {number} ships." for number in range(30)]
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(pages([text(lines)] * 3))
    assert main(["reading", str(tmp_path), "--steps", "2"]) == 0
    first, *steps = capsys.readouterr().out.splitlines()
    assert first.startswith("4 pages")
    measured = {line[:36].strip(): float(line[36:].split()[0]) for line in steps}
    assert list(measured) == [*STEPS, *PDFIUM_STEPS]
    assert all(milliseconds >= 0 for milliseconds in measured.values())
    assert measured[STEPS[0]] > 0
    shares = [float(line.split()[-2]) for line in steps[: len(STEPS)]]
    assert sum(shares) == pytest.approx(100, abs=1)
