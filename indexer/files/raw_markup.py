"""Files of text that is not a report: mail, XML, JSON, TeX, base64.

A reader of plain text would keep their markup or their encoded letters as paragraphs.
"""

from __future__ import annotations

import json
import re

#: Bytes at the start of a file that are examined for its kind.
_START = 4096
#: Closing tags that make a file without an XML declaration XML.
_LEAST_TAGS = 3
#: The name of XML that is no document, in English and Chinese.
XML = ("an XML file", "XML 檔")
_BOM = b"\xef\xbb\xbf"
_XML = re.compile(rb"<\?xml\s")
_ROOT = re.compile(
    rb"(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+([^\s>\[]+)|<([^\s<>!?/]+)(?:\s[^<>]*)?>)", re.S
)
_HTML = re.compile(rb"<!doctype\s+html|<(?:[a-z]+:)?html[\s>]|<body[\s>]|<head[\s>]", re.I)
_HTML_ELEMENTS = frozenset(
    b"a abbr address article aside b big blockquote body br center code dd details div dl dt em "
    b"figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i img li link main meta nav ol "
    b"p pre script section small span strong style sub sup table tbody td th title tr u ul".split()
)
#: The fields at the front of a mail, one a line, continued on indented lines.
_FIELDS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELD = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To)\s*:"
    rb"|^Content-Type\s*:\s*multipart/",
    re.I | re.M,
)
#: Suffixes of web archives, and of these and mails.
_ARCHIVE_SUFFIXES = (".mht", ".mhtml")
_MAIL_SUFFIXES = (".eml", *_ARCHIVE_SUFFIXES)
_SAVED_PAGE = re.compile(rb"^Snapshot-Content-Location\s*:|^From:\s*<?Saved by ", re.I | re.M)
#: A page with its pictures, and the fields of a mail, which Word writes into no web archive.
_PAGE_WITH_PICTURES = re.compile(rb"^Content-Type\s*:\s*multipart/related", re.I | re.M)
_SENT = re.compile(rb"^(?:From|To|Subject|Date|Received|Message-ID|Return-Path)\s*:", re.I | re.M)
#: Fields that a mail has at least.
_LEAST_FIELDS = 2
#: The line that mailboxes put before a mail.
_ENVELOPE = re.compile(rb"From [^\n:]*[^\n]*\n")
_ENCODED = re.compile(
    rb"^(?:Message-ID|MIME-Version|Received|Return-Path)\s*:|^Content-Transfer-Encoding\s*:\s*(?:base64|quoted-printable)|^Content-Type\s*:\s*(?:multipart|message)/"
    rb"|=\?[\w-]+\?[bq]\?",
    re.I | re.M,
)
#: A command of TeX, after comments.
_TEX = re.compile(rb"(?:%[^\n]*\n\s*)*\\[A-Za-z]+\*?\s*[\[{]")
_MEMBER = re.compile(rb'"(?:[^"\\\n]|\\.)*"\s*:')
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){3,}[A-Za-z0-9+/]*={0,2}\s*")
_BASE64_START = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){40}")


def raw_markup(start: bytes) -> tuple[str, str] | None:
    """The name of the format in English and Chinese of a file whose first bytes are `start`; None
    for text and for web pages."""
    text = start.replace(b"\0", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    text = text.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(_BOM).lstrip()
    if _is_xml(text):
        return XML
    if _is_json(text):
        return "a file of data (JSON)", "資料檔（JSON）"
    if _TEX.match(text):
        return "a TeX source", "TeX 原始檔"
    if _BASE64.fullmatch(text) or _BASE64_START.match(text):
        return "a file encoded in base64", "base64 編碼檔"
    return None


def is_mail(start: bytes, suffix: str) -> bool:
    """True for a mail or a web archive: a file of fields, some of them encoded or such as only
    mail programs write, or any if the file's name says that it is a mail."""
    fields = _fields(start)
    if len(_MAIL_FIELD.findall(fields)) < _LEAST_FIELDS:
        return False
    return suffix in _MAIL_SUFFIXES or _ENCODED.search(fields) is not None


def is_web_archive(start: bytes, suffix: str) -> bool:
    """True for a file of the form of a mail that is a web page saved by a browser or by Word, which
    also gives it the suffix .doc."""
    if suffix in _ARCHIVE_SUFFIXES or _SAVED_PAGE.search(start[:_START]) is not None:
        return True
    fields = _fields(start)
    return _PAGE_WITH_PICTURES.search(fields) is not None and _SENT.search(fields) is None


def _fields(start: bytes) -> bytes:
    """The fields at the front of a mail; b"" if there are less than two."""
    text = start.removeprefix(_BOM).lstrip().replace(b"\r\n", b"\n")
    found = _FIELDS.match(_ENVELOPE.sub(b"", text, count=1))
    return found[0] if found else b""


def _is_xml(text: bytes) -> bool:
    """True for XML other than a web page."""
    if not text.startswith(b"<") or _HTML.search(text[:_START]):
        return False
    if _XML.match(text):
        return True
    root = _ROOT.match(text)
    if root is None:
        return False
    return (root[1] or root[2]).lower() not in _HTML_ELEMENTS and text.count(b"</") >= _LEAST_TAGS


def _is_json(text: bytes) -> bool:
    """True for an object or a list, or one a line."""
    if not text.startswith((b"{", b"[")):
        return False
    try:
        return bool(json.loads(text)) and b'"' in text
    except ValueError:  # cut off, or several values
        first = text.split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict | list) and b'"' in first
    except ValueError:
        members = len(_MEMBER.findall(text[:_START]))
        return re.match(rb'[\[{]\s*(?:["{\[])', text) is not None and members > 1
