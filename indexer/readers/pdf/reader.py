"""The PDF reader: the parts of a file page by page, and one reading of all parts.

`parts` yields a `FileFacts` first and then one `PagePart` a page. A process that is killed before
the end has thus delivered every page that it finished. Every page gets a verdict, so that a page
that could not be read is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.common.gaps import blocks_with_gaps
from indexer.readers.pdf.document.assembly import build_blocks, plain_page
from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.errors import failed, unreadable
from indexer.readers.pdf.page.fallback import MAX_ERROR, FallbackExtractor
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.page.reader import PageReader
from indexer.readers.pdf.source.document import PageError, PasswordNeeded, PdfDocument
from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer
from indexer.structure.blocks import Block, Reading
from indexer.wording.page_verdicts import GOOD
from judian.core.model import PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file as a whole: its name, the number of pages that its page tree states, its
    metadata, and the names of the files embedded in it."""

    name: str
    pages: int
    properties: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[str, ...] = ()


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """Yield the file's facts, then its pages one by one; at the end corrected facts, if the page
    tree states a wrong number of pages.

    Raises SourceUnreadable for an encrypted file, and for one in which neither pdfminer nor
    PDFium finds a page.
    """
    prepare_pdfminer()
    fallback = FallbackExtractor(path)
    try:
        yield from _parts(path, options, fallback)
    finally:
        fallback.close()


def _parts(path: Path, options: ReadOptions, fallback: FallbackExtractor) -> Iterator[object]:
    reader = PageReader(options, fallback)
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
            for content in document.pages():
                label = labels[count] if count < len(labels) else None
                count += 1
                yield reader.read(count, content, label)
    except PasswordNeeded:
        locked = True
    except (MemoryError, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001 - a broken file raises anything
        problem = f"{type(error).__name__}: {error}"[:MAX_ERROR]
    if count == 0 or count < facts.pages:
        # The page tree may count pages that do not exist, or pdfminer may not find it.
        total = fallback.pages
        yield replace(facts, pages=max(total, facts.pages))
        for number in range(count + 1, total + 1):
            count += 1
            yield reader.read(number, PageError(problem or "not in the page tree"), None)
    if count == 0 or (reader.nothing_read and fallback.locked):
        locked = locked or fallback.locked
        reason = "password" if locked else "damaged" if problem else "no_pages"
        raise failed(path.name, reason, problem or "0 pages")


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """One reading of the parts that were delivered; `stopped` is the reason why some are missing.

    Raises SourceUnreadable if no page has text, with the reason that most pages have.
    """
    stated = [part for part in parts if isinstance(part, FileFacts)]
    facts = stated[-1] if stated else FileFacts("", 0)
    pages = [part for part in parts if isinstance(part, PagePart)]
    found, pages = _blocks(pages)
    blocks, _ = blocks_with_gaps(found)  # the verdict on each page says how many
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
        blocks=blocks,
        format="pdf",
        pages=max(len(pages), facts.pages),
        properties=dict(facts.properties),
        page_verdicts=tuple(verdicts),
        page_labels={part.number: part.label for part in pages if part.label},
        recognised={part.number: part.recognised for part in pages if part.recognised},
    )


def _blocks(pages: list[PagePart]) -> tuple[list[Block], list[PagePart]]:
    """The blocks of a document, and its pages. A page on which a step of the assembly failed keeps
    its text and gets the verdict `unstructured`, if it had a good one."""
    faults = PageFaults()
    first = pages[0].number if pages else 1
    blocks = faults.attempt(first, build_blocks, pages, faults)
    if blocks is None:
        blocks = [block for part in pages for block in plain_page(part)]
    kept = [
        replace(part, verdict="unstructured", detail=faults.found[part.number])
        if part.number in faults.found and part.verdict in GOOD
        else part
        for part in pages
    ]
    return blocks, kept
