"""The pages for people: each works without JavaScript and has an address of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, redirect, render_template, request

from judian.core.model import Verdict
from webui.http import params, reading_report, sources
from webui.http.errors import ControlCharacter, QueryTooLong
from webui.http.requests import ListRequest, SearchAddress
from webui.markup import blocks as render
from webui.markup import links
from webui.markup.tables import Grid, grid
from webui.pages import template_helpers
from webui.pages.examples import Examples, Tried
from webui.pages.metatags import citation_metadata
from webui.wording import i18n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import MultiDict

    from judian.core.errors import JudianError
    from judian.search.replies.results import AnswerReply
    from webui.http.backend import Backend
    from webui.markup.marks import Span

blueprint = Blueprint("pages", __name__)

#: Documents listed on the home page.
_RECENT = 6
_DOCUMENTS = (params.QUERY, params.PAGE, replace(params.SIZE, default=50))
#: Files that failed, named below the list of documents; all are in the extraction report.
_FAILED = 5
#: Hits that can be paged to; deeper ones are found by a narrower query.
_DEEPEST = 10_000


def backend() -> Backend:
    found: Backend = current_app.extensions["service"]
    return found


def furniture() -> dict[str, Any]:
    """What the frame of every page needs, the error page's too: the words in the search box."""
    return {"query": params.without_controls(request.args.get("q", ""))}


@blueprint.app_context_processor
def _helpers() -> dict[str, Any]:
    return {
        "t": i18n.t,
        "language": i18n.language(),
        "tag": i18n.TAGS[i18n.language()],
        "tags": i18n.TAGS,
        "page_url": links.page_url,
        "search_url": links.search_url,
        "passage_url": links.passage_url,
        "language_url": links.language_url,
        "static_url": links.static_url,
        "export_url": links.export_url,
        "list_url": links.list_url,
        "report_url": links.report_url,
        "authorities_url": links.authorities_url,
        "show": template_helpers,
    }


@blueprint.get("/")
def home() -> ResponseReturnValue:
    return _home(blank=False)


def _home(*, blank: bool) -> ResponseReturnValue:
    """The home page; `blank` when it stands in for the results of an empty query."""
    health = backend().health()
    if health.error is not None:
        raise health.error
    kept = [d for d in backend().documents() if d.verdict is not Verdict.FAILED]
    examples: Examples = current_app.extensions["examples"]
    years = [d.year for d in kept if d.year is not None]
    return render_template(
        "home.html",
        blank=blank,
        health=health,
        recent=kept[:_RECENT],
        years=(min(years), max(years)) if years else None,
        updated=max((d.indexed_at for d in kept if d.indexed_at), default=None),
        examples=examples.of(health) if kept else Tried(),
    )


@blueprint.get("/search")
def results() -> ResponseReturnValue:
    args, notice = readable(request.args)
    asked = SearchAddress.read(args, strict=False)
    if "size" not in args:
        asked = replace(asked, size=current_app.config["PAGE_SIZE"])
    if not asked.text and not asked.is_filtered:
        return _home(blank=True)
    reply = backend().search(asked)
    answered = _answer(asked)
    grids = {hit.id: grid([(hit.passage, hit.marks)]) for hit in reply.hits if hit.passage.table}
    last = max(1, min(-(-reply.total // asked.size), _DEEPEST // asked.size))
    return render_template(
        "results.html",
        query=asked.text,
        asked=asked,
        reply=reply,
        answered=answered,
        notice=notice,
        grids=grids,
        label_marks=_label_marks(asked.text, list(grids.values())),
        active=template_helpers.active_filters(asked, reply),
        last=last,
        numbers=links.page_numbers(asked.page, last),
        replace=replace,
        generation=reply.generation,
    )


def _label_marks(q: str, tables: Sequence[Grid]) -> dict[str, tuple[Span, ...]]:
    """Where captions and headers of the tables hold words of the query."""
    labels = list(dict.fromkeys(label for table in tables for label in table.labels))
    return dict(zip(labels, backend().marks(q, labels), strict=True)) if q and labels else {}


def readable(args: MultiDict[str, str]) -> tuple[MultiDict[str, str], JudianError | None]:
    """`args` with a q that can be searched, and what had to be left out of it, if anything.

    A person's words are never answered by an error page; a program is told its mistake.
    """
    try:
        params.QUERY.parse(args.get("q", ""))
    except (QueryTooLong, ControlCharacter) as error:
        tidy = args.copy()
        tidy["q"] = params.without_controls(args["q"])
        return tidy, error
    return args, None


def _answer(asked: SearchAddress) -> AnswerReply | None:
    """An answer stands above the first hits of a plain question; it knows no filters."""
    if asked.page > 1 or asked.is_filtered or asked.exact or asked.sort != "relevance":
        return None
    reply = backend().answer(asked.text)
    return reply if reply.is_question else None


@blueprint.get("/documents")
def documents() -> ResponseReturnValue:
    args, notice = readable(request.args)
    asked = ListRequest.read("documents", args, _DOCUMENTS, strict=False)
    infos = reading_report.matching(backend().documents(), asked["q"])
    kept = [d for d in infos if d.verdict is not Verdict.FAILED]
    last = max(1, -(-len(kept) // asked["size"]))
    return render_template(
        "documents.html",
        asked=asked,
        notice=notice,
        total=len(kept),
        kept=asked.slice(kept),
        partial=sum(d.verdict is Verdict.PARTIAL for d in kept),
        failed=[d for d in infos if d.verdict is Verdict.FAILED],
        named=_FAILED,
        last=last,
        numbers=links.page_numbers(asked["page"], last),
    )


@blueprint.get("/documents/reading")
def reading() -> ResponseReturnValue:
    """The extraction report: how each file was read, and what to do about those that were not."""
    args, notice = readable(request.args)
    asked = ListRequest.read("reading", args, params.READINGS, strict=False)
    found = reading_report.of_request(backend().documents(), asked.values)
    last = max(1, -(-len(found.infos) // asked["size"]))
    return render_template(
        "reading.html",
        asked=asked,
        notice=notice,
        found=found,
        infos=asked.slice(found.infos),
        sorts=reading_report.SORTS,
        last=last,
        numbers=links.page_numbers(asked["page"], last),
    )


@blueprint.get("/documents/<doc_id>")
def document(doc_id: str) -> ResponseReturnValue:
    args, _ = readable(request.args)
    q = str(params.read(args, (params.QUERY,), strict=False)["q"] or "")
    view = backend().document(doc_id)
    marks: dict[str, tuple[Span, ...]] = {}
    if q:
        found = backend().marks(q, [p.text for p in view.passages])
        marks = {p.id: m for p, m in zip(view.passages, found, strict=True) if m}
    blocks = render.blocks(view.passages, marks)
    return render_template(
        "document.html",
        q=q,
        metadata=citation_metadata(view.info),
        info=view.info,
        blocks=blocks,
        label_marks=_label_marks(q, [b.table for b in blocks if b.table]),
        contents=render.contents(view.passages),
        marked=len(marks),
        first_mark=next((p.id for p in view.passages if p.id in marks), None),
        has_source=sources.are_offered(view.info),
    )


@blueprint.get("/passages/<passage_id>")
def passage(passage_id: str) -> ResponseReturnValue:
    """The permanent address of a passage: it leads to its place in the document."""
    hit = backend().passage(passage_id)
    return redirect(links.passage_url(hit.passage, request.args.get("q", "")))


@blueprint.get("/help")
def manual() -> ResponseReturnValue:
    return render_template("help.html", limit=params.QUERY_LIMIT)
