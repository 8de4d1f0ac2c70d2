"""One report in several formats gives the same passages."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from indexer.documents import metadata
from indexer.documents.passages import build_passages
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from indexer.structure.outline import outline
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind, Passage
from tests.indexer.samples import REPORT, Item, docx, html, odt, package, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

FORMATS = ("odt", "docx", "html", "markdown")


def read(path: Path) -> Reading:
    chosen = reader(detect(path))
    return chosen.assemble(list(chosen.parts(path, ReadOptions())), None)


def passages(reading: Reading) -> list[Passage]:
    blocks, _ = metadata.with_title(reading.blocks)
    return build_passages(outline(blocks), "doc")[1]


@pytest.fixture(scope="module", name="readings")
def _readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    files = write_all(tmp_path_factory.mktemp("samples"))
    return {name: read(path) for name, path in files.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_is_known_by_its_content(readings: dict[str, Reading], name: str) -> None:
    assert readings[name].format == name


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_passages(readings: dict[str, Reading], name: str) -> None:
    def essence(reading: Reading) -> list[tuple[object, ...]]:
        return sorted(
            (str(p.kind), p.text, p.section, repr(p.table.cells) if p.table else "")
            for p in passages(reading)
        )

    assert essence(readings[name]) == essence(readings["odt"])


@pytest.mark.parametrize("name", FORMATS)
def test_every_paragraph_is_there_once_and_nothing_else(
    readings: dict[str, Reading], name: str
) -> None:
    found = [p.text for p in passages(readings[name]) if p.table is None]
    numbers = {"增加書車班次。": "1.", "簡化採購程序。": "2."}
    wanted = {numbers.get(i.text, "") + i.text.replace("^", "") for i in REPORT if i.text}
    wanted -= {"表 1 各區借閱人次", "單位：百人次"}
    wanted |= {"1 指依圖書館法設立之公共圖書館。"}
    assert {text for text in found if "\t" not in text} == wanted
    assert len(found) == len(wanted) + 1, "caption, unit and headers of the table are one passage"


@pytest.mark.parametrize("name", FORMATS)
def test_every_data_cell_has_its_whole_header_path(readings: dict[str, Reading], name: str) -> None:
    rows = [p for p in passages(readings[name]) if p.kind is Kind.TABLE_ROW]
    cells = {
        (cell.row, cell.column): row.text[cell.start : cell.end]
        for row in rows
        if row.table
        for cell in row.table.cells
        if cell.row
    }
    assert cells == {
        (("110",), ("合計",)): "1,430", (("111",), ("合計",)): "1,560",
        (("110",), ("北區", "總館")): "420", (("111",), ("北區", "總館")): "450",
        (("110",), ("北區", "分館")): "310", (("111",), ("北區", "分館")): "340",
        (("110",), ("南區", "總館")): "400", (("111",), ("南區", "總館")): "430",
        (("110",), ("南區", "分館")): "300", (("111",), ("南區", "分館")): "340",
    }  # fmt: skip
    assert {(r.table.caption, r.table.unit, r.table.note) for r in rows if r.table} == {
        ("表 1 各區借閱人次", "百人次", "資料來源：雲海縣文化局。")
    }


@pytest.mark.parametrize("name", FORMATS)
def test_title_agency_and_date_come_from_the_text(readings: dict[str, Reading], name: str) -> None:
    reading = readings[name]
    blocks, title = metadata.with_title(reading.blocks)
    found = metadata.read(reading, blocks, title, f"report.{name}")
    assert (found.title, found.agency, found.date) == (
        "雲海縣公共圖書館營運報告", "雲海縣文化局", "2024-05-20",
    )  # fmt: skip
    assert dict(found.provenance) == {"title": "text", "agency": "text", "date": "text"}


def test_a_big5_page_is_whole_behind_its_first_extension_character(tmp_path: Path) -> None:
    report = (
        Item("p", "里長林恒裏於墻邊合影，並頒發碁石紀念牌。"),
        Item("p", "會後辦理座談，計 32 人參加。"),
    )
    page = html(report, "cp950").replace(b"cp950", b"big5")
    (tmp_path / "a.html").write_bytes(page)
    reading = read(tmp_path / "a.html")
    assert [b.text for b in reading.blocks] == [item.text for item in report]
    assert reading.encoding == "cp950"


def test_pages_begin_where_the_word_processor_says(tmp_path: Path) -> None:
    parts = odt((Item("p", "第一頁的文字，未完"), Item("p", "第三段。")))
    parts["content.xml"] = (
        parts["content.xml"]
        .replace("未完", "尚未<text:soft-page-break/>完結。")
        .replace(
            '<text:p text:style-name="Standard">第三段', "<text:soft-page-break/><text:p>第三段"
        )
    )
    blocks = read(package(parts, tmp_path / "a.odt")).blocks
    assert [(b.text, b.page, b.breaks) for b in blocks] == [
        ("第一頁的文字，尚未完結。", 1, (9,)),
        ("第三段。", 3, ()),
    ]
    parts = docx((Item("p", "第一頁的文字，尚未完結。"), Item("p", "第三段。")))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "尚未完結", "尚未</w:t><w:lastRenderedPageBreak/><w:t>完結"
    )
    blocks = read(package(parts, tmp_path / "a.docx")).blocks
    assert [(b.page, b.breaks) for b in blocks] == [(1, (9,)), (2, ())]


@pytest.mark.parametrize("style", ["Quotations", "Quote", "Intense_20_Quote"])
def test_block_quotations_are_known_by_their_style(tmp_path: Path, style: str) -> None:
    parts = odt((Item("p", "前文如下："), Item("p", "港區應每年檢查。")))
    parts["content.xml"] = parts["content.xml"].replace(
        '<text:p text:style-name="Standard">港區', f'<text:p text:style-name="{style}">港區'
    )
    kinds = [block.kind for block in read(package(parts, tmp_path / "a.odt")).blocks]
    assert kinds == [Kind.PARAGRAPH, Kind.QUOTE]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ('<w:pStyle w:val="Quotations"/>', Kind.QUOTE),
        ('<w:pStyle w:val="Quote"/>', Kind.QUOTE),
        ('<w:ind w:left="567" w:right="567"/>', Kind.QUOTE),
        ('<w:ind w:start="480" w:end="480"/>', Kind.QUOTE),
        ('<w:ind w:left="567" w:right="0"/>', Kind.PARAGRAPH),
        ('<w:ind w:left="567" w:right="100"/>', Kind.PARAGRAPH),
        ('<w:ind w:firstLine="480"/>', Kind.PARAGRAPH),
    ],
)
def test_block_quotations_of_word_are_known_by_style_or_indents(
    tmp_path: Path, properties: str, kind: Kind
) -> None:
    parts = docx((Item("p", "前文如下："), Item("p", "港區應每年檢查。")))
    before, after = parts["word/document.xml"].split("港區", 1)
    at = before.rindex("<w:p>") + len("<w:p>")
    parts["word/document.xml"] = f"{before[:at]}<w:pPr>{properties}</w:pPr>{before[at:]}港區{after}"
    kinds = [block.kind for block in read(package(parts, tmp_path / "a.docx")).blocks]
    assert kinds == [Kind.PARAGRAPH, kind]


@pytest.mark.parametrize(
    ("way", "form", "labels"),
    [
        ("taiwaneseCountingThousand", "%1、", ["一、", "二、"]),
        ("ideographLegalTraditional", "%1、", ["壹、", "貳、"]),
        ("taiwaneseCountingThousand", "（%1）", ["（一）", "（二）"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
        ("upperRoman", "%1. ", ["I. ", "II. "]),
    ],
)
def test_word_numbers_are_written_out(
    tmp_path: Path, way: str, form: str, labels: list[str]
) -> None:
    parts = docx((Item("li", "甲項說明。"), Item("li", "乙項說明。")))
    parts["word/numbering.xml"] = (
        parts["word/numbering.xml"].replace('"decimal"', f'"{way}"').replace('"%1."', f'"{form}"')
    )
    found = [b.text for b in read(package(parts, tmp_path / "a.docx")).blocks]
    assert [text.replace(" ", "") for text in found] == [
        (label + text).replace(" ", "")
        for label, text in zip(labels, ("甲項說明。", "乙項說明。"), strict=True)
    ]


def test_deleted_text_and_hidden_fields_are_left_out_and_contents_are_apart(tmp_path: Path) -> None:
    parts = docx((Item("p", "保留文字。"),))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "</w:body>",
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>目錄項目 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:del><w:r><w:delText>刪去</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText>"
        "</w:r><w:ins><w:r><w:t>插入文字。</w:t></w:r></w:ins></w:p></w:body>",
    )
    assert [(b.text, b.kind) for b in read(package(parts, tmp_path / "a.docx")).blocks] == [
        ("保留文字。", Kind.PARAGRAPH), ("目錄項目 3", Kind.CONTENTS),
        ("插入文字。", Kind.PARAGRAPH),
    ]  # fmt: skip


def test_the_indexes_of_an_odt_are_contents(tmp_path: Path) -> None:
    parts = odt((Item("p", "保留文字。"),))
    parts["content.xml"] = parts["content.xml"].replace(
        "</office:text>",
        "<text:table-of-content><text:index-body><text:index-title><text:p>目錄</text:p>"
        "</text:index-title><text:p>一、緣起<text:tab/>3</text:p></text:index-body>"
        "</text:table-of-content><text:p>內文。</text:p></office:text>",
    )
    assert [(b.text, b.kind) for b in read(package(parts, tmp_path / "a.odt")).blocks] == [
        ("保留文字。", Kind.PARAGRAPH), ("目錄", Kind.CONTENTS), ("一、緣起 3", Kind.CONTENTS),
        ("內文。", Kind.PARAGRAPH),
    ]  # fmt: skip


def _bomb(name: str) -> dict[str, str]:
    entities = '<!ENTITY a "甲乙丙丁">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    parts = docx((Item("p", "XX"),)) if name == "docx" else odt((Item("p", "XX"),))
    main = "word/document.xml" if name == "docx" else "content.xml"
    xml = parts[main].removeprefix('<?xml version="1.0"?>')
    parts[main] = f"<!DOCTYPE d [{entities}]>" + xml.replace("XX", "&j;")
    return parts


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_an_entity_bomb_costs_only_itself(tmp_path: Path, name: str) -> None:
    path = package(_bomb(name), tmp_path / f"a.{name}")
    size, reason = 0, ""
    try:
        size = sum(len(b.text) for b in read(path).blocks)
    except SourceUnreadable as error:
        reason = error.reason
    assert size < 1000
    assert reason in ("", "archive_damaged")


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_an_outside_entity_is_not_fetched(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("機密內容", encoding="utf-8")
    parts = docx((Item("p", "XX"),)) if name == "docx" else odt((Item("p", "XX"),))
    main = "word/document.xml" if name == "docx" else "content.xml"
    xml = parts[main].removeprefix('<?xml version="1.0"?>')
    uri = (tmp_path / "secret").as_uri()
    parts[main] = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{uri}">]>' + xml.replace("XX", "前&x;後")
    text = "".join(b.text for b in read(package(parts, tmp_path / f"a.{name}")).blocks)
    assert "機密" not in text


@pytest.mark.parametrize("main", ["content.xml", "word/document.xml"])
def test_a_zip_bomb_is_given_up(tmp_path: Path, main: str) -> None:
    path = tmp_path / "bomb"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(main, b"<a>" + b" " * (80 << 20) + b"</a>")
    with pytest.raises(SourceUnreadable) as caught:
        read(path)
    assert caught.value.reason == "too_large"


def test_a_protected_document_is_reported_with_the_password_as_remedy(tmp_path: Path) -> None:
    parts = odt()
    parts["META-INF/manifest.xml"] = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(SourceUnreadable) as caught:
        read(package(parts, tmp_path / "a.odt"))
    assert caught.value.reason == "password"


@pytest.mark.parametrize("cut", [30, 200, 600])
def test_a_truncated_container_is_named_as_damaged(tmp_path: Path, cut: int) -> None:
    path = package(docx(), tmp_path / "a.docx")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(SourceUnreadable) as caught:
        read(path)
    assert caught.value.reason == "archive_damaged"


def test_a_csv_has_its_caption_unit_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        '雲海縣各鄉鎮人口統計,,\n單位：人,,\n鄉鎮,男,女\n海墘鄉,"1,204","1,180"\n石門鄉,980,1002\n'
        "資料來源：民政處,,\n".encode("cp950")
    )
    (block,) = read(path).blocks
    assert block.table
    assert (block.table.caption, block.table.unit, block.table.note) == (
        "雲海縣各鄉鎮人口統計", "人", "資料來源：民政處",
    )  # fmt: skip


def test_a_press_release_is_its_title_its_facts_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    links = "".join(f'<li><a href="/{n}">功能{n}</a></li>' for n in range(4))
    path.write_text(
        '<html><head><title>衛生福利部</title><meta name="DC.Creator" content="衛生福利部">'
        f'</head><body><a accesskey="C" href="#">:::</a><div class="nav"><ul>{links}</ul></div>'
        f'<div id="center"><h2>公布 113 年第 1 季長照統計</h2><ul>{links}</ul><div class="cp">'
        "<ul><li>建檔日期：113-05-18</li></ul><p>&nbsp;&nbsp;服務人數達"
        "<strong>50 萬 5,020 人</strong>，較去年同期<br>增加 8.6%。</p></div></div>"
        "<footer><p>版權所有</p></footer></body></html>",
        encoding="utf-8",
    )
    reading = read(path)
    assert [b.text for b in reading.blocks] == [
        "公布 113 年第 1 季長照統計",
        "建檔日期：113-05-18",
        "服務人數達50 萬 5,020 人，較去年同期增加 8.6%。",
    ]
    blocks, title = metadata.with_title(reading.blocks)
    found = metadata.read(reading, blocks, title, "a.html")
    assert (found.title, found.agency, found.date) == (
        "公布 113 年第 1 季長照統計", "衛生福利部", "2024-05-18",
    )  # fmt: skip


@pytest.mark.parametrize("depth", [300, 5000])
def test_a_deeply_nested_page_keeps_its_text(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "a.html"
    page = "<html><body><p>前段文字。</p>" + "<div>" * depth + "深處文字。" + "</div>" * depth
    path.write_text(page + "<p>後段文字。</p></body></html>", encoding="utf-8")
    assert [b.text for b in read(path).blocks] == ["前段文字。", "深處文字。", "後段文字。"]


@pytest.mark.parametrize("nest", ["<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_a_page_nested_by_whatever_keeps_its_text(tmp_path: Path, nest: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{nest * 3000}深處的文字。", encoding="utf-8")
    assert [b.text for b in read(path).blocks] == ["深處的文字。"]
