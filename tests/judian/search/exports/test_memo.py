"""Memos as DOCX and ODT, and files of references, of hostile passages too."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from judian.core.model import Cell, DocumentInfo, Kind, Passage, TableRow
from judian.search.citations import cite
from judian.search.exports.docx import write_docx
from judian.search.exports.memo import Memo, MemoWords, quoted_lines
from judian.search.exports.odt import write_odt
from judian.search.exports.references import REFERENCE_STYLES, references
from judian.search.replies.results import Hit, RankedHit

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HOSTILE = (
    "<script>alert(1)</script> & \"quoted\" 'single'",
    '=HYPERLINK("http://x.example")',
    "前段\u202e倒轉的第12頁",
    "控制\x00字元\x08\ufffe與\ud800",
    "長" * 10_000,
    "]]> <!-- --> <?xml?>",
)


def document(title: str = "港務年報", letter: str = "a") -> DocumentInfo:
    return DocumentInfo(letter * 16, title, ("港務.pdf",), "pdf", "a" * 64, agency="港務局")


def ranked(number: int, text: str, info: DocumentInfo, table: TableRow | None = None) -> RankedHit:
    kind = Kind.TABLE_ROW if table else Kind.PARAGRAPH
    passage = Passage(
        f"{info.id}-{number:05}", info.id, number, kind, text, 0, len(text), number, 3, table=table
    )
    return RankedHit(number, Hit(passage.id, 1.0, info, passage, "", cite(passage, info)))


def link(passage_id: str) -> str:
    return f"http://reports.example/passages/{passage_id}?a=1&b=2"


def memo(hits: list[RankedHit]) -> Memo:
    words = MemoWords("摘錄：<b>", (("檢索詞", "港 & 船"),), "段落原文", "來源文件")
    return Memo(words, hits, link)


def hostile_hits() -> list[RankedHit]:
    return [ranked(n, text, document(text)) for n, text in enumerate(HOSTILE, 1)]


def package(write: object, hits: list[RankedHit]) -> zipfile.ZipFile:
    file = io.BytesIO()
    write(memo(hits), file)  # type: ignore[operator]
    return zipfile.ZipFile(file)


def test_every_quotation_of_a_docx_is_numbered_and_has_its_footnote() -> None:
    parts = package(write_docx, hostile_hits())
    trees = {n: ElementTree.fromstring(parts.read(n)) for n in parts.namelist()}
    body = trees["word/document.xml"]
    quotations = [
        p
        for p in body.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle[@{W}val='Quotation']") is not None
    ]
    assert len(quotations) == len(HOSTILE)
    used = [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")]
    notes = {n.get(f"{W}id"): n for n in trees["word/footnotes.xml"].iter(f"{W}footnote")}
    assert used == [str(n) for n in range(1, len(HOSTILE) + 1)]
    assert set(used) <= set(notes)
    assert "港務局" in "".join(notes["1"].itertext())
    style = trees["word/styles.xml"].find(f"{W}style[@{W}styleId='Quotation']")
    assert style is not None
    number = style.find(f"{W}pPr/{W}numPr/{W}numId")
    assert number is not None
    nums = {n.get(f"{W}numId") for n in trees["word/numbering.xml"].findall(f"{W}num")}
    assert number.get(f"{W}val") in nums


def test_every_quotation_of_an_odt_is_an_item_of_a_list_with_its_footnote() -> None:
    parts = package(write_odt, hostile_hits())
    assert parts.infolist()[0].filename == "mimetype"
    assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED
    content = ElementTree.fromstring(parts.read("content.xml"))
    for name in ("styles.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(parts.read(name))
    quotations, sources = content.iter(f"{TEXT}list")
    assert len(quotations) == len(HOSTILE)
    assert len(sources) == 1
    notes = [note.get(f"{TEXT}id") for note in content.iter(f"{TEXT}note")]
    assert notes == [f"ftn{n}" for n in range(1, len(HOSTILE) + 1)]


@pytest.mark.parametrize("write", [write_docx, write_odt])
def test_words_stay_words_and_nothing_turns_the_direction_of_a_citation(write: object) -> None:
    parts = package(write, hostile_hits())
    for name in ("word/document.xml", "word/footnotes.xml", "content.xml"):
        if name in parts.namelist():
            whole = "".join(ElementTree.fromstring(parts.read(name)).itertext())
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\ufffe]", whole)
            assert "script" not in {
                element.tag for element in ElementTree.fromstring(parts.read(name)).iter()
            }
    body = next(n for n in parts.namelist() if n in ("word/document.xml", "content.xml"))
    whole = "".join(ElementTree.fromstring(parts.read(body)).itertext())
    assert HOSTILE[0] in whole
    assert HOSTILE[4] in whole


def test_a_table_row_is_quoted_cell_by_cell_under_its_headers() -> None:
    cells = (Cell(0, 3, ("碼頭",)), Cell(4, 7, ("112年", "件數"), ("北碼頭",)), Cell(8, 8, ("註",)))
    row = TableRow(1, 1, cells, "表1 裝卸量", "件")
    (one,) = [ranked(1, "北碼頭\t310\t", document(), row)]
    assert quoted_lines(one.hit.passage) == (
        "表1裝卸量（件）", "碼頭：北碼頭", "112年 › 件數：310",
    )  # fmt: skip


def test_prose_is_quoted_without_breaks_of_layout() -> None:
    assert quoted_lines(ranked(1, "進港船舶\n共12艘。", document()).hit.passage) == (
        "進港船舶共12艘。",
    )


@pytest.mark.parametrize("style", REFERENCE_STYLES)
def test_a_file_of_references_has_a_record_for_each_hit(style: str) -> None:
    found = "".join(references(hostile_hits(), style, link))
    if style == "csl-json":
        assert [item["URL"] for item in json.loads(found)] == [
            link(one.hit.id) for one in hostile_hits()
        ]
    elif style == "bibtex":
        keys = re.findall(r"^@\w+\{(.+),$", found, re.MULTILINE)
        assert len(set(keys)) == len(HOSTILE)
    else:
        assert found.count("ER  - \r\n") == len(HOSTILE)


def test_no_hits_give_an_empty_list_of_references() -> None:
    assert json.loads("".join(references([], "csl-json", link))) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
@pytest.mark.parametrize(("write", "ending"), [(write_docx, "docx"), (write_odt, "odt")])
def test_libreoffice_opens_a_memo_and_numbers_it(
    write: object, ending: str, tmp_path: Path
) -> None:
    hits = [
        ranked(n, f"第{n}艘船舶進港。", document(f"年報{n % 2}", "ba"[n % 2])) for n in range(1, 13)
    ]
    source = tmp_path / f"memo.{ending}"
    with source.open("wb") as file:
        write(memo(hits), file)  # type: ignore[operator]
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "memo.txt").read_text(encoding="utf-8")
    assert re.search(r"^\s*12\.\s*第12艘船舶進港。 12$", text, re.MULTILINE)
    assert re.search(r"^\s*2\.\s*港務局，《年報0》", text, re.MULTILINE)
