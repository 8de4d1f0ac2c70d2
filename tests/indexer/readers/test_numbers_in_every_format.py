"""Spellings of numbers give the same figures in DOCX, ODT, HTML, Markdown, text and PDF.

`TEXTS` has an example of each kind of spelling, and `CELLS` of each kind of cell.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from judian.core.model import DocumentInfo, passage_from_json
from tests.indexer.readers.pdf import raw_pdf
from tests.indexer.samples import Item, docx, html, markdown, odt, package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMATS = ("docx", "odt", "html", "md", "txt", "pdf")
#: A sentence with the value, the upper end of a range, and the unit of each of its figures.
TEXTS = (
    ("契約價金為拾伍萬貳仟元。", [(152000, None, "元")]),
    ("保證金計新臺幣貳佰億元。", [(20_000_000_000, None, "元")]),
    ("補助款5仟3佰萬元已撥付。", [(53_000_000, None, "元")]),
    ("工程款共3億2仟萬元。", [(320_000_000, None, "元")]),
    ("該基金本期盈餘-3,250萬元。", [(-32_500_000, None, "元")]),
    ("本期淨變動為(2,345)千元。", [(-2_345_000, None, "元")]),
    ("工程進度完成七成半。", [(75, None, "%")]),
    ("每戶配地二又四分之一公頃。", [(Decimal("2.25"), None, "公頃")]),
    ("步道全長3又1/2公里。", [(Decimal("3.5"), None, "公里")]),
    ("清出淤泥五、六百公斤。", [(500, 600, "公斤")]),
    ("約有十五、六件待審。", [(15, 16, "件")]),
    ("總經費為二萬三千億元。", [(2_300_000_000_000, None, "元")]),
    ("用水戶數為3.2E+5戶。", [(320_000, None, "戶")]),
    ("服務人次為4×10⁵人。", [(400_000, None, "人")]),
    ("一０五年處理87件。", [(87, None, "件")]),
    ("1130520受理12件。", [(12, None, "件")]),
    ("處有期徒刑壹年肆月。", [(16, None, "個月")]),
    ("乙方負擔210萬元，甲方另議定之。", [(2_100_000, None, "元")]),
)
#: The cell of a table in 千元, with the value of its figure; None for a cell without one.
CELLS = (
    ("7,215", 7_215_000), ("-4,310", -4_310_000), ("(1,208)", -1_208_000), ("△560", -560_000),
    ("② 3,406", 3_406_000), ("叁仟陸佰", 3_600_000), ("113.5.20", None), ("－", None),
)  # fmt: skip
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/MingLiU/Encoding/UniCNS-UTF16-H/DescendantFonts[<<"
    b"/Type/Font/Subtype/CIDFontType0/BaseFont/MingLiU/DW 1000/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(CNS1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor"
    b"/FontName/MingLiU/Flags 4/ItalicAngle 0/Ascent 880/Descent -120/StemV 80"
    b"/CapHeight 880/FontBBox[0 -120 1000 880]>>>>]>>"
)


def written(texts: Sequence[str], name: str, folder: Path) -> Path:
    """A file in a format with these paragraphs; the font of the PDF has no raised digits."""
    report = [Item("p", text) for text in texts]
    path = folder / f"a.{name}"
    if name in ("docx", "odt"):
        return package(docx(report) if name == "docx" else odt(report), path)
    if name == "pdf":
        lines = (
            b"BT /F1 12 Tf 70 %d Td <%s> Tj ET\n"
            % (780 - 36 * at, text.replace("⁵", "^5").encode("utf-16-be").hex().encode("ascii"))
            for at, text in enumerate(texts)
        )
        path.write_bytes(raw_pdf.pages([b"".join(lines)], font=_FONT))
        return path
    content = {"html": html, "md": lambda it: markdown(it).encode()}.get(name)
    path.write_bytes(content(report) if content else "\n\n".join(texts).encode())
    return path


def figures(path: Path) -> list[tuple[Decimal | None, Decimal | None, str | None]]:
    """The value, upper end and unit of every figure of a file."""
    chosen = reader(detect(path))
    reading = chosen.assemble(list(chosen.parts(path, ReadOptions(ocr="never"))), None)
    info = DocumentInfo("a", "甲", (path.name,), reading.format, "0" * 64)
    _, entries = build_document(info, None, reading)
    passages = [passage_from_json(json.loads(entry.payload)) for entry in entries]
    return [(f.value, f.value_high, f.unit) for passage in passages for f in passage.figures]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("half", [0, 1])
def test_a_spelling_has_its_value_in_every_format(tmp_path: Path, name: str, half: int) -> None:
    cases = TEXTS[half::2]
    path = written([text for text, _ in cases], name, tmp_path)
    assert figures(path) == [figure for _, own in cases for figure in own]


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("txt", "pdf")])
def test_a_cell_has_its_value_in_every_format(tmp_path: Path, name: str) -> None:
    rows = (
        (("機關", 2, 1), ("決算", 1, 1)), (("淨額", 1, 1),),
        *(((f"第{'甲乙丙丁戊己庚辛'[at]}局", 1, 1), (cell, 1, 1))
          for at, (cell, _) in enumerate(CELLS)),
    )  # fmt: skip
    report = (Item("p", "表 1 各局淨額"), Item("p", "單位：千元"), Item("table", rows=rows))
    path = tmp_path / f"a.{name}"
    if name in ("docx", "odt"):
        package(docx(report) if name == "docx" else odt(report), path)
    else:
        path.write_bytes(html(report) if name == "html" else markdown(report).encode())
    wanted = [(Decimal(value), None, "元") for _, value in CELLS if value is not None]
    assert figures(path) == wanted


@pytest.mark.parametrize("name", ["docx", "odt", "html", "txt", "pdf"])
def test_a_number_that_a_break_may_cut_is_whole_or_none(tmp_path: Path, name: str) -> None:
    breaks = {"docx": "<w:br/>", "odt": "<text:line-break/>", "html": "<br>"}
    whole, cut = "全年共受理5,4", "32件。"
    path = written([f"{whole}@{cut}"], name, tmp_path)
    if name in ("docx", "odt"):
        main = "word/document.xml" if name == "docx" else "content.xml"
        parts = (docx if name == "docx" else odt)([Item("p", f"{whole}@{cut}")])
        inside = "</w:t><w:br/><w:t>" if name == "docx" else breaks[name]
        package({**parts, main: parts[main].replace("@", inside)}, path)
    elif name == "pdf":
        path = written([whole, cut], name, tmp_path)
    else:
        path.write_bytes(path.read_bytes().replace(b"@", breaks.get(name, "\n").encode()))
    assert figures(path) in ([(Decimal(5432), None, "件")], [])


def test_a_character_that_a_font_lacks_leaves_no_part_of_a_number(tmp_path: Path) -> None:
    assert figures(written(["步道全長3½公里。"], "pdf", tmp_path)) == []
    assert figures(written(["步道全長3公里。"], "pdf", tmp_path)) == [(Decimal(3), None, "公里")]
