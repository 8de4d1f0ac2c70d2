"""The PDF reader on files that are broken, locked, odd, or cut short."""

from __future__ import annotations

import io
import pickle
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from indexer.documents.build import build_document
from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.document import paragraph_blocks
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.reader import FileFacts, assemble, parts
from indexer.structure.joining import normalize_spaces
from judian.core.errors import SourceUnreadable
from judian.core.model import DocumentInfo, Kind
from tests.indexer.readers.pdf import raw_pdf, typeset
from tests.indexer.readers.pdf.report import Para, Report, make_report
from tests.indexer.readers.pdf.typeset import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

NEVER = ReadOptions(ocr="never")
ENGLISH = [
    "The bureau inspected forty-two harbours in the year 2023 and",
    "published what it found.",
]


def write(folder: Path, data: bytes) -> Path:
    path = folder / "sample.pdf"
    path.write_bytes(data)
    return path


def read(folder: Path, data: bytes) -> Reading:
    return assemble(list(parts(write(folder, data), NEVER)), None)


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def refusal(folder: Path, data: bytes) -> SourceUnreadable:
    with pytest.raises(SourceUnreadable) as caught:
        read(folder, data)
    return caught.value


def encrypted(password: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, canPrint=0))
    canvas.drawString(70, 700, "secret words of the bureau")
    canvas.save()
    return buffer.getvalue()


def test_a_password_is_named_with_the_remedy(tmp_path: Path) -> None:
    error = refusal(tmp_path, encrypted("open sesame"))
    assert error.reason == "password"
    assert "without a password" in error.hint("en")
    assert "密碼" in error.message("zh")


def test_a_file_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, encrypted(""))) == ["secret words of the bureau"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\nnothing of use follows\n%%EOF", "damaged"),
        (b"\x00" * 4096, "damaged"),
        (raw_pdf.raw_pdf({1: b"<</Pages 2 0 R>>", 2: b"<</Kids[]/Count 0>>"}), "no_pages"),
        (raw_pdf.raw_pdf({1: b"<</Type/Catalog>>"}), "no_pages"),
        (raw_pdf.pages([b""]), "empty"),
    ],
    ids=["empty file", "header only", "no objects", "zeros", "no kids", "no tree", "blank page"],
)  # fmt: skip
def test_a_file_without_text_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    error = refusal(tmp_path, data)
    assert error.reason == reason
    assert "sample.pdf" in error.message("en")
    assert error.hint("zh")


def test_a_broken_page_costs_itself_only(tmp_path: Path) -> None:
    data = raw_pdf.pages([raw_pdf.text(["first page of the report"]), b"", raw_pdf.text(["third"])])
    broken = data.replace(b"13 0 obj\n<</Length 0>>", b"13 0 obj\n<</Filter/LZWDecode/Length 0>>")
    broken = broken.replace(b"/Contents 13 0 R", b"/Contents (not a stream)")
    reading = read(tmp_path, broken)
    assert texts(reading) == ["first page of the report", "third"]
    assert reading.pages == 3
    assert [v.page for v in reading.page_verdicts] == [1, 2, 3]


def test_pages_that_the_tree_counts_but_lacks_are_reported(tmp_path: Path) -> None:
    data = raw_pdf.pages([raw_pdf.text(ENGLISH)]).replace(b"/Count 1>>", b"/Count 4>>")
    reading = read(tmp_path, data)
    assert texts(reading) == ENGLISH
    assert reading.pages == 4
    assert [v.page for v in reading.page_verdicts if v.verdict != "good"] == [2, 3, 4]


def test_a_page_tree_that_goes_round_in_circles_ends(tmp_path: Path) -> None:
    data = raw_pdf.pages([raw_pdf.text(ENGLISH)]).replace(
        b"/Kids[10 0 R ]", b"/Kids[2 0 R 10 0 R ]"
    )
    assert texts(read(tmp_path, data)) == ENGLISH


def test_finished_pages_survive_a_kill_and_the_others_are_reported(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        raw_pdf.pages([raw_pdf.text([f"page number {n} of the report"]) for n in range(5)]),
    )
    stream = parts(path, NEVER)
    kept = [pickle.loads(pickle.dumps(next(stream))) for _ in range(3)]
    stream.close()  # type: ignore[attr-defined]
    reading = assemble(kept, "time")
    assert len(reading.blocks) == 2
    assert reading.pages == 5
    missing = reading.page_verdicts[-1]
    assert (missing.page, missing.verdict) == (3, "missing")
    assert "time" in missing.detail


def test_the_first_part_says_what_the_file_claims(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle("年度報告")
    canvas.setAuthor("統計處")
    canvas.drawString(70, 700, "words of the report")
    canvas.save()
    first = next(iter(parts(write(tmp_path, buffer.getvalue()), NEVER)))
    assert isinstance(first, FileFacts)
    assert first.pages == 1
    assert first.properties["title"] == "年度報告"
    assert first.properties["author"] == "統計處"


def test_page_labels_and_printed_numbers_are_kept_where_they_differ(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(4):
        canvas.drawString(
            70, 700 - 40 * number, f"Chapter of the report about harbour {'abcd'[number]}"
        )
        canvas.drawCentredString(297, 30, f"- {number + 11} -")
        canvas.showPage()
    canvas.save()
    reading = read(tmp_path, buffer.getvalue())
    assert [block.page for block in reading.blocks] == [1, 2, 3, 4]
    assert reading.page_labels == {1: "11", 2: "12", 3: "13", 4: "14"}


def test_boxes_of_lines_lie_on_their_pages(tmp_path: Path) -> None:
    report = make_report(3)
    reading = read(tmp_path, typeset.typeset(report, Layout()))
    for block in reading.blocks:
        assert block.boxes
        for page, x0, y0, x1, y1 in block.boxes:
            assert block.page is not None
            assert block.page <= page <= (reading.pages or 0)
            assert 0 <= x0 < x1 <= 596
            assert 0 <= y0 < y1 <= 843
    title = reading.blocks[0]
    assert title.boxes[0][2] < 150, "measured from the top"


def test_breaks_say_where_pages_begin_in_a_paragraph(tmp_path: Path) -> None:
    reading = read(tmp_path, typeset.typeset(make_report(5), Layout()))
    turned = [block for block in reading.blocks if block.breaks and block.table is None]
    assert turned
    for block in turned:
        rows = [box for box in block.boxes if box[0] == block.page]
        assert 0 < block.breaks[0] < len(block.text)
        assert len(rows) < len(block.boxes)


def test_breaks_point_at_the_first_character_of_each_page(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(text: str) -> str:
        calls.append(text)
        return normalize_spaces(text)

    monkeypatch.setattr(paragraph_blocks, "normalize_spaces", counted)
    pages = ["第 一頁 末", "丙 頁 abc", " def  丁", "（戊 1 2", "己"] * 50
    starts = list(accumulate(map(len, pages)))[:-1]
    made, breaks = paragraph_blocks.tidy_text_and_breaks("".join(pages), starts, heading=False)
    assert [made[at] for at in breaks] == [page.strip()[0] for page in pages[1:]]
    assert len(calls) == 1, "a paragraph of many pages takes time in proportion to its length"


def test_turned_pages_are_read_like_upright_ones(tmp_path: Path) -> None:
    data = raw_pdf.pages([raw_pdf.text(ENGLISH)])
    for degrees in (90, 180, 270):
        turned = data.replace(b"/Type/Page/Parent", b"/Type/Page/Rotate %d/Parent" % degrees)
        assert texts(read(tmp_path, turned)) == ENGLISH


def test_text_inside_form_objects_is_read(tmp_path: Path) -> None:
    form = raw_pdf.stream(
        raw_pdf.text(ENGLISH),
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>",
    )
    data = raw_pdf.raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            3: raw_pdf.HELVETICA,
            4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
            b"/Resources<</XObject<</X1 6 0 R>>>>>>",
            5: raw_pdf.stream(b"/X1 Do"),
            6: form,
        }
    )
    assert texts(read(tmp_path, data)) == ENGLISH


def test_text_of_form_fields_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(70, 700, "Name of the harbour")
    canvas.acroForm.textfield(name="harbour", value="Anping", x=70, y=600, width=200, height=24)
    canvas.save()
    assert "Anping" in texts(read(tmp_path, buffer.getvalue()))


def test_text_outside_of_the_paper_is_left_out(tmp_path: Path) -> None:
    content = raw_pdf.text(ENGLISH) + raw_pdf.text(["printer's marks"], y=-40)
    assert texts(read(tmp_path, raw_pdf.pages([content]))) == ENGLISH


def cid_font(name: bytes, encoding: bytes, ordering: bytes) -> bytes:
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/%s/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)"
        b"/Supplement 1>>/DW 1000>>]>>" % (name, encoding, name, ordering)
    )


SENTENCE = "本處於民國一百一十二年完成漁港設備檢查並公告其結果"


@pytest.mark.parametrize(
    ("encoding", "ordering", "codec"),
    [
        (b"ETen-B5-H", b"CNS1", "cp950"),
        (b"ETenms-B5-H", b"CNS1", "cp950"),
        (b"UniCNS-UCS2-H", b"CNS1", "utf-16-be"),
        (b"UniGB-UCS2-H", b"GB1", "utf-16-be"),
        (b"UniGB-UCS2-H", b"CNS1", "utf-16-be"),
    ],
    ids=["Big5", "Big5 of Microsoft", "CNS", "GB", "a map of another collection"],
)
def test_chinese_fonts_without_a_map_of_their_own_are_read(
    tmp_path: Path, encoding: bytes, ordering: bytes, codec: str
) -> None:
    font = cid_font(b"MSung-Light", encoding, ordering)
    content = b"BT /F1 12 Tf 70 700 Td <%s> Tj ET" % SENTENCE.encode(codec).hex().encode()
    reading = read(tmp_path, raw_pdf.pages([content], font=font))
    assert texts(reading) == [SENTENCE]
    assert reading.page_verdicts[0].verdict == "good"


def test_a_font_without_characters_is_named(tmp_path: Path) -> None:
    font = cid_font(b"Nameless", b"Identity-H", b"Identity")
    content = b"BT /F1 12 Tf 70 700 Td <%s> Tj ET" % b"".join(b"%04x" % n for n in range(40, 80))
    error = refusal(tmp_path, raw_pdf.pages([content], font=font))
    assert error.reason == "unreadable_font"
    assert "100 %" in error.message("en")


def test_twelve_thousand_numbers_on_a_page_are_one_table(tmp_path: Path) -> None:
    content = b"BT /F1 3 Tf " + b"".join(
        b"1 0 0 1 %d %d Tm (%d) Tj " % (x * 9 + 20, y * 4 + 10, 10 + (x * y) % 89)
        for y in range(200)
        for x in range(60)
    )  # fmt: skip
    reading = read(tmp_path, raw_pdf.pages([content + b"ET"]))
    assert [block.kind for block in reading.blocks] == [Kind.TABLE_ROW]
    table = reading.blocks[0].table
    assert table is not None
    assert len(table.cells) == 12_000


def test_a_character_drawn_on_itself_ten_thousand_times_is_read(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 100 100 Td " + b"0 0 Td (a) Tj 0 0 Td (b) Tj " * 5000 + b"ET"
    reading = read(tmp_path, raw_pdf.pages([content]))
    assert reading.page_verdicts[0].verdict == "good"


def test_a_short_report_of_one_page_keeps_its_only_paragraphs(tmp_path: Path) -> None:
    report = Report("", [Para("統計處工作報告書", "title"), Para("本處今年辦理講習三場。", "body")])
    layout = Layout(head=False, numbering="plain")
    assert texts(read(tmp_path, typeset.typeset(report, layout))) == report.paragraphs


def test_a_page_part_is_of_use_alone(tmp_path: Path) -> None:
    path = write(tmp_path, typeset.typeset(make_report(8), Layout()))
    found = [part for part in parts(path, NEVER) if isinstance(part, PagePart)]
    for part in found:
        assert assemble([part], "memory").blocks


def test_notes_without_an_appearance_are_read_from_what_they_say(tmp_path: Path) -> None:
    note = (
        b"/Annots[<</Type/Annot/Subtype/FreeText/Rect[70 600 300 640]/Contents(Checked 17 times)>>]"
    )
    field = note.replace(b"/FreeText", b"/Widget/FT/Tx").replace(b"/Contents", b"/V")
    for extra in (note, field):
        reading = read(tmp_path, raw_pdf.pages([raw_pdf.text(ENGLISH)], extra=extra))
        assert "Checked 17 times" in texts(reading)


def test_a_line_that_runs_off_the_paper_is_kept(tmp_path: Path) -> None:
    content = raw_pdf.text(["A heading that begins outside of the paper 2023"], x=-200)
    assert texts(read(tmp_path, raw_pdf.pages([content]))) == [
        "A heading that begins outside of the paper 2023"
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_file_of_a_few_lines_becomes_a_document(count: int, tmp_path: Path) -> None:
    lines = ["Show", "World", "Annual report"][-count:]
    content = b"".join(raw_pdf.text([x], y=700 - 90 * at) for at, x in enumerate(lines))
    reading = read(tmp_path, raw_pdf.pages([content]))
    info = DocumentInfo("few", "few", ("few.pdf",), "pdf", "0" * 64)
    _, entries = build_document(info, None, reading)
    assert list(entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"[0 0 595 842]", b"[595 842 0 0]"),
        (b"[0 0 595 842]", b"[0 0 0 0]"),
        (b"/Kids[10 0 R ]", b"/Kids 7"),
        (b"/Count 1>>", b"/Count -5>>"),
    ],
    ids=["a box upside down", "a box without a size", "kids that are a number", "a count below 0"],
)
def test_a_page_is_read_though_its_tree_or_size_is_wrong(
    old: bytes, new: bytes, tmp_path: Path
) -> None:
    data = raw_pdf.pages([raw_pdf.text(ENGLISH)])
    assert old in data
    assert texts(read(tmp_path, data.replace(old, new))) == ENGLISH


def test_a_line_with_leaders_and_an_amount_is_not_in_a_table_of_contents(tmp_path: Path) -> None:
    lines = ["Gross pay of the year ........ 145873", "Net pay of the year ........ 1288"]
    content = b"".join(raw_pdf.text([x], y=700 - 90 * at) for at, x in enumerate(lines))
    info = DocumentInfo("pay", "pay", ("pay.pdf",), "pdf", "0" * 64)
    _, entries = build_document(info, None, read(tmp_path, raw_pdf.pages([content])))
    shown = " ".join(entry.squeezed for entry in entries)
    assert "145873" in shown
    assert "1288" in shown
