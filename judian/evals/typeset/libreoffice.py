"""Sample reports written as files and converted by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from judian.evals.typeset.odf import flat_odf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.evals.typeset.report_model import SampleReport

FORMATS = ("pdf", "odt", "docx", "html")
#: Reports that one LibreOffice process converts; it takes about a second for each.
_BATCH = 20


def typeset(
    program: str, reports: Sequence[SampleReport], folder: Path, formats: Sequence[str]
) -> set[int]:
    """Write the reports to `folder` and convert those that are new or changed.

    Returns the numbers of the reports that LibreOffice could not convert.
    """
    paths = [_write(report, stem(folder, n)) for n, report in enumerate(reports)]
    refused: set[int] = set()
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        for name in formats:
            refused |= _convert([*command, "--convert-to", name], paths, f".{name}", refused)
    return refused


def stem(folder: Path, number: int) -> Path:
    """The path of a report's files without extension."""
    return folder / f"r{number:03d}"


def _write(report: SampleReport, path: Path) -> Path:
    """The path of the report's flat OpenDocument file; conversions of an older one are removed."""
    file = path.with_suffix(".fodt")
    text = flat_odf(report)
    if not file.exists() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")
        for name in FORMATS:
            file.with_suffix(f".{name}").unlink(missing_ok=True)
    return file


def _convert(
    command: Sequence[str], paths: Sequence[Path], extension: str, refused: set[int]
) -> set[int]:
    """Convert all files that have no conversion yet; the numbers of those that fail.

    The files numbered in `refused` are left out. LibreOffice stops a
    batch at a report that it cannot convert, which is then the first without a conversion.
    """
    failed: set[int] = set()
    while wanted := [
        n
        for n, path in enumerate(paths)
        if n not in refused | failed and not path.with_suffix(extension).exists()
    ]:
        batch = wanted[:_BATCH]
        subprocess.run(
            [*command, "--outdir", str(paths[0].parent), *(str(paths[n]) for n in batch)],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        missing = [n for n in batch if not paths[n].with_suffix(extension).exists()]
        failed |= set(missing[:1])
    return failed
