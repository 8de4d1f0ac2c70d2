"""A document opened by pdfminer.six: its metadata, and the content of its pages.

pdfminer's own layout analysis is not used. Its lines depend on the order in which a page was
drawn, and its boxes cost time and memory with the square of their number. `device` records each
drawn glyph, and `indexer.readers.pdf.lines` groups glyphs into lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from pdfminer.cmapdb import CMapDB, PyCMap
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text
from typing_extensions import override

from indexer.readers.pdf.source.annotations import annotation_text
from indexer.readers.pdf.source.attachments import attached_files
from indexer.readers.pdf.source.device import Device
from indexer.readers.pdf.source.fonts import FontCache
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.source.interpreter import Interpreter
from indexer.readers.pdf.source.page_content import PageContent
from indexer.readers.pdf.source.unicode import collection_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from indexer.readers.pdf.source.paths import Matrix

#: Pages of a document at most: a limit against hostile page trees.
MAX_PAGES = 50_000
#: Characters kept of an error's message.
MAX_ERROR = 200
#: A visible area is wider and higher than this many points.
MIN_SIDE = 1.0
#: The visible area of a page without a usable one: US Letter, in points, as PDF viewers do.
DEFAULT_BOX = Box(0.0, 0.0, 612.0, 792.0)


class PasswordNeeded(Exception):
    """The document opens with a password only."""


@dataclass(frozen=True, slots=True)
class PageError:
    """A page that could not be read, and why."""

    error: str


class PdfDocument:
    """A PDF opened by pdfminer. Opening raises PasswordNeeded for an encrypted file, and any
    exception for a broken one. `prepare_pdfminer` must have been called."""

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
        self._fonts = FontCache()

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
        """Title, author, subject, creation date ("created") and producer, as far as stated."""
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
        """The number of pages that the page tree states; 0 if it states none."""
        try:
            tree = resolve1(self._document.catalog.get("Pages"))
            count = resolve1(tree.get("Count")) if isinstance(tree, Mapping) else 0
        except Exception:  # noqa: BLE001 - a damaged page tree states none
            return 0
        return count if isinstance(count, int) and 0 <= count <= MAX_PAGES else 0

    def attached(self) -> tuple[str, ...]:
        """The names of the embedded files."""
        return attached_files(self._document.catalog)

    def labels(self, count: int) -> list[str | None]:
        """The page labels of the first `count` pages, None where the file has none."""
        try:
            return list(islice(self._document.get_page_labels(), count))
        except Exception:  # noqa: BLE001 - no labels, or broken ones
            return [None] * count

    def pages(self) -> Iterator[PageContent | PageError]:
        """Yield the content of every page in order, a PageError for a page that cannot be read."""
        for page in self._tree():
            if isinstance(page, PageError):
                yield page
                continue
            try:
                yield self._content(page)
            except MemoryError:
                raise
            except RecursionError:
                yield PageError("nested too deep")
            except Exception as error:  # noqa: BLE001 - hostile input raises anything
                yield PageError(_named(error))

    def _content(self, page: PDFPage) -> PageContent:
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
        device = Device(self._resources, PageContent(width, height), self._fonts)
        interpreter = Interpreter(self._resources, device)
        interpreter.render_contents(page.resources, page.contents, ctm=ctm)
        content = device.content
        content.annotated, content.stated = annotation_text(page, (x0, y0, width, height))
        return content

    def _tree(self) -> Iterator[PDFPage | PageError]:
        """Yield the leaves of the page tree in order; all page objects if the tree has none."""
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
                if _type(attrs) in ("Pages", "Catalog"):
                    continue
                count += 1
                page = PDFPage(self._document, name, attrs, None)
            except Exception as error:  # noqa: BLE001 - a broken leaf costs itself only
                yield PageError(_named(error))
                continue
            found = True
            yield page
        if not found:
            yield from self._page_objects()

    def _page_objects(self) -> Iterator[PDFPage | PageError]:
        """Yield all page objects of the file, by object number."""
        seen: set[int] = set()
        for xref in self._document.xrefs:
            for objid in sorted(xref.get_objids()):
                if objid in seen:
                    continue
                seen.add(objid)
                if (attrs := self._page_attributes(objid)) is not None:
                    yield self._leaf(objid, attrs)

    def _page_attributes(self, objid: int) -> dict[str, Any] | None:
        """The dictionary of a page object; None for any other or a damaged object."""
        try:
            attrs = self._document.getobj(objid)
            return attrs if isinstance(attrs, dict) and _type(attrs) == "Page" else None
        except Exception:  # noqa: BLE001 - hostile input raises anything
            return None

    def _leaf(self, objid: object, attrs: object) -> PDFPage | PageError:
        try:
            return PDFPage(self._document, objid, attrs, None)
        except Exception as error:  # noqa: BLE001 - a broken leaf costs itself only
            return PageError(_named(error))


class _Resources(PDFResourceManager):
    """pdfminer's cache of resources, with one correction of fonts.

    A font may name a CMap of another character collection than its own (reportlab's MSung-Light
    does); its CIDs then belong to the collection of the CMap.
    """

    @override
    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a dictionary."""
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and "ToUnicode" not in spec:
            name = font.cmap.attrs.get("CMapName", "") if isinstance(font.cmap, PyCMap) else ""
            collection = collection_of(str(name))
            if collection not in (None, font.cidcoding) and font.unicode_map is not None:
                font.unicode_map = CMapDB.get_unicode_map(str(collection), font.is_vertical())
        return font


def _type(attrs: Mapping[str, Any]) -> str:
    value = resolve1(attrs.get("Type"))
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:MAX_ERROR].rstrip(": ")


def _visible(page: PDFPage) -> Box:
    """The visible area of the page: its crop box within its media box."""
    mx0, my0, mx1, my1 = _ordered(page.mediabox)
    cx0, cy0, cx1, cy1 = _ordered(page.cropbox)
    box = Box(max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1))
    for visible in (box, Box(mx0, my0, mx1, my1)):
        finite = all(math.isfinite(value) for value in visible)
        if finite and visible.width > MIN_SIDE and visible.height > MIN_SIDE:
            return visible
    return DEFAULT_BOX


def _ordered(corners: Sequence[float]) -> Box:
    x0, y0, x1, y1 = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
