"""Electronic books: chapters in the order of the spine, as sections of one document."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from judian.core.errors import SourceUnreadable
from judian.core.model import DocumentInfo, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>雲海縣年報</dc:title>
<dc:publisher>雲海縣政府</dc:publisher><dc:date>2024-05-03</dc:date></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="c%202.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="no" href="no.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="c.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="cover"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="no" linear="no"/><itemref idref="unknown"/></spine></package>"""
NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>'
    '<li><a href="one.xhtml">第一章</a></li>'
    '<li><a href="c%202.xhtml#x">第二章 路燈</a></li></ol></nav></body></html>'
)
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/a.opf": OPF,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/one.xhtml": "<html><body><h1>第一章 道路</h1><p>完成修補 5 件。</p></body></html>",
    "OEBPS/c 2.xhtml": "<html><body><p>完成汰換 560 盞。</p></body></html>",
    "OEBPS/no.xhtml": "<html><body><p>附錄</p></body></html>",
    "OEBPS/c.png": "x",
}


def read(tmp_path: Path, **changes: str | None) -> Reading:
    path = tmp_path / "a.epub"
    names = {name.rpartition("/")[2].partition(".")[0]: name for name in PARTS}
    files = PARTS | {names.get(name, name): text for name, text in changes.items()}  # type: ignore[dict-item]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    assert detect(path) == "epub"
    chosen = reader("epub")
    return chosen.assemble(list(chosen.parts(path, ReadOptions())), None)


def test_chapters_are_sections_in_the_order_of_the_spine(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert [(block.kind, block.text) for block in reading.blocks] == [
        (Kind.TITLE, "雲海縣年報"),
        (Kind.HEADING, "第一章 道路"),
        (Kind.PARAGRAPH, "完成修補 5 件。"),
        (Kind.HEADING, "第二章 路燈"),
        (Kind.PARAGRAPH, "完成汰換 560 盞。"),
    ]
    info = build_document(DocumentInfo("0", "", ("a.epub",), "", "0"), None, reading)[0].info
    assert (info.title, info.agency, info.date) == ("雲海縣年報", "雲海縣政府", "2024-05-03")


def test_a_chapter_that_is_missing_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, one=None)
    assert [(page.page, page.verdict) for page in reading.page_verdicts] == [(1, "damaged")]
    assert reading.blocks[-1].text == "完成汰換 560 盞。"


def test_chapters_that_were_not_reached_are_told(tmp_path: Path) -> None:
    read(tmp_path)
    chosen = reader("epub")
    first = list(chosen.parts(tmp_path / "a.epub", ReadOptions()))[:2]
    verdicts = chosen.assemble(first, "time").page_verdicts
    assert [(page.page, page.verdict) for page in verdicts] == [(2, "missing")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"container": "<container/>"}, "archive_damaged"),
        ({"container": None}, "archive_damaged"),
        ({"a": "<package"}, "archive_damaged"),
        ({"one": "", "c 2": "<html/>"}, "no_text"),
        (
            {
                "META-INF/encryption.xml": '<e xmlns:x="x"><x:CipherReference '
                'URI="OEBPS/one.xhtml"/></e>'
            },
            "password",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, changes: dict[str, str | None], reason: str
) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read(tmp_path, **changes)
    assert caught.value.reason == reason


def test_an_encrypted_font_locks_no_book(tmp_path: Path) -> None:
    font = '<e xmlns:x="x"><x:CipherReference URI="OEBPS/f.otf"/></e>'
    assert len(read(tmp_path, **{"META-INF/encryption.xml": font}).blocks) == 5


@pytest.mark.parametrize("mark", ['epub:type="footnote"', 'role="doc-footnote"'])
def test_the_footnotes_of_a_book_are_footnotes(tmp_path: Path, mark: str) -> None:
    page = (
        '<html xmlns:epub="http://www.idpf.org/2007/ops"><body><h1>第一章</h1>'
        '<p>海岸線長 1,988 公里<a href="#n"><sup>1</sup></a>。</p>'
        f'<aside {mark} id="n"><p>1 含離島。</p></aside>'
        '<aside epub:type="sidebar"><p>專欄：潮間帶。</p></aside>'
        "<aside><p>分享</p></aside></body></html>"
    )
    found = [(block.kind, block.text) for block in read(tmp_path, one=page).blocks]
    assert found[2:5] == [
        (Kind.PARAGRAPH, "海岸線長 1,988 公里。"),
        (Kind.FOOTNOTE, "1 含離島。"),
        (Kind.PARAGRAPH, "專欄：潮間帶。"),
    ]
    assert not any(text == "分享" for _, text in found)


def test_the_creator_of_a_book_is_its_agency_if_it_is_one(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>第一章</h1><p>完成修補 5 件。</p><p>資料來源：農業部。</p></body></html>"
    )
    for creator, agency in (("海洋委員會", "海洋委員會"), ("王小明", "農業部")):
        opf = OPF.replace("publisher>", "creator>").replace("雲海縣政府", creator)
        reading = read(tmp_path, a=opf, one=page)
        info = DocumentInfo("0", "", ("a.epub",), "", "0")
        assert build_document(info, None, reading)[0].info.agency == agency
