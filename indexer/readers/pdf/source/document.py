"""A document opened by pdfminer.six: its facts, and its pages as what is drawn on them.

pdfminer's own layout analysis is not used. Its lines depend on the order in which a page was
drawn, and its boxes cost time and memory with the square of their number. A device of ours
(`pdf_device`) takes each drawn character as it comes and leaves the grouping to `pdf_runs`.
"""

from __future__ import annotations

import logging
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

from indexer.readers.pdf.source.annotations import stated_text
from indexer.readers.pdf.source.attachments import attached
from indexer.readers.pdf.source.cmaps import mend
from indexer.readers.pdf.source.device import Device, Fonts, Ink
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.source.interpreter import Interpreter
from indexer.readers.pdf.source.unicode import collection_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from indexer.readers.pdf.source.paths import Matrix

#: Pages that a document may claim to have.
MAX_PAGES = 50_000

mend()
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class PasswordNeeded(Exception):
    """The document opens with a password only."""


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
        self._fonts = Fonts()

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

    def attached(self) -> tuple[str, ...]:
        """The names of the files that the document carries inside."""
        return attached(self._document.catalog)

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
        device = Device(self._resources, Ink(width, height), self._fonts)
        interpreter = Interpreter(self._resources, device)
        interpreter.render_contents(page.resources, page.contents, ctm=ctm)
        device.ink.annotated, device.ink.stated = stated_text(page, (x0, y0, width, height))
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
    """pdfminer's fonts, each made once.

    A font may name a map of codes that belongs to another collection of characters than its own
    (reportlab's MSung-Light does): its character numbers are then those of the map's collection.
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
    return f"{type(error).__name__}: {error}"[:200].rstrip(": ")


def _visible(page: PDFPage) -> Box:
    """The part of the page that is shown: its crop box within its media box."""
    mx0, my0, mx1, my1 = _ordered(page.mediabox)
    cx0, cy0, cx1, cy1 = _ordered(page.cropbox)
    box = Box(max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1))
    for shown in (box, Box(mx0, my0, mx1, my1)):
        finite = all(math.isfinite(value) for value in shown)
        if finite and shown.width > 1 and shown.height > 1:
            return shown
    return Box(0.0, 0.0, 612.0, 792.0)


def _ordered(corners: Sequence[float]) -> Box:
    x0, y0, x1, y1 = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
