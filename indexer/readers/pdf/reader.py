"""The PDF reader: a page at a time out of the file, and one reading of all pages.

`parts` yields a `FileFacts` first and then one `PagePart` a page, so that a process killed in
mid-file has delivered every page it finished. What could not be read of a page is said by its
verdict and never kept silent.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.assembly import blocks_of
from indexer.readers.pdf.errors import BY_PDFIUM, failed, unreadable
from indexer.readers.pdf.page.fallback import SecondOpinion
from indexer.readers.pdf.page.part import PagePart, page_part
from indexer.readers.pdf.page.text_quality import PICTURES, UNREADABLE, Judgement, judge
from indexer.readers.pdf.source.device import Ink
from indexer.readers.pdf.source.document import PageError, PasswordNeeded, PdfDocument
from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import find_recognizer
from indexer.structure.blocks import Block, Reading
from indexer.wording.page_verdicts import NOTHING_RECOGNISED
from judian.core.model import PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.readers.contract import ReadOptions

#: A page on which pdfminer finds this share of PDFium's Han characters is read well enough.
ENOUGH_HAN = 0.8
#: PDFium's text is believed when this share of its Han characters are common.
SURE_HAN = 0.9


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of the file before its pages: `pages` is what its page tree claims,
    `attached` are the names of the files inside."""

    name: str
    pages: int
    properties: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[str, ...] = ()


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """The file's facts, then its pages one by one; the facts again when they had to be mended.

    Raises SourceUnreadable for a file with a password, and for one in which neither pdfminer
    nor PDFium finds a page.
    """
    second = SecondOpinion(path)
    try:
        yield from _parts(path, options, second)
    finally:
        second.close()


def _parts(path: Path, options: ReadOptions, second: SecondOpinion) -> Iterator[object]:
    reader = _PageReader(options, second)
    facts = FileFacts(path.name, 0)
    problem = ""
    locked = False
    count = 0
    try:
        with PdfDocument(path) as document:
            facts = FileFacts(
                path.name, document.claimed_pages(), document.properties(), document.attached()
            )
            labels = document.labels(facts.pages)
            yield facts
            for ink in document.pages():
                label = labels[count] if count < len(labels) else None
                count += 1
                yield reader.read(count, ink, label)
    except PasswordNeeded:
        locked = True
    except (MemoryError, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001 - a broken file raises anything
        problem = f"{type(error).__name__}: {error}"[:150]
    if count == 0 or count < facts.pages:
        # The page tree may count pages that are not there, or be lost on pdfminer.
        total = second.pages
        yield replace(facts, pages=max(total, facts.pages))
        for number in range(count + 1, total + 1):
            count += 1
            yield reader.read(number, PageError(problem or "not in the page tree"), None)
    if count == 0 or (reader.nothing_read and second.locked):
        locked = locked or second.locked
        reason = "password" if locked else "damaged" if problem else "no_pages"
        raise failed(path.name, reason, problem or "0 pages")


class _PageReader:
    """Turns what was drawn on a page into its part, with another opinion where it is needed."""

    def __init__(self, options: ReadOptions, second: SecondOpinion) -> None:
        self._options = options
        self._second = second
        self._recognizer = None if options.ocr == "never" else find_recognizer()
        self.nothing_read = True

    def read(self, number: int, ink: Ink | PageError, label: str | None) -> PagePart:
        """The part of one page. Never raises but for want of memory."""
        try:
            part = self._read(number, ink)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the page's geometry is hostile input too
            part = _failed_page(number, f"{type(error).__name__}: {error}"[:150])
        part.label = label
        self.nothing_read = self.nothing_read and not (part.lines or part.tables)
        return part

    def _read(self, number: int, ink: Ink | PageError) -> PagePart:
        if isinstance(ink, Ink) and ink.annotated:
            ink.glyphs += self._second.annotations(number) or ink.stated
        read, told, source = self._best(number, ink)
        wanted = told.verdict in PICTURES | UNREADABLE | {"failed"}
        tried = ""
        if self._recognizer and (wanted or self._options.ocr == "always"):
            part = self._second.recognized(number, self._recognizer)
            if isinstance(part, PagePart) and part.lines:
                return part
            tried = NOTHING_RECOGNISED if isinstance(part, PagePart) else part
        if read is None:
            return _failed_page(number, told.detail)
        if told.verdict in UNREADABLE and not told.mended and told.bad > MOSTLY_BAD:
            part = PagePart(number, Frame(0, read.width, read.height))
        else:
            part = page_part(number, read, told.mended)
        part.verdict = "good" if told.mended else told.verdict
        part.detail = told.detail or (tried if wanted else "") or source or part.detail
        return part

    def _best(self, number: int, ink: Ink | PageError) -> tuple[Ink | None, Judgement, str]:
        """The better reading of a page, its verdict, and whose it is when not pdfminer's."""
        if isinstance(ink, PageError):
            other = self._second.ink(number)
            if other is None:
                return None, Judgement("failed", ink.error), ""
            told = _judged(other)
            return other, told, f"{BY_PDFIUM} ({ink.error})"
        told = _judged(ink)
        if told.verdict == "good" and told.characters >= FEW:
            return ink, told, ""
        other = self._second.ink(number)
        if other is None:
            return ink, told, ""
        opinion = _judged(other)
        if opinion.han > 0 or told.han > 0:
            found_less = told.han < ENOUGH_HAN * opinion.han
            better = found_less and opinion.common >= SURE_HAN * opinion.han
        else:
            # Where pdfminer has no character for a glyph, PDFium guesses: that is no text.
            found_less = told.characters < ENOUGH_HAN * opinion.characters
            better = found_less and told.verdict not in UNREADABLE and opinion.verdict == "good"
        if better:
            other.rules, other.fills, other.image = ink.rules, ink.fills, ink.image
            return other, opinion, BY_PDFIUM
        return ink, told, ""


#: Pages with fewer characters are asked about a second time: text may have been lost.
FEW = 40
#: Above this share of bad characters a page's text is left out of the document.
MOSTLY_BAD = 0.3


def _judged(ink: Ink) -> Judgement:
    return judge((glyph.text for glyph in ink.glyphs), ink.image, ink.curves)


def _failed_page(number: int, detail: str) -> PagePart:
    return PagePart(number, Frame(0, 595.0, 842.0), verdict="failed", detail=detail)


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """One reading of the pages that came.

    Raises SourceUnreadable when no page gave text, with the reason that most pages have.
    """
    told = [part for part in parts if isinstance(part, FileFacts)]
    facts = told[-1] if told else FileFacts("", 0)
    pages = [part for part in parts if isinstance(part, PagePart)]
    blocks, pages = _blocks(pages)
    verdicts = [PageVerdict(part.number, part.verdict, part.detail) for part in pages]
    if len(pages) < facts.pages:
        reason = stopped or "the page tree counts it"
        first = len(pages) + 1
        detail = reason if first == facts.pages else f"to page {facts.pages}: {reason}"
        verdicts.append(PageVerdict(first, "missing", detail))
    if facts.attached:
        verdicts.append(PageVerdict(1, "attached", ", ".join(facts.attached)))
    if not any(block.text or block.table for block in blocks):
        raise unreadable(facts.name, verdicts)
    return Reading(
        blocks=tuple(blocks),
        format="pdf",
        pages=max(len(pages), facts.pages),
        properties=dict(facts.properties),
        page_verdicts=tuple(verdicts),
    )


def _blocks(pages: list[PagePart]) -> tuple[list[Block], list[PagePart]]:
    """The document's blocks; page by page, with those that fail named, when all at once fails."""
    try:
        return blocks_of(pages), pages
    except Exception:  # noqa: BLE001 - one odd page must not cost the others
        blocks: list[Block] = []
        told: list[PagePart] = []
        for part in pages:
            try:
                blocks += blocks_of([part])
            except Exception as error:  # noqa: BLE001 - named in the page's verdict
                detail = f"{type(error).__name__}: {error}"[:150]
                part = replace(part, verdict="failed", detail=detail, lines=[], tables=[])
            told.append(part)
        return blocks, told
