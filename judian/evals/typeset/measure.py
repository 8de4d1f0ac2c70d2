"""Sample reports typeset by LibreOffice, read back in four formats and compared with the model.

Random reports (`random_reports`) are written as flat OpenDocument (`odf`) and converted to PDF,
ODT, DOCX and HTML (`libreoffice`). The project's readers read each file, and `judge` scores it:
a cell is right only with its full path of column headers and its row headers.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents.passages import build_passages
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from indexer.structure.outline import outline
from judian.evals.typeset.judge import Score, judge
from judian.evals.typeset.libreoffice import FORMATS, stem, typeset
from judian.evals.typeset.random_reports import make_report
from judian.evals.typeset.report_model import LAYOUTS, SampleReport
from judian.evals.typeset.table_model import STYLES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from indexer.structure.blocks import Reading
    from judian.core.model import Passage

#: Exit status if LibreOffice is not installed: nothing was checked.
SKIPPED = 77


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", type=int, default=4, help="tables in a report, about")
    parser.add_argument("--style", action="append", choices=STYLES, help="tables drawn so only")
    parser.add_argument("--layout", choices=tuple(LAYOUTS))
    parser.add_argument("--formats", default=",".join(FORMATS), help="pdf first; comma-separated")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    parser.add_argument("--keep", type=Path, help="a folder for the files, used again if there")
    parser.add_argument("--jobs", type=int, default=1)


def main(args: argparse.Namespace) -> int:
    """Typeset, read, judge and print; 0, or SKIPPED without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        print("skipped: LibreOffice (soffice) is not installed, nothing was typeset or checked")
        return SKIPPED
    formats = tuple(args.formats.split(","))
    styles = tuple(args.style or STYLES)
    reports = []
    for number in range(args.reports):
        rng = random.Random(f"{args.seed} {number}")
        reports.append(make_report(rng, args.layout, styles, args.tables))
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        refused = typeset(program, reports, folder, formats)
        for number in sorted(refused):
            print(f"skipped: LibreOffice could not convert report {number}")
        work = [
            (report, stem(folder, n), formats)
            for n, report in enumerate(reports)
            if n not in refused
        ]
        if args.jobs > 1:
            with get_context("spawn").Pool(args.jobs) as pool:
                found = pool.map(_read_all, work, chunksize=1)
        else:
            found = list(map(_read_all, work))
    _print(work, found, formats, args.wrong)
    return 0


def _read_all(
    work: tuple[SampleReport, Path, tuple[str, ...]],
) -> tuple[dict[str, Score], dict[str, int]]:
    """The score of a report in each format, and for each format after the first 1 if its
    passages have the same texts as the first's, else 0."""
    report, path, formats = work
    scores: dict[str, Score] = {}
    texts: dict[str, list[str]] = {}
    for name in formats:
        reading, passages = read(path.with_suffix(f".{name}"), name)
        scores[name] = judge(report, reading.blocks, passages)
        texts[name] = ["".join(passage.text.split()) for passage in passages]
    first = texts[formats[0]]
    return scores, {name: int(texts[name] == first) for name in formats[1:]}


def read(path: Path, name: str) -> tuple[Reading, list[Passage]]:
    """The blocks and passages of a file of format `name`."""
    module = reader(name)
    reading = module.assemble(list(module.parts(path, ReadOptions(ocr="never"))), None)
    return reading, build_passages(outline(reading.blocks), "r")[1]


def _print(
    work: Sequence[tuple[SampleReport, Path, tuple[str, ...]]],
    found: Sequence[tuple[dict[str, Score], dict[str, int]]],
    formats: Sequence[str],
    wrong: bool,
) -> None:
    """Print the counts of all reports and of each layout; with `wrong` each mistake first."""
    if wrong:
        for (report, path, _), (scores, _) in zip(work, found, strict=True):
            for name, score in scores.items():
                for line in score.wrong:
                    print(f"{path.name}.{name} {report.layout}: {line}")
    for layout in ("all", *LAYOUTS):
        chosen = [
            scores for (report, _, _), (scores, _) in zip(work, found, strict=True)
            if layout in ("all", report.layout)
        ]  # fmt: skip
        if not chosen:
            continue
        print(f"\n{layout}: {len(chosen)} reports")
        for line in _table(chosen, formats):
            print(line)
    for name in formats[1:]:
        same = sum(equal[name] for _, equal in found)
        print(f"reports with the same passages as {name} and {formats[0]}: {same}/{len(found)}")


def _table(chosen: Sequence[dict[str, Score]], formats: Sequence[str]) -> Iterator[str]:
    """Yield lines of a table with a row for each count and a column for each format."""
    totals = {name: Score() for name in formats}
    for scores in chosen:
        for name, score in scores.items():
            totals[name].add_counts(score)
    yield f"{'':16}" + "".join(f"{name:>22}" for name in formats)
    for count in sorted({count for total in totals.values() for count in total.counts}):
        row = f"{count:16}"
        for name in formats:
            right, total = totals[name].counts.get(count, (0, 0))
            shown = f"{right}/{total} {right / total:7.1%}" if total else "-"
            row += f"{shown:>22}"
        yield row
