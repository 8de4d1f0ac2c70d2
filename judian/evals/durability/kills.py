"""Runs of the indexer killed at random moments: the index after the kill and after the next run.

The old generation is an index of some of the files. Runs over all files are killed (SIGKILL,
while their worker processes end by themselves) after a random share of the time of an
undisturbed run. The index must then open at the old or the new generation, whole; the next
run must finish; and its index must equal that of the undisturbed run.
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
from judian.evals.contents.dump import by_document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

# Latest kill, as a share of an undisturbed run's time: some come during the commit or after it.
_LATEST = 1.1
_SEED = 2024
# Seconds after which a worker process of a killed run must have ended.
_ORPHAN_SECONDS = 30.0


#: The records of each document of an index, by a name of the index.
Contents = dict[str, dict[str, list[dict[str, Any]]]]


@dataclass(slots=True)
class RunKills:
    """The state of the index after runs were killed.

    `at` counts the generations of the index after them, `reused` the kills that left finished
    readings for the next run, `wrong` has a line for each fault.
    """

    at: Counter[str] = field(default_factory=Counter)
    reused: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_runs(files: Path, folder: Path, shares: list[float], jobs: int) -> RunKills:
    """Kill runs over `files` after these shares of an undisturbed run's time."""
    paths = sorted(path for path in files.iterdir() if path.is_file())
    whole, old = folder / "whole", folder / "old"
    _start(paths[: len(paths) // 4], old, jobs).communicate()
    started = time.monotonic()
    _start([files], whole, jobs).communicate()
    undisturbed = time.monotonic() - started
    expected = {"old": _contents(old), "new": _contents(whole)}
    kills = RunKills()
    for share in shares:
        index = folder / "index"
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(old, index)
        _kill_run(files, index, share * undisturbed, jobs, expected, kills)
    return kills


def _kill_run(
    files: Path, index: Path, seconds: float, jobs: int, expected: Contents, kills: RunKills
) -> None:
    """Kill one run after `seconds`, then make another; add what was found to `kills`.

    `expected` has the contents of the "old" and the "new" index.
    """
    run = _start([files], index, jobs)
    time.sleep(seconds)
    run.kill()
    killed = time.monotonic()
    run.communicate()  # its pipes close when the last worker has ended
    moment = f"after {seconds:.2f} s"
    if time.monotonic() - killed > _ORPHAN_SECONDS:
        kills.wrong.append(f"{moment}: workers did not end")
    found = _contents(index)
    state = next((name for name, wanted in expected.items() if found == wanted), "neither")
    kills.at[state] += 1
    if state == "neither":
        kills.wrong.append(f"{moment}: {_difference(found, expected['old'])} to the old one, "
                           f"{_difference(found, expected['new'])} to the new one")  # fmt: skip
    kills.wrong += (f"{moment}: {fault}" for fault in _faults(index))
    kills.reused += any((index / "unfinished").glob("*"))
    _, err = _start([files], index, jobs).communicate()
    if _contents(index) != expected["new"]:
        kills.wrong.append(f"{moment}: the next run made something else: {err[-300:]}")
    kills.wrong += (f"{moment}, then the next run: {fault}" for fault in _faults(index))
    print(f"{moment}: {state}, {len(kills.wrong)} faults", file=sys.stderr, flush=True)


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
    return f"{sum(now.get(key) != wanted.get(key) for key in {*now, *wanted})} documents differ"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, help="a folder of files in several formats")
    parser.add_argument("--times", type=int, default=50, help="how many runs to kill")
    parser.add_argument("--jobs", type=int, default=0, help="files read at once")
    parser.add_argument("--seed", type=int, default=_SEED, help="of the random moments")


def main(args: argparse.Namespace) -> int:
    pick = random.Random(args.seed)
    shares = [pick.uniform(0.0, _LATEST) for _ in range(args.times)]
    with tempfile.TemporaryDirectory() as folder:
        kills = kill_runs(args.files, Path(folder), shares, args.jobs)
    at = ", ".join(f"{count} at the {name}" for name, count in kills.at.most_common())
    print(f"{args.times} runs killed: index {at}; readings kept for the next run {kills.reused} "
          f"times; {len(kills.wrong)} faults")  # fmt: skip
    print("\n".join(kills.wrong))
    return 1 if kills.wrong else 0
