"""Comments in an OpenDocument text, each as an annotation over its words.

Those of a footnote are put where the footnote is referred to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from indexer.comments.containers import rewrite, xml
from indexer.comments.docx import NotCommented
from indexer.comments.placing import bare, places
from indexer.files.zip_package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.comments.placing import Comment

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TEXT = f"{{{_OASIS}:office:1.0}}", f"{{{_OASIS}:text:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_P, _H, _NOTE = f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}note"
#: What holds text that is not shown, or that is no text of the document.
_LEFT_OUT = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}table-of-content",
    }
)


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of a text: behind the start of `element` or, with `is_tail`, behind its end, at
    `offset`. In a footnote `note` is the element that refers to it."""

    element: Any
    is_tail: bool
    offset: int
    note: Any = None

    @property
    def char(self) -> str:
        text: str = self.element.tail if self.is_tail else self.element.text
        return text[self.offset]


def comment_odt(path: Path, comments: Sequence[Comment], author: str, file: IO[bytes]) -> None:
    """Write the document at `path` into `file` with the comments added. Raises NotCommented,
    TooLarge and SourceUnreadable."""
    with Package(path) as package:
        content = package.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    first = None if body is None else next(body.iter(_P, _H), None)
    if first is None:
        raise NotCommented
    characters = list(_characters(body))
    text = "".join(c.char for c in characters)
    marks: list[tuple[int, int, int, Any]] = []
    elsewhere: list[tuple[Any, Any]] = []
    for number, (comment, place) in enumerate(zip(comments, places(comments, text), strict=True)):
        note = characters[place.start].note if place is not None else None
        if place is None or note is not None:
            lines = (f"「{bare(comment.words)}」", *comment.lines)
            elsewhere.append((note, _annotation("", author, lines)))
            continue
        name = f"judian-{number}"
        marks.append((place.start, 1, number, _annotation(name, author, comment.lines)))
        end = etree.Element(f"{_OFFICE}annotation-end", {f"{_OFFICE}name": name})
        marks.append((place.end, 0, number, end))
    # From the end on, so that offsets before it stay true; at one place ends before beginnings.
    for offset, order, _, mark in sorted(marks, key=lambda m: m[:3], reverse=True):
        at = characters[offset if order else offset - 1]
        _insert(at, at.offset if order else at.offset + 1, mark)
    for note, annotation in elsewhere:
        _at(note, first, annotation)
    rewrite(path, {"content.xml": xml(content)}, file)


def _characters(parent: Any, note: Any = None, shown: bool = False) -> Iterator[_Character]:
    """Yield the characters of paragraphs and headings below an element that are no white space."""
    shown = shown or parent.tag in (_P, _H)
    if shown:
        yield from _of(parent, False, parent.text, note)
    for element in parent:
        if isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            inner = element if element.tag == _NOTE and note is None else note
            yield from _characters(element, inner, shown and element.tag != _NOTE)
        if shown:
            yield from _of(element, True, element.tail, note)


def _of(element: Any, is_tail: bool, text: str | None, note: Any) -> Iterator[_Character]:
    for offset, char in enumerate(text or ""):
        if not char.isspace():
            yield _Character(element, is_tail, offset, note)


def _insert(at: _Character, offset: int, mark: Any) -> None:
    """Put a mark into the text that holds a character, at `offset` of it."""
    element = at.element
    text = element.tail if at.is_tail else element.text
    if at.is_tail:
        element.tail = text[:offset]
        parent = element.getparent()
        parent.insert(parent.index(element) + 1, mark)
    else:
        element.text = text[:offset]
        element.insert(0, mark)
    mark.tail = text[offset:]


def _at(note: Any, first: Any, annotation: Any) -> None:
    """Put an annotation before a footnote, or at the beginning of the first paragraph."""
    if note is not None:
        note.addprevious(annotation)
        return
    text, first.text = first.text, None
    first.insert(0, annotation)
    annotation.tail = text


def _annotation(name: str, author: str, lines: Sequence[str]) -> Any:
    spaces = {"office": _OFFICE[1:-1], "dc": _DC[1:-1], "text": _TEXT[1:-1]}
    annotation = etree.Element(f"{_OFFICE}annotation", nsmap=spaces)
    if name:
        annotation.set(f"{_OFFICE}name", name)
    etree.SubElement(annotation, f"{_DC}creator").text = author
    for line in lines:
        etree.SubElement(annotation, _P).text = line
    return annotation
