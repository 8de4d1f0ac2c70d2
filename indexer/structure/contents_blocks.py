"""Tables of contents, of tables and of figures among the blocks of a document.

They name what stands further on. Their lines keep their place in the document and become passages
of their own kind, so that a reader who searches for words on a page of contents finds it; title,
headings, periods and figures are taken from the other blocks alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.structure.blocks import Block

_TITLE = re.compile(r"^(?:[總主]?\s*目\s*[錄次]|[附圖表]\s*表?\s*(?:目\s*[錄次]|次))$")
_LEADER = re.compile(
    r"(?:[.．·‧…]\s?){4,}\s*(?:[甲乙丙丁戊己庚辛壬癸附序]\s*[-－–—]?\s*)?(?:[0-9]{1,4}|[ivxIVX]*)$"
)
_ENTRY = re.compile(r"^(.*\S)\s+(?:[0-9]{1,4}|[ivxIVX]{1,6})$")
#: Lines with dot leaders that make a table of contents without a title.
_LEAST_ENTRIES = 3
#: Code points of one block of a table of contents at most: about a printed page of entries.
_LONGEST = 1000


def is_contents_title(text: str) -> bool:
    """True for the title of a table of contents, tables or figures."""
    return _TITLE.match(text) is not None


def is_whole_entry(text: str) -> bool:
    """True for a line that ends in dot leaders and the number of a page, so that nothing
    continues it."""
    return _LEADER.search(text) is not None and text[-1].isalnum()


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are not marked as those of a table of contents."""
    return [block for block in blocks if block.kind is not Kind.CONTENTS]


def contents_before(blocks: Sequence[Block]) -> Mapping[int, Sequence[Block]]:
    """The blocks of tables of contents, neighbouring ones of a page as one, by the number of other
    blocks that follow them."""
    found: dict[int, list[Block]] = {}
    after = len(without_contents(blocks))
    for is_contents, group in groupby(blocks, lambda block: block.kind is Kind.CONTENTS):
        run = list(group)
        if is_contents:
            found[after] = list(_joined(run))
        else:
            after -= len(run)
    return found


def with_contents(
    blocks: Sequence[Block], contents: Mapping[int, Sequence[Block]]
) -> Iterator[Block]:
    """Yield the blocks with those of `contents_before` at their places."""
    left = len(blocks)
    for at, block in enumerate(blocks):
        yield from contents.get(left - at, ())
        yield block
    yield from contents.get(0, ())


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield neighbouring blocks of a table of contents as one for each page, its lines separated by
    line feeds, if they are not too long for one."""
    open_: Block | None = None
    for block in blocks:
        if open_ is None:
            open_ = block
        elif block.page == open_.page and len(open_.text) + len(block.text) < _LONGEST:
            open_ = replace(
                open_, text=f"{open_.text}\n{block.text}", boxes=open_.boxes + block.boxes
            )
        else:
            yield open_
            open_ = block
    if open_ is not None:
        yield open_


def mark_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of tables of contents and their titles with the kind CONTENTS.

    Entries are lines that end in dot leaders, or lines after the title that consist of a page and
    a name found again below. One or two lines with leaders and a figure (合計……145) are text.
    """
    entries = sum(_is_entry(block) for block in blocks)
    if entries < _LEAST_ENTRIES and not any(_TITLE.match(block.text) for block in blocks):
        return list(blocks)
    named = _named_entries(blocks)
    marked: set[int] = set()
    for at, block in enumerate(blocks):
        if at in named or _is_entry(block):
            if at and not marked and _TITLE.match(blocks[at - 1].text):
                marked.add(at - 1)
            marked.add(at)
        elif marked and _TITLE.match(block.text):
            marked.add(at)
    return [
        replace(block, kind=Kind.CONTENTS, level=None) if at in marked else block
        for at, block in enumerate(blocks)
    ]


def _is_entry(block: Block) -> bool:
    """True for a line that ends in dot leaders."""
    return block.table is None and _LEADER.search(block.text) is not None


def _named_entries(blocks: Sequence[Block]) -> set[int]:
    """Indexes of the lines directly after the title of a table of contents that consist of a name
    and a page, if the name is a line of its own further down."""
    found: set[int] = set()
    for title, block in enumerate(blocks):
        if block.table is not None or not _TITLE.match(block.text):
            continue
        later = {"".join(b.text.split()) for b in blocks[title + 1 :] if b.table is None}
        for at in range(title + 1, len(blocks)):
            entry = _ENTRY.match(blocks[at].text) if blocks[at].table is None else None
            if entry is None or "".join(entry[1].split()) not in later:
                break
            found.add(at)
    return found
