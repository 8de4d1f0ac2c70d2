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
    ("streams", "reason", "what"),
    [
        (("Root Entry", "EncryptedPackage"), "password", "設有密碼"),
        (("Root Entry", "1Table", "WordDocument"), "unsupported", "DOC）"),
        (("Root Entry", "Workbook"), "unsupported", "XLS）"),
        (("Root Entry", "Book"), "unsupported", "XLS）"),
        (("Root Entry", "PowerPoint Document"), "unsupported", "PPT）"),
        (("Root Entry", "Bookmarks"), "unsupported", "舊版 Office 文件"),
    ],
)
def test_old_office_files_are_distinguished(
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
        (b"From: <Saved>\nSubject: a\nContent-Type: multipart/related;\n", "MHTML"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_named_and_not_read_as_text(
    tmp_path: Path, content: bytes, what: str
) -> None:
    error = error_of(tmp_path / "a.txt", content)
    assert error.reason == "unsupported"
    assert what in error.message("en")


def test_prose_about_such_files_is_prose(tmp_path: Path) -> None:
    for text in ("RIFF 檔說明", "ID3 標籤", "From: 甲\n\nContent-Type: multipart/related\n"):
        (tmp_path / "a.txt").write_text(text * 3, encoding="utf-8")
        assert detect(tmp_path / "a.txt") == "text"


def test_a_word_document_without_its_text_is_damaged_and_no_archive(tmp_path: Path) -> None:
    parts = {name: part for name, part in docx().items() if name != "word/document.xml"}
    path = package({**parts, "word/styles.xml": "<x/>"}, tmp_path / "a.docx")
    assert detect(path) == "docx"
