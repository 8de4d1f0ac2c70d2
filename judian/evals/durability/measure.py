"""Durability: writers killed at random moments, and index files damaged bit by bit.

A process commits to an index without pause, merges segments meanwhile, and is killed. The index
must then open at the last commit that was reported or at the one in progress, with exactly its
passages, texts and postings. Then single bits of the files are flipped and their ends cut off:
`verify` must report each damage, and every query must be answered as before or with the error
for damage.
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
from typing import TYPE_CHECKING

from judian.core.errors import IndexDamaged
from judian.core.query import Everything, Query, ScoredTerm, Terms
from judian.engines.registry import open_engine
from judian.engines.whoosh.segment import EXTENSION
from judian.engines.whoosh.state import read_state
from judian.evals.durability.writer import (
    CLOCK,
    COMMITTED,
    IDENTITY,
    commit_next,
    last_commit,
    mark,
    passages,
    versions,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from judian.core.engine import Snapshot

#: Latest kill of a writer, in seconds after its start: some commits later.
_LONGEST = 2.0
_SEED = 2024
#: Every n-th damage cuts off the end of the file; the others flip a bit.
_CUTS = 5


@dataclass(slots=True)
class WriterKills:
    """The state of the index after writers were killed.

    `at` counts the commits of the index after them, relative to the last one reported; `during`
    the writer's last reports; `orphaned` the kills that left a segment outside the generation;
    `wrong` has a line for each fault.
    """

    at: Counter[str] = field(default_factory=Counter)
    during: Counter[str] = field(default_factory=Counter)
    orphaned: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_writers(folder: Path, moments: Iterable[float]) -> WriterKills:
    """Create an index in `folder`; start a writer over it, kill it after each of `moments` (in
    seconds) and check the index."""
    commit_next(open_engine("whoosh", folder, IDENTITY), 0)
    kills = WriterKills()
    for moment in moments:
        reports = [line.split() for line in _run_until(folder, moment)]
        done = max((int(number) for event, number in reports if event == COMMITTED), default=-1)
        if done < 0:  # killed in its first commit
            done = int(reports[0][1]) - 1
        kills.during[reports[-1][0]] += 1
        engine = open_engine("whoosh", folder, IDENTITY)
        snapshot = engine.snapshot()
        segments = len(read_state(folder, IDENTITY).segments)
        kills.orphaned += len(list(folder.glob(f"*{EXTENSION}"))) > segments
        now = last_commit(snapshot)
        kills.at["the commit reported last" if now == done else "the next one"] += 1
        where = f"after commit {done} and {moment:.3f} s"
        if now not in (done, done + 1):
            kills.wrong.append(f"{where}: at commit {now}")
        kills.wrong += (f"{where}: {fault}" for fault in faults(snapshot, now))
        kills.wrong += (f"{where}: {fault}" for fault in engine.verify())
        engine.writer().cancel()  # the lock died with its holder
        engine.close()
    return kills


def _run_until(folder: Path, moment: float) -> list[str]:
    """The lines that a writer reports until it is killed after `moment` seconds."""
    child = subprocess.Popen(
        [sys.executable, "-m", "judian.evals.durability.writer", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="ascii",
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(moment)
    child.kill()
    rest, _ = child.communicate()
    # A line that the kill cut short is left out.
    return (first + rest).splitlines()[: (first + rest).count("\n")]


def faults(snapshot: Snapshot, commit: int) -> Iterator[str]:
    """Yield a line for each difference between the index and its state after `commit`."""
    expected = versions(commit)
    found = {entry.id for entry in snapshot.documents()} - {CLOCK}
    if found != expected.keys():
        yield f"documents {sorted(found ^ expected.keys())} are missing or too many"
    total = 0
    for doc_id, version in expected.items():
        entries = passages(doc_id, version)
        ids = [entry.id for entry in entries]
        total += len(ids)
        if snapshot.passage_ids(doc_id) != ids:
            yield f"{doc_id} has passages {snapshot.passage_ids(doc_id)}"
        if snapshot.texts(ids) != [(entry.squeezed, entry.folded) for entry in entries]:
            yield f"{doc_id} has other texts"
        if snapshot.payloads(ids) != [entry.payload for entry in entries]:
            yield f"{doc_id} has other payloads"
        hits = snapshot.search(_any_of(mark(doc_id, version)), limit=len(ids) + 1).hits
        if {hit.id for hit in hits} != set(ids):
            yield f"{doc_id} is found as {sorted(hit.id for hit in hits)}"
        document = snapshot.document(doc_id)
        if document is None or document.info != f"info {version}":
            yield f"{doc_id} has the record {document}"
    if snapshot.passage_count != total:
        yield f"{snapshot.passage_count} passages, not {total}"


def _any_of(word: str) -> Query:
    return Query(Terms((("words", word),)), (ScoredTerm("words", word),))


@dataclass(slots=True)
class Damages:
    """Results of the damages: `made` in all to `files` files, `refused` when the index was opened
    or queried; `wrong` has a line for each that verify missed or that gave a wrong answer."""

    files: int = 0
    made: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def damage_files(folder: Path, each: int, pick: random.Random) -> Damages:
    """Damage every file of the writer's index, `each` times, and check each damaged copy."""
    engine = open_engine("whoosh", folder, IDENTITY)
    # One more commit, which removes what killed writers left.
    commit_next(engine, last_commit(engine.snapshot()) + 1)
    expected = _everything(engine.snapshot())
    damages = Damages()
    for path in sorted(folder.iterdir()):
        if path.suffix not in (EXTENSION, ".toc"):
            continue
        damages.files += 1
        whole = path.read_bytes()
        for number in range(each):
            at = pick.randrange(len(whole))
            what = f"{path.suffix} cut at {at}" if number % _CUTS == 0 else f"{path.suffix} at {at}"
            changed = bytearray(whole)
            if number % _CUTS == 0:
                del changed[at:]
            else:
                changed[at] ^= 1 << pick.randrange(8)
            copy = folder.with_name("damaged")
            shutil.copytree(folder, copy)
            (copy / path.name).write_bytes(changed)
            _look(copy, what, expected, damages)
            shutil.rmtree(copy)
    return damages


def _look(folder: Path, what: str, expected: object, damages: Damages) -> None:
    damages.made += 1
    engine = open_engine("whoosh", folder, IDENTITY)
    try:
        if _everything(engine.snapshot()) != expected:
            damages.wrong.append(f"{what}: wrong answers")
    except IndexDamaged:
        damages.refused += 1
    if not engine.verify():
        damages.wrong.append(f"{what}: not reported by verify")
    engine.close()


def _everything(snapshot: Snapshot) -> object:
    """Replies to queries that together read every part of the files."""
    ids = [hit.id for hit in snapshot.search(Query(Everything()), limit=1 << 20).hits]
    words = [word for word, _ in snapshot.complete("words", "", 1 << 20)]
    return (
        ids,
        snapshot.texts(ids),
        snapshot.payloads(ids),
        [snapshot.document(entry.id) for entry in snapshot.documents()],
        [snapshot.passage_ids(entry.id) for entry in snapshot.documents()],
        [snapshot.search(_any_of(word), limit=20, facets=["doc", "year"]) for word in words],
        snapshot.complete("singles", "", 1 << 20),
        snapshot.search(Query(Everything()), limit=100, sort="date"),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kills", type=int, default=200, help="default: %(default)s")
    parser.add_argument(
        "--damages", type=int, default=100, help="of every file (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=_SEED, help="default: %(default)s")


def main(args: argparse.Namespace) -> int:
    """Kill, damage, print; 0, or 1 if anything was lost or wrong."""
    pick = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="judian-durability-") as parent:
        folder = Path(parent) / "index"
        kills = kill_writers(folder, (pick.uniform(0, _LONGEST) for _ in range(args.kills)))
        print(f"{args.kills} kills; last reports: {_listed(kills.during)}")
        print(f"an unfinished segment was left by {kills.orphaned}")
        print(f"the index stood at: {_listed(kills.at)}")
        damages = damage_files(folder, args.damages, pick)
        print(
            f"{damages.made} damages to {damages.files} files, {damages.refused} refused when asked"
        )
    wrong = [*kills.wrong, *damages.wrong]
    print(f"{len(wrong)} faults", *wrong, sep="\n  ")
    return 1 if wrong else 0


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())
