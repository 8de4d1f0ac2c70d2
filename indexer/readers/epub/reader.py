"""The reader of electronic books (EPUB): the chapters in the order of the spine, each read by the
reader of web pages. The table of contents only names chapters that have no heading."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from indexer.files.encoding import Decoded, declared_charset, decode
from indexer.files.zip_package import Package
from indexer.readers.html import reader as html_reader
from indexer.structure.blocks import Block, Reading
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind, PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

#: Chapters of one book that are read.
MOST_CHAPTERS = 5_000
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = frozenset(["application/xhtml+xml", "text/html"])
#: Dublin Core's names → our properties.
_PROPERTIES = {"title": "title", "publisher": "publisher", "creator": "author", "date": "date"}


@dataclass(frozen=True, slots=True)
class _Book:
    """The name of the file, the properties of the book, and the number of its chapters."""

    name: str
    properties: Mapping[str, str]
    chapters: int


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A decoded chapter, None if it cannot be read, and its name in the table of contents."""

    decoded: Decoded | None
    label: str


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The facts of the book, then one chapter at a time."""
    with Package(path) as package:
        opf = _package_file(package, path.name)
        root = package.xml(opf)
        folder = posixpath.dirname(opf)
        items = {item.get("id"): item for item in root.iterfind("{*}manifest/{*}item")}
        spine = [
            items[ref.get("idref")]
            for ref in root.iterfind("{*}spine/{*}itemref")
            if ref.get("idref") in items and ref.get("linear") != "no"
        ][:MOST_CHAPTERS]
        chapters = [
            _path(folder, item.get("href", ""))
            for item in spine
            if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
        ]
        if _is_locked(package, chapters):
            raise package.locked()
        labels = _labels(package, items.values(), folder)
        yield _Book(path.name, _properties(root), len(chapters))
        for chapter in chapters:
            yield _Chapter(_decoded(package, chapter), labels.get(chapter, ""))


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """The chapters as sections of one document. Raises SourceUnreadable if none has text."""
    book, chapters = parts[0], parts[1:]
    assert isinstance(book, _Book)
    title = book.properties.get("title", "")
    blocks = [Block(Kind.TITLE, title)] if title else []
    verdicts = []
    for number, chapter in enumerate(chapters, 1):
        assert isinstance(chapter, _Chapter)
        if chapter.decoded is None:
            verdicts.append(PageVerdict(number, "damaged"))
            continue
        blocks += _blocks(chapter, title)
    if stopped:
        verdicts += [
            PageVerdict(number, "missing", stopped)
            for number in range(len(chapters) + 1, book.chapters + 1)
        ]
    if len(blocks) <= 1:
        raise SourceUnreadable(
            book.name, "no_text",
            en=("the book holds no text", "export it anew"),
            zh=("電子書沒有文字", "請重新匯出"),
        )  # fmt: skip
    return Reading(tuple(blocks), "epub", properties=book.properties,
                   page_verdicts=tuple(verdicts))  # fmt: skip


def _blocks(chapter: _Chapter, title: str) -> list[Block]:
    """The blocks of a chapter under its heading; titles inside a book are headings."""
    assert chapter.decoded is not None
    try:
        read = html_reader.assemble(["", chapter.decoded], None).blocks
    except SourceUnreadable as error:
        if error.reason != "no_text":  # a chapter of pictures
            raise
        return []
    found = [
        replace(block, kind=Kind.HEADING, level=1) if block.kind is Kind.TITLE else block
        for block in read
        if not (block.kind is Kind.TITLE and block.text == title)
    ]
    if chapter.label and found and found[0].kind is not Kind.HEADING:
        found.insert(0, Block(Kind.HEADING, chapter.label, level=1))
    return found


def _package_file(package: Package, name: str) -> str:
    """The path of the file that lists the parts of the book."""
    rootfile = package.xml(_CONTAINER).find(".//{*}rootfile")
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    if path not in package:
        raise SourceUnreadable(
            name, "archive_damaged",
            en=("the book does not list its chapters", "export it anew"),
            zh=("電子書未列出章節", "請重新匯出"),
        )  # fmt: skip
    return path


def _path(folder: str, href: str) -> str:
    """The path of a part that `href` means in a file of `folder`, without its fragment."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _is_locked(package: Package, chapters: Sequence[str]) -> bool:
    """True if chapters are encrypted; fonts of open books are, too."""
    if _ENCRYPTION not in package:
        return False
    references = package.xml(_ENCRYPTION).iterfind(".//{*}CipherReference")
    return not {unquote(each.get("URI", "")) for each in references}.isdisjoint(chapters)


def _properties(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, key in _PROPERTIES.items():
        element = root.find(f"{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{name}")
        text = " ".join("".join(element.itertext()).split()) if element is not None else ""
        if text:
            found[key] = text
    return found


def _decoded(package: Package, path: str) -> Decoded | None:
    """The text of a chapter, None if it is missing or damaged."""
    try:
        data = package.data(path)
        return decode(data, path, declared_charset(data))
    except SourceUnreadable as error:
        if error.reason in ("password", "too_large"):
            raise
        return Decoded("", "utf-8") if error.reason == "empty" else None


def _labels(package: Package, items: Any, folder: str) -> dict[str, str]:
    """The names of chapters by their paths, from the table of contents."""
    found: dict[str, str] = {}
    for item in items:
        path = _path(folder, item.get("href", ""))
        if "nav" in item.get("properties", "").split():
            links, target, label = "{*}a", "href", "."
        elif item.get("media-type") == "application/x-dtbncx+xml":
            links, target, label = "{*}navPoint", "src", "{*}navLabel"
        else:
            continue
        root = package.optional_xml(path)
        for link in root.iter(links) if root is not None else ():
            content = link if target == "href" else link.find("{*}content")
            named = link.find(label)
            if content is not None and named is not None:
                text = " ".join("".join(named.itertext()).split())
                chapter = _path(posixpath.dirname(path), content.get(target, ""))
                found.setdefault(chapter, text)
    return found
