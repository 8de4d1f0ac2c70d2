"""The Atom feed of a search (RFC 4287): an entry for each passage, the newest first.

A long feed has pages that link to each other (RFC 5005, section 3).
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import url_for

from judian.search.citations.facts import one_line
from judian.search.exports.memo import xml_text
from webui.links.page_links import permanent_urls
from webui.wording.i18n import TAGS, language, t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.replies.results import Hit, HitList
    from webui.http.addresses import SearchAddress

#: Entries of a page of a feed; a feed says how many passages match.
ENTRIES = 100
CONTENT_TYPE = "application/atom+xml; charset=utf-8"

#: The name space of the ids of entries: an id is the same on every server and at every address.
_NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, "judian.passages")
#: The time of documents that were read before times were kept.
_UNKNOWN = "1970-01-01T00:00:00Z"


def feed(address: SearchAddress, found: HitList) -> str:
    """The feed as XML; its id is that of the query and its filters."""
    hits = [one.hit for one in found.hits]
    link = permanent_urls()
    title = one_line(address.text) or t("feed.all")
    left_out = ("sort", "size", "page")
    given = {k: v for k, v in address.arguments().items() if v and k not in left_out}
    page = url_for("pages.results", _external=True, **given)  # type: ignore[arg-type]
    updated = hits[0].document.indexed_at if hits else found.indexed_through
    state = repr(sorted(given.items()))
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>\n',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{TAGS[language()]}">\n',
            _element("id", uuid.uuid5(_NAMES, f"feed {state}").urn),
            _element("title", t("feed.title", q=title)),
            _element("subtitle", t("feed.bound", limit=ENTRIES, n=found.total)),
            _element("updated", _time(updated)),
            "<author><name>Judian 據典</name></author>\n",
            *_pages(given, address.page, -(-found.total // ENTRIES)),
            f'<link rel="alternate" type="text/html" href="{xml_text(page)}"/>\n',
            *(_entry(hit, link(hit.id)) for hit in hits),
            "</feed>\n",
        )
    )


def _pages(given: dict[str, str | list[str]], page: int, last: int) -> Iterator[str]:
    """Yield the links to this page of the feed, its neighbours, and the first and last."""
    numbers = {"self": page, "first": 1, "previous": page - 1, "next": page + 1, "last": last}
    for relation, number in numbers.items():
        if relation == "self" or (last > 1 and 1 <= number <= last):
            one = given if number == 1 else {**given, "page": str(number)}
            link = url_for("api.feed", _external=True, **one)  # type: ignore[arg-type]
            yield f'<link rel="{relation}" type="application/atom+xml" href="{xml_text(link)}"/>\n'


def _entry(hit: Hit, link: str) -> str:
    title = one_line(hit.document.title) or hit.document.source
    return "".join(
        (
            "<entry>\n",
            _element("id", uuid.uuid5(_NAMES, hit.id).urn),
            _element("title", title),
            _element("updated", _time(hit.document.indexed_at)),
            f'<link rel="alternate" type="text/html" href="{xml_text(link)}"/>\n',
            _element("summary", hit.citation),
            f'<content type="text" xml:lang="zh-Hant">{xml_text(hit.passage.text)}</content>\n',
            "</entry>\n",
        )
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{xml_text(text)}</{name}>\n"


def _time(stamp: str | None) -> str:
    """An ISO date and time as RFC 3339 demands it."""
    if stamp is None:
        return _UNKNOWN
    time = datetime.fromisoformat(stamp)
    zoned = time if time.tzinfo else time.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
