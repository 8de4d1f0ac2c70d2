"""The terms of a batch, from a table or from text with one a line."""

from __future__ import annotations

import csv
from pathlib import PurePath
from typing import ClassVar

from judian.core.errors import JudianError

#: Names of files that are tables, with what parts their columns.
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
#: The first cell of a table whose first row names its columns.
_HEADERS = frozenset(
    {
        *("query", "queries", "q", "term", "terms", "question", "questions", "keyword"),
        *("檢索詞", "查詢", "查詢詞", "關鍵詞", "關鍵字", "詞", "問題", "題目"),
    }
)
#: Encodings in the order in which they are tried; the second is Taiwan's Windows.
_ENCODINGS = ("utf-8-sig", "cp950")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class BatchUnreadable(JudianError):
    """A file that holds no list of terms."""

    code = "batch_unreadable"
    status = 400
    messages: ClassVar = {
        "en": (
            "the list of terms cannot be read: {detail_en}",
            "give text with one term a line, or a CSV with the terms in its first column, in UTF-8",
        ),
        "zh": (
            "無法讀取檢索詞清單：{detail_zh}",
            "請提供每行一詞的文字檔，或第一欄為檢索詞的 CSV，編碼為 UTF-8",
        ),
    }

    def __init__(self, detail_en: str, detail_zh: str) -> None:
        super().__init__(detail_en=detail_en, detail_zh=detail_zh)


def read_terms(content: bytes, name: str = "") -> list[str]:
    """The terms in their order, without empty ones.

    A file named .csv or .tsv has them in its first column, and may name its columns; any other
    has one a line, verbatim, since a quotation mark of a phrase is none of a table. Raises
    BatchUnreadable.
    """
    text = _decoded(content)
    delimiter = _DELIMITERS.get(PurePath(name).suffix.lower())
    cells = text.splitlines() if delimiter is None else _first_column(text, delimiter)
    terms = [" ".join(cell.split()) for cell in cells]
    if delimiter is not None and terms and terms[0].casefold() in _HEADERS:
        del terms[0]
    return [term for term in terms if term]


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF_16_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BatchUnreadable("it is no text", "不是文字檔")


def _first_column(text: str, delimiter: str) -> list[str]:
    """The first cells of the rows. A row that is no CSV is refused, since the marks of a phrase
    would be lost without a word."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        return [row[0] if row else "" for row in reader]
    except csv.Error as error:
        raise BatchUnreadable(
            f"line {reader.line_num} is no CSV ({error})",
            f"第 {reader.line_num} 行不是 CSV 格式",
        ) from error
