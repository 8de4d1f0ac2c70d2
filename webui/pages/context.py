"""The functions and values that every template may use, by the names that templates use."""

from __future__ import annotations

from typing import Any

from flask import g, request

from webui.accounts.library import collection_of, collections_in_sight
from webui.http import params
from webui.http.proxies import COLLECTION
from webui.http.reading_report import page_runs
from webui.keeper import room
from webui.keeper.state import run_state
from webui.links import page_links
from webui.markup import excerpts
from webui.markup.marks import marked
from webui.pages import grouping, limits
from webui.pages.cards import hit_of
from webui.pages.holdings import updated_at
from webui.wording import dates, grounds, i18n, labels, numbers, queries, reading_report


def template_context() -> dict[str, Any]:
    """Names for every template, macros that are imported with context included."""
    return {
        "t": i18n.t,
        "account": g.get("account"),
        "session_way": g.session.way if g.get("session") else "",
        "collections": collections_in_sight(),
        "collection_of": collection_of,
        "keeper_is_open": room.is_open,
        "run_state": run_state,
        "collection_url": page_links.collection_url,
        "collection": request.environ.get(COLLECTION),
        "language": i18n.language(),
        "tag": i18n.TAGS[i18n.language()],
        "tags": i18n.TAGS,
        "dates": dates,
        "grounds": grounds,
        "labels": labels,
        "numbers": numbers,
        "queries": queries,
        "updated_at": updated_at,
        "limits": limits,
        "excerpts": excerpts,
        "grouping": grouping,
        "hit_of": hit_of,
        "marked": marked,
        "page_runs": page_runs,
        "page_run_words": reading_report.page_run,
        "anchor": page_links.anchor,
        "page_url": page_links.page_url,
        "search_url": page_links.search_url,
        "filter_urls": page_links.filter_urls,
        "passage_url": page_links.passage_url,
        "language_url": page_links.language_url,
        "printed_address": page_links.printed_address,
        "static_url": page_links.static_url,
        "export_url": page_links.export_url,
        "feed_url": page_links.feed_url,
        "list_url": page_links.list_url,
        "instruments_url": page_links.instruments_url,
        "report_url": page_links.report_url,
        "authorities_url": page_links.authorities_url,
    }


def layout_context() -> dict[str, Any]:
    """Values that the layout needs on a page without a query of its own: the error page."""
    return {"query": params.without_controls(request.args.get("q", ""))}
