"""Raised text, formulas and numbers over typed breaks in every format of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.indexer.grids import rows
from tests.indexer.readers.test_office import page, run, texts, word, writer

if TYPE_CHECKING:
    from pathlib import Path

RAISED_CASES = [
    (("共受理2,301", "^3", "件。"), "共受理2,301件。"),
    (("達成率87.5%", "^(2)", "，"), "達成率87.5%，"),
    (("容量6×10", "^4", "立方公尺"), "容量6×10⁴立方公尺"),
    (("蓄水72公尺", "^3", "，"), "蓄水72公尺³，"),
    (("列管1,024", "^註5", "家"), "列管1,024家"),
]


@pytest.mark.parametrize(("pieces", "text"), RAISED_CASES)
def test_raised_marks_and_exponents_in_every_format(
    tmp_path: Path, pieces: tuple[str, ...], text: str
) -> None:
    raised = [(piece.removeprefix("^"), piece.startswith("^")) for piece in pieces]
    up = '<w:vertAlign w:val="superscript"/>'
    runs = "".join(run(piece, up if high else "") for piece, high in raised)
    named = "".join(run(p, '<w:rStyle w:val="Up"/>' if high else "") for p, high in raised)
    style = f'<w:style w:type="character" w:styleId="Up"><w:rPr>{up}</w:rPr></w:style>'
    cell = f"<w:tc><w:p>{run('項目')}</w:p></w:tc><w:tc><w:p>{{}}</w:p></w:tc>"
    table = (
        f"<w:tbl><w:tr>{cell.format(run('數量'))}</w:tr><w:tr>{cell.format(runs)}</w:tr></w:tbl>"
    )
    assert texts(word(tmp_path, f"<w:p>{runs}</w:p><w:p>{named}</w:p>", styles=style)) == [text] * 2
    (block,) = word(tmp_path, table)
    assert block.table
    assert rows(block.table)[1] == ["項目", text]
    for position in ("super 58%", "33% 58%", "+30%"):
        automatic = (
            '<style:style style:name="U" style:family="text"><style:text-properties '
            f'style:text-position="{position}"/></style:style>'
        )
        spans = "".join(
            f'<text:span text:style-name="U">{piece}</text:span>' if high else piece
            for piece, high in raised
        )
        assert texts(writer(tmp_path, f"<text:p>{spans}</text:p>", automatic)) == [text]
    for tag in ("<sup>{}</sup>", '<span style="vertical-align: super">{}</span>'):
        inner = "".join(tag.format(piece) if high else piece for piece, high in raised)
        assert texts(page(tmp_path, f"<p>{inner}</p><h2>{inner}</h2>")) == [text] * 2


def test_text_that_is_not_raised_stays_as_it_is(tmp_path: Path) -> None:
    low = '<w:vertAlign w:val="subscript"/>'
    base = '<w:rStyle w:val="Up"/><w:vertAlign w:val="baseline"/>'
    style = (
        '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/>'
        "</w:rPr></w:style>"
    )
    body = f"<w:p>{run('排放CO')}{run('2', low)}{run('計34', base)}{run('公噸。')}</w:p>"
    assert texts(word(tmp_path, body, styles=style)) == ["排放CO2計34公噸。"]
    automatic = (
        '<style:style style:name="D" style:family="text"><style:text-properties '
        'style:text-position="sub 58%"/></style:style><style:style style:name="N" '
        'style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>'
    )
    body = (
        '<text:p>排放CO<text:span text:style-name="D">2</text:span>計3<text:span '
        'text:style-name="N">4</text:span>公噸。</text:p>'
    )
    assert texts(writer(tmp_path, body, automatic)) == ["排放CO2計34公噸。"]


def test_a_note_that_begins_with_its_raised_mark_keeps_it(tmp_path: Path) -> None:
    blocks = page(
        tmp_path,
        '<p>受理345<sup>4</sup>件，另<a href="#f1"><sup>1</sup></a>有案。</p>'
        '<p><sup>4</sup>345件中含移送案件。</p><div id="f1"><sup>1</sup>約10<sup>3</sup>件。</div>',
    )
    assert texts(blocks) == ["受理345件，另有案。", "1 約10³件。", "⁴ 345件中含移送案件。"]


def test_formulas_of_word_are_text(tmp_path: Path) -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = (
        f"<m:oMath {math}><m:r><m:t>3×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>5</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert texts(word(tmp_path, f"<w:p>{run('約')}{formula}{run('公噸。')}</w:p>")) == [
        "約3×10⁵公噸。"
    ]


def test_a_number_that_a_typed_break_cuts_is_whole_in_text_and_cells(tmp_path: Path) -> None:
    blocks = page(
        tmp_path,
        "<p>受理2,30<br>1,456件。</p><table><tr><td>區</td><td>件數</td></tr>"
        "<tr><td>東</td><td>2,30<br>1,456</td></tr><tr><td>西</td><td>12<br>34</td></tr></table>",
    )
    assert blocks[0].text == "受理2,301,456件。"
    assert blocks[1].table
    assert rows(blocks[1].table)[1:] == [["東", "2,301,456"], ["西", "12\n34"]]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:position w:val="6"/><w:sz w:val="16"/>', "受理345件。"),
        ('<w:position w:val="-6"/><w:sz w:val="16"/>', "受理3452件。"),
        ('<w:position w:val="6"/>', "受理3452件。"),
    ],
)
def test_small_text_that_is_raised_by_hand_is_a_mark(
    tmp_path: Path, properties: str, text: str
) -> None:
    body = f"<w:p>{run('受理345')}{run('2', properties)}{run('件。')}</w:p>"
    assert texts(word(tmp_path, body)) == [text]


def test_formulas_of_web_pages_are_text(tmp_path: Path) -> None:
    formula = (
        "<math><semantics><mrow>\n <mn>3</mn>\n <mo>×</mo>\n <msup>\n <mn>10</mn>\n <mn>5</mn>\n"
        " </msup></mrow><annotation>3\\times10^5</annotation></semantics></math>"
    )
    share = "<math><mfrac><mn>1</mn><mn>4</mn></mfrac></math>"
    (block,) = page(tmp_path, f"<p>約{formula}公噸，為{share}。</p>")
    assert block.text == "約3×10⁵公噸，為1/4。"
