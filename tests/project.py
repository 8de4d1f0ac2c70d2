"""The imports of the project's modules, read from their source without running it."""

from __future__ import annotations

import ast
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("judian", "indexer", "webui")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    """Path of a file in the project, with slashes."""
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    """Dotted name of a module; that of the package for an `__init__.py`."""
    return name_of(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


NAMES = frozenset(map(dotted, MODULES))


@cache
def tree_of(path: Path) -> ast.Module:
    """Syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), path.name)


@cache
def _names(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `imports` and `named_modules` return of a file, whose tree is walked once."""
    imported: list[str] = []
    named: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(path)}:{node.lineno}: a relative import"
            module = node.module or ""
            full = [f"{module}.{alias.name}" for alias in node.names]
            imported += [name if name in NAMES else module for name in full]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            module = node.value.partition(":")[0]
            if "." in module and module in NAMES:
                named.append(module)
        elif isinstance(node, ast.List | ast.Tuple):
            words = [x.value if isinstance(x, ast.Constant) else None for x in node.elts]
            for before, word in pairwise(words):
                if before == "-m" and isinstance(word, str) and word in PACKAGES:
                    named.append(f"{word}.__main__")
    return tuple(imported), tuple(named)


def imports(path: Path) -> tuple[str, ...]:
    """Dotted names that the file imports, wherever in it: modules, and for `from M import N`
    also `M.N` where that is a module of the project."""
    return _names(path)[0]


def named_modules(path: Path) -> tuple[str, ...]:
    """Modules of the project that a string of the file names, as `import_module` and
    `python -m` take them. A package counts only where `-m` stands before it in a list."""
    return _names(path)[1]
