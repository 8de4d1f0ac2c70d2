"""Coverage by test: one traced run of all tests, cached in a file."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import pytest

from judian.evals.mutation.children import ChildRunner, TestRecorder, other_modules

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from judian.evals.mutation.syntax import Span

#: Goes into the digest: a new number where the cached form changes.
_FORM = 2


@dataclass(slots=True)
class Coverage:
    """The result of a traced run: the tests, the tests that ran each line (as indices into
    `tests`), the imported modules of other projects, and the tests that failed."""

    digest: str
    tests: list[str]
    lines: dict[str, dict[str, list[int]]]
    other_modules: list[str]
    failed: list[str]

    def of_lines(self, path: str, span: Span) -> set[str]:
        """The tests that run a line of a span."""
        lines = self.lines.get(path, {})
        numbers = range(span[0], span[1] + 1)
        return {self.tests[at] for number in numbers for at in lines.get(str(number), ())}

    def of_module(self, path: str) -> set[str]:
        """The tests that run anything of a module after its import."""
        return {self.tests[at] for found in self.lines.get(path, {}).values() for at in found}


def covered(children: ChildRunner, tests: Sequence[str], cache: Path | None) -> Coverage:
    """Coverage of the tests, from the cache if the files have not changed since."""
    digest = _digest(children.root, tests)
    if cache is not None and cache.exists():
        kept = Coverage(**json.loads(cache.read_text()))
        if kept.digest == digest:
            return kept
    found = _trace(children, tests, digest)
    if cache is not None:
        cache.write_text(json.dumps(asdict(found)))
    return found


def _sources(root: Path) -> Iterator[Path]:
    """Yield the Python files of a project, in order, but for hidden folders."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__pycache__")
        yield from (Path(folder, name) for name in sorted(files) if name.endswith(".py"))


def _digest(root: Path, tests: Sequence[str]) -> str:
    """A digest of the project's Python files, of all files of the tests and of their choice."""
    data = [path for test in tests for path in sorted((root / test).rglob("*")) if path.is_file()]
    made = hashlib.sha256(repr((_FORM, list(tests))).encode())
    for path in [*_sources(root), *data]:
        if "__pycache__" not in path.parts:
            made.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
            made.update(path.read_bytes())
    return made.hexdigest()


def _trace(children: ChildRunner, tests: Sequence[str], digest: str) -> Coverage:
    """Run all tests once, traced."""
    root = children.root

    def work() -> dict[str, Any]:
        os.environ["COVERAGE_CORE"] = "ctrace"  # the one that supports contexts on every Python
        omit = [f"{root}/.*/*", *(f"{root / test}/*" for test in tests)]
        trace = coverage.Coverage(None, config_file=False, include=[f"{root}/*"], omit=omit)
        tracer, recorder = _Tracer(trace), TestRecorder()
        trace.start()
        pytest.main(children.arguments(tests), plugins=[tracer, recorder])
        trace.stop()
        names = list(recorder.seconds)
        found = {"tests": names, "lines": tracer.lines(root, names), "failed": recorder.failed}
        return {"digest": digest, "other_modules": list(other_modules(root)), **found}

    result = children.run(work).result
    if not result or not result["tests"]:
        raise RuntimeError(f"no test could be run:\n{children.log.read_text(errors='replace')}")
    return Coverage(**result)


@dataclass(eq=False, slots=True)
class _Tracer:
    """A pytest plugin that switches the tracer's context with each test. Lines run by a shared
    fixture count for every test that uses the fixture."""

    trace: coverage.Coverage
    users: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Switch to the context of the test that begins."""
        for name in getattr(item, "fixturenames", ()):
            self.users[f"fixture {name}"].append(item.nodeid)
        self.trace.switch_context(item.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, Any, Any]:
        """Switch to the context of a fixture of several tests while it is made."""
        if fixturedef.scope == "function":
            return (yield)
        self.trace.switch_context(f"fixture {fixturedef.argname}")
        try:
            return (yield)
        finally:
            item = getattr(request, "_pyfuncitem", None)
            self.trace.switch_context(item.nodeid if item else "")

    def lines(self, root: Path, names: list[str]) -> dict[str, dict[str, list[int]]]:
        """The tests that ran each line of each file, as places in `names`."""
        place = {name: at for at, name in enumerate(names)}
        data = self.trace.get_data()
        found: dict[str, dict[str, list[int]]] = {}
        for file in sorted(data.measured_files()):
            lines = {}
            for number, contexts in data.contexts_by_lineno(file).items():
                tests = {test for one in contexts for test in self.users.get(one, [one])}
                if at := sorted(place[test] for test in tests if test in place):
                    lines[str(number)] = at
            found[Path(file).relative_to(root).as_posix()] = lines
        return found
