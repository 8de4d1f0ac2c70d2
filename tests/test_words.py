"""Names use the words of the glossary in docs/architecture.md."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.project import MODULES, name_of, tree_of
from tests.test_architecture import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _names(path: Path) -> Iterator[tuple[str, int]]:
    """Names that a module gives, each with a line: of modules, classes, functions, parameters,
    variables and attributes."""
    yield path.stem, 1
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno


#: Names of the public API: `asks` is a key of replies in JSON.
#: `tell` is what Python calls a file's position.
PUBLIC = {
    ("judian/search/replies/results.py", "asks"),
    ("webui/http/source_files.py", "tell"),
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_use_the_words_of_the_glossary(path: Path) -> None:
    wrong = [
        f"{line}: {name} (say {LEFT_OUT[word]})"
        for name, line in _names(path)
        for word in re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())
        if word in LEFT_OUT and (name_of(path), name) not in PUBLIC
    ]
    assert not wrong
