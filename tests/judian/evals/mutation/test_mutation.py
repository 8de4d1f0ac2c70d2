"""The mutation test, on a package with a threshold and a branch that a test holds and others
that none holds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from judian.evals.mutation.children import ChildRunner, run_tests
from judian.evals.mutation.mutants import Mutant, apply, find_mutants
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = '''"""Limits."""

from dataclasses import dataclass

#: Held by a test, through another module.
HELD = 1.6
LOOSE = 0.5


@dataclass
class Kind:
    """A kind."""

    size: float = 12.0
'''

RULES = '''"""Rules."""

from pkg import limits
from pkg.limits import HELD, Kind


def far(gap: float) -> bool:
    """True if a gap is wide."""
    if gap < 0:
        return False
    return gap > HELD


def loose(gap: float) -> float:
    """A gap, or more."""
    if gap > limits.LOOSE:
        return gap
    return gap


def large(size: float) -> bool:
    """True if a size is not small."""
    return size >= Kind().size


def never() -> int:
    """Not called by any test."""
    return 7

'''

TESTS = '''"""Tests."""

import pytest

from pkg.rules import far, large, loose


@pytest.mark.parametrize(("gap", "wide"), [(1.5, False), (1.7, True), (-1.0, False)])
def test_far(gap: float, wide: bool) -> None:
    assert far(gap) is wide


def test_loose() -> None:
    assert loose(0.7) == 0.7


def test_large() -> None:
    assert large(12.0)
    assert not large(11.0)

'''


UNTESTED = '''"""Rules."""


def never() -> int:
    """Not called by any test."""
    return 7

'''

#: A test that runs no mutant, and counts its runs in a file.
COUNTED = '''"""Tests."""


def test_count() -> None:
    with open("runs", "a", encoding="utf-8") as runs:
        runs.write("run\\n")

'''


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project with a package and its tests."""
    root = tmp_path / "project"
    texts = {"pkg/__init__.py": "", "pkg/limits.py": LIMITS, "pkg/rules.py": RULES}
    for name, text in {**texts, "tests/test_rules.py": TESTS}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def run(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a project."""
    modules = ["--layout", "pkg/*.py", "--strategies", "pkg/rules.py"]
    args = ["--root", str(root), *modules, "--tests", "tests", *more]
    command = [sys.executable, "-m", "judian.evals.mutation", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def digests(root: Path) -> dict[str, str]:
    """The digest of each file of a project."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def descriptions(source: str, **kinds: bool) -> list[str]:
    """What the mutants of a module are."""
    return [one.description for one in find_mutants("a.py", source, **kinds)]


def test_counts_and_an_untouched_tree(project: Path, tmp_path: Path) -> None:
    before = digests(project)
    told, cache = tmp_path / "told.json", tmp_path / "covered.json"
    done = run(project, "--json", str(told), "--coverage", str(cache))
    assert done.returncode == 0, done.stderr
    assert digests(project) == before
    mutants: list[dict[str, Any]] = json.loads(told.read_text())["mutants"]
    outcomes: dict[str, set[str]] = {}
    for one in mutants:
        outcomes.setdefault(one["outcome"], set()).add(one["description"])
    assert outcomes == {
        "noticed": {
            "HELD 1.6 -> 2.0",
            "HELD 1.6 -> 1.2",
            "size 12.0 -> 15.0",
            "size 12.0 -> 9.0",
            "if gap < 0: -> if True:",
        },
        "unnoticed": {
            "LOOSE 0.5 -> 0.625",
            "LOOSE 0.5 -> 0.375",
            "if gap < 0: -> if False:",
            "if gap > limits.LOOSE: -> if True:",
            "if gap > limits.LOOSE: -> if False:",
        },
        "no coverage": {"7 -> 9 in never: return 7", "7 -> 5 in never: return 7"},
    }
    summary = done.stdout.splitlines()[-1]
    shares = "threshold 4 of 8 (50.0%), branch 3 of 4 (75.0%), together 7 of 12 (58.3%)"
    assert summary == f"unnoticed: {shares}"


def test_a_child_that_hangs_or_crashes_is_ended(tmp_path: Path) -> None:
    children = ChildRunner(tmp_path, tmp_path)
    hung = children.run(_hang, limit=0.3)
    assert hung.late
    assert hung.result is None
    assert hung.seconds < 10
    crashed = children.run(lambda: {"status": os._exit(0)})
    assert not crashed.late
    assert crashed.result is None
    assert children.run(lambda: {"status": 1}).result == {"status": 1}


def test_a_sample_is_the_same_again(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "covered.json"
    options = ["--sample", "4", "--seed", "3", "--time-limit", "0", "--coverage", str(cache)]
    runs = [run(project, *options).stderr for _ in range(2)]
    places = [[line.partition(" s ")[2] for line in text.splitlines()] for text in runs]
    assert places[0] == places[1]


def test_tests_that_fail_without_a_mutant_end_the_run(project: Path) -> None:
    (project / "pkg/limits.py").write_text(LIMITS.replace("1.6", "1.4"), "utf-8")
    done = run(project)
    assert done.returncode == 1
    assert "the tests fail without any mutant" in done.stderr


def test_arguments_that_match_nothing_are_refused(project: Path) -> None:
    assert run(project, "--leave-out", "pkg/*.py").returncode == 2
    assert run(project, "--tests", "nowhere").returncode == 2


def test_modules_without_a_mutant_are_refused(project: Path) -> None:
    done = run(project, "--leave-out", "pkg/limits.py", "pkg/rules.py")
    assert done.returncode == 2
    assert "no threshold or branch in these modules" in done.stderr


def test_a_mutant_that_no_test_runs_starts_no_test(project: Path) -> None:
    (project / "pkg/rules.py").write_text(UNTESTED, "utf-8")
    (project / "pkg/limits.py").write_text("", "utf-8")
    (project / "tests/test_rules.py").write_text(COUNTED, "utf-8")
    done = run(project)
    assert done.returncode == 0, done.stderr
    assert "2 no coverage" in done.stdout
    assert (project / "runs").read_text() == "run\n"  # the traced run alone


def test_an_empty_order_runs_no_test(project: Path, tmp_path: Path) -> None:
    ended = run_tests(ChildRunner(project, tmp_path), [], {}, whole=True)
    assert ended.result == {"status": 5, "seconds": {}, "failed": []}


@pytest.mark.parametrize(
    "line",
    [
        "x = y[3]",
        "x = y[3:5]",
        "x = 0 + 1 - 2 + True",
        'x = f"{y:5.3f} {3.5 * y}"',
        'x = "%d" % 7',
        'x = "{}".format(7)',
        "for x in range(3, 9): pass",
        "x: Literal[3] = y",
    ],
)
def test_what_is_no_threshold(line: str) -> None:
    assert descriptions(f"def f(y):\n    {line}\n", thresholds=True, branches=False) == []


def test_only_constants_fields_and_functions_have_thresholds() -> None:
    source = "count = 3\n_MOST = -3\nclass A:\n    size: float = 1.5\n    def f(self): return 4.0\n"
    assert descriptions(source, thresholds=True, branches=False) == [
        "_MOST 3 -> 4",
        "_MOST 3 -> 2",
        "4.0 -> 5.0 in f: def f(self): return 4.0",
        "4.0 -> 3.0 in f: def f(self): return 4.0",
    ]


def test_every_condition_but_that_of_a_loop_is_a_branch() -> None:
    source = (
        "if TYPE_CHECKING:\n    pass\n"
        "def f(a, b):\n"
        "    while a:\n        a -= 1\n"
        "    if (c := a): return c\n"
        "    elif 臺(b): return 1 if b else 0\n"
        "    return [x for x in b if x]\n"
    )
    mutants = find_mutants("a.py", source, thresholds=False, branches=True)
    assert [one.description for one in mutants[::2]] == [
        "if c := a: -> if True:",
        "elif 臺(b): -> elif True:",
        "... if b else ... -> ... if True else ...",
        "for ... if x -> for ... if True",
    ]
    changed = [_line(source, one) for one in mutants]
    assert changed == [
        "if (((c := a) or True)): return c",
        "if (((c := a) and False)): return c",
        "elif True: return 1 if b else 0",
        "elif False: return 1 if b else 0",
        "elif 臺(b): return 1 if True else 0",
        "elif 臺(b): return 1 if False else 0",
        "return [x for x in b if True]",
        "return [x for x in b if False]",
    ]


def _line(source: str, mutant: Mutant) -> str:
    """The line of a source that a mutant changes, changed."""
    return apply(source.encode(), mutant).decode().splitlines()[mutant.line - 1].strip()


def _hang() -> dict[str, Any]:
    """Take longer than a test may."""
    time.sleep(60)
    return {}
