"""Compares results of the question sets that ship with the floors in `floors.toml`.

Lowering a floor, or changing a question or a source text, is a deliberate act: it shows as a
change of that file, in the same commit as its reason.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.evals.questions.ask import indexed, run
from judian.evals.questions.judge import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from judian.search.service import Service

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`python -m judian.evals check` has no options."""


def main(_args: argparse.Namespace) -> int:
    """Measure every set; 0 if all limits hold, 1 if one does not, 2 if measuring failed."""
    complaints = []
    try:
        with ExitStack() as stack:
            services: dict[Path, Service] = {}
            for each in read_floors():
                if each.sources not in services:
                    services[each.sources] = stack.enter_context(indexed(each.sources))
                measured = run(services[each.sources], load(each.questions)).measures()
                print(f"{each.name:<18}" + "  ".join(f"{k} {v:.3f}" for k, v in measured.items()))
                found = changed(each) + broken(measured, each.limits)
                complaints += [f"{each.name}: {line}" for line in found]
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0
