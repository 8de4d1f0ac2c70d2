"""Comments in a Word document, each at the runs of its words.

Word has no comments in footnotes and text boxes: those are put at the reference of the footnote, or
at the run that holds the box.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from indexer.comments.containers import rewrite, xml
from indexer.comments.placing import bare, places
from indexer.files.office_package import OfficePackage
from indexer.files.zip_package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.comments.placing import Comment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
#: How the namespaces of “Strict Open XML” begin, which `OfficePackage` reads as the usual ones.
_STRICT = b"http://purl.oclc.org/ooxml/"
#: What holds text that is not shown, or shown elsewhere.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rt", _FALLBACK})
_NOTES = {"footnote": f"{_W}footnoteReference", "endnote": f"{_W}endnoteReference"}


class NotCommented(Exception):
    """The document has no text of the form that comments can be put into."""


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of a text: its element and offset there. In a footnote or text box `run` is the
    run of the body that shows it."""

    element: Any
    offset: int
    run: Any = None


def comment_docx(path: Path, comments: Sequence[Comment], author: str, file: IO[bytes]) -> None:
    """Write the document at `path` into `file` with the comments added. Raises NotCommented,
    TooLarge and SourceUnreadable."""
    with OfficePackage(path) as package:
        main = package.main("word/document.xml")
        if _STRICT in Package.data(package, main):
            raise NotCommented
        document = package.xml(main)
        body = document.find(f"{_W}body")
        if body is None:
            raise NotCommented
        characters = list(_characters(body))
        for kind, tag in _NOTES.items():
            part = package.related(main, f"{kind}s")
            root = package.optional_xml(part) if part else None
            characters += _of_notes(root, kind, {_id(r): _run(r) for r in body.iter(tag)})
        part = package.related(main, "comments")
        held = package.xml(part) if part else etree.Element(f"{_W}comments", nsmap={"w": _W[1:-1]})
        first = _next_id(held, document)
        text = "".join(c.element.text[c.offset] for c in characters)
        lines = _put(body, characters, comments, text, first)
        for number, one in enumerate(lines, first):
            held.append(_comment(number, author, one))
        changed = {main: xml(document)}
        if not part:
            part = _beside(main, "comments.xml", package.names)
            changed |= _registered(package, main, part)
        changed[part] = xml(held)
    rewrite(path, changed, file)


def _put(
    body: Any,
    characters: Sequence[_Character],
    comments: Sequence[Comment],
    text: str,
    first: int,
) -> list[tuple[str, ...]]:
    """Put the marks of the comments into the body; what each comment says."""
    marks: list[tuple[int, int, int]] = []  # offset in the text, order there, number of the comment
    lines = []
    for number, (comment, place) in enumerate(
        zip(comments, places(comments, text), strict=True), first
    ):
        said = comment.lines
        at = characters[place.start].run if place is not None else _first_run(body)
        if place is None or at is not None:
            said = (f"「{bare(comment.words)}」", *said)
            _around(at, body, number)
        else:
            marks += [(place.start, 1, number), (place.end, 0, number)]
        lines.append(said)
    # From the end on, so that offsets before it stay true; at one place ends before beginnings.
    for offset, order, number in sorted(marks, reverse=True):
        if order:
            left, right = _divided(characters[offset].element, characters[offset].offset)
            _between(left, right, [_mark("commentRangeStart", number)])
        else:
            last = characters[offset - 1]
            left, right = _divided(last.element, last.offset + 1)
            _between(left, right, [_mark("commentRangeEnd", number), _reference(number)])
    return lines


def _characters(parent: Any, run: Any = None) -> Iterator[_Character]:
    """Yield the characters of an element that are shown and are no white space; those in text boxes
    with the `run` that holds the box."""
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag == f"{_W}t" and parent.tag == f"{_W}r":
            for offset, char in enumerate(element.text or ""):
                if not char.isspace():
                    yield _Character(element, offset, run)
        else:
            box = _run(element) if tag == f"{_W}txbxContent" and run is None else run
            yield from _characters(element, box)


def _of_notes(root: Any, kind: str, runs: dict[str, Any]) -> Iterator[_Character]:
    """Yield the characters of footnotes or endnotes, with the runs of their references."""
    for note in () if root is None else root.findall(f"{_W}{kind}"):
        run = runs.get(_id(note))
        if run is not None:
            yield from _characters(note, run)


def _id(element: Any) -> str:
    return str(element.get(f"{_W}id", ""))


def _run(element: Any) -> Any:
    """The outermost run that holds an element; None without one."""
    return next(reversed(list(element.iterancestors(f"{_W}r"))), None)


def _first_run(body: Any) -> Any:
    return body.find(f".//{_W}r")


def _next_id(held: Any, document: Any) -> int:
    """A number that no comment and no mark of one has, nor any behind it."""
    marks = (f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}commentReference")
    used = [_id(e) for e in (*held.iter(f"{_W}comment"), *document.iter(*marks))]
    return max((int(number) for number in used if number.isdecimal()), default=-1) + 1


def _divided(element: Any, offset: int) -> tuple[Any, Any]:
    """The run of a text, divided before `offset` of it: the runs to the left and right, None where
    there would be nothing. The text's own element stays in the left one, unless that is None."""
    run = next(element.iterancestors(f"{_W}r"))
    text = element.text or ""
    before = [e for e in element.itersiblings(preceding=True) if e.tag != f"{_W}rPr"]
    if not offset and not before:
        return None, run
    if offset >= len(text) and element.getnext() is None:
        return run, None
    right = etree.Element(run.tag, run.attrib, nsmap=run.nsmap)
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        right.append(deepcopy(properties))
    behind = list(element.itersiblings())
    if not offset:
        right.append(element)
    elif offset < len(text):
        rest = etree.SubElement(right, element.tag, element.attrib)
        rest.text, element.text = text[offset:], text[:offset]
        for part in (element, rest):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    right.extend(behind)
    run.addnext(right)
    return run, right


def _between(left: Any, right: Any, marks: Sequence[Any]) -> None:
    """Put marks between two runs of which one may be None."""
    for mark in marks if left is None else reversed(marks):
        if left is None:
            right.addprevious(mark)
        else:
            left.addnext(mark)


def _around(run: Any, body: Any, number: int) -> None:
    """Put the marks of a comment around a run; into a paragraph of their own before the text where
    there is none."""
    marks = [_mark("commentRangeEnd", number), _reference(number)]
    if run is None:
        paragraph = etree.Element(f"{_W}p")
        paragraph.extend([_mark("commentRangeStart", number), *marks])
        body.insert(0, paragraph)
        return
    run.addprevious(_mark("commentRangeStart", number))
    _between(run, None, marks)


def _mark(name: str, number: int) -> Any:
    return etree.Element(f"{_W}{name}", {f"{_W}id": str(number)})


def _reference(number: int) -> Any:
    run = etree.Element(f"{_W}r")
    run.append(_mark("commentReference", number))
    return run


def _comment(number: int, author: str, lines: Sequence[str]) -> Any:
    attributes = {f"{_W}id": str(number), f"{_W}author": author, f"{_W}initials": author[:1]}
    comment = etree.Element(f"{_W}comment", attributes)
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, f"{_W}p"), f"{_W}r")
        text = etree.SubElement(run, f"{_W}t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _beside(main: str, name: str, taken: frozenset[str]) -> str:
    """A new name beside the main part."""
    folder = main.rpartition("/")[0]
    names = (name, *(f"comments{n}.xml" for n in range(2, 100)))
    return next(p for n in names if (p := f"{folder}/{n}".lstrip("/")) not in taken)


def _registered(package: OfficePackage, main: str, part: str) -> dict[str, bytes]:
    """The list of types and the relations of the main part, with the new part of comments."""
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    root = package.optional_xml(relations)
    if root is None:
        root = etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
    used = {element.get("Id") for element in root}
    identifier = next(i for n in range(len(used) + 1) if (i := f"judian{n}") not in used)
    target = {"Id": identifier, "Type": _RELATION, "Target": part.rpartition("/")[2]}
    etree.SubElement(root, f"{_RELATIONS}Relationship", target)
    types = package.xml("[Content_Types].xml")
    etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": _COMMENTS})
    if not any(e.get("Extension") == "rels" for e in types):
        default = {"Extension": "rels", "ContentType": _RELATIONS_TYPE}
        types.insert(0, etree.Element(f"{_TYPES}Default", default))
    return {relations: xml(root), "[Content_Types].xml": xml(types)}
