"""Runs a Jupyter notebook without Jupyter: its code cells in order, in one namespace.

`python -m tests.notebook FILE` prints, as JSON, what each cell prints; with `--write` it is written
into the notebook.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def code_cells(notebook: dict[str, Any]) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(notebook: dict[str, Any]) -> list[str]:
    """What each code cell prints, the value of its last expression included."""
    names: dict[str, Any] = {"__name__": "__main__"}
    return [_printed("".join(cell["source"]), names) for cell in code_cells(notebook)]


def stored(cell: Cell) -> str:
    """The output of a code cell as it is kept in the notebook."""
    return "".join(text for output in cell["outputs"] for text in output["text"])


def _printed(source: str, names: dict[str, Any]) -> str:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "<cell>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
            if value is not None:
                print(value)
    return out.getvalue()


def _write(path: Path, notebook: dict[str, Any], printed: list[str]) -> None:
    for number, (cell, text) in enumerate(zip(code_cells(notebook), printed, strict=True), 1):
        lines = text.splitlines(keepends=True)
        cell["outputs"] = (
            [{"output_type": "stream", "name": "stdout", "text": lines}] if lines else []
        )
        cell["execution_count"] = number
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def _main(path: Path, *, write: bool) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    printed = run(notebook)
    if write:
        _write(path, notebook, printed)
    else:
        print(json.dumps(printed))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), write="--write" in sys.argv)
