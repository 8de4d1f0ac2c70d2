"""The format of a file, by its content; the name only decides between kinds of text."""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING

from indexer.files.exchanged import is_exchanged
from indexer.files.raw_markup import XML, is_mail, is_web_archive, raw_markup
from indexer.files.unsupported import (
    is_outlook,
    old_office_format,
    unsupported_error,
    unsupported_reason,
)
from indexer.files.zip_package import Package
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Bytes at the start of a file that decide its format.
SAMPLE = 65536
#: Bytes within which the header of a PDF may begin (PDF Reference 1.7, appendix H, note 13), and
#: within which a page declares that it is HTML.
_PDF_HEADER, _HTML_HEADER = 1024, 4096
#: Tags of HTML that make a file HTML without a declaration.
_LEAST_TAGS = 6
#: Lines of a table that are examined. A file is CSV if it has at least so many lines, its most
#: frequent number of cells is at least so many, and at least this share of lines has that number;
#: the second values are for a file whose name ends in .csv or .tsv, where that share is one of the
#: lines with separators, and this one of all lines: titles, units and notes have no separators.
#: A table of a header and one row below two such lines and above four has 2 of 8. Set by hand.
_SAMPLE_LINES = 200
_LEAST_LINES, _LEAST_CELLS, _LEAST_SHARE = 4, 3, 0.95
_LEAST_LINES_OF_NAMED, _LEAST_CELLS_OF_NAMED, _LEAST_SHARE_OF_NAMED = 2, 2, 0.6
_LEAST_TABLE_OF_NAMED = 0.25
#: Lines of a file that is judged by its first row; characters of a header in it; its numbers.
_SHORT, _LONGEST_CELL = 6, 40
_NUMBER = re.compile(r"[-+−－△▲]?[0-9][0-9,.]*[%％]?|-")
#: The full-width comma, also in bytes of UTF-8 that were read as one character each.
_WIDE_COMMAS = ("，", "\xef\xbc\x8c")
_LINE_END = re.compile(r"\r\n|[\n\r]")
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_EPUB = "application/epub+zip"
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
        sample = file.read(SAMPLE)
    if not sample.strip() and len(sample) < SAMPLE:
        raise SourceUnreadable(
            path.name, "empty",
            en=("the file is empty", "put the report's content into it, or delete it"),
            zh=("檔案是空的", "請放入報告內容或刪除此檔"),
        )  # fmt: skip
    if b"%PDF-" in sample[:_PDF_HEADER]:
        return "pdf"
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path)
    if is_outlook(path, sample):
        return "mail"
    if is_mail(sample, path.suffix.lower()):
        return "mhtml" if is_web_archive(sample, path.suffix.lower()) else "mail"
    if (old := old_office_format(path, sample)) is not None:
        return old
    if is_exchanged(sample) and raw_markup(sample) == XML:
        return "di"
    error = unsupported_reason(path, sample)
    if error is not None:
        raise error
    return _textual(sample, path.suffix.lower())


def _package(path: Path) -> str:
    """The format inside a zip container."""
    with Package(path) as package:
        names = package.names
        kind = package.media_type()
    if kind == _EPUB:
        return "epub"
    if kind in _ODF:
        return _ODF[kind]
    if "content.xml" in names and not kind:
        return "odt"
    if kind.startswith("application/vnd.oasis.opendocument.presentation"):
        return "odp"
    if kind.startswith("application/vnd.oasis.opendocument"):
        en, zh = f"an OpenDocument file of another kind ({kind})", "其他種類的 ODF 檔"
        raise unsupported_error(path, en, zh)
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    raise unsupported_error(path, "an archive (ZIP)", "壓縮檔（ZIP）")


def _textual(sample: bytes, suffix: str) -> str:
    """html, csv, markdown or text; `sample` is the start of a file of text."""
    raw = sample
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16
        sample = sample.replace(b"\x00", b"")
    if _HTML.search(sample[:_HTML_HEADER]) or (
        len(_HTML_TAG.findall(sample)) >= _LEAST_TAGS and suffix in (".html", ".htm", ".xhtml", "")
    ):
        return "html"
    if _is_csv(raw, suffix):
        return "csv"
    if suffix in (".md", ".markdown") or _MARKDOWN.search(sample):
        return "markdown"
    return "text"


#: Share of bytes 0 above which a sample is UTF-16; fewer are junk.
_LEAST_ZEROS = 0.1
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _is_csv(sample: bytes, suffix: str) -> bool:
    """True if nearly all lines have as many cells as the line above or below, several of them.

    The conditions are weaker for a file whose name ends in .csv or .tsv. A short file of another
    name is one if its first line names the columns and all others have numbers in them.
    """
    named = suffix in (".csv", ".tsv", ".tab")
    text = _sample_text(sample)
    lines = [line for line in _LINE_END.split(text)[:_SAMPLE_LINES] if line.strip()]
    if len(sample) == SAMPLE:
        lines = lines[:-1]
    if len(lines) < _LEAST_LINES_OF_NAMED:
        return False
    for separator in (",", "\t", ";"):
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        if named:
            found = _has_tables(rows)
        else:
            found = len(lines) >= _LEAST_LINES and _is_uniform(rows) and _may_be(text, separator)
            found = found or (len(lines) < _SHORT and _names_columns(rows, separator))
        if found:
            return True
    return False


def _sample_text(sample: bytes) -> str:
    """The sample decoded, or one character a byte if it is neither UTF-8 nor UTF-16: separators
    and line ends are the same in the legacy encodings."""
    if sample.count(0) > len(sample) * _LEAST_ZEROS or sample[:2] in _UTF16:
        return sample.decode("utf-16", errors="ignore")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(sample)
    except UnicodeDecodeError:
        return sample.decode("latin-1")


def _is_uniform(rows: Sequence[Sequence[str]]) -> bool:
    """True if nearly all rows have the same number of cells, several of them."""
    counts = [len(row) for row in rows]
    usual = max(set(counts), key=counts.count)
    return usual >= _LEAST_CELLS and counts.count(usual) >= _LEAST_SHARE * len(counts)


def _has_tables(rows: Sequence[Sequence[str]]) -> bool:
    """True if most rows of several cells have as many as a row beside them, and they are a good
    part of all: a file may contain several tables, and lines of one cell around each."""
    counts = [0, *(len(row) for row in rows), 0]
    divided = sum(count >= _LEAST_CELLS_OF_NAMED for count in counts)
    regular = sum(
        count >= _LEAST_CELLS_OF_NAMED and count in (counts[at - 1], counts[at + 1])
        for at, count in enumerate(counts[1:-1], 1)
    )
    return regular >= max(1, _LEAST_SHARE_OF_NAMED * divided, _LEAST_TABLE_OF_NAMED * len(rows))


def _may_be(text: str, separator: str) -> bool:
    """True if the separator does not divide prose, which has full-width commas."""
    return separator == "\t" or not any(comma in text for comma in _WIDE_COMMAS)


def _names_columns(rows: Sequence[Sequence[str]], separator: str) -> bool:
    """True for rows of the same number of short cells: the first row holds no number and
    each other row one in the last cells."""
    header, *body = [[cell.strip() for cell in row] for row in rows]
    if len(header) < 2 or any(len(row) != len(header) for row in body):
        return False
    if any(cell[:1].isdecimal() or not 0 < len(cell) <= _LONGEST_CELL for cell in header):
        return False
    spaced = separator == "," and any(cell.startswith(" ") for row in rows for cell in row)
    return not spaced and all(_NUMBER.fullmatch(cell) for row in body for cell in row[-1:])
