"""Private-use characters of PDFs: those of Hong Kong are known, others are gaps; and compatibility
ideographs are no wrong characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.page.text_quality import assess
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.unicode import normalize_glyph_text
from tests.indexer.readers.pdf import raw_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.structure.blocks import Reading


def font(cmap: bytes) -> bytes:
    """A font of Adobe-CNS1 without embedded glyphs and without a map to Unicode."""
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/MingLiU/Encoding/" + cmap + b"/DescendantFonts[<<"
        b"/Type/Font/Subtype/CIDFontType0/BaseFont/MingLiU/DW 1000/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(CNS1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor"
        b"/FontName/MingLiU/Flags 4/ItalicAngle 0/Ascent 880/Descent -120/StemV 80"
        b"/CapHeight 880/FontBBox[0 -120 1000 880]>>>>]>>"
    )


def read(
    folder: Path, codes: bytes, made: bytes, more: Mapping[int, bytes] | None = None
) -> Reading:
    content = b"BT /F1 12 Tf 70 700 Td <%s> Tj ET" % codes.hex().encode("ascii")
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
        3: made,
        10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>",
        11: raw_pdf.stream(content),
        **(more or {}),
    }
    path = folder / "a.pdf"
    path.write_bytes(raw_pdf.raw_pdf(objects))
    return assemble(list(parts(path, ReadOptions(ocr="never"))), None)


@pytest.mark.parametrize("text", ["大廈𨋢口共有四十六個貨櫃", "本處職員在各區發出𠝹紙共有四十六個"])
@pytest.mark.parametrize("cmap", [b"HKscs-B5-H", b"HKscs-B5-V"])
def test_characters_of_hong_kong(tmp_path: Path, text: str, cmap: bytes) -> None:
    reading = read(tmp_path, text.encode("big5hkscs"), font(cmap))
    assert "".join(block.text for block in reading.blocks) == text
    assert [verdict.verdict for verdict in reading.page_verdicts] == ["good"]


def test_a_private_code_without_a_meaning_is_a_gap_that_is_named(tmp_path: Path) -> None:
    text = "承辦人為丁大\ue123先生管轄戶數共有四百零七戶另設聯絡處一所"
    mapped = b"".join(b"<%04X> <%04X>\n" % (ord(char), ord(char)) for char in sorted(set(text)))
    to_unicode = raw_pdf.stream(
        b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar\n%s"
        b"endbfchar endcmap" % (len(set(text)), mapped)
    )
    made = font(b"Identity-H").replace(b"/DescendantFonts", b"/ToUnicode 5 0 R/DescendantFonts")
    reading = read(tmp_path, text.encode("utf-16-be"), made, {5: to_unicode})
    assert "".join(block.text for block in reading.blocks) == text.replace("\ue123", "\ufffd")
    assert [verdict.verdict for verdict in reading.page_verdicts] == ["user_defined"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("本年度公所完成產業合作三件" * 3, "good"),
        ("本年度公所完成產業合作三件" * 3 + "\ue123", "user_defined"),
        ("本年度公所完成產業合作三件" * 3 + "\uf0b7", "good"),
        ("本年度公所完成\ue123\ue124\ue125", "bad_mapping"),
    ],
)
def test_the_verdict_on_private_use_characters(text: str, verdict: str) -> None:
    assert assess(text, 0.0).verdict == verdict


def test_compatibility_ideographs_are_judged_as_what_they_are() -> None:
    text = "\uf98e度\ufa08政\uf98e度\uf967來六\uf9d1金額\uf90a"
    shown = "".join(normalize_glyph_text(char) for char in text)
    assert shown == "年度行政年度不來六六金額金"
    assert assess(text, 0.0).verdict == "wrong_han"
    assert assess(shown, 0.0).verdict == "good"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Wingdings2", "③"), ("ABCDEF+Wingdings-Regular", "③"), ("ZapfDingbats", "③"), ("Ming", "3")],
)
def test_a_digit_of_a_font_of_symbols_is_in_a_circle(tmp_path: Path, name: str, shown: str) -> None:
    to_unicode = raw_pdf.stream(
        b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar\n"
        b"<0033> <0033>\nendbfchar endcmap"
    )
    made = font(b"Identity-H").replace(b"/DescendantFonts", b"/ToUnicode 5 0 R/DescendantFonts")
    made = made.replace(b"MingLiU", name.encode("ascii"))
    reading = read(tmp_path, "3".encode("utf-16-be"), made, {5: to_unicode})
    assert [block.text for block in reading.blocks] == [shown]
