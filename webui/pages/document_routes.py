"""The page of one document, and its parts for the script that loads them while one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request

from judian.core.model import Verdict
from webui.http import params, pictures, sources
from webui.http.backend import backend
from webui.http.chosen_words import words_if_there
from webui.links import page_links
from webui.markup.blocks import page_blocks
from webui.pages.blueprint import blueprint
from webui.pages.desk import Desk, read_desk
from webui.pages.metatags import citation_metadata
from webui.pages.page_sheet import page_sheet
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
    marks.update(desk.linked_words(part.passages))
    blocks = page_blocks(part.passages, marks)
    begins: dict[str, int] = {}
    for p in part.passages:
        if p.page is not None and p.page != next(reversed(begins.values()), None):
            begins[p.id] = p.page
    tables = [block.table for block in blocks if block.table]
    return {
        "desk": desk,
        "info": part.info,
        "blocks": blocks,
        "page_begins": begins,
        "has_pages": pictures.has_pages(part.info),
        "label_marks": label_marks(desk.wanted, tables) if desk.query else {},
    }


@blueprint.get("/documents/<doc_id>/pages/<int:number>")
def document_page(doc_id: str, number: int) -> ResponseReturnValue:
    """A page of the document as a picture, with the passages on it."""
    return _page("document_page.html", doc_id, number)


@blueprint.get("/documents/<doc_id>/pages/<int:number>/figure")
def page_figure(doc_id: str, number: int) -> ResponseReturnValue:
    """The picture without the page around it, for the script that shows it beside the text."""
    return _page("page_figure.html", doc_id, number)


def _page(template: str, doc_id: str, number: int) -> ResponseReturnValue:
    args, _ = readable(request.args)
    desk = read_desk(doc_id, args)
    sheet = page_sheet(desk, number)
    return render_template(template, desk=desk, info=desk.part.info, sheet=sheet)


@blueprint.get("/passages/<passage_id>")
def passage(passage_id: str) -> ResponseReturnValue:
    """The permanent address of a passage, or of words of it: redirects to their place in the
    document."""
    hit = backend().passage(passage_id)
    query = request.args.get("q", "")
    values: Any = params.read(request.args, params.WORDS, strict=False)
    words, are_gone = words_if_there(hit.passage, values)
    if words is not None:
        return redirect(page_links.words_url(words, query))
    if are_gone:
        return redirect(page_links.passage_url(hit.passage, query, words="gone"))
    return redirect(page_links.passage_url(hit.passage, query))
