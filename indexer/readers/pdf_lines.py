"""The one module that speaks to pdfminer.six: a PDF's pages as glyphs, rules and fills.

pdfminer's own layout analysis is not used. Its lines depend on the order in which a page was
drawn, and its boxes cost time and memory with the square of their number. A device of ours
takes each drawn character as it comes and leaves the grouping to `pdf_runs`.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from pdfminer.cmapdb import CMapDB, PyCMap
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text, mult_matrix

from indexer.readers.pdf_geometry import ASCENT, Box, Glyph, Rule, quarter
from indexer.readers.pdf_plain import collection_of, plain
from indexer.readers.pdf_strokes import Matrix, PathSegment, is_white, strokes, subpaths

#: More drawn characters than this on one page are an attack or a drawing, not a text: the
#: densest page of small print seen has 16,000.
MAX_GLYPHS = 400_000
#: Strokes kept of one page; a map has a hundred thousand, a table some hundreds.
MAX_RULES = 20_000
#: Pages that a document may claim to have.
MAX_PAGES = 50_000

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)

logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PasswordNeeded(Exception):
    """The document opens with a password only."""


class TooManyGlyphs(Exception):
    """A page draws more characters than MAX_GLYPHS."""


@dataclass(slots=True)
class Ink:
    """What is drawn on one page, from the top left of its visible area.

    `unmapped` counts glyphs for which the file gives no character (they are U+FFFD in the
    text); `image` is the share of the page that its largest image covers; `annotated` says that
    text may stand in form fields and notes on the page, which are not drawn with it.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    unmapped: int = 0
    image: float = 0.0
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class PageError:
    """A page, or a place where a page should be, that could not be read."""

    error: str


class PdfDocument:
    """An open PDF. Raises PasswordNeeded, or whatever pdfminer raises on a broken file."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        try:
            self._document = PDFDocument(PDFParser(self._file), fallback=True)
        except (PDFPasswordIncorrect, PDFEncryptionError) as error:
            self._file.close()
            raise PasswordNeeded(_named(error)) from error
        except BaseException:
            self._file.close()
            raise
        self._resources = _Resources()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def properties(self) -> dict[str, str]:
        """Title, author, subject, created and producer as the file states them, where it does."""
        found: dict[str, str] = {}
        for info in self._document.info:
            for key in ("Title", "Author", "Subject", "CreationDate", "Producer"):
                try:
                    value = resolve1(info.get(key))
                    text = decode_text(value).strip("\0 \n") if isinstance(value, bytes) else ""
                except Exception:  # noqa: BLE001 - a broken property must not cost the text
                    text = ""
                if text:
                    found[key.lower().replace("creationdate", "created")] = text
        return found

    def claimed_pages(self) -> int:
        """How many pages the page tree says there are; 0 when it does not say."""
        try:
            tree = resolve1(self._document.catalog.get("Pages"))
            count = resolve1(tree.get("Count")) if isinstance(tree, Mapping) else 0
        except Exception:  # noqa: BLE001 - any damage means that it does not say
            return 0
        return count if isinstance(count, int) and 0 <= count <= MAX_PAGES else 0

    def labels(self, count: int) -> list[str | None]:
        """The page labels of the first `count` pages, None where the file has none."""
        try:
            return list(islice(self._document.get_page_labels(), count))
        except Exception:  # noqa: BLE001 - no labels, or broken ones
            return [None] * count

    def pages(self) -> Iterator[Ink | PageError]:
        """Every page in order. An error in one is a PageError and not the end of the others."""
        for page in self._tree():
            if isinstance(page, PageError):
                yield page
                continue
            try:
                yield self._ink(page)
            except MemoryError:
                raise
            except RecursionError:
                yield PageError("nested too deep")
            except Exception as error:  # noqa: BLE001 - hostile input raises anything
                yield PageError(_named(error))

    def _ink(self, page: PDFPage) -> Ink:
        x0, y0, x1, y1 = _visible(page)
        if page.rotate == 90:
            ctm: Matrix = (0, -1, 1, 0, -y0, x1)
        elif page.rotate == 180:
            ctm = (-1, 0, 0, -1, x1, y1)
        elif page.rotate == 270:
            ctm = (0, 1, -1, 0, y1, -x0)
        else:
            ctm = (1, 0, 0, 1, -x0, -y0)
        width, height = x1 - x0, y1 - y0
        if page.rotate in (90, 270):
            width, height = height, width
        device = _Device(self._resources, Ink(width, height))
        interpreter = PDFPageInterpreter(self._resources, device)
        interpreter.render_contents(page.resources, page.contents, ctm=ctm)
        device.ink.annotated = _is_annotated(page)
        return device.ink

    def _tree(self) -> Iterator[PDFPage | PageError]:
        """The leaves of the page tree in order; all page objects when there is no tree."""
        found = False
        root = self._document.catalog.get("Pages")
        stack: list[tuple[Any, dict[str, Any]]] = [(root, {})]
        seen: set[object] = set()
        count = 0
        while stack and count < MAX_PAGES:
            node, inherited = stack.pop()
            name = getattr(node, "objid", None)
            if name is not None:
                if name in seen:
                    continue
                seen.add(name)
            try:
                raw = resolve1(node)
                if not isinstance(raw, dict):
                    continue
                attrs = {**inherited, **raw}
                kids = resolve1(attrs.get("Kids"))
                if isinstance(kids, list) and _type(attrs) != "Page":
                    keys = ("Resources", "MediaBox", "CropBox", "Rotate")
                    passed = {key: attrs[key] for key in keys if key in attrs}
                    stack.extend((kid, passed) for kid in reversed(kids))
                    continue
                count += 1
                page = PDFPage(self._document, name, attrs, None)
            except Exception as error:  # noqa: BLE001 - a broken leaf costs itself only
                yield PageError(_named(error))
                continue
            found = True
            yield page
        if not found:
            yield from self._strays()

    def _strays(self) -> Iterator[PDFPage | PageError]:
        """Page objects anywhere in the file, for files whose page tree leads nowhere."""
        seen: set[int] = set()
        for xref in self._document.xrefs:
            for objid in sorted(xref.get_objids()):
                if objid in seen:
                    continue
                seen.add(objid)
                try:
                    attrs = self._document.getobj(objid)
                    is_page = isinstance(attrs, dict) and _type(attrs) == "Page"
                except Exception:  # noqa: BLE001 - not an object that can be had
                    is_page = False
                if is_page:
                    yield self._leaf(objid, attrs)

    def _leaf(self, objid: object, attrs: object) -> PDFPage | PageError:
        try:
            return PDFPage(self._document, objid, attrs, None)
        except Exception as error:  # noqa: BLE001 - a broken leaf costs itself only
            return PageError(_named(error))


class _Resources(PDFResourceManager):
    """pdfminer's fonts, each made once, with two things mended that turn Chinese into junk.

    The wheel's ETenms-B5 maps of codes hold only what differs from ETen-B5 and leave out the
    map that they are based on. And a font may name a map of codes that belongs to another
    collection of characters than its own (reportlab's MSung-Light does): its character numbers
    are then those of the map's collection.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a dictionary."""
        _mend_eten()
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and "ToUnicode" not in spec:
            name = font.cmap.attrs.get("CMapName", "") if isinstance(font.cmap, PyCMap) else ""
            collection = collection_of(str(name))
            if collection not in (None, font.cidcoding) and font.unicode_map is not None:
                font.unicode_map = CMapDB.get_unicode_map(str(collection), font.is_vertical())
        return font


def _mend_eten() -> None:
    for way in ("H", "V"):
        name = f"ETenms-B5-{way}"
        if name not in CMapDB._cmap_cache:
            CMapDB._cmap_cache[name] = cast(Any, CMapDB.get_cmap(f"ETen-B5-{way}"))


class _Device(PDFTextDevice):
    """Takes what the interpreter draws and keeps it as Ink."""

    def __init__(self, resources: _Resources, ink: Ink) -> None:
        super().__init__(resources)
        self.ctm: Matrix = (1, 0, 0, 1, 0, 0)
        self.ink = ink
        self._fonts: dict[int, _Font] = {}

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Text of one operator; leaves the pen where the next one goes on."""
        font = textstate.font
        known = self._fonts.get(id(font))
        if known is None:
            known = self._fonts[id(font)] = _Font(font)
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        size = textstate.fontsize
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        rise = textstate.rise
        step = 0.001 * size * scaling
        drawn = abs(size) * math.hypot(c, d)
        turn = quarter(a, b) if size >= 0 else quarter(-a, -b)
        name = known.bold_name if textstate.render == 2 else known.name
        vertical = known.vertical
        if vertical and turn >= 0:
            turn = (turn + 1) % 4
        height = self.ink.height
        top, bottom = rise + ASCENT * size, rise - (1 - ASCENT) * size
        x, y = textstate.linematrix
        add = self.ink.glyphs.append
        glyph_of = known.glyph
        first = True
        for part in seq:
            if isinstance(part, (int, float)):
                if vertical:
                    y -= part * step
                else:
                    x -= part * step
                first = False
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                text, width, shift_x, shift_y = glyph_of(cid)
                if not first:
                    if vertical:
                        y += charspace
                    else:
                        x += charspace
                first = False
                if vertical:
                    advance = width * size
                    left = x - shift_x * size
                    right = left + size
                    up = y + shift_y * size + rise
                    down = up + advance
                    y += advance + (wordspace if cid == 32 else 0.0)
                else:
                    advance = width * size * scaling
                    left, right, up, down = x, x + advance, y + top, y + bottom
                    x += advance + (wordspace if cid == 32 else 0.0)
                if text and drawn > 0.1:
                    px0, py0 = a * left + c * down + e, b * left + d * down + f
                    px1, py1 = a * right + c * up + e, b * right + d * up + f
                    if px0 > px1:
                        px0, px1 = px1, px0
                    if py0 > py1:
                        py0, py1 = py1, py0
                    if text == "\ufffd":
                        self.ink.unmapped += 1
                    add(Glyph(text, px0, height - py1, px1, height - py0, drawn, name, turn))
        textstate.linematrix = (x, y)
        if len(self.ink.glyphs) > MAX_GLYPHS:
            raise TooManyGlyphs(f"more than {MAX_GLYPHS} characters on one page")

    def paint_path(
        self,
        graphicstate: Any,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """Straight strokes and rectangles of a path; curves are drawings and left out."""
        if len(self.ink.rules) >= MAX_RULES or len(path) > 10 * MAX_RULES:
            return
        shown = fill and not is_white(graphicstate.ncolor)
        points = subpaths(path, self.ctm, self.ink.height)
        rules, fills = strokes(points, stroke=stroke, fill=fill, shown=shown)
        self.ink.rules += rules[: MAX_RULES - len(self.ink.rules)]
        self.ink.fills += fills[: max(0, MAX_RULES - len(self.ink.fills))]

    def render_image(self, name: str, stream: PDFStream) -> None:
        """An image fills the unit square of the matrix in force."""
        a, b, c, d, e, f = self.ctm
        corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
        across = [max(0.0, min(x, self.ink.width)) for x, _ in corners]
        down = [max(0.0, min(y, self.ink.height)) for _, y in corners]
        page = self.ink.width * self.ink.height
        area = (max(across) - min(across)) * (max(down) - min(down))
        if page > 0:
            self.ink.image = max(self.ink.image, area / page)

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""

    def end_tag(self) -> None:
        """Marked content is not used."""

    def do_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Marked content is not used."""


class _Font:
    """A font's characters, each looked up once: text, advance, displacement (in em)."""

    __slots__ = ("_font", "_glyphs", "bold_name", "name", "vertical")

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self._glyphs: dict[int, tuple[str, float, float, float]] = {}
        self.vertical = font.is_vertical()
        full = _SUBSET.sub("", str(font.fontname))
        family = re.split(r"[-,]", full)[0]
        self.bold_name = family + "|b"
        self.name = self.bold_name if _BOLD.search(full) else family

    def glyph(self, cid: int) -> tuple[str, float, float, float]:
        found = self._glyphs.get(cid)
        if found is None:
            found = self._glyphs[cid] = self._look_up(cid)
        return found

    def _look_up(self, cid: int) -> tuple[str, float, float, float]:
        font = self._font
        try:
            text = plain(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        width = font.char_width(cid)
        if not isinstance(width, (int, float)) or not math.isfinite(width):
            width = 1.0
        shift_x, shift_y = 0.5, 1 - ASCENT
        if self.vertical:
            moved = font.char_disp(cid)
            if isinstance(moved, tuple):
                vx, vy = moved
                shift_x = 0.5 if vx is None else vx * 0.001
                shift_y = (1000 - vy) * 0.001
        return text, width, shift_x, shift_y


def _is_annotated(page: PDFPage) -> bool:
    """Whether a page has annotations that show text of their own."""
    try:
        notes = resolve1(page.annots)
        kinds = [resolve1(note).get("Subtype") for note in notes or ()][:MAX_RULES]
        return any(literal_name(resolve1(kind)) in _WITH_TEXT for kind in kinds)
    except Exception:  # noqa: BLE001 - broken annotations show nothing
        return False


_WITH_TEXT = frozenset({"Widget", "FreeText", "Stamp"})


def _type(attrs: Mapping[str, Any]) -> str:
    value = resolve1(attrs.get("Type"))
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200].rstrip(": ")


def _visible(page: PDFPage) -> Box:
    """The part of the page that is shown: its crop box within its media box."""
    mx0, my0, mx1, my1 = page.mediabox
    cx0, cy0, cx1, cy1 = page.cropbox
    box = (max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1))
    shown = box if box[2] - box[0] > 1 and box[3] - box[1] > 1 else (mx0, my0, mx1, my1)
    if not all(math.isfinite(value) for value in shown):
        return (0.0, 0.0, 612.0, 792.0)
    return shown
