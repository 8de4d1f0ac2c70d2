"""Made-up Chinese reports typeset by LibreOffice, read back in four formats and compared with
what they were made from.

Reports are drawn from a seed (`typeset_model`), written as flat OpenDocument (`typeset_odf`) and
converted to PDF, ODT, DOCX and HTML. Each is read by the project's own readers and judged by
`typeset_judge`: cells count as right only under their full header path and beside their labels.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents.passages import build_passages
from indexer.readers.contract import ReadOptions
from indexer.readers.registry import reader
from indexer.structure.outline import outline
from judian.evals.typeset.judge import Score, judge
from judian.evals.typeset.model import LAYOUTS, Report, make_report
from judian.evals.typeset.odf import flat_odf
from judian.evals.typeset.tables import STYLES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from indexer.structure.blocks import Reading
    from judian.core.model import Passage

FORMATS = ("pdf", "odt", "docx", "html")
#: Exit status when there is no LibreOffice to typeset with: nothing was checked.
SKIPPED = 77
#: Reports that one LibreOffice process converts; it takes about a second for each.
BATCH = 20


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
        refused = _typeset(program, reports, folder, formats)
        for number in sorted(refused):
            print(f"skipped: LibreOffice could not convert report {number}")
        work = [
            (report, folder / f"r{n:03d}", formats)
            for n, report in enumerate(reports)
            if n not in refused
        ]
        if args.jobs > 1:
            with get_context("spawn").Pool(args.jobs) as pool:
                found = pool.map(_read_all, work, chunksize=1)
        else:
            found = [_read_all(each) for each in work]
    _print(work, found, formats, args.wrong)
    return 0


def _typeset(
    program: str, reports: Sequence[Report], folder: Path, formats: Sequence[str]
) -> set[int]:
    """Write the reports and have them converted, those whose text is new or changed; the numbers
    of those that LibreOffice could not convert."""
    paths = []
    for number, report in enumerate(reports):
        path = folder / f"r{number:03d}.fodt"
        text = flat_odf(report)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            for name in FORMATS:
                path.with_suffix(f".{name}").unlink(missing_ok=True)
        paths.append(path)
    refused: set[int] = set()
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        for name in formats:
            wanted = [
                n for n, path in enumerate(paths) if not path.with_suffix(f".{name}").exists()
            ]
            while wanted := [n for n in wanted if n not in refused]:
                batch = [paths[n] for n in wanted[:BATCH]]
                # A report that it cannot set ends the batch: the first that is missing then.
                subprocess.run([*command, "--convert-to", name, "--outdir", str(folder),
                                *map(str, batch)], check=False,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
                failed = [p for p in batch if not p.with_suffix(f".{name}").exists()]
                refused |= {paths.index(path) for path in failed[:1]}
                wanted = [n for n in wanted if not paths[n].with_suffix(f".{name}").exists()]
    return refused


def _read_all(
    work: tuple[Report, Path, tuple[str, ...]],
) -> tuple[dict[str, Score], dict[str, int]]:
    """The score of a report in each format, and how many passages each format shares with the
    first one, of the passages of both together."""
    report, stem, formats = work
    scores: dict[str, Score] = {}
    texts: dict[str, list[str]] = {}
    for name in formats:
        reading, passages = read(stem.with_suffix(f".{name}"), name)
        scores[name] = judge(report, reading.blocks, passages)
        texts[name] = ["".join(passage.text.split()) for passage in passages]
    first = texts[formats[0]]
    return scores, {name: int(texts[name] == first) for name in formats[1:]}


def read(path: Path, name: str) -> tuple[Reading, list[Passage]]:
    """A file's blocks and passages."""
    module = reader(name)
    reading = module.assemble(list(module.parts(path, ReadOptions(ocr="never"))), None)
    return reading, build_passages(outline(reading.blocks), "r")[1]


def _print(
    work: Sequence[tuple[Report, Path, tuple[str, ...]]],
    found: Sequence[tuple[dict[str, Score], dict[str, int]]],
    formats: Sequence[str],
    wrong: bool,
) -> None:
    if wrong:
        for (report, stem, _), (scores, _) in zip(work, found, strict=True):
            for name, score in scores.items():
                for line in score.wrong:
                    print(f"{stem.name}.{name} {report.layout}: {line}")
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
    """Lines of a table: what was counted, by format."""
    totals = {name: Score() for name in formats}
    for scores in chosen:
        for name, score in scores.items():
            totals[name].take(score)
    yield f"{'':16}" + "".join(f"{name:>22}" for name in formats)
    for what in sorted({what for total in totals.values() for what in total.counts}):
        row = f"{what:16}"
        for name in formats:
            right, total = totals[name].counts.get(what, (0, 0))
            shown = f"{right}/{total} {right / total:7.1%}" if total else "-"
            row += f"{shown:>22}"
        yield row
