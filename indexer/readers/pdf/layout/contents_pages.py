"""Contents pages: tables of contents, of tables and of figures, which are kept apart from the text.

An entry has the label of a page at its right end, after leaders or after a gap. A title (目錄) or
the headers of its columns (項目, 頁次) are above. The entries of a table of contents follow each
other, and their pages count upwards; a list with leaders of which the
numbers do not is text. Lines between entries (the name of a part, the beginning of a wrapped
entry) belong to the table of contents. Its pages are known before tables are looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.page_labels import PageLabel, page_label_of_line
from indexer.readers.pdf.tables.leaders import DOTS
from indexer.readers.pdf.tables.rows import TextRow, lines_of, rows_of
from indexer.structure.joining import normalize_spaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine


@dataclass(frozen=True, slots=True)
class ContentsOptions:
    """Thresholds of tables of contents; an em is the size of the line in question. Set by hand on
    the contents pages of 44 audit reports, all of which are found with them."""

    #: Entries of one page at least, and below a title.
    min_entries: int = 3
    min_titled_entries: int = 2
    #: Share of the entries with a page that is not smaller than that of the entry before, at least:
    #: a part may count anew.
    min_ascending: float = 0.75
    #: Share of the rows of a table of contents without leaders that are entries, at least.
    min_share: float = 0.6
    #: Labels after a gap of this many em at least end at one position to within so many em.
    min_gap: float = 1.0
    same_end: float = 1.0


OPTIONS = ContentsOptions()

_SPACE = re.compile(r"\s+")
_TITLE = re.compile(
    r"^(?:[總主]?目[錄次]|[附圖表]{1,2}(?:目[錄次]|次)|tableofcontents|contents"
    r"|(?:項[目次]|[章篇節][節名次]|[圖表][名號次]|編號|標題|題目|名稱|內容){0,3}頁[次碼])"
    r"(?:[（(]?續[一二三四五六七八九十]*[）)]?)?$",
    re.IGNORECASE,
)
#: Leaders: three dots, two ellipses, or four dashes without a space, since single dashes are the
#: empty cells of a table.
_LEADERS = re.compile(rf"[{DOTS}](?:\s*[{DOTS}]){{2,}}|[…‥⋯](?:\s*[…‥⋯])+|[-－–—─]{{4,}}")
#: What is left of leaders behind a long entry, and the label of its page.
_SHORT_LEADERS = re.compile(
    rf"[{DOTS}]{{2}}\s*(?P<label>(?:\S{{1,3}}\s*[-－–—]\s*)?[0-9ivxlc]{{1,5}})$"
)
_LAST_WORD = re.compile(r"^.*\S\s+(?P<label>(?:\S{1,3}[-－–—]\s*)?\S{1,5})$")


@dataclass(frozen=True, slots=True)
class PageContents:
    """The lines of a page that are a table of contents; those that are one if the page before ends
    with one; and the other lines."""

    lines: list[TextLine] = field(default_factory=list)
    continued: list[TextLine] = field(default_factory=list)
    rest: list[TextLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry in row `row` with the label of its page, if one is printed. `end` is the right side
    of the label, `size` the size of its type; `leaders` is true if leaders precede it."""

    row: int
    label: PageLabel | None
    end: float
    size: float
    leaders: bool


def find_contents(lines: Sequence[TextLine]) -> PageContents:
    """The table of contents of a page, from its title or first entry to its last entry."""
    rows = rows_of(line for line in lines if line.orientation == 0)
    title = next((at for at, row in enumerate(rows) if _TITLE.match(_bare(row))), None)
    entries = [entry for at, row in enumerate(rows) if (entry := _entry(at, row))]
    leading = [entry for entry in entries if entry.leaders]
    if leading and title is not None and leading[0].row < title:
        title = None  # of a second table on the page
    needed = OPTIONS.min_entries if title is None else OPTIONS.min_titled_entries
    if len(leading) >= needed and _are_ascending(leading):
        first = leading[0].row if title is None else title
        last = _last_entry(leading, entries)
        return _contents(lines, rows, first, last.row, titled=title is not None)
    aligned = _aligned(entries, title)
    if not aligned:
        return PageContents(rest=list(lines))
    if title is None:
        return PageContents(continued=lines_of(rows[: aligned[-1].row + 1]), rest=list(lines))
    return _contents(lines, rows, title, aligned[-1].row, titled=True)


def entry_text(row: TextRow) -> str:
    """The text of a row of a table of contents, its leaders as one ellipsis."""
    text = _LEADERS.sub("……", " ".join(line.text for line in row))
    return normalize_spaces(text).strip()


def _last_entry(leading: Sequence[_Entry], entries: Sequence[_Entry]) -> _Entry:
    """The last entry of a table of contents: a long one may leave no room for leaders, but its
    label ends where the others do and counts on."""
    last = leading[-1]
    for entry in entries:
        if entry.row > last.row and _counts_on(last, entry):
            last = entry
    return last


def _counts_on(before: _Entry, entry: _Entry) -> bool:
    """True if the label of an entry ends where that of another does, and counts on."""
    if before.label is None or entry.label is None or before.label.series != entry.label.series:
        return False
    same_end = abs(entry.end - before.end) <= OPTIONS.same_end * entry.size
    return same_end and entry.label.value >= before.label.value


def _contents(
    lines: Sequence[TextLine], rows: Sequence[TextRow], first: int, last: int, *, titled: bool
) -> PageContents:
    """The table of contents in rows `first` to `last`, both included."""
    own = lines_of(rows[first : last + 1])
    taken = set(own)
    above = [] if titled else lines_of(rows[:first])
    return PageContents(own, above, [line for line in lines if line not in taken])


def _bare(row: TextRow) -> str:
    """The text of a row without white space."""
    return _SPACE.sub("", "".join(line.text for line in row))


def _entry(at: int, row: TextRow) -> _Entry | None:
    """The entry that a row is; None for any other row."""
    text = " ".join(line.text for line in row)
    last = row[-1]
    leaders = list(_LEADERS.finditer(text))
    after = text[leaders[-1].end() :].strip() if leaders else ""
    if leaders:
        label = page_label_of_line(after.strip("第頁()（） "))
        is_entry = label is not None or not after
    else:
        apart = len(row) > 1 and last.x0 - row[-2].x1 >= OPTIONS.min_gap * last.size
        word = _SHORT_LEADERS.search(text) or _LAST_WORD.match(text)
        label = page_label_of_line(last.text if apart else word["label"] if word else "")
        is_entry = label is not None
    return _Entry(at, label, last.x1, last.size, bool(leaders)) if is_entry else None


def _aligned(entries: Sequence[_Entry], title: int | None) -> list[_Entry]:
    """The entries below a title, or all, whose labels end at one position; none if they are too
    few, if most rows between them are no entries, or if their pages do not count upwards."""
    below = [entry for entry in entries if title is None or entry.row > title]
    end = max((entry.end for entry in below), default=0.0)
    found = [entry for entry in below if end - entry.end <= OPTIONS.same_end * entry.size]
    if len(found) < OPTIONS.min_entries or not _are_ascending(found):
        return []
    start = found[0].row if title is None else title + 1
    return found if len(found) >= OPTIONS.min_share * (found[-1].row + 1 - start) else []


def _are_ascending(entries: Sequence[_Entry]) -> bool:
    """True if the pages of entries count upwards, or anew with a part."""
    labels = [entry.label for entry in entries if entry.label]
    pairs = [(a, b) for a, b in pairwise(labels) if a.series == b.series]
    ascending = sum(a.value <= b.value for a, b in pairs)
    return bool(labels) and ascending >= OPTIONS.min_ascending * len(pairs)
