"""Thresholds of page layout have names: float literals are values of constants or of options."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.project import MODULES, name_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PDF = "indexer/readers/pdf/"
_ROOMS = ("source", "lines", "tables", "layout", "page", "document")
FOLDERS = tuple(f"{_PDF}{name}/" for name in _ROOMS)
LAYOUT = [path for path in MODULES if name_of(path).startswith(FOLDERS)]


def _named(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """The values of a module's constants, and the defaults of its classes' fields."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield node.value
        elif isinstance(node, ast.ClassDef):
            yield from _named(node.body)


def inline_floats(tree: ast.Module) -> list[str]:
    """The float literals of a module that have no name, each with its line. Zero needs none: it is
    where sums begin."""
    named = {part for value in _named(tree.body) for part in ast.walk(value)}
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value
        if node not in named
    ]


@pytest.mark.parametrize("path", LAYOUT, ids=name_of)
def test_no_number_of_the_layout_is_inline(path: Path) -> None:
    assert inline_floats(tree_of(path)) == []


def test_inline_numbers_are_found() -> None:
    source = (
        "LIMIT = 0.5\nclass Options:\n    gap: float = 1.5\n"
        "def wide(x, limit=0.25):\n    total = 0.0\n    return x > 0.3 * total\n"
    )
    assert inline_floats(ast.parse(source)) == ["4: 0.25", "6: 0.3"]
