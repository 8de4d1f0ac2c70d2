"""What form fields and notes on a page say themselves, for those that are drawn by no one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text

from indexer.readers.pdf.source.geometry import Glyph

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

#: Annotations looked at on one page, and characters taken of one.
MOST, LONGEST = 2_000, 20_000
#: Size in which a text is taken to be set (points), and how deep fields may be nested.
SIZE, DEEPEST = 10.0, 20

_WITH_TEXT = frozenset({"Widget", "FreeText", "Stamp"})


def stated_text(
    page: PDFPage, shown: tuple[float, float, float, float]
) -> tuple[bool, list[Glyph]]:
    """Whether a page has annotations that show text of their own, and that text, one line under
    the other from the top of each. `shown` has the lower left corner of what is shown of the
    page, its width and its height."""
    try:
        notes = [resolve1(note) for note in list(resolve1(page.annots) or ())[:MOST]]
        kinds = [_name(note, "Subtype") for note in notes]
    except Exception:  # noqa: BLE001 - broken annotations show nothing
        return False, []
    found: list[Glyph] = []
    for note, kind in zip(notes, kinds, strict=True):
        with suppress(Exception):  # a broken annotation costs itself only
            found += _glyphs(note, kind, shown)
    return any(kind in _WITH_TEXT for kind in kinds), found


def _name(note: Any, key: str) -> str:
    value = resolve1(note.get(key)) if isinstance(note, Mapping) else None
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""


def _glyphs(note: Any, kind: str, shown: tuple[float, float, float, float]) -> list[Glyph]:
    text = _text(note, kind)[:LONGEST]
    if not text.strip():
        return []
    left, bottom, right, top = (float(resolve1(side)) for side in resolve1(note["Rect"]))
    # On a turned page the place is not right, but it is on the page.
    x0 = min(max(min(left, right) - shown[0], 0.0), shown[2] - SIZE)
    y = min(max(shown[1] + shown[3] - max(bottom, top), 0.0), shown[3] - SIZE)
    made = []
    for line in text.replace("\r", "\n").split("\n"):
        x = x0
        for char in line:
            wide = SIZE if char > "\u2000" else SIZE / 2
            made.append(Glyph(char, x, y, x + wide, y + SIZE, SIZE, "", 0))
            x += wide
        y += 1.2 * SIZE
    return made


def _text(note: Any, kind: str) -> str:
    """A note's contents, or the value of a field for text or choice; other values are names."""
    value: Any = None
    if kind == "FreeText":
        value = resolve1(note.get("Contents"))
    elif kind == "Widget" and _inherited(note, "FT") in ("Tx", "Ch"):
        value = _inherited(note, "V")
    return decode_text(value) if isinstance(value, bytes) else ""


def _inherited(field: Any, key: str) -> Any:
    """An entry of a field, or of the field that it is a part of."""
    for _ in range(DEEPEST):
        if not isinstance(field, Mapping):
            return None
        value = resolve1(field.get(key))
        if value is not None:
            return str(literal_name(value)) if isinstance(value, PSLiteral) else value
        field = resolve1(field.get("Parent"))
    return None
