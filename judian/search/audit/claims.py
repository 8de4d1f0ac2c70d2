"""What a draft claims: quotations, figures, articles, citations of reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.quotes.form import content_length, form_of
from judian.search.quotes.verify import LEAST_CHARACTERS
from judian.search.replies.audits import Claim, ClaimKind
from judian.zh.instruments import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.core.model import Passage

_OPEN, _CLOSE = "「“", "」”"
_TITLE = re.compile(r"《([^《》\n]{2,120})》")
_N = "[ 　]?[0-9０-９〇零一二三四五六七八九十百千]{1,7}[ 　]?"
#: The articles behind the name of a statute or treaty: （下稱…）第3條之1第2項、第5條.
_ARTICLES = re.compile(
    rf"[」』》]?(?:[（(][^（）()]{{2,20}}[)）])?"
    rf"(?:[、及與和或至]?第{_N}條(?:之{_N})?(?:第{_N}項)?(?:第{_N}款)?(?:第{_N}目)?)+"
)
#: Kinds of passages of a draft that say something.
_SAYING = frozenset(
    {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.FOOTNOTE, Kind.NOTE, Kind.TABLE_ROW}
)
#: Kinds of figures that measure nothing of a report (ranks, ordinals).
_NO_FIGURES = frozenset({"rank"})


def claims_of(passages: Sequence[Passage]) -> list[Claim]:
    """The claims of a draft in the order of its text."""
    found: list[Claim] = []
    for passage in passages:
        if passage.kind in _SAYING:
            found += sorted(_of_passage(passage), key=lambda claim: (claim.start, -claim.end))
    return found


def _of_passage(passage: Passage) -> Iterator[Claim]:
    quoted = list(quotations(passage.text))
    if passage.kind is Kind.QUOTE and not quoted:
        quoted = [(0, len(passage.text))]
    titles = [m.span() for m in _TITLE.finditer(passage.text) if resolve(m[1]) is None]
    named = {(m.start, m.end) for m in passage.mentions}
    sayings: list[tuple[int, int]] = []
    for start, end in quoted:
        # A name in quotation marks, a term, a short name: 「本協議」.
        is_name = any(s < end and start < e and e - s >= end - start - 4 for s, e in named)
        if not is_name:
            sayings.append((start, end))
        short = content_length(form_of(passage.text[start:end])) < LEAST_CHARACTERS
        if not is_name and not short and not _inside(start, end, titles):
            yield Claim(ClaimKind.QUOTATION, passage, start, end)
    for start, end in titles:
        if not _inside(start, end, quoted):
            yield Claim(ClaimKind.CITATION, passage, start, end)
    for mention in passage.mentions:
        if not _inside(mention.start, mention.end, sayings):
            behind = _ARTICLES.match(passage.text, mention.end)
            end = behind.end() if behind else mention.end
            yield Claim(ClaimKind.ARTICLE, passage, mention.start, end)
    for figure in passage.figures:
        apart = [*quoted, *titles, *named]
        if figure.kind not in _NO_FIGURES and not _inside(figure.start, figure.end, apart):
            yield Claim(ClaimKind.FIGURE, passage, figure.start, figure.end)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of what stands between outer quotation marks, the marks left out; an opening
    mark without a closing one opens nothing."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            if depth == 0:
                start = at + 1
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, at


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in spans)
