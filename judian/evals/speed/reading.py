"""Time of an indexer run over PDFs, compared with the parser's and the segmenter's own time.

The floor is the time that pdfminer needs to lay out the pages and the segmenter to cut the text
into words, on all processors at once: no run can be faster. The run is the whole command, from
start to commit. Both are measured alternately, so that other load affects both, and the fastest of
each counts: by the clock, or by processor time where other programs keep the machine busy.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams

from indexer.run.processes import processors
from indexer.structure.characters import HAN
from judian.core.identity import identity
from judian.core.model import document_from_json
from judian.engines.registry import open_engine
from judian.evals.speed.reading_steps import measure_steps
from judian.zh.text.fold import fold
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from multiprocessing.pool import Pool

#: Longest time allowed for a run, in floors.
ALLOWED = 1.3
_HAN_RUN = re.compile(f"[{HAN}]+")


def time_pdfminer(path: Path, limit: int = 0) -> tuple[float, int]:
    """(processor seconds, number of pages) of pdfminer's layout analysis of a file, or of its first
    `limit` pages."""
    layout = LAParams(
        char_margin=1.0, line_margin=0.5, boxes_flow=None, detect_vertical=True, all_texts=True
    )
    started = time.process_time()
    pages = sum(1 for _ in extract_pages(path, maxpages=limit, laparams=layout))
    return time.process_time() - started, pages


def cut_words(text: str) -> float:
    """Processor seconds to segment the Han characters of a text into words."""
    folded = fold(text)
    segment("預先載入")
    started = time.process_time()
    for run in _HAN_RUN.findall(folded):
        segment(run)
    return time.process_time() - started


class CpuTime(NamedTuple):
    """Processor seconds of one file, or of several, by part; and their pages."""

    parsing: float
    pages: int
    segmenting: float


def measure_file(file: tuple[Path, str]) -> CpuTime:
    """Parse a file and segment its text; return the processor time of each."""
    parsing, pages = time_pdfminer(file[0])
    return CpuTime(parsing, pages, cut_words(file[1]))


class Measurement(NamedTuple):
    """The result of one round: wall seconds of the run and of the floor, processor seconds of the
    run with its children; files and characters read."""

    run: float
    floor: float
    run_processor: float
    spent: CpuTime
    files: int
    characters: int


def measure_round(folder: Path, index: Path, pool: Pool, cores: int) -> Measurement:
    """Index a folder of PDFs into a new `index`, then parse and segment the same files."""
    run, run_processor = run_seconds(folder, index, cores)
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    files = _texts(index, paths)
    pool.map(cut_words, ["預先載入"] * cores, chunksize=1)
    started = time.monotonic()
    spent = pool.map(measure_file, files, chunksize=1)
    floor = time.monotonic() - started
    total = CpuTime(
        sum(file.parsing for file in spent),
        sum(file.pages for file in spent),
        sum(file.segmenting for file in spent),
    )
    return Measurement(
        run, floor, run_processor, total, len(paths), sum(len(text) for _, text in files)
    )


def run_seconds(folder: Path, index: Path, jobs: int) -> tuple[float, float]:
    """(wall seconds, processor seconds of all its processes) of one whole run over a folder."""
    started = time.monotonic()
    spent = subprocess.run(
        [sys.executable, "-m", "judian.evals.speed.processor_time", sys.executable, "-m", "indexer",
         str(folder), "--index", str(index), "--ocr", "never", "--jobs", str(jobs)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return time.monotonic() - started, float(spent.stdout)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder of PDFs that have text")
    parser.add_argument("--jobs", type=int, default=0, help="files read at once")
    parser.add_argument("--times", type=int, default=3, help="runs; the fastest counts")
    parser.add_argument("--processor-time", action="store_true",
                        help="compare processor time, on a busy machine")  # fmt: skip
    parser.add_argument("--steps", type=int, metavar="PAGES", default=0,
                        help="the time of each step over so many pages of a file")  # fmt: skip


def main(args: argparse.Namespace) -> int:
    """Measure and print; 0, or 1 if the fastest run takes longer than ALLOWED floors."""
    if args.steps:
        times = measure_steps(sorted(args.folder.glob("*.pdf")), args.steps)
        print(f"{times.pages} pages, processor time in one process", *times.lines(), sep="\n")
        return 0
    cores = args.jobs or processors()
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(cores) as pool:
        rounds = [
            measure_round(args.folder, Path(folder) / str(number), pool, cores)
            for number in range(args.times)
        ]
    run, floor = min(each.run for each in rounds), min(each.floor for each in rounds)
    last = rounds[-1]
    (parsing, pages, segmenting), seconds = last.spent, last.spent.parsing + last.spent.segmenting
    print(f"{last.files} files, {pages} pages, {last.characters:,} characters")
    print(f"{cores} processors: pdfminer {parsing:.2f} s, segmenter {segmenting:.2f} s together")
    print(f"the floor {seconds / cores:.2f} s, {floor:.2f} s by the clock")
    print(f"the run {run:.2f} s by the clock: {pages / run:.0f} pages a second, {run / floor:.2f} "
          f"of the floor (allowed {ALLOWED})")  # fmt: skip
    spent = min(each.run_processor for each in rounds)
    least = min(each.spent.parsing + each.spent.segmenting for each in rounds)
    print(f"processor time of the run {spent:.2f} s, {spent / least:.2f} of the floor")
    ratio = spent / least if args.processor_time else run / floor
    return 0 if ratio <= ALLOWED else 1


def _texts(index: Path, paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files with their texts from an index, the largest first."""
    engine = open_engine("whoosh", index, identity())
    snapshot = engine.snapshot()
    texts = {}
    for entry in snapshot.documents():
        whole = snapshot.document(entry.id)
        texts[document_from_json(json.loads(entry.info)).source] = whole.text if whole else ""
    engine.close()
    found = [(path, texts.get(path.name, "")) for path in paths]
    return sorted(found, key=lambda file: -file[0].stat().st_size)
