"""Elements of word processors beside the text: hidden words, changes, notes, shapes, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.documents.passages import build_passages
from indexer.readers.common.contract import ReadOptions
from indexer.readers.docx import reader as docx
from indexer.readers.html import reader as html
from indexer.readers.odt import reader as odt
from indexer.structure.outline import outline
from judian.core.model import Kind
from tests.indexer import samples
from tests.indexer.grids import rows

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_NOTES = (
    '<w:{0}note w:type="separator" w:id="0"><w:p/></w:{0}note><w:{0}note w:id="2"><w:p><w:r>'
    "<w:{0}noteRef/></w:r><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}note>"
)


def word(tmp_path: Path, body: str, **others: str) -> list[Block]:
    """The blocks of a Word document with this body and these other parts."""
    parts = {"word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>"}
    for name, content in others.items():
        parts[f"word/{name}.xml"] = f"<w:{name} {_W} {_MC}>{content}</w:{name}>"
    path = samples.package(parts, tmp_path / "a.docx")
    return list(docx.assemble(list(docx.parts(path, ReadOptions())), None).blocks)


def writer(tmp_path: Path, body: str, styles: str = "") -> list[Block]:
    """The blocks of an OpenDocument text with this body and these automatic styles."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
            ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    path = samples.package({"content.xml": content}, tmp_path / "a.odt")
    return list(odt.assemble(list(odt.parts(path, ReadOptions())), None).blocks)


def page(tmp_path: Path, body: str) -> list[Block]:
    """The blocks of a web page with this body."""
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return list(html.assemble(list(html.parts(path, ReadOptions())), None).blocks)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="1"/>', False),
        ('<w:vanish w:val="0"/>', True),
        ('<w:rStyle w:val="Secret"/>', False),
        ('<w:rStyle w:val="Secret"/><w:vanish w:val="false"/>', True),
        ("<w:b/>", True),
    ],
)
def test_word_text_is_hidden_by_itself_or_by_its_style(
    tmp_path: Path, properties: str, shown: bool
) -> None:
    style = (
        '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = f"<w:p>{run('甲乙丙')}{run('（內部註記）', properties)}{run('丁戊己。')}</w:p>"
    wanted = "甲乙丙（內部註記）丁戊己。" if shown else "甲乙丙丁戊己。"
    assert texts(word(tmp_path, body, styles=style)) == [wanted]


def test_opendocument_text_is_hidden_by_style_section_or_field(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'text:display="none"/></style:style><style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:p>甲乙<text:span text:style-name="T1">（內部）</text:span>丙丁。</text:p>'
        '<text:p text:style-name="P1">整段不公開。</text:p>'
        '<text:section text:display="none"><text:p>整節不公開。</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>條件隱藏。</text:p>'
        '<text:p><text:hidden-paragraph text:is-hidden="false"/>條件顯示。</text:p>'
    )
    assert texts(writer(tmp_path, body, styles)) == ["甲乙丙丁。", "條件顯示。"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('全年共')}<w:del><w:r><w:delText>約"
        f"</w:delText></w:r></w:del></w:p><w:p><w:ins>{run('計三十二件。')}</w:ins></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>舊</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>"
    )
    assert texts(word(tmp_path, body)) == ["全年共計三十二件。"]


@pytest.mark.parametrize(
    ("kind", "settings", "mark"),
    [
        ("foot", "", "1"),
        ("end", "", "i"),
        ("end", '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>', "1"),
        ("foot", '<w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr>', "A"),
        ("foot", '<w:footnotePr><w:numStart w:val="5"/></w:footnotePr>', "5"),
    ],
)
def test_notes_are_marked_as_word_marks_them(
    tmp_path: Path, kind: str, settings: str, mark: str
) -> None:
    body = f'<w:p>{run("依規定辦理")}<w:r><w:{kind}noteReference w:id="2"/></w:r>{run("。")}</w:p>'
    blocks = word(
        tmp_path, body, settings=settings, **{f"{kind}notes": _NOTES.format(kind, "見附錄。")}
    )
    assert [(b.kind, b.text) for b in blocks] == [
        (Kind.PARAGRAPH, "依規定辦理。"), (Kind.FOOTNOTE, f"{mark} 見附錄。"),
    ]  # fmt: skip


def test_a_mark_of_the_authors_own_is_no_part_of_the_sentence(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>＊</w:t></w:r>'
    body = f"<w:p>{run('依規定辦理')}{reference}{run('。')}</w:p>"
    blocks = word(tmp_path, body, footnotes=_NOTES.format("foot", "見附錄。"))
    assert texts(blocks) == ["依規定辦理。", "＊ 見附錄。"]


def test_a_list_may_borrow_its_numbers_from_a_style(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Listing"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Listing"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="taiwaneseCounting"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    style = (
        '<w:style w:type="numbering" w:styleId="Listing"><w:name w:val="Listing"/><w:pPr>'
        '<w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
    body = item.format(run("增加班次。")) + item.format(run("簡化程序。"))
    blocks = word(tmp_path, body, numbering=numbering, styles=style)
    assert texts(blocks) == ["一、增加班次。", "二、簡化程序。"]


def test_the_sign_of_a_number_in_a_cell_is_no_bullet_in_any_format(tmp_path: Path) -> None:
    held = (("項目", "餘絀"), ("東區", "△1,204"), ("西區", "▼ 3.5%"))
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in held)
    one = word(tmp_path, f"<w:tbl>{body}</w:tbl>")
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in held
    )
    two = writer(tmp_path, f"<table:table>{body}</table:table>")
    body = "".join(f"<tr>{''.join(map('<td>{}</td>'.format, row))}</tr>" for row in held)
    three = page(tmp_path, f"<table>{body}</table><p>內文一段在此。</p>")
    for blocks in (one, two, three):
        assert blocks[0].table
        assert [c.text for c in blocks[0].table.cells if c.column == 1] == [
            "餘絀", "△1,204", "▼ 3.5%",
        ]  # fmt: skip


def test_the_same_cell_with_a_footnote_a_list_and_a_box_in_every_format(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    numbers = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    numbers += '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    numbers += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    last = "<w:p/><w:p>{}</w:p>".format(
        '<w:r><w:t>36</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:pict>'
        "<w:txbxContent><w:p><w:r><w:t>框內。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    table = (
        f"<w:tbl><w:tr>{cell.format('區別')}{cell.format('作法')}{cell.format('處數')}</w:tr>"
        f"<w:tr>{cell.format('東區')}<w:tc>{item.format('甲案。')}{item.format('乙案。')}</w:tc>"
        f"<w:tc>{last}</w:tc></w:tr></w:tbl>"
    )
    one = word(tmp_path, table, numbering=numbers, footnotes=_NOTES.format("foot", "含籌設中。"))
    table = (
        "<table:table><table:table-row>{}</table:table-row><table:table-row>{}</table:table-row>"
        "</table:table>"
    ).format(
        *(
            "".join(f"<table:table-cell>{each}</table:table-cell>" for each in row)
            for row in (
                ("<text:p>區別</text:p>", "<text:p>作法</text:p>", "<text:p>處數</text:p>"),
                (
                    "<text:p>東區</text:p>",
                    '<text:list text:style-name="N"><text:list-item><text:p>甲案。</text:p>'
                    "</text:list-item><text:list-item><text:p>乙案。</text:p></text:list-item>"
                    "</text:list>",
                    "<text:p>36<text:note><text:note-citation>1</text:note-citation>"
                    "<text:note-body><text:p>含籌設中。</text:p></text:note-body></text:note>"
                    "<draw:frame><svg:title>圖</svg:title><draw:text-box><text:p>框內。</text:p>"
                    "</draw:text-box></draw:frame></text:p>",
                ),
            )
        )
    )
    style = '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
    style += 'style:num-format="1" style:num-suffix="."/></text:list-style>'
    two = writer(tmp_path, table, style)
    three = page(
        tmp_path,
        "<table><tr><th>區別</th><th>作法</th><th>處數</th></tr><tr><td>東區</td><td><ol>"
        '<li>甲案。</li><li><p>乙案。</p></li></ol></td><td>36<sup><a href="#n1">1</a></sup>'
        '<div>框內。</div></td></tr></table><p>內文一段在此。</p><div id="n1">1 含籌設中。</div>',
    )
    for blocks in (one, two, three):
        assert blocks[0].table
        assert rows(blocks[0].table) == [
            ["區別", "作法", "處數"], ["東區", "1.甲案。\n2.乙案。", "36\n框內。"],
        ]  # fmt: skip
        assert (blocks[1].kind, blocks[1].text) == (Kind.FOOTNOTE, "1 含籌設中。")


def test_words_in_a_drawn_shape_are_no_part_of_the_sentence(tmp_path: Path) -> None:
    body = (
        "<text:p>本年收入增加<draw:custom-shape><text:p>創新高</text:p></draw:custom-shape>"
        "三成。</text:p>"
    )
    assert texts(writer(tmp_path, body)) == ["本年收入增加三成。", "創新高"]


def test_rows_know_the_page_they_stand_on(tmp_path: Path) -> None:
    line = "<w:tr><w:tc><w:p><w:r>{}<w:t>{}</w:t></w:r></w:p></w:tc>"
    line += "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    turn = "<w:lastRenderedPageBreak/>"
    table = f"<w:tbl>{line.format('', '區別', '件數')}{line.format('', '東區', 5)}"
    table += f"{line.format(turn, '西區', 6)}</w:tbl>"
    blocks = word(tmp_path, table + f"<w:p>{run('表後文字。')}</w:p>")
    _, passages = build_passages(outline(blocks), "d")
    assert [(p.text, p.page) for p in passages] == [
        ("區別\t件數", 1), ("東區\t5", 1), ("西區\t6", 2), ("表後文字。", 2),
    ]  # fmt: skip


def test_list_items_of_web_pages_keep_their_numbers_whatever_stands_in_them(
    tmp_path: Path,
) -> None:
    blocks = page(
        tmp_path,
        "<p>建議如下：</p><ol><li><p>增加班次。</p><p>說明文字。</p></li><li><div>簡化程序。</div>"
        "</li></ol><ul><li><p>持續訓練。</p></li></ul>",
    )
    assert [(b.kind, b.text) for b in blocks[1:]] == [
        (Kind.LIST_ITEM, "1.增加班次。"), (Kind.PARAGRAPH, "說明文字。"),
        (Kind.LIST_ITEM, "2.簡化程序。"), (Kind.LIST_ITEM, "持續訓練。"),
    ]  # fmt: skip


def test_running_headers_of_a_document_saved_as_a_web_page_are_left_out(tmp_path: Path) -> None:
    blocks = page(
        tmp_path,
        '<div title="header"><p>統計年報</p></div><p>本年共三十二件。</p>'
        '<div title="footer"><p>第 3 頁</p></div>',
    )
    assert texts(blocks) == ["本年共三十二件。"]


def test_typed_lines_of_facts_are_blocks_of_their_own(tmp_path: Path) -> None:
    body = "<text:p>發布機關：雲海縣政府<text:line-break/>發布日期：113年5月20日</text:p>"
    assert texts(writer(tmp_path, body)) == ["發布機關：雲海縣政府", "發布日期：113年5月20日"]


def test_rows_over_the_whole_width_of_a_table_are_its_caption_unit_and_notes(
    tmp_path: Path,
) -> None:
    (block,) = page(
        tmp_path,
        '<table><tr><td colspan="3">各區據點數</td></tr><tr><td colspan="3">單位：處</td></tr>'
        '<tr><td rowspan="2">區別</td><td colspan="2">據點</td></tr><tr><td>A級</td><td>B級</td>'
        "</tr><tr><td>東區</td><td>4</td><td>50</td></tr><tr><td>西區</td><td>5</td><td>60</td>"
        '</tr><tr><td colspan="3">資料來源：社會處。</td></tr></table>',
    )
    table = block.table
    assert table
    assert (table.caption, table.unit, table.note) == ("各區據點數", "處", "資料來源：社會處。")
    assert table.header_rows == 2
    assert rows(table)[2:] == [["東區", "4", "50"], ["西區", "5", "60"]]


def test_footnotes_part_no_table_from_its_caption_and_notes(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>{0}</text:note-citation><text:note-body><text:p>{1}"
    note += "</text:p></text:note-body></text:note>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    line = "<table:table-row>{}</table:table-row>"
    body = f"<text:p>表2 據點數{note.format(1, '含分站。')}</text:p><table:table>"
    body += line.format(cell.format("區別") + cell.format("處數"))
    body += line.format(cell.format("東區") + cell.format("4" + note.format(2, "籌設中。")))
    body += "</table:table><text:p>註：截至六月底止。</text:p>"
    table, first, second = writer(tmp_path, body)
    assert table.table
    assert (table.table.caption, table.table.note) == ("表2 據點數", "註：截至六月底止。")
    assert texts([first, second]) == ["1 含分站。", "2 籌設中。"]


def test_private_use_characters_of_documents_are_reported_as_gaps(tmp_path: Path) -> None:
    name, keeper = "劉\ue001", "里長陳\ue000宏。"
    table = f"<w:tbl><w:tr><w:tc><w:p>{run(name)}</w:p></w:tc><w:tc><w:p>{run('3')}</w:p>"
    body = f"<w:p>{run(keeper)}</w:p>{table}</w:tc></w:tr></w:tbl>"
    parts = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"}
    path = samples.package(parts, tmp_path / "b.docx")
    reading = docx.assemble(list(docx.parts(path, ReadOptions())), None)
    assert reading.blocks[0].text == "里長陳\ufffd宏。"
    assert reading.blocks[1].table
    assert rows(reading.blocks[1].table) == [["劉\ufffd", "3"]]
    assert [(v.verdict, v.detail[:1]) for v in reading.page_verdicts] == [("user_defined", "2")]
    assert texts(writer(tmp_path, "<text:p>里長陳\uf0ff與\ue000宏。</text:p>")) == [
        "里長陳\uf0ff與\ufffd宏。"
    ]
    assert texts(page(tmp_path, "<p>里長陳\ue000宏。</p>")) == ["里長陳\ufffd宏。"]
