"""Compares results of the question sets that ship with the floors in `floors.toml`.

Lowering a floor, or changing a question or a source text, is a deliberate act: it shows as a
change of that file, in the same commit as its reason.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.run.processes import processors
from judian.core.errors import JudianError
from judian.evals.questions.ask import indexed, run
from judian.evals.questions.judge import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
#: Measures with an upper limit; the limits of all others are floors.
CEILINGS = ("wrong",)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A question file over a folder of sources, with their digests and the limits."""

    name: str
    questions: Path
    sources: Path
    questions_sha256: str
    sources_sha256: str
    limits: Mapping[str, float]


def read_floors(path: Path = HERE / "floors.toml", root: Path = ROOT) -> list[QuestionSet]:
    """The question sets of `floors.toml`; file names in it start from `root`."""
    sets = []
    for name, entry in tomllib.loads(path.read_text("utf-8")).items():
        sets.append(
            QuestionSet(
                name=name,
                questions=root / entry["questions"],
                sources=root / entry["sources"],
                questions_sha256=entry["questions_sha256"],
                sources_sha256=entry["sources_sha256"],
                limits=entry["limits"],
            )
        )
    return sets


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and digests of all files of a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    lines = sorted(
        f"{file.relative_to(path).as_posix()} {digest(file)}\n"
        for file in path.rglob("*")
        if file.is_file()
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def changed(questions: QuestionSet) -> list[str]:
    """A line for each file or folder that differs from the one the limits were measured on."""
    pairs = (
        (questions.questions, questions.questions_sha256),
        (questions.sources, questions.sources_sha256),
    )
    return [
        f"{path.name} is now {now}: measure again, then write that digest and the new limits"
        for path, then in pairs
        if (now := digest(path)) != then
    ]


def broken(measured: Mapping[str, float], limits: Mapping[str, float]) -> list[str]:
    """A line for each measure on the wrong side of its limit."""
    lines = []
    for name, limit in limits.items():
        value = measured.get(name)
        if value is None:
            lines.append(f"{name} was not measured")
        elif name in CEILINGS and value > limit:
            lines.append(f"{name}: {value:.3f} is above its ceiling {limit:.3f}")
        elif name not in CEILINGS and value < limit:
            lines.append(f"{name}: {value:.3f} is below its floor {limit:.3f}")
    return lines


def by_sources(sets: Iterable[QuestionSet]) -> list[list[QuestionSet]]:
    """The sets over each folder of sources, which one index serves. The folder with the most
    questions, by the bytes of their files, comes first, so that no processor is idle at the end."""
    groups: dict[Path, list[QuestionSet]] = {}
    for each in sets:
        groups.setdefault(each.sources, []).append(each)
    return sorted(
        groups.values(), key=lambda group: -sum(each.questions.stat().st_size for each in group)
    )


def measure(group: Sequence[QuestionSet]) -> list[Mapping[str, float]] | str:
    """The measures of each set of a group, or why they could not be measured: an exception of
    another process might not be readable here."""
    try:
        questions = [list(load(each.questions)) for each in group]
        with indexed(group[0].sources) as service:
            return [run(service, asked).measures() for asked in questions]
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        return str(error)


def measures(
    groups: Sequence[Sequence[QuestionSet]], jobs: int
) -> Iterator[list[Mapping[str, float]] | str]:
    """What `measure` returns of each group, in their order, by so many processes."""
    jobs = min(jobs, len(groups))
    if jobs < 2:
        yield from map(measure, groups)
    else:
        with get_context("spawn").Pool(jobs) as pool:
            yield from pool.imap(measure, groups)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals check`."""
    parser.add_argument(
        "--jobs", type=int, default=processors(), help="processes that ask, each over an index"
    )


def main(args: argparse.Namespace) -> int:
    """Measure every set; 0 if all limits hold, 1 if one does not, 2 if measuring failed."""
    complaints = []
    try:
        groups = by_sources(read_floors())
        for group, found in zip(groups, measures(groups, args.jobs), strict=True):
            if isinstance(found, str):
                print(found, file=sys.stderr)
                return 2
            for each, measured in zip(group, found, strict=True):
                print(f"{each.name:<18}" + "  ".join(f"{k} {v:.3f}" for k, v in measured.items()))
                lines = changed(each) + broken(measured, each.limits)
                complaints += [f"{each.name}: {line}" for line in lines]
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0
