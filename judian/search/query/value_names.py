"""The names of kinds of passages and formats of files, as people write them in a field."""

from __future__ import annotations

from judian.core.model import Kind
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import fold

_KIND_NAMES = {
    "標題": Kind.TITLE, "題名": Kind.TITLE, "節名": Kind.HEADING, "段落": Kind.PARAGRAPH,
    "列表": Kind.LIST_ITEM, "清單": Kind.LIST_ITEM, "表格": Kind.TABLE_ROW, "表": Kind.TABLE_ROW,
    "表頭": Kind.TABLE_HEAD, "附註": Kind.NOTE, "註": Kind.NOTE, "註腳": Kind.FOOTNOTE,
    "table": Kind.TABLE_ROW, "list": Kind.LIST_ITEM, "引文": Kind.QUOTE,
    "目次": Kind.CONTENTS, "目錄": Kind.CONTENTS,
}  # fmt: skip
_KINDS = {fold(name): kind for name, kind in _KIND_NAMES.items()} | {str(k): k for k in Kind}

#: Formats as the readers name them, by other names of programs and endings.
_FORMAT_NAMES = {
    "word": ("docx", "doc", "rtf"), "文書": ("docx", "doc", "rtf", "odt"), "docm": ("docx",),
    "writer": ("odt",), "opendocument": ("odt", "ods", "odp"), "odf": ("odt", "ods", "odp"),
    "excel": ("xlsx", "xls", "xlsb"), "試算表": ("xlsx", "xls", "xlsb", "ods", "csv"),
    "calc": ("ods",), "tsv": ("csv",),
    "powerpoint": ("pptx", "ppt"), "簡報": ("pptx", "ppt", "odp"), "投影片": ("pptx", "ppt", "odp"),
    "impress": ("odp",), "pdf檔": ("pdf",), "acrobat": ("pdf",),
    "md": ("markdown",), "txt": ("text",), "純文字": ("text",), "文字檔": ("text",),
    "htm": ("html",), "xhtml": ("html",), "網頁": ("html", "mhtml"), "mht": ("mhtml",),
    "eml": ("mail",), "msg": ("mail",), "email": ("mail",), "電子郵件": ("mail",),
    "郵件": ("mail",),    "電子書": ("epub",), "電子公文": ("di",), "公文": ("di",),
}  # fmt: skip
_FORMATS = {fold(name): formats for name, formats in _FORMAT_NAMES.items()}


def read_kind(text: str) -> Kind | None:
    """The kind of passage with this name; None without one."""
    return _KINDS.get(squeezed_fold(text))


def read_formats(text: str) -> tuple[str, ...]:
    """The formats with this name or ending of a file."""
    wanted = fold("".join(text.split())).lstrip("*.")
    return _FORMATS.get(wanted, (wanted,))
