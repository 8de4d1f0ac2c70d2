"""The pages for people: each works without JavaScript and has an address of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import current_app, make_response, redirect, render_template, request

from judian.core.model import Verdict
from judian.search.answers import complete_follow_up
from webui.accounts.asking import Asking
from webui.http import params, reading_report, visits
from webui.http.addresses import ListAddress, SearchAddress
from webui.http.backend import backend
from webui.http.request_errors import ControlCharacter, QueryTooLong
from webui.links import page_links
from webui.markup.tables import TableGrid, table_grid
from webui.pages.blueprint import blueprint
from webui.pages.examples import ExampleFinder, Examples
from webui.pages.filters import active_filters
from webui.pages.holdings import holdings
from webui.pages.paging import DEEPEST_HIT, paging
from webui.wording.query_language import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import MultiDict

    from judian.core.errors import JudianError
    from judian.search.replies.results import AnswerReply, FollowUp, Hit, Reason, SearchReply
    from judian.search.requests.values import SearchRequest
    from webui.markup.marks import MarkRange

_DOCUMENTS = (params.QUERY, params.PAGE, replace(params.SIZE, default=50))


@blueprint.get("/")
def home() -> ResponseReturnValue:
    return _home(blank=False)


def _home(*, blank: bool) -> ResponseReturnValue:
    """The home page; with `blank` it is shown instead of the results of an empty query."""
    health = backend().health()
    if health.error is not None:
        raise health.error
    held = holdings()
    examples: ExampleFinder = current_app.extensions["examples"]
    this = visits.visit(request, datetime.now(UTC))
    response = make_response(
        render_template(
            "home.html",
            blank=blank,
            health=health,
            held=held,
            since=this.since,
            new=held.since(this.since) if this.since else [],
            examples=examples.of(backend(), health) if held.documents else Examples(),
        )
    )
    visits.remember(response, this, secure=request.is_secure)
    return response


@blueprint.get("/search")
def results() -> ResponseReturnValue:
    args, notice = readable(request.args)
    address = SearchAddress.read(args, strict=False)
    if "size" not in args:
        address = replace(address, size=current_app.config["PAGE_SIZE"])
    follow_up = _follow_up(address.text, args)
    if follow_up is not None and follow_up.question != address.text:
        return redirect(page_links.follow_up_url(address, follow_up))
    if like := args.get("like"):
        return redirect(page_links.search_url(address.with_query(backend().similar(like))))
    if not address.text and not address.is_filtered:
        return _home(blank=True)
    reply = backend().search(address)
    answered = _answer(address)
    grids = {
        hit.id: table_grid([(hit.passage, hit.marks)]) for hit in reply.hits if hit.passage.table
    }
    return render_template(
        "results.html",
        query=address.text,
        address=address,
        reply=reply,
        answered=answered,
        follow_up=follow_up,
        notice=notice,
        grids=grids,
        label_marks=label_marks(address.text, list(grids.values())),
        active=active_filters(address, reply.facets, "kind"),
        paging=paging(address.page, reply.total, address.size, deepest=DEEPEST_HIT),
        replace=replace,
        generation=reply.generation,
        why=_why(address, reply),
        beside=_beside(answered),
        examples=_examples(answered),
        around=_around(args.get("around"), reply, address.text),
    )


def _follow_up(text: str, args: MultiDict[str, str]) -> FollowUp | None:
    """The follow-up question that `text` is or, once it was completed, was made of; None if it is
    neither."""
    previous, typed = args.get("previous", ""), args.get("typed", "")
    found = complete_follow_up(previous, typed or text)
    return found if found is None or not typed or found.question == text else None


def _why(address: SearchAddress, reply: SearchReply) -> dict[str, tuple[Reason, ...]]:
    """Why each hit of the page was found, by its id."""
    ids = [hit.id for hit in reply.hits]
    return dict(zip(ids, backend().reasons(address, ids), strict=True))


def _examples(answered: AnswerReply | None) -> tuple[str, ...]:
    """Questions that are answered, for whoever asked in a language in which none is."""
    refusal = answered.refusal if answered else None
    if refusal is None or refusal.code != "not_chinese":
        return ()
    finder: ExampleFinder = current_app.extensions["examples"]
    return finder.of(backend(), backend().health()).questions


def _beside(answered: AnswerReply | None) -> tuple[Hit | None, Hit | None]:
    """The passages before and after that of the answer."""
    if answered is None or answered.answer is None:
        return None, None
    return backend().neighbours(answered.answer.hit.id)


def _around(
    chosen: str | None, reply: SearchReply, query: str
) -> dict[str, tuple[Hit | None, ...]]:
    """The passages before and after the chosen hit of the page, by its id."""
    if chosen is None or all(hit.id != chosen for hit in reply.hits):
        return {}
    return {chosen: backend().neighbours(chosen, query)}


def label_marks(
    query: SearchRequest | str, tables: Sequence[TableGrid]
) -> dict[str, tuple[MarkRange, ...]]:
    """The ranges with words of the query in each caption, unit and header of the tables."""
    texts = list(dict.fromkeys(text for table in tables for text in table.labels))
    if not query or not texts:
        return {}
    return dict(zip(texts, backend().marks(query, texts), strict=True))


def readable(args: MultiDict[str, str]) -> tuple[MultiDict[str, str], JudianError | None]:
    """`args` with a q that can be searched, and the error of the original q, if any.

    A person's words are never answered by an error page, as a program's are.
    """
    try:
        params.QUERY.parse(args.get("q", ""))
    except (QueryTooLong, ControlCharacter) as error:
        tidy = args.copy()
        tidy["q"] = params.without_controls(args["q"])
        return tidy, error
    return args, None


def _answer(address: SearchAddress) -> AnswerReply | None:
    """The answer to show above the first hits; None for keywords, filters or another order."""
    if address.page > 1 or address.is_filtered or address.exact or address.sort != "relevance":
        return None
    reply = Asking().answer(address.text, only_questions=True)
    return reply if reply.is_question else None


@blueprint.get("/documents")
def documents() -> ResponseReturnValue:
    args, notice = readable(request.args)
    address = ListAddress.read("documents", args, _DOCUMENTS, strict=False)
    infos = reading_report.matching(backend().documents(), address["q"])
    kept = [d for d in infos if d.verdict is not Verdict.FAILED]
    return render_template(
        "documents.html",
        address=address,
        notice=notice,
        total=len(kept),
        kept=address.slice(kept),
        partial=sum(d.verdict is Verdict.PARTIAL for d in kept),
        failed=[d for d in infos if d.verdict is Verdict.FAILED],
        paging=paging(address["page"], len(kept), address["size"]),
    )


@blueprint.get("/documents/reading")
def reading() -> ResponseReturnValue:
    """The extraction report: how each file was read, and the remedy for those that failed."""
    args, notice = readable(request.args)
    address = ListAddress.read("reading", args, params.READINGS, strict=False)
    found = reading_report.select(backend().documents(), address.values)
    return render_template(
        "reading.html",
        address=address,
        notice=notice,
        found=found,
        infos=address.slice(found.infos),
        sorts=reading_report.SORTS,
        paging=paging(address["page"], len(found.infos), address["size"]),
    )


@blueprint.get("/help")
def manual() -> ResponseReturnValue:
    return render_template("help.html", limit=params.QUERY_LIMIT, chapters=CHAPTERS)
