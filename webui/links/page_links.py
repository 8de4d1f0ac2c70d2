"""Addresses of the pages and of places in them.

A link carries the language on if no cookie keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote, urlencode, urlsplit

from flask import current_app, g, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from webui.http import params
from webui.http.proxies import COLLECTION
from webui.wording.i18n import TAGS, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from judian.core.model import Passage
    from judian.search.replies.results import FollowUp
    from webui.http.addresses import FilteredAddress, ListAddress, SearchAddress
    from webui.http.chosen_words import ChosenWords

#: Parameters of a list of hits that a link to one of its documents keeps.
_KEPT = tuple(p.name for p in params.API_SEARCH if p.name not in ("q", "explain"))

#: Characters that `url_for` leaves in parameters as they are.
_SAFE = "!$'()*,/:;?@"
#: Other lists, of which a link to a passage keeps the whole address.
_LISTS = frozenset({"pages.figures", "pages.instrument", "pages.authorities"})


def anchor(passage_id: str) -> str:
    """The fragment of a passage in its document's page."""
    return f"p-{passage_id}"


def page_url(view: str, **values: object) -> str:
    """The address of a page; empty values are left out."""
    given = {name: value for name, value in values.items() if value not in ("", None, (), [])}
    if g.get("carry_language"):
        given.setdefault("lang", TAGS[language()])
    endpoint = f"pages.{view}"
    path = _path(endpoint)
    if path is None or any(name.startswith("_") for name in given):
        return url_for(endpoint, **given)  # type: ignore[arg-type]
    return f"{path}?{_query(given)}" if given else path


def _path(endpoint: str) -> str | None:
    """The path of a view, as this request has it; None if parameters are parts of it. A page has
    hundreds of links to few views, and building each from the rules takes four times as long."""
    known: dict[str, str | None] = g.setdefault("paths", {})
    if endpoint not in known:
        has_parts = any(rule.arguments for rule in current_app.url_map.iter_rules(endpoint))
        known[endpoint] = None if has_parts else url_for(endpoint)
    return known[endpoint]


def _query(given: Mapping[str, object]) -> str:
    return urlencode(given, doseq=True, safe=_SAFE)


def search_url(address: FilteredAddress, **values: object) -> str:
    """The page that an address names; `values` replace those of the address (page=2)."""
    return page_url(address.view, **{**address.arguments(), **values})


def filter_urls(address: FilteredAddress, name: str) -> Callable[[str], str]:
    """A function that gives the first page with one more value of the filter `name`, or without
    it if it is chosen: faster for many values."""
    kept = address.without_filter(name, "").arguments()
    start = page_url(address.view, **kept)
    start += f"{'&' if '?' in start else '?'}{name}="

    def url(value: str) -> str:
        if address.is_chosen(name, value):
            return search_url(address.without_filter(name, value))
        if name not in address.lists:
            return search_url(address.with_filter(name, value))
        return start + quote_plus(value, safe=_SAFE)

    return url


def follow_up_url(address: FilteredAddress, follow_up: FollowUp) -> str:
    """The search for the question that a follow-up asks; it shows what it was made of."""
    args = {**address.arguments(), "q": follow_up.question}
    return page_url(address.view, **args, previous=follow_up.previous, typed=follow_up.typed)


def export_url(address: FilteredAddress, form: str) -> str:
    """The list for a program (json), or whole as a file: for a spreadsheet (csv) or of JSON."""
    given = {name: value for name, value in address.arguments().items() if value}
    if form != "json":
        given = {name: given[name] for name in given if name not in ("page", "size")}
        given["format"] = form
    return url_for(f"api.{address.view}", **given)  # type: ignore[arg-type]


def list_url(address: ListAddress, **values: object) -> str:
    """The list with its filters; `values` replace them. Another filter begins at page 1."""
    return page_url(address.view, **{**address.arguments(), **values})


def report_url(address: ListAddress, form: str | None = None) -> str:
    """The extraction report for a program or a spreadsheet."""
    given = {name: value for name, value in address.arguments().items() if value and name != "size"}
    return url_for("api.documents", **{"sort": "verdict", **given}, format=form)  # type: ignore[arg-type]


def feed_url(address: SearchAddress) -> str:
    """The feed of a search."""
    names = ("sort", "size", "page", "new_since")
    given = {n: value for n, value in address.arguments().items() if value and n not in names}
    return url_for("api.feed", **given)  # type: ignore[arg-type]


def instruments_url(address: ListAddress, form: str) -> str:
    """The list of instruments with all their mentions, as a file."""
    given = {n: value for n, value in address.arguments().items() if value and n != "size"}
    return url_for("api.instruments", **{**given, "format": form})  # type: ignore[arg-type]


def authorities_url(form: str | None = None) -> str:
    """This table of authorities for a program or a spreadsheet."""
    q, doc = request.args.get("q") or None, request.args.get("doc") or None
    return url_for("api.authorities", q=q, doc=doc, format=form)


def way_back(given: str) -> str | None:
    """The list that a link to a passage names as the way back; None for any other address."""
    parts = urlsplit(given)
    if parts.scheme or parts.netloc or len(given) > params.QUERY_LIMIT:
        return None
    try:
        endpoint, _ = current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return request.script_root + given if endpoint in _LISTS else None


def permanent_urls() -> Callable[[str], str]:
    """A function that gives the whole address of a passage by its id: faster for many."""
    before, after = permanent_url("\0").split(quote("\0"))
    return lambda passage_id: f"{before}{quote(passage_id)}{after}"


def permanent_url(passage_id: str, words: ChosenWords | None = None) -> str:
    """The whole address of a passage, or of words of it, for a citation."""
    if words is None:
        return url_for("pages.passage", passage_id=passage_id, _external=True)
    place = {"passage_id": passage_id, **words.arguments}
    address = url_for("pages.passage", **place, _external=True)  # type: ignore[arg-type]
    return f"{address}#:~:{words.fragment}" if words.fragment else address


def words_url(words: ChosenWords, q: str = "") -> str:
    """Words of a passage in its document; a browser that knows text fragments goes to them."""
    place = {"doc_id": words.passage.doc_id, "at": words.passage.ordinal}
    until = words.last.ordinal if words.last is not words.passage else None
    address = page_url("document", q=q, **place, start=words.start, until=until, end=words.end)
    directive = f":~:{words.fragment}" if words.fragment else ""
    return f"{address}#{anchor(words.passage.id)}{directive}"


def passage_url(passage: Passage, q: str = "", *, words: str = "") -> str:
    """The passage in its document, with the query's words marked there. A link on a page of hits
    keeps the parameters of that list, so that the document leads back to it. `words` is "gone" if
    the link that was followed names words that are not there."""
    kept: dict[str, object] = {}
    if request.endpoint == "pages.results":
        kept = {name: request.args.getlist(name) for name in _KEPT if name in request.args}
        q = q or request.args.get("q", "")
    elif request.endpoint in _LISTS:
        args = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
        kept = {"back": request.path + (f"?{urlencode(args)}" if args else "")}
    place = {"doc_id": passage.doc_id, "at": passage.ordinal, "_anchor": anchor(passage.id)}
    return page_url("document", q=q, words=words, **kept, **place)


def printed_address() -> str:
    """The whole address of this page, readable: for a page on paper."""
    return unquote(request.url) if request.query_string else request.base_url


def language_url(tag: str) -> str:
    """This same page in another language.

    The visitor's parameters are written into the query as they are: `url_for` would interpret
    those named _scheme, _anchor and the like.
    """
    if request.blueprint != "pages" or request.endpoint is None:
        return url_for("pages.home", lang=tag)
    args = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    path = url_for(request.endpoint, **(request.view_args or {}))
    return f"{path}?{urlencode([*args, ('lang', tag)])}"


def collection_url(name: str | None) -> str:
    """The home page of one collection, None for all of them; from results the same search there."""
    chosen = request.environ.get(COLLECTION)
    root = request.script_root.removesuffix(f"/c/{chosen}" if chosen else "")
    inside = request.full_path if request.endpoint == "pages.results" else "/"
    return root + (f"/c/{name}" if name else "") + inside


def static_url(name: str) -> str:
    """The address of a static file with its digest: browsers keep the file until it changes."""
    digests: dict[str, str] = current_app.extensions["static_digests"]
    return url_for("static", filename=name, v=digests.get(name))
