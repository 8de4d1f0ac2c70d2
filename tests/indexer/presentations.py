"""Presentations written by hand and without libraries: PPTX."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.indexer.workbooks import RELATIONS, content_types, relations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{RELATIONS}"'
)
Place = tuple[int, int, int, int]


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of a text body."""
    return f"<a:p>{properties}<a:r><a:t>{escape(words)}</a:t></a:r></a:p>"


def _frame(place: Place | None, tag: str = "a") -> str:
    if place is None:
        return ""
    left, top, width, height = place
    return (
        f'<{tag}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'
    )


def shape(*paragraphs: str, holder: str = "", place: Place | None = None, more: str = "") -> str:
    """A text box, or a placeholder of the kind `holder`; a text without markup is a paragraph."""
    mark = f'<p:ph type="{holder}"/>' if holder else ""
    lines = "".join(each if each.startswith("<") else paragraph(each) for each in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"{more}/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr>'
        f"</p:nvSpPr><p:spPr>{_frame(place)}</p:spPr><p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
    )


def group(*shapes: str, place: Place, inner: Place) -> str:
    """A group at `place` whose members have coordinates in `inner`."""
    left, top, width, height = inner
    frame = _frame(place).replace(
        "</a:xfrm>",
        f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm>',
    )
    return (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{frame}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )


def table(*rows: Sequence[str], place: Place) -> str:
    """A table; a cell is a text, or markup of its own."""
    width = max(map(len, rows))
    made = "".join(
        f'<a:tr h="9">{"".join(c if c.startswith("<") else cell(c) for c in row)}</a:tr>'
        for row in rows
    )
    columns = '<a:gridCol w="9"/>' * width
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name="t"/><p:cNvGraphicFramePr/>'
        f"<p:nvPr/></p:nvGraphicFramePr>{_frame(place, 'p')}<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid>'
        f"{columns}</a:tblGrid>{made}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def cell(words: str, more: str = "") -> str:
    """A cell of a table."""
    body = paragraph(words) if words else "<a:p/>"
    return f"<a:tc{more}><a:txBody><a:bodyPr/>{body}</a:txBody><a:tcPr/></a:tc>"


def slide(*shapes: str, more: str = "") -> str:
    """The part of a slide."""
    return (
        f"<p:sld {_NAMES}{more}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/>"
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}</p:spTree></p:cSld>"
        "</p:sld>"
    )


def presentation(slides: Sequence[str], notes: Mapping[int, str] | None = None) -> dict[str, str]:
    """The parts of a PPTX package; `notes` are the speaker's notes by number of slide."""
    notes = notes or {}
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    parts = {
        "[Content_Types].xml": content_types(
            {
                "ppt/presentation.xml": "presentationml.presentation.main+xml",
                **{
                    f"ppt/slides/slide{n}.xml": "presentationml.slide+xml"
                    for n in range(1, len(slides) + 1)
                },
            }
        ),
        "_rels/.rels": relations(("a", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{ids}</p:sldIdLst>"
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"r{n}", "slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1))
        ),
    }
    for n, part in enumerate(slides, 1):
        parts[f"ppt/slides/slide{n}.xml"] = part
        if n in notes:
            parts[f"ppt/slides/_rels/slide{n}.xml.rels"] = relations(
                ("n", "notesSlide", f"../notesSlides/n{n}.xml")
            )
            body = shape(notes[n], holder="body") + shape(str(n), holder="sldNum")
            parts[f"ppt/notesSlides/n{n}.xml"] = (
                slide(body).replace("p:sld ", "p:notes ").replace("/p:sld>", "/p:notes>")
            )
    return parts
