"""Runs of the indexer killed at random moments: what the index holds then, and what the next makes.

An index of a part of the files is the old generation. Runs over all of them are killed (SIGKILL,
their worker processes left to end by themselves) after a random share of the time that an
undisturbed run takes. The index must then open at the old or the new generation, whole; the next
run must finish; and what it made must equal what the undisturbed run made.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.contents import by_document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

# An undisturbed run takes no longer than this share of its time more, so that some kills come
# during the commit and some after it.
_BEYOND = 1.1
_SEED = 2024
# A worker process ends this soon after the run that it worked for.
_ORPHAN_SECONDS = 30.0


@dataclass(slots=True)
class Kills:
    """What was found: `at` counts the generation that the index stood at, `reused` the kills
    after which readings lay ready for the next run, `wrong` has a line for each fault."""

    at: Counter[str] = field(default_factory=Counter)
    reused: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_runs(files: Path, folder: Path, shares: list[float], jobs: int) -> Kills:
    """Kill runs over `files` after these shares of an undisturbed run's time."""
    paths = sorted(path for path in files.iterdir() if path.is_file())
    whole, old = folder / "whole", folder / "old"
    for index in (old, whole):
        given = paths[: len(paths) // 4] if index is old else paths
        started = time.monotonic()
        _start(given if index is old else [files], index, jobs).communicate()
        undisturbed = time.monotonic() - started
    expected = {"old": _contents(old), "new": _contents(whole)}
    kills = Kills()
    for share in shares:
        index = folder / "index"
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(old, index)
        run = _start([files], index, jobs)
        time.sleep(share * undisturbed)
        run.kill()
        started = time.monotonic()
        run.communicate()  # its pipes close when the last worker is gone
        where = f"after {share * undisturbed:.2f} s"
        if time.monotonic() - started > _ORPHAN_SECONDS:
            kills.wrong.append(f"{where}: workers went on")
        now = _contents(index)
        state = next((name for name, wanted in expected.items() if now == wanted), "neither")
        kills.at[state] += 1
        if state == "neither":
            kills.wrong.append(f"{where}: {_difference(now, expected['old'])} to the old one, "
                               f"{_difference(now, expected['new'])} to the new one")  # fmt: skip
        kills.wrong += (f"{where}: {fault}" for fault in _faults(index))
        kills.reused += any((index / "unfinished").glob("*"))
        _, err = _start([files], index, jobs).communicate()
        if _contents(index) != expected["new"]:
            kills.wrong.append(f"{where}: the next run made something else: {err[-300:]}")
        kills.wrong += (f"{where}, then the next run: {fault}" for fault in _faults(index))
        print(f"{where}: {state}, {len(kills.wrong)} faults", file=sys.stderr, flush=True)
    return kills


def _start(paths: list[Path], index: Path, jobs: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", *map(str, paths), "--index", str(index),
         "--jobs", str(jobs), "--language", "en"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def _contents(index: Path) -> dict[str, list[dict[str, Any]]]:
    engine = open_engine("whoosh", index, identity())
    try:
        return by_document(engine.snapshot())
    finally:
        engine.close()


def _faults(index: Path) -> list[str]:
    engine = open_engine("whoosh", index, identity())
    try:
        return engine.verify()
    finally:
        engine.close()


def _difference(now: Mapping[str, object], wanted: Mapping[str, object]) -> str:
    return f"{sum(now.get(key) != wanted.get(key) for key in {*now, *wanted})} documents unlike"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, help="a folder of files in several formats")
    parser.add_argument("--times", type=int, default=50, help="how many runs to kill")
    parser.add_argument("--jobs", type=int, default=0, help="files read at once")
    parser.add_argument("--seed", type=int, default=_SEED, help="of the random moments")


def main(args: argparse.Namespace) -> int:
    pick = random.Random(args.seed)
    shares = [pick.uniform(0.0, _BEYOND) for _ in range(args.times)]
    with tempfile.TemporaryDirectory() as folder:
        kills = kill_runs(args.files, Path(folder), shares, args.jobs)
    at = ", ".join(f"{count} at the {name}" for name, count in kills.at.most_common())
    print(f"{args.times} runs killed: index {at}; readings kept for the next run {kills.reused} "
          f"times; {len(kills.wrong)} faults")  # fmt: skip
    print("\n".join(kills.wrong))
    return 1 if kills.wrong else 0
