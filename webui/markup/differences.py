"""A quotation and its source with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.search.replies.quotes import QuoteDifference


def marked_differences(
    text: str, found: Iterable[QuoteDifference], *, of_source: bool = False
) -> Markup:
    """`text`, the quotation or the source, escaped; what differs is <del> in the quotation and
    <ins> in the source."""
    tag = "ins" if of_source else "del"
    out: list[str] = []
    at = 0
    spans = [(d.source_start, d.source_end) if of_source else (d.start, d.end) for d in found]
    for start, end in sorted(spans):
        low = max(at, start)
        if low < end:
            out += [
                escape(text[at:low]),
                Markup("<{}>").format(Markup(tag)),
                escape(text[low:end]),
                Markup("</{}>").format(Markup(tag)),
            ]
            at = end
    out.append(escape(text[at:]))
    return Markup("").join(out)
