"""Headings recognised by typography alone, in every format that states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.type_headings import Typeface, mark_headings_by_typeface
from indexer.structure.blocks import Block
from judian.core.model import Kind
from tests.indexer.readers.test_office import page, run, word, writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

P, H, L, T = Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.TITLE
TEXT = "本處於去年辦理各項檢查，並將結果公告於網站，供各界參考，全年共完成一百二十件。"

#: The lines of a report: text, size in points, bold.
REPORT = (
    ("港埠檢查報告", 18, True),
    ("檢查情形", 14, False),
    (TEXT, 12, False),
    ("後續作為", 12, True),
    (TEXT, 12, False),
    ("表1 各港件數", 12, True),
    ("請各港依限改善。", 12, True),
    (f"本段前半。{TEXT}", 12, False),
)
WANTED = [T, H, P, H, P, P, P, P]

Line = tuple[str, int, bool]


def in_word(folder: Path, lines: tuple[Line, ...]) -> list[Block]:
    body = ""
    for text, size, bold in lines:
        weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
        body += f'<w:p>{run(text, f"""{weight}<w:sz w:val="{2 * size}"/>""")}</w:p>'
    return word(folder, body)


def in_word_by_style(folder: Path, lines: tuple[Line, ...]) -> list[Block]:
    """The size from a character style, the weight from the paragraph's, the rest from defaults."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="Strong"><w:rPr><w:b/></w:rPr>'
        "</w:style>"
    )
    body = ""
    for text, size, bold in lines:
        style = '<w:pPr><w:pStyle w:val="Strong"/></w:pPr>' if bold else ""
        own = f'<w:sz w:val="{2 * size}"/>' if size != 12 else ""
        body += f"<w:p>{style}{run(text, own)}</w:p>"
    return word(folder, body, styles=styles)


def in_writer(folder: Path, lines: tuple[Line, ...]) -> list[Block]:
    styles = (
        '<style:style style:name="Base" style:family="paragraph"><style:text-properties '
        'fo:font-size="20pt" style:font-size-asian="12pt"/></style:style>'
    )
    body = ""
    for at, (text, size, bold) in enumerate(lines):
        weight = ' style:font-weight-asian="bold"' if bold else ' fo:font-weight="normal"'
        styles += (
            f'<style:style style:name="P{at}" style:family="paragraph" '
            f'style:parent-style-name="Base"/><style:style style:name="T{at}" style:family="text">'
            f'<style:text-properties style:font-size-asian="{size / 12:.0%}"{weight}/>'
            "</style:style>"
        )
        body += f'<text:p text:style-name="P{at}"><text:span text:style-name="T{at}">{text}'
        body += "</text:span></text:p>"
    return writer(folder, body, styles)


def in_a_page(folder: Path, lines: tuple[Line, ...]) -> list[Block]:
    body = ""
    for text, size, bold in lines:
        held = f'<span style="font-size: {size}pt">{text}</span>'
        body += f"<p>{f'<b>{held}</b>' if bold else held}</p>"
    return page(folder, body)


def in_a_page_of_fonts(folder: Path, lines: tuple[Line, ...]) -> list[Block]:
    sizes = {12: "3", 14: "4", 18: "5"}
    body = ""
    for text, size, bold in lines:
        weight = ' style="font-weight: 700"' if bold else ""
        body += f'<p{weight}><font size="{sizes[size]}">{text}</font></p>'
    return page(folder, body)


FORMATS = (in_word, in_word_by_style, in_writer, in_a_page, in_a_page_of_fonts)


@pytest.mark.parametrize("read", FORMATS, ids=[read.__name__ for read in FORMATS])
def test_typography_marks_the_headings_of_a_report_without_styles(
    read: Callable[[Path, tuple[Line, ...]], list[Block]], tmp_path: Path
) -> None:
    blocks = read(tmp_path, REPORT)
    assert [block.text for block in blocks] == [text for text, _, _ in REPORT]
    assert [block.kind for block in blocks] == WANTED
    assert {block.level for block in blocks if block.kind is H} == {1}


@pytest.mark.parametrize("read", FORMATS, ids=[read.__name__ for read in FORMATS])
def test_a_sentence_with_a_bold_word_is_no_heading(
    read: Callable[[Path, tuple[Line, ...]], list[Block]], tmp_path: Path
) -> None:
    lines = ((TEXT, 12, False), ("重點", 12, False), (TEXT, 12, False))
    assert [block.kind for block in read(tmp_path, lines)] == [P, P, P]


def kinds(*rows: tuple[Block, Typeface]) -> list[Kind]:
    blocks = [block for block, _ in rows]
    return [
        b.kind
        for b in mark_headings_by_typeface(
            blocks, {at: typeface for at, (_, typeface) in enumerate(rows)}
        )
    ]


PLAIN, BOLD, LARGE = Typeface(12, False), Typeface(12, True), Typeface(16, False)


def test_a_document_that_marks_its_headings_is_believed() -> None:
    heading = Block(H, "壹、檢查", level=1)
    assert kinds((heading, LARGE), (Block(P, TEXT), PLAIN), (Block(P, "重點"), BOLD)) == [H, P, P]


def test_bold_text_throughout_marks_no_headings() -> None:
    assert kinds((Block(P, "重點"), BOLD), (Block(P, TEXT), BOLD)) == [P, P]


def test_numbers_of_headings_give_their_levels() -> None:
    rows = [(Block(L, "一、檢查情形"), BOLD), (Block(P, TEXT), PLAIN)]
    blocks = [block for block, _ in rows]
    found = mark_headings_by_typeface(
        blocks, {at: typeface for at, (_, typeface) in enumerate(rows)}
    )
    assert (found[0].kind, found[0].level) == (H, None)


def test_long_or_finished_lines_of_large_type_are_text() -> None:
    long = Block(P, "檢" * 81)
    rows = ((long, LARGE), (Block(P, "請改善。"), LARGE), (Block(P, TEXT * 4), PLAIN))
    assert kinds(*rows)[1:] == [P, P]
    assert kinds(rows[2], rows[0]) == [P, P]
