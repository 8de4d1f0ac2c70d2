"""The notebook of the Python API prints what it shows."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.notebook import code_cells, run, stored
from tests.project import ROOT

NOTEBOOK = ROOT / "docs" / "python.ipynb"


def test_every_cell_prints_what_the_notebook_shows() -> None:
    """After a change of what is printed: `python -m tests.notebook docs/python.ipynb --write`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.notebook", str(NOTEBOOK)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = [stored(cell) for cell in code_cells(json.loads(NOTEBOOK.read_text("utf-8")))]
    assert json.loads(done.stdout) == shown


def test_cells_share_their_names_and_the_last_value_is_printed() -> None:
    cells = [
        {"cell_type": "code", "source": [text]} for text in ("a = 1", "print(a)\na + 1", "None")
    ]
    assert run({"cells": [{"cell_type": "markdown"}, *cells]}) == ["", "1\n2\n", ""]
