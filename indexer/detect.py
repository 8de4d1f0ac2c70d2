"""Which format a file has, by its content; the name only decides between kinds of text."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

from core.errors import SourceUnreadable

# Bytes of a file's beginning that are looked at.
HEAD = 65536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes → what to call a file that no reader takes, in English and Chinese.
_OTHERS = (
    (b"{\\rtf", "an RTF document", "RTF 文件"),
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
    (b"MZ", "a program", "程式檔"),
    (b"\x7fELF", "a program", "程式檔"),
    (b"SQLite format 3", "a database", "資料庫"),
)
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
}
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s[^>]*charset", re.IGNORECASE
)
_HTML_TAG = re.compile(rb"</?(?:p|div|table|tr|td|h[1-6]|span|li|ul)(?:\s[^<>]*)?>", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\*\*[^*\n]+\*\*\s*$|^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE
)


def detect(path: Path) -> str:
    """The name of the file's format, one of `indexer.readers.READERS`.

    Raises SourceUnreadable with reason empty, archive_damaged or unsupported, and OSError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip() and len(head) < HEAD:
        raise SourceUnreadable(
            path.name, "empty",
            en=("the file is empty", "put the report's content into it, or delete it"),
            zh=("檔案是空的", "請放入報告內容或刪除此檔"),
        )  # fmt: skip
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path)
    if head.startswith(_OLE):
        raise _unsupported(path, "an old Office document (DOC, XLS, PPT)", "舊版 Office 文件")
    for magic, en, zh in _OTHERS:
        if head.startswith(magic):
            raise _unsupported(path, en, zh)
    return _textual(head, path.suffix.lower())


def _unsupported(path: Path, en: str, zh: str) -> SourceUnreadable:
    return SourceUnreadable(
        path.name, "unsupported",
        en=(f"the file is {en}", "save it as ODT, DOCX, PDF, HTML or text and run again"),
        zh=(f"檔案是{zh}", "請另存為 ODT、DOCX、PDF、HTML 或純文字檔後重新執行"),
    )  # fmt: skip


def _package(path: Path) -> str:
    """The format inside a zip container."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = ""
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                kind = package.read("mimetype").decode("ascii", errors="replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise SourceUnreadable(
            path.name, "archive_damaged",
            en=(f"the document's container is damaged ({error})",
                "open it in a word processor, save it anew and run again"),
            zh=(f"文件的壓縮容器已損壞（{error}）", "請以文書處理軟體開啟並重新儲存後再執行"),
        ) from error  # fmt: skip
    if kind in _ODF:
        return _ODF[kind]
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and not kind:
        return "odt"
    if kind.startswith("application/vnd.oasis.opendocument"):
        raise _unsupported(
            path, f"an OpenDocument file of another kind ({kind})", "其他種類的 ODF 檔"
        )
    if any(name.startswith("xl/") for name in names):
        raise _unsupported(path, "an Excel workbook", "Excel 活頁簿")
    if any(name.startswith("ppt/") for name in names):
        raise _unsupported(path, "a PowerPoint presentation", "PowerPoint 簡報")
    raise _unsupported(path, "an archive (ZIP)", "壓縮檔（ZIP）")


def _textual(head: bytes, suffix: str) -> str:
    """html, csv, markdown or text."""
    sample = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    if _HTML.search(sample[:4096]) or (
        len(_HTML_TAG.findall(sample)) >= 6 and suffix in (".html", ".htm", ".xhtml", "")
    ):
        return "html"
    if _is_csv(sample, suffix):
        return "csv"
    if suffix in (".md", ".markdown") or _MARKDOWN.search(sample):
        return "markdown"
    return "text"


def _is_csv(sample: bytes, suffix: str) -> bool:
    """True when nearly all lines hold the same number of separators, and more than one cell.

    A file that is called .csv or .tsv needs to bear it out less strictly.
    """
    named = suffix in (".csv", ".tsv", ".tab")
    text = sample.decode("latin-1")
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if len(sample) == HEAD:
        lines = lines[:-1]
    if len(lines) < (2 if named else 4):
        return False
    for separator in (",", "\t", ";"):
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        counts = [len(row) for row in rows]
        usual = max(set(counts), key=counts.count)
        share = counts.count(usual) / len(counts)
        if usual >= (2 if named else 3) and share >= (0.6 if named else 0.95):
            return named or separator == "\t" or b"\xef\xbc\x8c" not in sample
    return False
