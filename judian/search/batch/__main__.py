"""Batch search from the command line: `judian batch FILE [--format csv|json] [--output FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from judian.core import spreadsheets
from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.settings import load
from judian.search.batch.run import BEST, MOST_BEST, run_batch
from judian.search.batch.table import cells, columns, row_json
from judian.search.batch.terms import BatchUnreadable, read_terms
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.search.batch.run import BatchRow

#: Seconds between two lines of progress where they do not replace each other.
_PROGRESS_SECONDS = 5.0


def main(arguments: list[str] | None = None, prog: str = "python -m judian.search.batch") -> int:
    """Exit status: 0 if every term was searched, 2 if the file or the index cannot be read."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Search a list of terms or questions; print a table."
    )
    parser.add_argument("file", help="text with one a line, or CSV (first column); - for stdin")
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh or memory (default: whoosh)")
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    parser.add_argument("--output", type=Path, help="write into this file (default: print)")
    parser.add_argument(
        *("--best",), type=int, default=BEST, choices=range(MOST_BEST + 1), metavar="N",
        help=f"passages of each term, 0 to {MOST_BEST} (default: {BEST})",
    )  # fmt: skip
    parser.add_argument("--no-answers", action="store_true", help="search questions only")
    given = parser.parse_args(arguments)
    language = "en"
    try:
        settings = load({"index": given.index, "engine": given.engine})
        language = settings.language
        terms = _terms(given.file)
        service = Service.configured(settings)
        try:
            service.engine.snapshot()  # a missing index is told before a file is written
            rows = run_batch(service, terms, best=given.best, answers=not given.no_answers)
            shown = _with_progress(rows, len(terms), language)
            with _output(given.output) as out:
                for line in _lines(shown, given, language):
                    out.write(line)
        finally:
            service.close()
    except JudianError as error:
        print(error.message(language), error.hint(language), sep="\n", file=sys.stderr)
        return 2
    return 0


def _terms(name: str) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise BatchUnreadable(f"{name}: {detail}", f"{name}：{detail}") from error
    return read_terms(content, name)


def _output(path: Path | None) -> IO[str] | nullcontext[IO[str]]:
    if path is None:
        return nullcontext(sys.stdout)
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise BatchUnreadable(f"{path}: {detail}", f"{path}：{detail}") from error


def _lines(rows: Iterable[BatchRow], given: argparse.Namespace, language: str) -> Iterator[str]:
    if given.format == "csv":
        table = (cells(row, given.best, language) for row in rows)
        yield from spreadsheets.lines(columns(given.best), table)
        return
    mark = "[\n"
    for row in rows:
        yield mark + json.dumps(row_json(row, language), ensure_ascii=False)
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _with_progress(rows: Iterable[BatchRow], total: int, language: str) -> Iterator[BatchRow]:
    """The rows; how many are done is printed to standard error."""
    began = time.monotonic()
    last = began
    done = 0
    for row in rows:
        done = row.number
        now = time.monotonic()
        if sys.stderr.isatty():
            print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)
        elif now - last >= _PROGRESS_SECONDS:
            last = now
            print(f"{done}/{total}", file=sys.stderr, flush=True)
        yield row
    seconds = time.monotonic() - began
    end = "\n" if sys.stderr.isatty() and done else ""
    words = f"{done} 詞，{seconds:.1f} 秒" if language == "zh" else f"{done} terms, {seconds:.1f} s"
    print(f"{end}{words}", file=sys.stderr)


if __name__ == "__main__":
    run(main)
