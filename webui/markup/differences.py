"""A quotation and its source with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.search.replies.audits import Finding
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


def marked_claims(text: str, found: Iterable[tuple[int, Finding]]) -> Markup:
    """`text`, a paragraph of a draft, escaped, with each numbered finding as a mark that links to
    it. Of findings that overlap, the first is marked."""
    out: list[str] = []
    at = 0
    for number, one in sorted(found, key=lambda pair: (pair[1].claim.start, -pair[1].claim.end)):
        if one.claim.start >= at:
            out += [
                escape(text[at : one.claim.start]),
                Markup('<a class="claim {}" id="c{}" href="#f{}">{}<sup>{}</sup></a>').format(
                    one.outcome, number, number, text[one.claim.start : one.claim.end], number
                ),
            ]
            at = one.claim.end
    out.append(escape(text[at:]))
    return Markup("").join(out)
