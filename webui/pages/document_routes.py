"""The page of one document, and its parts for the script that loads them while one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request

from judian.core.model import Verdict
from judian.search.requests.values import SearchRequest
from webui.http import sources
from webui.http.backend import backend
from webui.links import page_links
from webui.markup.blocks import page_blocks
from webui.pages.blueprint import blueprint
from webui.pages.desk import Desk, read_desk
from webui.pages.metatags import citation_metadata
from webui.pages.routes import label_marks, readable

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/documents/<doc_id>")
def document(doc_id: str) -> ResponseReturnValue:
    args, _ = readable(request.args)
    desk = read_desk(doc_id, args)
    info = desk.part.info
    return render_template(
        "document.html",
        q=desk.address.text,
        metadata=citation_metadata(info),
        has_text=info.verdict is not Verdict.FAILED and desk.part.total > 0,
        has_source=sources.are_offered(info),
        **_shown(desk),
    )


@blueprint.get("/documents/<doc_id>/part")
def document_part(doc_id: str) -> ResponseReturnValue:
    """One part of the document without the page around it."""
    args, _ = readable(request.args)
    return render_template("document_part.html", **_shown(read_desk(doc_id, args)))


def _shown(desk: Desk) -> dict[str, Any]:
    """What the templates show of the part."""
    part = desk.part
    marks = {p.id: found for p, found in zip(part.passages, part.marks, strict=True) if found}
    blocks = page_blocks(part.passages, marks)
    wanted = SearchRequest(desk.find) if desk.find else desk.address
    tables = [block.table for block in blocks if block.table]
    return {
        "desk": desk,
        "info": part.info,
        "blocks": blocks,
        "label_marks": label_marks(wanted, tables) if desk.query else {},
    }


@blueprint.get("/passages/<passage_id>")
def passage(passage_id: str) -> ResponseReturnValue:
    """The permanent address of a passage: redirects to its place in the document."""
    hit = backend().passage(passage_id)
    return redirect(page_links.passage_url(hit.passage, request.args.get("q", "")))
