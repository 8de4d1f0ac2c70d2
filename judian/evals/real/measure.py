"""How well the PDFs of a folder are read, beside pdftotext, pypdfium2 and pdfplumber.

What a page prints is taken from PDFium: characters with their baselines. A reader that is not
installed is left out and named. Each count is (counted, of all); lower is better. Counted are

- `Han lost`: Han that PDFium and pdftotext agree on and the reader gives neither on that page nor
  on the page before or after, without page numbers and without lines that one of the two pages
  before or after prints at the same height; `heads left out`: Han of these that it does not give.
- `numbers missing`: printed runs of digits, with the commas and points inside, that the reader does
  not give whole; `numbers not printed`: numbers it gives that no near page prints. A number that a
  line end divides counts as printed in both forms; raised marks are not wanted.
- `paragraphs torn`: paragraphs that end in mid-sentence on a full line while the next block begins
  on the next printed line, in the same type, without indent or the mark of a list item.
- `cells collapsed`: numbers in cells that hold nothing but numbers and share their cell with a
  number printed on another baseline (a number with its share in brackets below is one row);
  `rows in no table`: printed lines with two or more numbers in columns that share their right edges
  over three lines, less than half of whose numbers are in a cell.
- `page numbers as text`, `pages with doubled text` (a stretch that stands twice in a row and is
  printed once), `contents lines as text`.
- `title wrong`, `agency wrong`, `date wrong`, `period wrong`: not as in the file of --truth.
- `seconds`: processor time of the reader, of the seconds that pdfminer alone takes for the layout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.evals.real import records
from judian.evals.real.contenders import NAMES, installed
from judian.evals.real.file import REFERENCES
from judian.evals.real.score import Score

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

#: The measures in the order of the table.
MEASURES = (
    "Han lost", "heads left out", "numbers missing", "numbers not printed", "paragraphs torn",
    "cells collapsed", "rows in no table", "page numbers as text", "pages with doubled text",
    "contents lines as text", "title wrong", "agency wrong", "date wrong", "period wrong",
    "seconds",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder of PDFs, or one PDF")
    parser.add_argument("--limit-pages", type=int, default=0, help="the first pages of each file")
    parser.add_argument("--jobs", type=int, default=1, help="files measured at once")
    parser.add_argument("--timeout", type=int, default=1800, help="seconds allowed for a file")
    parser.add_argument("--without", action="append", default=[], choices=NAMES[1:],
                        help="a reader to leave out")  # fmt: skip
    parser.add_argument("--truth", type=Path, help="TSV: file, title, agency, date, period")
    parser.add_argument("--json", type=Path, help="write the results of each file here")
    parser.add_argument("--wrong", type=Path, help="write each mistake here, with file and page")


def main(args: argparse.Namespace) -> int:
    """Measure and print; 0, or 2 if the folder holds no PDF."""
    paths = _pdfs(args.folder)
    if not paths:
        print(f"no PDF in {args.folder}")
        return 2
    truth = records.load_truth(args.truth) if args.truth else {}
    names = [name for name in installed() if name not in args.without]
    for name in NAMES:
        if name not in (*names, *args.without):
            print(f"skipped: {name} is not installed")
    with ThreadPoolExecutor(max(args.jobs, 1)) as pool:
        results = list(pool.map(
            lambda path: measure_apart(path, args.limit_pages, names, args.timeout), paths
        ))  # fmt: skip
    total = Score()
    for result in results:
        total.add_counts(result.get("counts", {}))
        total.wrong += [f"{result['file']} {line}" for line in result.get("wrong", ())]
        records.compare(
            total, result["file"], result.get("record", {}), truth.get(result["file"], {})
        )
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    if args.wrong:
        args.wrong.write_text("".join(f"{line}\n" for line in total.wrong), "utf-8")
    for line in report(results, total, names):
        print(line)
    return 0


def _pdfs(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")


def measure_apart(path: Path, limit: int, names: Sequence[str], timeout: int) -> dict[str, Any]:
    """The result of one file, measured in a process of its own. Without a result, `problems` says
    how the process ended."""
    command = [sys.executable, "-m", "judian.evals.real.file", str(path), str(limit)]
    try:
        done = subprocess.run(
            [*command, ",".join(names)], capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return {"file": path.name, "problems": {"all": f"not done after {timeout} s"}}
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        why = said[-1] if said else f"the process ended with {done.returncode}"
        return {"file": path.name, "problems": {"all": why}}


def report(results: Sequence[dict[str, Any]], total: Score, names: Sequence[str]) -> Iterator[str]:
    """Yield the lines that are printed: what was found of each file, what failed, and a row for
    each measure with a column for each reader."""
    yield from records.record_lines(results)
    for result in results:
        for name, problem in result.get("problems", {}).items():
            yield f"not measured: {result['file']} ({name}): {problem}"
    pages = sum(result.get("pages", 0) for result in results)
    measured = sum("counts" in result for result in results)
    yield f"\n{measured} of {len(results)} files, {pages} pages"
    yield f"{'':24}" + "".join(f"{name:>26}" for name in names)
    for measure in MEASURES:
        readers = total.counts.get(measure)
        if readers:
            columns = (_shown(measure, name, readers.get(name)) for name in names)
            yield f"{measure:24}" + "".join(f"{column:>26}" for column in columns)


def _shown(measure: str, name: str, pair: list[float] | None) -> str:
    """A count as it is printed: counted/all and the share."""
    if pair is None:
        return "reference" if measure == "Han lost" and name in REFERENCES else "—"
    counted, total = pair
    share = counted / total if total else 0.0
    if measure == "seconds":
        return f"{counted:,.1f}/{total:,.1f} {share:7.2f}×"
    return f"{counted:,.0f}/{total:,.0f} {share:7.2%}"
