"""Which format a file has, by its content; the name only decides between kinds of text."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from indexer.files.unsupported import unsupported_error, unsupported_reason
from indexer.files.zip_package import Package
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from pathlib import Path

# Bytes of a file's beginning that are looked at.
HEAD = 65536
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
    """The name of the file's format, one of `indexer.readers.registry.READERS`.

    Raises SourceUnreadable with reason empty, archive_damaged, password or unsupported, and
    OSError.
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
    error = unsupported_reason(path, head)
    if error is not None:
        raise error
    return _textual(head, path.suffix.lower())


def _package(path: Path) -> str:
    """The format inside a zip container."""
    with Package(path) as package:
        names = package.names
        kind = package.media_type()
    if kind in _ODF:
        return _ODF[kind]
    if "content.xml" in names and not kind:
        return "odt"
    if kind.startswith("application/vnd.oasis.opendocument"):
        en, zh = f"an OpenDocument file of another kind ({kind})", "其他種類的 ODF 檔"
        raise unsupported_error(path, en, zh)
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        raise unsupported_error(path, "an Excel workbook", "Excel 活頁簿")
    if any(name.startswith("ppt/") for name in names):
        raise unsupported_error(path, "a PowerPoint presentation", "PowerPoint 簡報")
    raise unsupported_error(path, "an archive (ZIP)", "壓縮檔（ZIP）")


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
