"""Build hook of the wheel: everything under one importable name.

In the tree, `indexer` and `webui` are folders of the first level. In a wheel such names would meet
those of other projects, so there they are `judian.indexer` and `judian.webui`, and the code is
written with these names: in import statements, and in strings that name a module
(`import_module("indexer.…")`, `python -m indexer.…`). The source texts of `seeds/` come along as
`judian/seeds`; `judian.evals`, which measures in the tree, stays behind.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The one importable package, and the packages that become sub-packages of it.
HOME = "judian"
MOVED = ("indexer", "webui")
#: Folders below HOME that no wheel has.
LEFT_OUT = ("evals",)
_SHIPPED_AS = {HOME: "", "indexer": "indexer", "webui": "webui", "seeds": "seeds"}
_NAME = rf"(?:{'|'.join(MOVED)})"
#: A string that is a module, or an attribute of one as `module:attribute`.
_MODULE = re.compile(rf"{_NAME}(?:\.\w+)+(?::\w+)?")
#: A command line, in any text.
_COMMAND = re.compile(rf"(?<=python -m ){_NAME}\b")


class OneName(BuildHookInterface):
    """Hands hatchling the staged tree in place of the folders of the project."""

    staged: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stage the tree of a wheel; an editable installation takes the project as it is."""
        if version == "standard":
            self.staged = tempfile.TemporaryDirectory(prefix="judian-wheel-")
            stage(Path(self.root), Path(self.staged.name))
            build_data["force_include"][self.staged.name] = HOME

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was staged."""
        if self.staged is not None:
            self.staged.cleanup()


def stage(root: Path, target: Path) -> None:
    """Write the tree of the wheel's one package, made from the project at `root`, to `target`.

    Raises ValueError for a statement that cannot be written with the other names.
    """
    modules = modules_of(root)
    for folder, place in _SHIPPED_AS.items():
        for source in _files(root / folder):
            inside = source.relative_to(root / folder)
            if folder == HOME and inside.parts[0] in LEFT_OUT:
                continue
            made = target / place / inside
            made.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".py":
                text = renamed(source.read_text("utf-8"), modules)
                made.write_text(text, encoding="utf-8", newline="\n")
            else:
                shutil.copyfile(source, made)


def modules_of(root: Path) -> frozenset[str]:
    """Dotted names of all packages and modules that move."""
    files = (path.relative_to(root) for name in MOVED for path in (root / name).rglob("*.py"))
    return frozenset(
        ".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files
    )


def renamed(source: str, modules: frozenset[str]) -> str:
    """The source text of a module with the names that the `modules` have in a wheel.

    Raises ValueError for `import indexer.…` without a name of its own: what follows uses the
    first name.
    """
    data = source.encode("utf-8")
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    places = set()
    for node in ast.walk(ast.parse(source)):
        for pattern in _patterns(node, modules):
            first = starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
            last = starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
            found = re.finditer(pattern.encode(), data[first:last])
            places |= {first + match.start() for match in found}
    for place in sorted(places, reverse=True):
        data = data[:place] + f"{HOME}.".encode() + data[place:]
    return data.decode("utf-8")


def _patterns(node: ast.AST, modules: frozenset[str]) -> Iterator[str]:
    """Expressions for the names in the source of a node that must change, at their first letter."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MOVED:
        yield rf"(?<=from ){_NAME}\b"
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] in MOVED:
                if not alias.asname:
                    raise ValueError(f"line {node.lineno}: import {alias.name} needs a name (as …)")
                yield rf"\b{re.escape(alias.name)}(?= as )"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _MODULE.fullmatch(node.value) and node.value.partition(":")[0] in modules:
            yield rf"(?<=[\"']){_NAME}\b"
        elif _COMMAND.search(node.value):
            yield rf"(?<=python -m ){_NAME}\b"


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, without what Python and tools leave there."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(p == "__pycache__" or p.startswith(".") for p in inside):
            yield path
