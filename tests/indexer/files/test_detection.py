"""Formats are known by content; a name that lies changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.files.detection import detect
from judian.core.errors import SourceUnreadable
from tests.indexer.samples import docx, html, odt, package

if TYPE_CHECKING:
    from pathlib import Path

CSV = "鄉鎮,男,女\n海墘鄉,1204,1180\n石門鄉,980,1002\n雙溪鄉,455,460\n"
PROSE = "本次會議由主席主持，出席者計有三人，列席者二人。\n" * 5


@pytest.mark.parametrize(
    ("content", "name", "format_name"),
    [
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"{\\rtf1 text}", "a.txt", "rtf"),
        (b"\n\njunk before %PDF-1.4", "a", "pdf"),
        ("派出所,件數\n東埔,12\0\n西埔,34\n".encode(), "a.csv", "csv"),
        ("派出所,件數\n東埔,12\n西埔,34\n".encode("utf-16-le"), "a.csv", "csv"),
        (html(), "a.txt", "html"),
        (
            b"From: a@b\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n5ZCE",
            "a.txt",
            "mail",
        ),
        (b"Received: by a\n\tfor b\nSubject: =?big5?B?pOW8+g==?=\nTo: c@d\n\n\xa4", "a", "mail"),
        (b"To: c@d\nFrom: a@b\nContent-Type: multipart/mixed; boundary=x\n\n", "a.txt", "mail"),
        (b"From: a@b\nSubject: x\n\ntext\n", "a.eml", "mail"),
        (b"From: the north\nTo: the south\n\nit rained.\n", "a.txt", "text"),
        (b"From a@b Fri May  3 10:20:00 2024\nFrom: a@b\nMessage-ID: <1>\n\nx\n", "a", "mail"),
        (b"From: <Saved by Blink>\nSubject: a\nMIME-Version: 1.0\n\n", "a", "mhtml"),
        (b"Subject: a\nContent-Type: multipart/related;\nFrom: x\n\n", "a.mht", "mhtml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n", "a.doc", "mhtml"),
        (b"To: a\nMIME-Version: 1.0\nContent-Type: multipart/related; x=b\n\n", "a", "mail"),
        (b"Date: a\nContent-Type: text/html\n\n<p>x\n", "a.txt", "text"),
        (CSV.encode(), "a.csv", "csv"),
        (CSV.encode("cp950"), "a.txt", "csv"),
        ("機關,件數\n內政部,11\n公路局,22\n".encode(), "a.csv", "csv"),  # byte 0x85 in 內 公
        ("編號,品名,數量\n1,元件,5\n2,光碟,6\n3,八角,7\n".encode(), "a.txt", "csv"),
        ("編號,品名,數量\n1,元件,5\n2,光碟,6\n3,八角,7\n".encode("utf-16"), "a", "csv"),
        ("項目,本年度\n業務收入,12345\n".encode(), "a.csv", "csv"),
        ("項目,本年度\n業務收入,12345\n".encode("cp950"), "a.txt", "csv"),
        ("甲,乙\n丙,丁\n".encode(), "a.txt", "text"),
        ("收入1,234\n支出2,345\n".encode(), "a.txt", "text"),
        ("區,件\n東,1\n西,2\n\n年,元,比\n110,5,1\n111,6,2\n".encode(), "a.csv", "csv"),
        ("表 1 件數\n單位：件\n區,件\n東,1\n註：一\n二\n三\n四\n".encode(), "a.csv", "csv"),
        (
            "表一\n單位：元\n區,元\n東,1\n\n表二\n單位：人\n區,男,女\n東,1,2\n註：甲\n".encode(),
            "a.csv",
            "csv",
        ),
        ("表 1 件數\n單位：件\n區,件\n東,1\n註：一\n二\n三\n四\n五\n".encode(), "a.csv", "text"),
        ("區\t男\t女\n甲\t1\t2\n乙\t3\t4\n丙\t5\t6\n".encode(), "a.txt", "csv"),
        (b"# \xe5\xb9\xb4\xe5\xa0\xb1\n\ntext\n", "a.txt", "markdown"),
        (PROSE.encode(), "a.txt", "text"),
        (PROSE.encode(), "a.md", "markdown"),
        (PROSE.encode("cp950"), "a.csv", "text"),
        (PROSE.encode("utf-16"), "a.txt", "text"),
        ("甲, 乙, 丙\n".encode(), "a.txt", "text"),
    ],
)
def test_the_format_of_a_file(tmp_path: Path, content: bytes, name: str, format_name: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert detect(tmp_path / name) == format_name


def test_packages_are_distinguished_by_their_contents(tmp_path: Path) -> None:
    assert detect(package(odt(), tmp_path / "a.docx")) == "odt"
    assert detect(package(docx(), tmp_path / "a.zip")) == "docx"
    assert detect(package({"xl/workbook.xml": "<x/>"}, tmp_path / "a.docx")) == "xlsx"
    assert detect(package({"xl/workbook.bin": "<x/>"}, tmp_path / "a.xlsx")) == "xlsb"
    assert detect(package({"ppt/presentation.xml": "<x/>"}, tmp_path / "a.zip")) == "pptx"
    parts = {"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<x/>"}
    assert detect(package(parts, tmp_path / "a.odt")) == "odp"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": "<x/>"}
    assert detect(package(parts, tmp_path / "a.odt")) == "ods"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"PK\x03\x04 and no more", "archive_damaged"),
    ],
)
def test_what_no_reader_takes_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(SourceUnreadable) as caught:
        detect(tmp_path / "a.txt")
    assert caught.value.reason == reason
    assert caught.value.hint("zh") != caught.value.hint("en")


@pytest.mark.parametrize(
    "parts",
    [
        {"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<x/>"},
        {"readme.txt": "x"},
    ],
)
def test_other_packages_are_named(tmp_path: Path, parts: dict[str, str]) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        detect(package(parts, tmp_path / "a.docx"))
    assert caught.value.reason == "unsupported"
