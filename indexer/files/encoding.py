"""Bytes to text: byte-order mark, strict UTF-8, then the best-scoring legacy encoding.

Statistical detectors guess from byte pairs. Here each candidate is decoded and the result is
scored: a correct decoding of a Chinese report consists of common characters, a wrong one of rare
ones. Python's `cp950` is used for Big5, because `big5` lacks the characters that Microsoft
added and that Taiwan uses (碁銹裏恒粧嫺墻); `big5hkscs` and `gb18030` follow.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from indexer.files.user_defined import (
    GAP,
    RARE,
    taiwan_or_hong_kong,
    with_gaps,
    without_user_defined,
)
from judian.core.errors import SourceUnreadable
from judian.zh.text.standard import standard

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Legacy encodings in the order of trial; the first of equal scores wins.
_CANDIDATES = ("cp950", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be", "cp1252")
# Bytes scored for each candidate.
_SAMPLE = 65536
# Least score of a readable text. A correct decoding scored 0.93 and more on reports in each
# encoding, a wrong one under 0.55: `pytest tests/indexer/files/test_encoding.py` holds samples of
# both.
_READABLE = 0.7
# Scores of characters other than common ones: rare Han and full-width forms, letters of cp1252,
# other letters and symbols; of a fault; and the bonus of the declared encoding. Held by the same
# test.
_OTHER_HAN, _LATIN_LETTER, _OTHER_LETTER, _FAULT, _DECLARED = 0.5, 0.3, 0.4, 5, 0.05
# Share of characters outside ASCII above which a text is not cp1252.
_MOST_NON_ASCII = 0.2
# Share of control characters above which bytes are no text, and a number that is always allowed.
_CONTROL_SHARE, _FEW_CONTROLS = 0.02, 4
#: White space and the punctuation of Chinese prose.
_FREQUENT = frozenset("\t\n\r\f，。、；：？！「」『』（）《》〈〉【】“”‘’…—○〇％\u3000·．－～")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
#: Control characters beside a digit, in whose place another one may have been.
_CONTROL_AT_DIGIT = re.compile(
    r"(?<=[0-9])[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]+|[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]+(?=[0-9])"
)
# Bytes at the start of a page that may declare its encoding.
_DECLARATION = 2048
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text. `lost` is the number of undecodable places and `user_defined` that of
    user-defined characters, which both became U+FFFD."""

    text: str
    encoding: str
    lost: int = 0
    user_defined: int = 0


def declared_charset(data: bytes) -> str | None:
    """The character set that an HTML page names in its first bytes, if Python knows it.

    Big5 becomes cp950 and GB2312 or GBK become gb18030, their supersets, as browsers do.
    """
    found = _HTML_CHARSET.search(data[:_DECLARATION])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    name = {"big5": "cp950", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of a file's bytes and the encoding that was recognised.

    `declared` is tried before the legacy encodings. Raises SourceUnreadable with reason
    empty, binary or encoding.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff"):
        raise _unreadable(name, "empty", "the file is empty", "檔案是空的",
                          "put the report's content into it, or delete it",
                          "請放入報告內容或刪除此檔")  # fmt: skip
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    whole = _strict_utf8(data)
    if whole is not None:
        whole, lost = _CONTROL_AT_DIGIT.subn(GAP, whole)
        if whole.isascii():
            return Decoded(whole, "ascii")
        text, private = with_gaps(standard(whole))
        return Decoded(text, "utf-8", lost, private)
    best = max(
        (_score(data[:_SAMPLE], encoding, encoding == declared), -order, encoding)
        for order, encoding in enumerate(
            dict.fromkeys(
                (declared, "utf-8", *_CANDIDATES) if declared else ("utf-8", *_CANDIDATES)
            )
        )
    )
    if best[0] >= _READABLE:
        return _lenient(data, taiwan_or_hong_kong(data, best[2], declared))
    if (
        len(_CONTROL.findall(data[:_SAMPLE].decode("latin-1")))
        > len(data[:_SAMPLE]) * _CONTROL_SHARE
    ):
        raise _unreadable(name, "binary", "the file holds bytes that are no text",
                          "檔案含有非文字的二進位資料",
                          "export it anew, or give the report as PDF, ODT, DOCX, HTML or text",
                          "請重新匯出，或改用 PDF、ODT、DOCX、HTML 或純文字檔")  # fmt: skip
    raise _unreadable(name, "encoding", "its character encoding was not recognised",
                      "無法辨識文字編碼", "save it as UTF-8 and run again",
                      "請另存為 UTF-8 後重新執行")  # fmt: skip


def _unreadable(
    name: str, reason: str, en: str, zh: str, hint_en: str, hint_zh: str
) -> SourceUnreadable:
    return SourceUnreadable(name, reason, en=(en, hint_en), zh=(zh, hint_zh))


def _strict_utf8(data: bytes) -> str | None:
    """The text if the bytes are valid UTF-8 with hardly any control characters; else None."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    return text if controls <= max(_FEW_CONTROLS, len(text[:_SAMPLE]) * _CONTROL_SHARE) else None


def _lenient(data: bytes, encoding: str) -> Decoded:
    """The text, with U+FFFD where bytes cannot be decoded."""
    user_defined = 0
    if encoding == "cp950":
        data, user_defined = without_user_defined(data)
    decoded = _CONTROL_AT_DIGIT.sub(GAP, data.decode(encoding, errors="replace"))
    text, private = with_gaps(standard(decoded))
    user_defined += private
    lost = text.count(GAP) - user_defined
    label = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    return Decoded(text, label.get(encoding, encoding), lost, user_defined)


@lru_cache(maxsize=1)
def common_han() -> frozenset[str]:
    """The frequent characters of both Chinese scripts: Big5 level 1 and GB 2312 level 1."""
    found = set()
    for encoding, first, last in (("big5", 0xA4, 0xC6), ("gb2312", 0xB0, 0xD7)):
        for lead in range(first, last + 1):
            for trail in range(0x40, 0xFF):
                char = bytes((lead, trail)).decode(encoding, errors="ignore")
                if len(char) == 1 and "\u4e00" <= char <= "\u9fff":
                    found.add(char)
    return frozenset(found)


def _score(data: bytes, encoding: str, declared: bool) -> float:
    """Share of the decoded text that reports consist of, at most 1 and negative for many faults.

    Faults (undecodable bytes, private use, controls) count several times. The encoding that the
    file declares gets a bonus.
    """
    if encoding == "cp950":
        data, _ = without_user_defined(data, RARE)
    text = data.decode(encoding, errors="replace")
    if text.endswith("\ufffd"):  # the sample may end inside a character
        text = text.rstrip("\ufffd")
    if not text:
        return -1.0
    common = common_han()
    good = bad = 0.0
    for char in text:
        code = ord(char)
        if 0x20 <= code < 0x7F or char in common or char in _FREQUENT:
            good += 1
        elif code < 0x20 or 0x7F <= code < 0xA0 or char == "\ufffd" or 0xE000 <= code < 0xF900:
            bad += 1
        elif 0x4E00 <= code < 0xA000 or 0xFF01 <= code < 0xFF5F:
            good += _OTHER_HAN
        elif encoding == "cp1252" and char.isalpha():
            good += _LATIN_LETTER
        elif encoding != "cp1252" and (char.isalpha() or 0x2000 <= code < 0x3000):
            good += _OTHER_LETTER
    if encoding == "cp1252" and sum(c > "\x7f" for c in text) > len(text) * _MOST_NON_ASCII:
        return -1.0
    return (good - _FAULT * bad) / len(text) + (_DECLARED if declared else 0.0)
