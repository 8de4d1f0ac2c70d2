"""The reader of official documents (公文) in Taiwan's exchange format, an XML file called DI.

The fields are read in their order, each known one in its usual wording and every other one with its
name, so that no text is lost. The document type and its entities are cut off before the file is
parsed: nothing is expanded or opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from indexer.files.encoding import Decoded, decode
from indexer.files.exchanged import declared_encoding
from indexer.files.user_defined import GAP
from indexer.readers.common.block_builder import BlockBuilder
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Reading
from indexer.structure.characters import without_invisible
from indexer.structure.joining import is_spaced, join_lines
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind, PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

#: The document type with its entities; quoted texts in it may hold brackets.
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_DOCTYPE = re.compile(
    rf"<!DOCTYPE(?:[^\[\]<>\"']|{_QUOTED})*+"
    rf"(?:\[(?:[^\]\"'<]|{_QUOTED}|<!--.*?-->|<[^>]*>)*+\])?\s*>",
    re.DOTALL,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\s+([^\s%]+)\s+(?:SYSTEM|PUBLIC\s+\"[^\"]*\")\s+[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?:[^\s&;<]+;)?"
)
#: Fields that name the subject, the first that is filled being the title.
_SUBJECTS = ("主旨", "開會事由", "會勘事由", "事由")
#: Fields of several names, which are joined: recipients.
_LISTS = frozenset(
    ["正本", "副本", "抄本", "出席者", "列席者", "受文者", "行文單位", "主持人", "聯絡人及電話"]
)
#: Parts without text for people: codes and the recipients' form.
_CODES = frozenset(["機關代碼", "單位代碼", "條碼", "公文文號條碼"])
#: The parts of a document's number, and the digits of one whose serial number begins with the year:
#: three of the year and seven that are counted.
_NUMBER_PARTS, _WHOLE_NUMBER = ("年度", "流水號", "支號"), 10
_SPACE = re.compile(r"\s+")
_LIST_SPACE = re.compile(r"^([^\s]{1,8}[、.．)）])\s+")


@dataclass(slots=True)
class _State:
    """The blocks so far, the names of the attached files by entity, and the properties."""

    attached: dict[str, str]
    builder: BlockBuilder = field(default_factory=BlockBuilder)
    properties: dict[str, str] = field(default_factory=dict)


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded file, in one piece."""
    data = path.read_bytes()
    yield path.name
    yield decode(data, path.name, declared_encoding(data))


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The fields of the document as blocks, the subject as title."""
    name, decoded = str(parts[0]), parts[-1]
    assert isinstance(decoded, Decoded)
    text = _DECLARATION.sub("", without_invisible(decoded.text).lstrip("\ufeff"))
    doctype = _DOCTYPE.search(text)
    state = _State(dict(_ENTITY.findall(doctype[0])) if doctype else {})
    root, whole = _parsed(_DOCTYPE.sub("", text, count=1), name)
    title = next(filter(None, (_field(root, tag) for tag in _SUBJECTS)), "")
    if title:
        state.builder.add(title, Kind.TITLE)
    for child in root:
        _read(child, state)
    stated = {"title": title, "publisher": _field(root, "發文機關")}
    damage = () if whole else (PageVerdict(1, "damaged"),)
    return Reading(
        blocks=state.builder.build(),
        format="di",
        encoding=decoded.encoding,
        properties={key: value for key, value in stated.items() if value},
        page_verdicts=damage or undecodable_verdict(decoded),
    )


def _parsed(text: str, name: str) -> tuple[etree._Element, bool]:
    """The root of the file without its document type, and True if the file is whole. References
    to entities become gaps."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    plain = _REFERENCE.sub(lambda found: GAP if found[0].endswith(";") else "&amp;", text)
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise SourceUnreadable(
            name, "archive_damaged",
            en=("the official document is damaged: it is no XML", "export it anew"),
            zh=("公文檔已損壞，不是 XML", "請重新匯出"),
        )  # fmt: skip
    return root, not parser.error_log


def _read(element: etree._Element, state: _State) -> None:
    """Add the blocks of one field."""
    tag = str(element.tag)
    if tag in _CODES:
        return
    if tag == "段落":
        _paragraph(element, state)
    elif tag == "附件":
        names = [state.attached.get(key, key) for key in element.xpath(".//@附件名")]
        _labelled(tag, "、".join(filter(None, [_text(element), *names])), state)
    else:
        _labelled(tag, _value(element), state)


def _paragraph(element: etree._Element, state: _State) -> None:
    """A named paragraph (說明、辦法、公告事項) with its list."""
    heading = (element.get("段名") or "").strip().rstrip("：:")
    if heading:
        state.builder.add(heading, Kind.HEADING, level=1)
    _items(element, state)


def _items(element: etree._Element, state: _State) -> None:
    """The texts of a paragraph or a list item, and the list items in it. The nesting is limited by
    the parser to 256 levels."""
    number = (element.get("序號") or "").strip()
    for child in element:
        if child.tag == "文字":
            text = _text(child)
            if text:
                state.builder.add(_LIST_SPACE.sub(r"\1", number + text))
                number = ""
        elif child.tag == "條列":
            _items(child, state)
        else:
            _labelled(str(child.tag), _value(child), state)


def _labelled(label: str, text: str, state: _State) -> None:
    if text:
        state.builder.add(text if label == "署名" else f"{label}：{text}")


def _field(root: etree._Element, tag: str) -> str:
    found = root.find(tag)
    return _value(found) if found is not None else ""


def _value(element: etree._Element) -> str:
    """The text of a field in its usual wording."""
    tag = str(element.tag)
    if tag == "發文字號" and (number := _number(element)):
        return number
    if tag in _LISTS and len(element) > 1:
        texts = (_text(child) for child in element if child.tag not in _CODES)
        return "、".join(filter(None, texts))
    return _text(element) or (element.get("代碼") or "").strip()


def _number(element: etree._Element) -> str:
    """The number of a document as it is cited: 府工務字第1130012345號."""
    word = "".join(map(_text, element.iter("字")))
    year, serial, part = ("".join(map(_text, element.iter(tag))) for tag in _NUMBER_PARTS)
    if len(serial) >= _WHOLE_NUMBER and serial.startswith(year):
        year = ""  # the serial number has it already
    digits = year + serial + part
    word = word.removesuffix("字")
    return f"{word}字第{digits}號" if word and digits else ""


def _text(element: etree._Element) -> str:
    """The text in an element on one line, without codes."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag not in _CODES:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    whole = "".join(pieces).strip()
    if "\n" in whole:
        whole = join_lines(whole.splitlines(), is_spaced(whole))[0]
    return _SPACE.sub(" ", whole).strip()
