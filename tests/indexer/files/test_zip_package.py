"""Containers of office documents: damaged, deeply nested, and written by other programs."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from indexer.files.detection import detect
from indexer.files.zip_package import Package
from indexer.readers.common.contract import ReadOptions
from indexer.readers.docx import reader as docx
from indexer.readers.odt import reader as odt
from indexer.readers.registry import reader
from judian.core.errors import SourceUnreadable
from tests.indexer import samples
from tests.indexer.readers.test_office import run, texts, word, writer

if TYPE_CHECKING:
    from pathlib import Path

_DEEP = 80  # levels; the parser takes 256, and a document needs some for itself
_LOWEST = "最深一層的文字"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("opening", "closing", "levels"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", _DEEP),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", _DEEP),
        ("<w:ins>", "</w:ins>", 3 * _DEEP),
    ],
)
def test_no_text_of_a_word_document_is_too_deep(
    tmp_path: Path, opening: str, closing: str, levels: int
) -> None:
    inner = f"<w:p>{run(_LOWEST)}</w:p>"
    found = word(tmp_path, opening * levels + inner + closing * levels)
    assert _LOWEST in repr(found)


@pytest.mark.parametrize(
    ("opening", "closing", "levels"),
    [
        ("<text:section>", "</text:section>", 3 * _DEEP),
        ("<text:list><text:list-item>", "</text:list-item></text:list>", _DEEP),
        ("<table:table><table:table-row><table:table-cell>",
         "</table:table-cell></table:table-row></table:table>", _DEEP),
    ],
)  # fmt: skip
def test_no_text_of_an_opendocument_text_is_too_deep(
    tmp_path: Path, opening: str, closing: str, levels: int
) -> None:
    inner = f"<text:p>{'<text:span>' * 8}{_LOWEST}{'</text:span>' * 8}</text:p>"
    found = writer(tmp_path, opening * levels + inner + closing * levels)
    assert _LOWEST in repr(found)


def test_nesting_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        writer(tmp_path, "<text:section>" * 300 + "</text:section>" * 300)
    assert caught.value.reason == "archive_damaged"


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_of_a_container_is_reported_as_damage(tmp_path: Path, packing: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packing) as container:
        for name, content in samples.docx().items():
            container.writestr(name, content)
    chance = random.Random(packing)
    path = tmp_path / "a.docx"
    reasons = set()
    for _ in range(300):
        data = bytearray(whole.getvalue())
        for at in (chance.randrange(4, len(data)) for _ in range(chance.choice((1, 4)))):
            data[at] ^= 1 << chance.randrange(8)
        path.write_bytes(data[: chance.choice((len(data), len(data), len(data) - 1))])
        try:
            list(reader(detect(path)).parts(path, ReadOptions()))
        except SourceUnreadable as error:
            reasons.add(error.reason)
    # A flipped bit may also make another kind of file, or a mark that says it is encrypted.
    assert "archive_damaged" in reasons <= {"archive_damaged", "password", "unsupported"}


def test_a_seek_before_the_file_is_damage_and_no_fault_of_the_disk(tmp_path: Path) -> None:
    path = samples.package(samples.docx(), tmp_path / "a.docx")
    data = path.read_bytes()
    path.write_bytes(data[1:])  # the directory sends the reader to one byte before the file
    with pytest.raises(SourceUnreadable) as caught:
        Package(path).data(next(iter(samples.docx())))
    assert caught.value.reason == "archive_damaged"


def test_the_text_lies_where_the_container_says(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="{0}/{1}" Target="{2}"/></Relationships>'
    )
    parts = {
        "_rels/.rels": relations.format(_RELATION, "officeDocument", "/word/document2.xml"),
        "word/_rels/document2.xml.rels": relations.format(_RELATION, "styles", "styles2.xml"),
        "word/document2.xml": (
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:pPr><w:pStyle w:val="X"/></w:pPr>'
            f"{run('前言')}</w:p></w:body></w:document>"
        ),
        "word/styles2.xml": (
            f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:styleId="X">'
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
        ),
    }
    path = samples.package(parts, tmp_path / "a.docx")
    assert detect(path) == "docx"
    [block] = docx.assemble(list(docx.parts(path, ReadOptions())), None).blocks
    assert (block.text, block.kind) == ("前言", "heading")


def test_the_strict_form_of_word_documents_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {name: part.replace(_WORD, strict) for name, part in samples.docx().items()}
    usual = samples.package(samples.docx(), tmp_path / "usual.docx")
    path = samples.package(parts, tmp_path / "strict.docx")
    found, wanted = (
        list(docx.assemble(list(docx.parts(each, ReadOptions())), None).blocks)
        for each in (path, usual)
    )
    assert texts(found) == texts(wanted) != []


def test_a_container_without_its_text_says_which_part_is_missing(tmp_path: Path) -> None:
    path = samples.package({"word/styles.xml": "<x/>"}, tmp_path / "a.docx")
    with pytest.raises(SourceUnreadable, match=r"document\.xml is missing"):
        list(docx.parts(path, ReadOptions()))
    path = samples.package({"mimetype": "application/vnd.oasis.opendocument.text"},
                           tmp_path / "a.odt")  # fmt: skip
    with pytest.raises(SourceUnreadable, match=r"content\.xml is missing"):
        list(odt.parts(path, ReadOptions()))
