"""Files that no reader takes are called what they are, with the remedy that helps."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from indexer.files.detection import detect
from judian.core.errors import SourceUnreadable
from tests.indexer.samples import docx, package

if TYPE_CHECKING:
    from pathlib import Path


def compound(*streams: str) -> bytes:
    """An old Office file: a header, and in its second sector a directory of these streams."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return bytes(header) + b"\xff" * 512 + entries.ljust(1024, b"\0")


def error_of(path: Path, content: bytes) -> SourceUnreadable:
    """Why a file with this content is refused."""
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable) as caught:
        detect(path)
    return caught.value


@pytest.mark.parametrize(
    ("streams", "format_name"),
    [
        (("Root Entry", "1Table", "WordDocument"), "doc"),
        (("Root Entry", "Workbook"), "xls"),
        (("Root Entry", "Book"), "xls"),
        (("Root Entry", "PowerPoint Document"), "ppt"),
    ],
)
def test_old_office_files_are_distinguished(
    tmp_path: Path, streams: tuple[str, ...], format_name: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(compound(*streams))
    assert detect(path) == format_name


@pytest.mark.parametrize(
    ("streams", "reason", "what"),
    [
        (("Root Entry", "EncryptedPackage"), "password", "設有密碼"),
        (("Root Entry", "WordDocument", "EncryptedPackage"), "password", "設有密碼"),
        (("Root Entry", "Bookmarks"), "unsupported", "舊版 Office 文件"),
    ],
)
def test_other_compound_files_are_refused(
    tmp_path: Path, streams: tuple[str, ...], reason: str, what: str
) -> None:
    error = error_of(tmp_path / "a.docx", compound(*streams))
    assert error.reason == reason
    assert what in error.message("zh")


def test_a_damaged_compound_file_is_still_an_old_office_file(tmp_path: Path) -> None:
    assert error_of(tmp_path / "a.doc", compound("WordDocument")[:40]).reason == "unsupported"
    beyond = bytearray(compound("WordDocument"))
    struct.pack_into("<I", beyond, 48, 0xFFFFFFFE)
    assert error_of(tmp_path / "b.doc", bytes(beyond)).reason == "unsupported"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%!PS-Adobe-3.0\n/x 1 def\n", "PostScript"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "WAV"),
        (b"ID3\x03\0\0\0", "MP3"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        (b'<?xml version="1.0"?>\n<office:document xmlns:office="x"><a/>', "XML"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>\n'
         b'<w:wordDocument xmlns:w="x">', "XML"),
        ('<?xml version="1.0" encoding="big5"?>\n<函><主旨>旨</主旨></函>'.encode("cp950"), "XML"),
        ('<!DOCTYPE 函 SYSTEM "a.dtd">\n<函><a>1</a><b>2</b></函>'.encode(), "XML"),
        ('<?xml version="1.0"?><資料/>'.encode("utf-16"), "XML"),
        (b'{"url": "https://docs.example.org/d/1", "doc_id": "1"}', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        ('[{"機關": "甲局", "件數": 5}, {"機關"'.encode(), "JSON"),
        (b"% report\n\\documentclass[12pt]{article}\n\\begin{document}\n", "TeX"),
        (b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n" * 4, "base64"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "ICS"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "TAR"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_named_and_not_read_as_text(
    tmp_path: Path, content: bytes, what: str
) -> None:
    error = error_of(tmp_path / "a.txt", content)
    assert error.reason == "unsupported"
    assert what in error.message("en")


def test_prose_about_such_files_is_prose(tmp_path: Path) -> None:
    for text in (
        "RIFF 檔說明", "ID3 標籤", "From: 甲\n\nContent-Type: multipart/related\n",
        "發文機關：甲局\n主旨: 乙\nSubject: 丙\n\n內文。\n", "<附件>計三件。\n",
        "[附件一] 計三件。\n",        "{甲案} 計三件。\n", "TeX 的 \\documentclass 指令說明\n",
        "From: a@b\nTo: c@d\n\n共計五件。\n",
    ):  # fmt: skip
        (tmp_path / "a.txt").write_text(text * 3, encoding="utf-8")
        assert detect(tmp_path / "a.txt") == "text"


def test_web_pages_with_the_declaration_of_xml_are_web_pages(tmp_path: Path) -> None:
    for text in (
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>甲</p></body></html>',
        "<!DOCTYPE html><p>甲</p>",
        "<div><p>甲</p><p>乙</p><p>丙</p></div>",
    ):
        (tmp_path / "a.html").write_text(text, encoding="utf-8")
        assert detect(tmp_path / "a.html") == "html"


def test_a_word_document_without_its_text_is_damaged_and_no_archive(tmp_path: Path) -> None:
    parts = {name: part for name, part in docx().items() if name != "word/document.xml"}
    path = package({**parts, "word/styles.xml": "<x/>"}, tmp_path / "a.docx")
    assert detect(path) == "docx"
