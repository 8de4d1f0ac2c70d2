"""Text of form fields and annotations that have no appearance stream."""

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

#: Annotations read of one page, characters read of one annotation, and levels of nested form
#: fields: limits against hostile files, far above any form among the sample files.
MAX_ANNOTATIONS, MAX_CHARACTERS, MAX_FIELD_DEPTH = 2_000, 20_000, 20
#: Size in which a text is set here, in points, and the distance of its lines, in sizes: the
#: dictionary gives none. Set by hand; any readable size serves.
TEXT_SIZE, LINE_PITCH = 10.0, 1.2
#: Advance of a Latin character, in em; characters from U+2000 on are square.
LATIN_ADVANCE = 0.5

_WITH_TEXT = frozenset({"Widget", "FreeText", "Stamp"})


def annotation_text(
    page: PDFPage, visible: tuple[float, float, float, float]
) -> tuple[bool, list[Glyph]]:
    """True if the page has annotations that may show text, and the glyphs of that text.

    The lines of an annotation are set under each other from its top. `visible` has the lower
    left corner of the visible area of the page, its width and its height, in points.
    """
    try:
        listed = list(resolve1(page.annots) or ())[:MAX_ANNOTATIONS]
        annotations = [resolve1(each) for each in listed]
        subtypes = [_name(each, "Subtype") for each in annotations]
    except Exception:  # noqa: BLE001 - broken annotations show nothing
        return False, []
    found: list[Glyph] = []
    for annotation, subtype in zip(annotations, subtypes, strict=True):
        with suppress(Exception):  # a broken annotation costs itself only
            found += _glyphs(annotation, subtype, visible)
    return any(subtype in _WITH_TEXT for subtype in subtypes), found


def _name(annotation: Any, key: str) -> str:
    value = resolve1(annotation.get(key)) if isinstance(annotation, Mapping) else None
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""


def _glyphs(
    annotation: Any, subtype: str, visible: tuple[float, float, float, float]
) -> list[Glyph]:
    text = _text(annotation, subtype)[:MAX_CHARACTERS]
    if not text.strip():
        return []
    left, bottom, right, top = (float(resolve1(side)) for side in resolve1(annotation["Rect"]))
    # On a rotated page the position is wrong, but it is on the page.
    x0 = min(max(min(left, right) - visible[0], 0.0), visible[2] - TEXT_SIZE)
    y = min(max(visible[1] + visible[3] - max(bottom, top), 0.0), visible[3] - TEXT_SIZE)
    made = []
    for line in text.replace("\r", "\n").split("\n"):
        x = x0
        for char in line:
            advance = TEXT_SIZE if char > "\u2000" else LATIN_ADVANCE * TEXT_SIZE
            made.append(Glyph(char, x, y, x + advance, y + TEXT_SIZE, TEXT_SIZE, "", 0))
            x += advance
        y += LINE_PITCH * TEXT_SIZE
    return made


def _text(annotation: Any, subtype: str) -> str:
    """The contents of a free text annotation, or the value of a text or choice field; the values
    of other fields are names of states."""
    value: Any = None
    if subtype == "FreeText":
        value = resolve1(annotation.get("Contents"))
    elif subtype == "Widget" and _inherited(annotation, "FT") in ("Tx", "Ch"):
        value = _inherited(annotation, "V")
    return decode_text(value) if isinstance(value, bytes) else ""


def _inherited(field: Any, key: str) -> Any:
    """An entry of a form field, or of the nearest ancestor that has it; None if none has."""
    for _ in range(MAX_FIELD_DEPTH):
        if not isinstance(field, Mapping):
            return None
        value = resolve1(field.get(key))
        if value is not None:
            return str(literal_name(value)) if isinstance(value, PSLiteral) else value
        field = resolve1(field.get("Parent"))
    return None
