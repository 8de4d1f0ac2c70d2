"""The mutation test's command line and its report."""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.evals.mutation.children import ChildRunner, preload, run_tests
from judian.evals.mutation.covered import Coverage, covered
from judian.evals.mutation.mutants import Mutant, apply, find_mutants
from judian.evals.mutation.uses import Uses, uses_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = ("threshold", "branch")
#: What the PDF layout is made of: modules with thresholds, modules with strategies, their tests.
_PDF = "indexer/readers/pdf"
LAYOUT = tuple(
    f"{_PDF}/{name}/**/*.py" for name in ("lines", "tables", "layout", "page", "document")
)
STRATEGIES = (f"{_PDF}/tables/**/*.py",)
TESTS = ("tests/indexer/readers/pdf",)
_ROOT = Path(__file__).resolve().parents[3]
#: Outcomes of a mutant; the last two mean that no test noticed it.
NOTICED, LATE, UNNOTICED, UNCOVERED = "noticed", "timed out", "unnoticed", "no coverage"
#: Tests of a mutant may take so many times their normal time, and at least so many seconds.
_PATIENCE, _LEAST_SECONDS = 10.0, 20.0
#: Exit statuses of pytest without a failed test: all passed, or there was none.
_NOTHING = (0, 5)


@dataclass(frozen=True, slots=True)
class MutantResult:
    """The outcome of a mutant: the number of tests affected by it and the number that were run, the
    first that failed, and the seconds taken."""

    mutant: Mutant
    outcome: str
    affected: int = 0
    chosen: int = 0
    failed: str = ""
    seconds: float = 0.0

    @property
    def unnoticed(self) -> bool:
        """True if no test failed."""
        return self.outcome in (UNNOTICED, UNCOVERED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the mutation test; the exit status is 1 if the tests fail without any mutant."""
    parser = _parser()
    options = parser.parse_args(argv)
    root = options.root.resolve()
    missing = [path for path in options.tests if not (root / path).exists()]
    if missing:
        parser.error(f"no such tests: {' '.join(missing)}")
    layout = _matched(root, options.layout, options.leave_out)
    strategies = _matched(root, options.strategies, options.leave_out)
    if not layout and not strategies:
        parser.error("no module matches")
    mutants = _mutants(root, layout, strategies)
    if not mutants:
        parser.error("no threshold or branch in these modules")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the last child ends too
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        children = ChildRunner(root, Path(folder).resolve())
        coverage = covered(children, options.tests, options.coverage)
        uses = uses_in(root, coverage.lines)
        preload(coverage.other_modules)
        sampled = _sample(mutants, options.sample, options.seed)
        tests = sorted({test for one in sampled for test in uses.tests_of(one, coverage)})
        sane = run_tests(children, tests, {}, whole=True)
        if not sane.result or sane.result["status"] not in _NOTHING:
            print(children.log.read_text(errors="replace"), file=sys.stderr)
            print("the tests fail without any mutant", file=sys.stderr)
            return 1
        seconds = sane.result["seconds"]
        runner = _Runner(children, coverage, uses, seconds, options.most_tests)
        results = _run(runner, sampled, options.time_limit)
    _report(mutants, sampled, results)
    if options.json:
        rows = [{**asdict(one.mutant), **_as_json(one)} for one in results]
        found = Counter(mutant.kind for mutant in mutants)
        facts = {"root": str(root), "seed": options.seed, "found": found, "sampled": len(sampled)}
        options.json.write_text(
            json.dumps({**facts, "shares": _shares(results), "mutants": rows}, indent=1) + "\n"
        )
    return 0


@dataclass(frozen=True, slots=True)
class _Runner:
    """Runs the tests affected by a mutant, the fastest first."""

    children: ChildRunner
    coverage: Coverage
    uses: Uses
    seconds: Mapping[str, float]
    most_tests: int

    def result(self, mutant: Mutant) -> MutantResult:
        """Run the tests affected by a mutant."""
        affected = self.uses.tests_of(mutant, self.coverage)
        if not affected:
            return MutantResult(mutant, UNCOVERED)
        order = sorted(affected, key=lambda test: (self.seconds.get(test, 0.0), test))
        order = order[: self.most_tests]
        normal = sum(self.seconds.get(test, 0.0) for test in order)
        source = apply((self.children.root / mutant.path).read_bytes(), mutant)
        limit = max(_LEAST_SECONDS, _PATIENCE * normal)
        ended = run_tests(self.children, order, {mutant.path: source}, limit=limit)
        failed = ended.result["failed"] if ended.result else []
        outcome = NOTICED
        if ended.late:
            outcome = LATE
        elif ended.result and ended.result["status"] in _NOTHING:
            outcome = UNNOTICED
        counts = len(affected), len(order)
        return MutantResult(
            mutant, outcome, *counts, next(iter(failed), ""), round(ended.seconds, 2)
        )


def _run(runner: _Runner, mutants: Sequence[Mutant], limit: float | None) -> list[MutantResult]:
    """Run mutants in their order, as many as begin within `limit` seconds; return the results."""
    begun = time.monotonic()
    results: list[MutantResult] = []
    for mutant in mutants:
        if limit is not None and time.monotonic() - begun > limit:
            break
        one = runner.result(mutant)
        results.append(one)
        place = f"{mutant.path}:{mutant.line} {mutant.description}"
        done = f"[{len(results)}/{len(mutants)}]"
        print(f"{done} {one.outcome} {one.seconds:.1f} s {place}", file=sys.stderr, flush=True)
    return results


def _matched(root: Path, globs: Sequence[str], without: Sequence[str]) -> list[str]:
    """The paths of the files that match a pattern and none of those to leave out."""
    out = {path for glob in without for path in root.glob(glob)}
    found = {path for glob in globs for path in root.glob(glob)} - out
    return sorted(path.relative_to(root).as_posix() for path in found)


def _mutants(root: Path, layout: Sequence[str], strategies: Sequence[str]) -> list[Mutant]:
    """The mutants of the thresholds of the layout and of the branches of the strategies."""
    return [
        mutant
        for path in sorted({*layout, *strategies})
        for mutant in find_mutants(
            path, (root / path).read_text("utf-8"), path in layout, path in strategies
        )
    ]


def _sample(mutants: Sequence[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """A random sample in random order, with the share of each kind that it has of all."""
    draw = random.Random(seed)
    if size is None or size >= len(mutants):
        return draw.sample(list(mutants), len(mutants))
    kept: list[Mutant] = []
    for at, kind in enumerate(KINDS):
        those = [mutant for mutant in mutants if mutant.kind == kind]
        last = at == len(KINDS) - 1
        count = size - len(kept) if last else round(size * len(those) / len(mutants))
        kept += draw.sample(those, min(count, len(those)))
    draw.shuffle(kept)
    return kept


def _as_json(result: MutantResult) -> dict[str, Any]:
    """A result without its mutant, for JSON."""
    return {key: value for key, value in asdict(result).items() if key != "mutant"}


def _shares(results: Sequence[MutantResult]) -> dict[str, dict[str, float]]:
    """For each kind and for both: how many mutants ran, how many went unnoticed, their share."""
    shares = {}
    for name in (*KINDS, "together"):
        those = [one for one in results if name in (one.mutant.kind, "together")]
        missed = sum(one.unnoticed for one in those)
        share = round(missed / len(those), 4) if those else 0.0
        shares[name] = {"run": len(those), "unnoticed": missed, "share": share}
    return shares


def _report(
    mutants: Sequence[Mutant], sampled: Sequence[Mutant], results: Sequence[MutantResult]
) -> None:
    """Print what went unnoticed, by mutant and by module, and the shares."""
    missed = sorted(
        (v for v in results if v.unnoticed), key=lambda v: (v.mutant.path, v.mutant.line)
    )
    for one in missed:
        mark = " (no test runs it)" if one.outcome == UNCOVERED else ""
        print(f"{one.mutant.path}:{one.mutant.line} {one.mutant.description}{mark}")
    ran = Counter(one.mutant.path for one in results)
    by_module = Counter(one.mutant.path for one in missed)
    print("\nunnoticed by module:")
    for path, count in sorted(by_module.items(), key=lambda item: (-item[1] / ran[item[0]], item)):
        print(f"  {path} {count} of {ran[path]} ({count / ran[path]:.0%})")
    seconds = sum(one.seconds for one in results) / max(1, len(results))
    cut = sum(one.chosen < one.affected for one in results)
    outcomes = ", ".join(f"{n} {what}" for what, n in Counter(v.outcome for v in results).items())
    print(f"\n{len(mutants)} mutants, {len(sampled)} sampled, {len(results)} run: {outcomes}")
    print(f"{seconds:.1f} s a mutant; {cut} ran fewer tests than they affect")
    shares = [
        f"{name} {share['unnoticed']} of {share['run']} ({share['share']:.1%})"
        for name, share in _shares(results).items()
    ]
    print(f"unnoticed: {', '.join(shares)}")


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m judian.evals.mutation", description=__doc__)
    add = parser.add_argument
    add("--root", type=Path, default=_ROOT, help="folder of the project (default: this one)")
    add("--layout", nargs="*", default=LAYOUT, metavar="GLOB", help="modules with thresholds")
    add("--strategies", nargs="*", default=STRATEGIES, metavar="GLOB", help="modules with branches")
    add("--leave-out", nargs="+", default=[], metavar="GLOB", help="modules to leave out")
    add("--tests", nargs="+", default=TESTS, metavar="PATH", help="tests, relative to the root")
    add("--sample", type=_positive, metavar="N", help="run a random sample of so many mutants")
    add("--seed", type=int, default=1, help="seed of the sample and of its order")
    add("--most-tests", type=_positive, default=60, metavar="N", help="tests a mutant (60)")
    add("--time-limit", type=float, metavar="SECONDS", help="begin no mutant after that")
    add("--coverage", type=Path, metavar="FILE", help="keep what the tests cover here")
    add("--json", type=Path, metavar="FILE", help="write everything here")
    return parser


def _positive(text: str) -> int:
    """A number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
