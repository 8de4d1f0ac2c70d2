"""Small questions about the syntax tree of a module."""

from __future__ import annotations

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: First and last line of a part of the source.
Span = tuple[int, int]


def is_constant(name: str) -> bool:
    """True if a name is written like a constant: in capitals."""
    return name.isupper()


def reach(node: ast.AST) -> Span:
    """The lines of a statement: of its head alone where it has a body."""
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if isinstance(node, ast.stmt) and isinstance(body, list):
        inner = getattr(body[0], "lineno", 0) or getattr(body[0].pattern, "lineno", 0)
        last = max(first, min(last, inner - 1))
    return first, last


def targets_of(node: ast.stmt) -> list[str]:
    """The plain names to which a statement assigns."""
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def is_record(node: ast.ClassDef) -> bool:
    """True if a class is a dataclass or a NamedTuple."""
    calls = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    names = {getattr(one, "attr", getattr(one, "id", "")) for one in [*calls, *node.bases]}
    return bool(names & {"dataclass", "NamedTuple"})
