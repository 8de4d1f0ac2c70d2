"""What a run of the indexer costs beside what cannot be saved: the parser's and the segmenter's
own time.

The floor is the time that pdfminer takes to lay out the pages and the segmenter to cut the text
into words, on all processors at once: a run could do no better. The run is the whole command, from
its start to its commit. Both are taken by the clock in turn, the fastest of each counts, so that
a busy machine is busy for both.
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
from typing import TYPE_CHECKING

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams

from indexer.run.processes import processors
from indexer.structure.characters import HAN
from judian.core.identity import identity
from judian.core.model import document_from_json
from judian.engines.registry import open_engine
from judian.zh.text.fold import fold
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

#: A run may take so many times the floor.
ALLOWED = 1.3
_HAN_RUN = re.compile(f"[{HAN}]+")


def lay_out(path: Path) -> tuple[float, int]:
    """Processor seconds of pdfminer's own over the pages of a file, and their number."""
    layout = LAParams(
        char_margin=1.0, line_margin=0.5, boxes_flow=None, detect_vertical=True, all_texts=True
    )
    started = time.process_time()
    pages = sum(1 for _ in extract_pages(path, laparams=layout))
    return time.process_time() - started, pages


def cut_words(text: str) -> float:
    """Processor seconds of cutting the runs of Han characters of a text into words."""
    folded = fold(text)
    segment("預先載入")
    started = time.process_time()
    for run in _HAN_RUN.findall(folded):
        segment(run)
    return time.process_time() - started


def both(file: tuple[Path, str]) -> tuple[float, int, float]:
    """`lay_out` and `cut_words` of one file."""
    return (*lay_out(file[0]), cut_words(file[1]))


def run_seconds(folder: Path, index: Path, jobs: int) -> float:
    """Wall seconds of one whole run over a folder."""
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "indexer", str(folder), "--index", str(index), "--ocr", "never",
         "--jobs", str(jobs)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return time.monotonic() - started


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder of PDFs that have text")
    parser.add_argument("--jobs", type=int, default=0, help="files read at once")
    parser.add_argument("--times", type=int, default=3, help="runs, of which the fastest counts")


def main(args: argparse.Namespace) -> int:
    paths = sorted(path for path in args.folder.iterdir() if path.suffix.lower() == ".pdf")
    cores = args.jobs or processors()
    runs: list[float] = []
    floors: list[float] = []
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(cores) as pool:
        for number in range(args.times):  # in turn, so that what else runs here is fair to both
            index = Path(folder) / str(number)
            runs.append(run_seconds(args.folder, index, cores))
            files = _texts(index, paths)
            pool.map(cut_words, ["預先載入"] * cores, chunksize=1)
            started = time.monotonic()
            spent = pool.map(both, files, chunksize=1)
            floors.append(time.monotonic() - started)
    parsing, pages, cutting = (sum(column) for column in zip(*spent, strict=True))
    run, floor = min(runs), min(floors)
    print(f"{len(paths)} files, {pages} pages, {sum(len(text) for _, text in files):,} characters")
    print(f"{cores} processors: pdfminer {parsing:.2f} s, segmenter {cutting:.2f} s together")
    print(f"the floor {(parsing + cutting) / cores:.2f} s, {floor:.2f} s by the clock")
    print(f"the run {run:.2f} s by the clock: {pages / run:.0f} pages a second, {run / floor:.2f} "
          f"of the floor (allowed {ALLOWED})")  # fmt: skip
    return 0 if run <= ALLOWED * floor else 1


def _texts(index: Path, paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files with the texts that an index holds of them, the largest first."""
    engine = open_engine("whoosh", index, identity())
    snapshot = engine.snapshot()
    texts = {}
    for entry in snapshot.documents():
        whole = snapshot.document(entry.id)
        texts[document_from_json(json.loads(entry.info)).source] = whole.text if whole else ""
    engine.close()
    found = [(path, texts.get(path.name, "")) for path in paths]
    return sorted(found, key=lambda file: -file[0].stat().st_size)
