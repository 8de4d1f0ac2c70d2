"""Mutants of a module: one number of it made larger or smaller, one condition made constant.

A mutant is a change of a span of the source's bytes, so that the rest stays as it was written.
"""

from __future__ import annotations

import ast
import math
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from judian.evals.mutation.syntax import Function, Span, is_constant, is_record, reach, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a threshold is multiplied by.
FACTORS = (1.25, 0.75)
#: Integers that are no thresholds: they count and index.
PLAIN_INTEGERS = frozenset({0, 1, 2})
#: Longest piece of source in a description.
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module.

    `start` and `end` are offsets into the source's bytes, `text` replaces what is there. `use`
    says how the tests affected by the change are found: the name of a constant, the name of
    a field with a dot before it, or "" for those that run the lines of `span`.
    """

    path: str
    line: int
    column: int
    kind: Literal["threshold", "branch"]
    description: str
    start: int
    end: int
    text: str
    span: Span
    use: str = ""


def find_mutants(path: str, source: str, thresholds: bool, branches: bool) -> list[Mutant]:
    """The mutants of the thresholds, of the branches or of both in a module."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    wanted = {"threshold": thresholds, "branch": branches}
    return [mutant for mutant in finder.found if wanted[mutant.kind]]


def apply(source: bytes, mutant: Mutant) -> bytes:
    """The source with the mutant's change in it."""
    return source[: mutant.start] + mutant.text.encode() + source[mutant.end :]


def _changed(value: float) -> Iterator[float]:
    """Yield the values that a number is replaced by: other than itself, of its own type."""
    for factor in FACTORS:
        if isinstance(value, int):
            outward = math.ceil if (factor > 1) == (value > 0) else math.floor
            yield outward(value * factor)
        elif value:
            yield float(f"{value * factor:.12g}")


class _Finder(ast.NodeVisitor):
    """Walks a module and collects its mutants in `found`."""

    def __init__(self, path: str, source: str) -> None:
        self.found: list[Mutant] = []
        self._path = path
        self._bytes = source.encode()
        self._offsets = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._offsets.append(self._offsets[-1] + len(line))
        self._function = ""
        self._use = ""
        self._span: Span = (0, 0)

    @override
    def visit(self, node: ast.AST) -> None:
        """Visit a node; outside functions only what holds constants, fields and functions."""
        if isinstance(node, ast.stmt) and self._function:
            self._span = reach(node)
        if isinstance(node, Function):
            with self._inside(node.name):
                for statement in node.body:
                    self.visit(statement)
        elif isinstance(node, ast.ClassDef):
            self._fields(node)
        elif isinstance(node, ast.stmt) and targets_of(node):
            self._assignment(node)
        elif self._is_open(node):
            super().visit(node)

    @override
    def visit_Constant(self, node: ast.Constant) -> None:
        """Add the mutants of a number, unless it counts or indexes."""
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return
        if isinstance(value, int) and value in PLAIN_INTEGERS:
            return
        where = f" in {self._function}: {self._line(node.lineno)}" if self._function else ""
        name = "" if self._function else f"{self._use.lstrip('.')} "
        for other in _changed(value):
            self._add(node, "threshold", repr(other), f"{name}{value!r} -> {other!r}{where}")

    @override
    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Skip subscripts: an index is not a threshold."""
        self.visit(node.value)

    @override
    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Numbers in a formatted string are how it looks."""

    @override
    def visit_Call(self, node: ast.Call) -> None:
        """Arguments of `range` and of formatting are no thresholds."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in {"range", "format"}:
            self.visit(node.func)
        else:
            self.generic_visit(node)

    @override
    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Numbers after a string and a percent sign are formatted."""
        left = node.left
        if not (isinstance(left, ast.Constant) and isinstance(left.value, str | bytes)):
            self.generic_visit(node)

    @override
    def visit_If(self, node: ast.If) -> None:
        """Add the mutants of the condition of a statement."""
        word = "elif" if self._bytes[self._offset(node) :].startswith(b"elif") else "if"
        self._branch(node.test, f"{word} ", ":")
        self.generic_visit(node)

    @override
    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Add the mutants of the condition of an expression."""
        self._branch(node.test, "... if ", " else ...")
        self.generic_visit(node)

    @override
    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Add the mutants of the conditions of a comprehension."""
        for test in node.ifs:
            self._branch(test, "for ... if ", "")
        self.generic_visit(node)

    @contextmanager
    def _inside(self, function: str = "", use: str = "") -> Iterator[None]:
        """Visit the body of a function, or the value of a name."""
        before = self._function, self._use, self._span
        self._function, self._use = function, use
        yield
        self._function, self._use, self._span = before

    def _is_open(self, node: ast.AST) -> bool:
        """True if mutants are looked for in a node: it is in a function or the value of a name,
        or it is the module or a statement of it that holds others."""
        if self._function or self._use:
            return True
        return isinstance(node, ast.Module | ast.If | ast.Try | ast.With | ast.ExceptHandler)

    def _assignment(self, node: ast.stmt) -> None:
        """Look into what a statement assigns: in a function anything, elsewhere constants."""
        value = getattr(node, "value", None)
        names = [name for name in targets_of(node) if is_constant(name)]
        if not isinstance(value, ast.AST):
            return
        if self._function:
            self.visit(value)
        elif names:
            self._span = reach(node)
            with self._inside(use=names[0]):
                self.visit(value)

    def _fields(self, node: ast.ClassDef) -> None:
        """Look into the defaults of the fields of a class, and into its functions."""
        for statement in node.body:
            if isinstance(statement, Function | ast.ClassDef):
                self.visit(statement)
            elif is_record(node) and isinstance(statement, ast.AnnAssign) and statement.value:
                self._span = reach(statement)
                with self._inside(use="." + targets_of(statement)[0]):
                    self.visit(statement.value)

    def _branch(self, test: ast.expr, before: str, after: str) -> None:
        """Make a condition constant, if it is in a function and not constant already. One that
        binds a name is still evaluated."""
        if not self._function or isinstance(test, ast.Constant):
            return
        source = self._text(test)
        binds = any(isinstance(node, ast.NamedExpr) for node in ast.walk(test))
        for value, joined in ((True, "or"), (False, "and")):
            text = f"(({source}) {joined} {value})" if binds else repr(value)
            shown = f"{before}{_short(source)}{after} -> {before}{value}{after}"
            self._add(test, "branch", text, shown)

    def _add(
        self, node: ast.expr, kind: Literal["threshold", "branch"], text: str, shown: str
    ) -> None:
        """Note a mutant that replaces an expression."""
        start = self._offset(node)
        end = start + len(self._text(node).encode())
        first, last = self._span
        span = min(first, node.lineno), max(last, node.lineno)
        at = (node.lineno, node.col_offset)
        self.found.append(Mutant(self._path, *at, kind, shown, start, end, text, span, self._use))

    def _offset(self, node: ast.expr | ast.stmt) -> int:
        """Offset of a node in the bytes of the source."""
        return self._offsets[node.lineno - 1] + node.col_offset

    def _text(self, node: ast.expr) -> str:
        """The source of an expression."""
        end = self._offsets[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self._bytes[self._offset(node) : end].decode()

    def _line(self, number: int) -> str:
        """A line of the source, for a description."""
        return _short(self._bytes[self._offsets[number - 1] : self._offsets[number]].decode())


def _short(source: str) -> str:
    """A piece of source in one line."""
    line = " ".join(source.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
