"""Unsupported formats: recognised, so that the report can name the format and the remedy.

Only the first bytes of a file and the directory of an old Office file are read.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from indexer.files.raw_markup import raw_markup
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes, name of the format in English and Chinese.
_BEGINNINGS = (
    (b"%!PS", "a PostScript document", "PostScript 文件"),
    (b"\x89PNG", "a picture (PNG)", "圖片（PNG）"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "圖片（JPEG）"),
    (b"GIF8", "a picture (GIF)", "圖片（GIF）"),
    (b"II*\x00", "a picture (TIFF)", "圖片（TIFF）"),
    (b"MM\x00*", "a picture (TIFF)", "圖片（TIFF）"),
    (b"Rar!", "an archive (RAR)", "壓縮檔（RAR）"),
    (b"7z\xbc\xaf", "an archive (7z)", "壓縮檔（7z）"),
    (b"\x1f\x8b", "an archive (gzip)", "壓縮檔（gzip）"),
    (b"\xfd7zXZ", "an archive (xz)", "壓縮檔（xz）"),
    (b"BZh", "an archive (bzip2)", "壓縮檔（bzip2）"),
    (b"(\xb5/\xfd", "an archive (Zstandard)", "壓縮檔（Zstandard）"),
    (b"MSCF", "an archive (CAB)", "壓縮檔（CAB）"),
    (b"BEGIN:VC", "a calendar or a card (ICS, VCF)", "行事曆或名片（ICS、VCF）"),
    (b"-----BEGIN ", "a signed or encrypted file", "簽章或加密檔"),
    (b"[InternetShortcut]", "a link", "網頁捷徑"),
    (b"MZ", "a program", "程式檔"),
    (b"\x7fELF", "a program", "程式檔"),
    (b"SQLite format 3", "a database", "資料庫"),
)
#: The same for patterns of the first bytes.
_INSIDE = (
    (re.compile(rb"^.{257}ustar", re.DOTALL), "an archive (TAR)", "壓縮檔（TAR）"),
    (re.compile(rb"^BM.{4}\0\0\0\0", re.DOTALL), "a picture (BMP)", "圖片（BMP）"),
    (re.compile(rb"^RIFF.{4}WEBP", re.DOTALL), "a picture (WebP)", "圖片（WebP）"),
    (re.compile(rb"^ID3[\x02-\x04]|^RIFF.{4}(?:WAVE|AVI )|^.{4}ftyp", re.DOTALL),
     "a picture, sound or film (MP3, MP4, WAV, HEIC)", "圖片或影音檔（MP3、MP4、WAV、HEIC）"),
    (re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>(?:\s|<!--.*?-->|<\?mso.*?\?>)*"
                rb"<(?:office:document|w:wordDocument|pkg:package)[\s>]", re.DOTALL),
     "a word processor's document in flat XML", "文書處理軟體的單一 XML 檔"),
)  # fmt: skip
#: Names in the directory of an old Office file, and its format.
_STREAMS = (
    ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
)  # fmt: skip
#: Formats that only LibreOffice reads, in English and Chinese.
_OFFICE = {
    "doc": ("an old Word document (DOC)", "舊版 Word 文件（DOC）"),
    "rtf": ("an RTF document", "RTF 文件"),
    "xls": ("an old Excel workbook (XLS)", "舊版 Excel 活頁簿（XLS）"),
    "xlsb": ("a binary Excel workbook (XLSB)", "二進位 Excel 活頁簿（XLSB）"),
    "ppt": ("an old PowerPoint presentation (PPT)", "舊版 PowerPoint 簡報（PPT）"),
    "odp": ("an OpenDocument presentation (ODP)", "ODF 簡報（ODP）"),
}
_RTF = b"{\\rtf"
#: Name of the stream in which Office stores an encrypted document.
_ENCRYPTED = "EncryptedPackage"
#: Bytes of an old Office file's directory that are read: the first 32 entries.
_DIRECTORY = 4096
#: Bytes of a compound file's header that are needed, and offsets in it ([MS-CFB] 2.2).
_HEADER, _SECTOR_SHIFT, _FIRST_DIRECTORY_SECTOR = 52, 30, 48


def unsupported_reason(path: Path, start: bytes) -> SourceUnreadable | None:
    """The error of a file whose first bytes are `start`, with reason unsupported or password; None
    if a reader may read it. Raises OSError."""
    if start.startswith(_OLE):
        return _old_office(path, start)
    for magic, en, zh in _BEGINNINGS:
        if start.startswith(magic):
            return unsupported_error(path, en, zh)
    for pattern, en, zh in _INSIDE:
        if pattern.match(start):
            return unsupported_error(path, en, zh)
    named = raw_markup(start)
    return unsupported_error(path, *named) if named else None


def is_outlook(path: Path, start: bytes) -> bool:
    """True for a message of Outlook whose first bytes are `start`. Raises OSError."""
    stream = "__properties_version1.0".encode("utf-16-le")
    return start.startswith(_OLE) and stream in _directory(path, start)


def old_office_format(path: Path, start: bytes) -> str | None:
    """The format of an office document without a reader of its own, whose first bytes are `start`:
    doc, rtf, xls or ppt; None for another file. Raises OSError."""
    if start.startswith(_RTF):
        return "rtf"
    if not start.startswith(_OLE):
        return None
    directory = _directory(path, start)
    if _ENCRYPTED.encode("utf-16-le") in directory:
        return None
    for stream, name in _STREAMS:
        # An entry's name ends with a zero character, so that Book is not found in Workbook.
        if b"\0\0" + stream.encode("utf-16-le") + b"\0\0" in b"\0\0" + directory:
            return name
    return None


def office_error(path: Path, name: str) -> SourceUnreadable:
    """The error of an office document that only LibreOffice reads, where it is not installed."""
    en, zh = _OFFICE[name]
    return SourceUnreadable(
        path.name, "unsupported",
        en=(f"the file is {en}, which is read by LibreOffice",
            "install LibreOffice (soffice), or save it as ODT, DOCX, ODS, XLSX or PPTX, and run "
            "again"),
        zh=(f"檔案是{zh}，須由 LibreOffice 讀取",
            "請安裝 LibreOffice（soffice），或另存為 ODT、DOCX、ODS、XLSX 或 PPTX 後重新執行"),
    )  # fmt: skip


def unsupported_error(path: Path, en: str, zh: str) -> SourceUnreadable:
    """The error of a file of an unsupported format, named in English and Chinese."""
    return SourceUnreadable(
        path.name, "unsupported",
        en=(f"the file is {en}", "save it as ODT, DOCX, XLSX, PPTX, PDF, HTML or text and "
            "run again"),
        zh=(f"檔案是{zh}", "請另存為 ODT、DOCX、XLSX、PPTX、PDF、HTML 或純文字檔後重新執行"),
    )  # fmt: skip


def password_error(name: str) -> SourceUnreadable:
    """The error of an office document that is protected by a password."""
    return SourceUnreadable(
        name, "password",
        en=("the document is protected by a password",
            "open it with the password and save it without one"),
        zh=("文件設有密碼", "請以密碼開啟後另存為無密碼的檔案"),
    )  # fmt: skip


def _old_office(path: Path, start: bytes) -> SourceUnreadable:
    """The error of a compound file that is encrypted or of an unknown kind."""
    if _ENCRYPTED.encode("utf-16-le") in _directory(path, start):
        return password_error(path.name)
    return unsupported_error(path, "an old Office document (DOC, XLS, PPT)", "舊版 Office 文件")


def _directory(path: Path, start: bytes) -> bytes:
    """The first sector or sectors of a compound file's directory; b"" when it is damaged."""
    if len(start) < _HEADER:
        return b""
    shift = struct.unpack_from("<H", start, _SECTOR_SHIFT)[0]
    first = struct.unpack_from("<I", start, _FIRST_DIRECTORY_SECTOR)[0]
    if shift not in (9, 12):  # sectors of 512 or 4,096 bytes
        return b""
    with path.open("rb") as file:
        file.seek((first + 1) << shift)
        return file.read(_DIRECTORY)
