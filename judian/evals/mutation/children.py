"""Tests run in forked children: with a mutant in the place of its module, or traced.

The parent has imported what tests need from other projects, so that a child begins at once; of
the project itself it has nothing that a child would see. Nothing is written into the tree: byte
code, temporary files and Hypothesis's notes go to a folder of the run.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from dataclasses import dataclass, field
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: A child with a mutant may take so many bytes; some mutants gather without end.
_MEMORY = 6 << 30
#: Exit status of a child whose work raised an exception.
_RAISED = 70


@dataclass(frozen=True, slots=True)
class ChildResult:
    """The end of a child process. `result` is the value that its work returned, None if it crashed
    or ran out of time."""

    result: dict[str, Any] | None
    late: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class ChildRunner:
    """The root of the project under test, and a folder outside it for everything tests write."""

    root: Path
    scratch: Path

    @property
    def log(self) -> Path:
        """The file with the output of the last child."""
        return self.scratch / "log"

    def run(self, work: Callable[[], dict[str, Any]], limit: float | None = None) -> ChildResult:
        """Do a piece of work in a child, and end it and its own children after `limit` seconds."""
        answer = self.scratch / "answer"
        answer.unlink(missing_ok=True)
        begun = time.monotonic()
        child = get_context("fork").Process(target=self._work, args=(work, answer))
        child.start()
        try:
            child.join(limit)
        finally:
            late = child.exitcode is None
            child.kill()
            if child.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
            child.join()
        seconds = time.monotonic() - begun
        result = json.loads(answer.read_text()) if answer.exists() and not late else None
        return ChildResult(result, late, seconds)

    def _work(self, work: Callable[[], dict[str, Any]], answer: Path) -> None:
        """Run the work in a child process and write its result to `answer`."""
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(self.root)
        sys.pycache_prefix, sys.dont_write_bytecode = str(self.scratch / "bytecode"), False
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(self.scratch / "hypothesis")
        _forget(self.root)
        sys.path.insert(0, str(self.root))
        status = _RAISED
        try:
            made = self.scratch / "made"
            made.write_text(json.dumps(work()))
            made.rename(answer)
            status = 0
        finally:
            os._exit(status)

    def arguments(self, paths: Sequence[str]) -> list[str]:
        """The arguments of pytest for running the tests of some files."""
        options = ["-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:randomly"]
        places = [f"--rootdir={self.root}", f"--basetemp={self.scratch / 'tests'}"]
        return [*options, *places, *(str(self.root / path) for path in paths)]


@dataclass(eq=False, slots=True)
class TestRecorder:
    """A plugin of pytest: runs the tests of `order` in that order, all if it is None, and
    notes the seconds that each took and those that failed."""

    order: Sequence[str] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Let Hypothesis stop at the first example that fails: it need not be a small one."""
        if "hypothesis" in sys.modules:
            from hypothesis import Phase, settings

            settings.register_profile("mutation", phases=[Phase.explicit, Phase.generate])
            settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose and order the tests."""
        if self.order is not None:
            rank = {name: at for at, name in enumerate(self.order)}
            chosen = [item for item in items if item.nodeid in rank]
            items[:] = sorted(chosen, key=lambda item: rank[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be collected."""
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the time of a step of a test, and its failure."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)


def run_tests(
    children: ChildRunner,
    order: Sequence[str],
    mutated: Mapping[str, bytes],
    whole: bool = False,
    limit: float | None = None,
) -> ChildResult:
    """Run the tests in `order` and return how it ended; stop at the first failure unless `whole`.

    `mutated` maps a path to the source to import instead. Without a test nothing is run: pytest
    without arguments would collect every test of the project.
    """
    if not order:
        status = int(pytest.ExitCode.NO_TESTS_COLLECTED)
        return ChildResult({"status": status, "seconds": {}, "failed": []}, late=False, seconds=0.0)
    files = list(dict.fromkeys(test.partition("::")[0] for test in order))

    def work() -> dict[str, Any]:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        sys.meta_path.insert(0, _SourceFinder(children.root, mutated))
        recorder = TestRecorder(order)
        stop = [] if whole else ["-x"]
        status = int(pytest.main([*stop, *children.arguments(files)], plugins=[recorder]))
        return {"status": status, "seconds": recorder.seconds, "failed": recorder.failed}

    return children.run(work, limit)


def preload(names: Sequence[str]) -> None:
    """Import modules of other projects, as far as they can be imported."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def other_modules(root: Path) -> Iterator[str]:
    """Yield the names of the imported modules that do not belong to the project."""
    for name, module in sorted(sys.modules.items()):
        origin = getattr(module, "__file__", None)
        if origin and name != "__main__" and not _is_own(Path(origin), root):
            yield name


def _is_own(path: Path, root: Path) -> bool:
    """True if a file belongs to the project, not to an environment within its folder."""
    return path.is_relative_to(root) and "site-packages" not in path.parts


def _forget(root: Path) -> None:
    """Drop what is imported under names that the project has, from wherever it came."""
    own = {path.stem for path in root.iterdir() if path.is_dir() or path.suffix == ".py"}
    for name in list(sys.modules):
        origin = getattr(sys.modules[name], "__file__", None)
        if "site-packages" not in Path(origin or "").parts and name.partition(".")[0] in own:
            del sys.modules[name]


class _SourceFinder(MetaPathFinder):
    """Finds the modules that have another source than the file says."""

    def __init__(self, root: Path, sources: Mapping[str, bytes]) -> None:
        self._root = root
        self._paths = {
            path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
            for path in sources
        }
        self._sources = sources

    @override
    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """The module with its other source; None for all others."""
        path = self._paths.get(fullname)
        if path is None:
            return None
        file = str(self._root / path)
        loader = _SourceLoader(fullname, file, self._sources[path])
        return spec_from_file_location(fullname, file, loader=loader)


class _SourceLoader(SourceFileLoader):
    """Loads a module from a given source."""

    def __init__(self, fullname: str, path: str, source: bytes) -> None:
        super().__init__(fullname, path)
        self._source = source

    @override
    def get_code(self, fullname: str) -> Any:
        """The code of the given source, whatever the file holds."""
        return self.source_to_code(self._source, self.get_filename(fullname))
