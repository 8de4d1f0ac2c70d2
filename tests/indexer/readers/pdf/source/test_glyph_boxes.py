"""The boxes of glyphs under any text matrix: upright text, which most is, is no special case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.document import PdfDocument
from indexer.readers.pdf.source.page_content import PageContent
from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer
from tests.indexer.readers.pdf.raw_pdf import pages

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.readers.pdf.source.geometry import Glyph

#: An angle that no reader sees, and by which text is no longer upright.
UNSEEN = "0.000000001"
STATES = ("", "2 Tc ", "3 Tw ", "50 Tz ", "-50 Tz ", "4 Ts ", "-1 Tc ")


def drawn(folder: Path, state: str, size: str, matrix: str) -> list[Glyph]:
    content = f"BT /F1 {size} Tf {state}{matrix} 70 700 Tm [(A b) -250 (cd)] TJ (e f) Tj ET"
    path = folder / "page.pdf"
    path.write_bytes(pages([content.encode()]))
    prepare_pdfminer()
    with PdfDocument(path) as document:
        (found,) = document.pages()
    assert isinstance(found, PageContent)
    return found.glyphs


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", ["12", "-12"])
@pytest.mark.parametrize("scale", [("1", "1"), ("-1", "1"), ("1", "-1"), ("0", "1")])
def test_upright_text_has_the_boxes_of_text_at_no_angle(
    tmp_path: Path, state: str, size: str, scale: tuple[str, str]
) -> None:
    across, up = scale
    upright = drawn(tmp_path, state, size, f"{across} 0 0 {up}")
    tilted = drawn(tmp_path, state, size, f"{across} {UNSEEN} {UNSEEN} {up}")
    assert [glyph.text for glyph in upright] == list("A bcde f")
    for one, other in zip(upright, tilted, strict=True):
        assert one.text == other.text
        assert one[1:6] == pytest.approx(other[1:6], abs=1e-6)
        assert one.x0 <= one.x1
        assert one.y0 <= one.y1


def test_numbers_are_read_alike_the_second_time(tmp_path: Path) -> None:
    whole = drawn(tmp_path, "", "12", "1 0 0 1")
    again = drawn(tmp_path, "", "12.0", "1.0 0. .0 +1")
    assert [glyph[:6] for glyph in whole] == [glyph[:6] for glyph in again]


@pytest.mark.parametrize(
    "shown", ["(ab) Tj (cd) Tj", "[(ab)] TJ [(cd)] TJ", "[(a) 0 (b)] TJ (cd) Tj"]
)
def test_text_shown_in_pieces_is_spaced_as_in_one(tmp_path: Path, shown: str) -> None:
    # Spacing follows every character, the last of an operator as well: without it each further
    # piece of a row of headers moves to the left, into the cell before.
    def places(shown: str) -> list[float]:
        path = tmp_path / "page.pdf"
        path.write_bytes(pages([f"BT /F1 12 Tf 5 Tc 70 700 Td {shown} ET".encode()]))
        prepare_pdfminer()
        with PdfDocument(path) as document:
            (found,) = document.pages()
        assert isinstance(found, PageContent)
        return [glyph.x0 for glyph in found.glyphs]

    assert places(shown) == pytest.approx(places("(abcd) Tj"))


def test_a_number_before_the_first_string_moves_it_by_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(pages([b"BT /F1 10 Tf 5 Tc 70 700 Td [-1000 (a)] TJ ET"]))
    prepare_pdfminer()
    with PdfDocument(path) as document:
        (found,) = document.pages()
    assert isinstance(found, PageContent)
    assert found.glyphs[0].x0 == pytest.approx(80)
