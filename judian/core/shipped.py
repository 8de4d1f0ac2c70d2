"""Files that come with the program besides its code."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def sample_texts() -> Path:
    """The folder of the source texts that come along: beside the package in the tree, inside it
    where a wheel is installed. It is missing where somebody removed it."""
    beside, inside = _PACKAGE.parent / "seeds", _PACKAGE / "seeds"
    return inside if inside.is_dir() else beside
