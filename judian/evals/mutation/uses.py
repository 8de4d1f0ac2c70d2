"""Finds where constants and fields are used.

A mutant of one is given only the tests that execute those lines.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from typing_extensions import override

from judian.evals.mutation.syntax import Function, Span, reach, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from judian.evals.mutation.covered import Coverage
    from judian.evals.mutation.mutants import Mutant

#: The path of a module and the name of a constant in it, or "" and the name of an attribute.
Key = tuple[str, str]


@dataclass(slots=True)
class Uses:
    """The lines of functions that use a key, and the keys whose values are made from one."""

    lines: dict[Key, set[tuple[str, Span]]] = field(default_factory=lambda: defaultdict(set))
    made: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))

    def tests_of(self, mutant: Mutant, coverage: Coverage) -> set[str]:
        """The tests affected by a mutant: those that run its lines or a use of its name. If
        none runs a use, those that run anything of its module after its import."""
        if not mutant.use:
            return coverage.of_lines(mutant.path, mutant.span)
        name = mutant.use.removeprefix(".")
        keys = [("", name)] if name != mutant.use else [(mutant.path, name), ("", name)]
        tests: set[str] = set()
        seen = set(keys)
        while keys:
            key = keys.pop()
            for path, span in self.lines.get(key, ()):
                tests |= coverage.of_lines(path, span)
            new = self.made.get(key, set()) - seen
            seen |= new
            keys += new
        return tests or coverage.of_module(mutant.path)


def uses_in(root: Path, paths: Iterable[str]) -> Uses:
    """The uses in the modules of some paths."""
    uses = Uses()
    for path in paths:
        _Reader(path, uses).visit(ast.parse((root / path).read_bytes()))
    return uses


class _Reader(ast.NodeVisitor):
    """Notes the uses in one module."""

    def __init__(self, path: str, uses: Uses) -> None:
        self._path = path
        self._uses = uses
        self._imported: dict[str, Key] = {}
        self._span: Span | None = None
        self._in_class = False
        self._makes: list[Key] = []

    @override
    def visit(self, node: ast.AST) -> None:
        """Visit a node and keep track of the lines of the enclosing statement and of the names that
        it assigns."""
        before = self._span, self._in_class, self._makes
        if isinstance(node, ast.ClassDef):
            self._in_class = True
        elif isinstance(node, Function) or (self._span and isinstance(node, ast.stmt)):
            self._span = reach(node)
        elif isinstance(node, ast.stmt):
            owner = "" if self._in_class else self._path
            self._makes = [(owner, name) for name in targets_of(node)]
        super().visit(node)
        self._span, self._in_class, self._makes = before

    @override
    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Note under which name a constant of another module is known."""
        module = _path_of(self._path, node)
        for name in node.names:
            self._imported[name.asname or name.name] = (module, name.name)

    @override
    def visit_Name(self, node: ast.Name) -> None:
        """Record a use of a name of this module or of another."""
        if isinstance(node.ctx, ast.Load):
            self._note(self._imported.get(node.id, (self._path, node.id)))

    @override
    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Record a use of a field, or of a constant through its module."""
        self._note(("", node.attr))
        self.generic_visit(node)

    def _note(self, key: Key) -> None:
        """Record a use at the current place."""
        if self._span:
            self._uses.lines[key].add((self._path, self._span))
        else:
            self._uses.made[key].update(self._makes)


def _path_of(path: str, node: ast.ImportFrom) -> str:
    """The path of the module from which a statement imports."""
    parts = (node.module or "").split(".") if node.module else []
    if node.level:
        parts = [*path.split("/")[: -node.level], *parts]
    return "/".join(parts) + ".py"
