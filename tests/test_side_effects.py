"""Importing a module changes nothing outside it: no calls, loops or patches at module level."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.project import MODULES, name_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: module → why its import may have effects.
EXCEPTED = {
    "indexer/run/preload.py": "the fork server can only be given a module to import",
    "judian/core/file_lock.py": "a forked child must forget locks that it does not hold",
    "judian/search/answers/question/units.py": "to become an expression",
}
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def _effects(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a module that do more than define a name."""
    for node in body:
        if isinstance(node, _DEFINITIONS) or _is_docstring(node) or _is_guard(node):
            continue
        if isinstance(node, ast.If):  # other definitions for another system
            yield from _effects([*node.body, *node.orelse])
        elif not _defines_names(node):
            yield node


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_guard(node: ast.stmt) -> bool:
    """True for `if __name__ == "__main__"`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _defines_names(node: ast.stmt) -> bool:
    """True for an assignment to names; one to an attribute or an item patches an object."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return not any(
        isinstance(part, ast.Attribute | ast.Subscript)
        for target in targets
        for part in ast.walk(target)
    )


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p) not in EXCEPTED], ids=name_of)
def test_importing_a_module_has_no_effects(path: Path) -> None:
    found = [f"{node.lineno}: {ast.unparse(node)[:80]}" for node in _effects(tree_of(path).body)]
    assert not found


def test_every_exception_is_still_needed() -> None:
    modules = {name_of(path): path for path in MODULES}
    assert [name for name in EXCEPTED if not list(_effects(tree_of(modules[name]).body))] == []


@pytest.mark.parametrize(
    "source",
    ["patch()", "for x in y: f(x)", "with lock: pass", "library.limit = 3", "table['a'] = 1",
     "if posix:\n    patch()", "x: int = 0\nx += 1"],
)  # fmt: skip
def test_effects_are_found(source: str) -> None:
    assert list(_effects(ast.parse(source).body))


@pytest.mark.parametrize(
    "source",
    ["'''What it is.'''", "import csv", "X = frozenset('ab')", "a, b = 1, 2", "def f(): g()",
     "@cache\ndef f(): g()", "if TYPE_CHECKING:\n    import csv",
     "if __name__ == '__main__':\n    main()"],
)  # fmt: skip
def test_definitions_are_not_effects(source: str) -> None:
    assert not list(_effects(ast.parse(source).body))
