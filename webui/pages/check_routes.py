"""Pages that check what a person wrote against the collection; nothing of it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response, render_template, request

from judian.search.audit import written as audits
from judian.search.audit.reading import LARGEST
from judian.search.exports.commented_draft import comment_draft
from judian.search.quotes import written
from webui.http import bodies, downloads, drafts
from webui.http.backend import backend, shelf
from webui.http.request_errors import ParameterInvalid
from webui.links.page_links import permanent_urls
from webui.markup.differences import marked_claims, marked_differences
from webui.pages.blueprint import blueprint
from webui.wording.i18n import language

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

#: What comes back for a draft.
_FORMATS = ("page", "json", "commented")
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


@blueprint.get("/verify-quote")
def verify_quote() -> ResponseReturnValue:
    return render_template("verify_quote.html", reply=None, text="")


@blueprint.post("/verify-quote")
def verify_quote_result() -> ResponseReturnValue:
    """The verdict on the quotation of the form. Raises the errors of `bodies.read_texts`."""
    text = bodies.read_texts(("text", "lang"))["text"]
    reply = backend().verify_quote(text)
    return render_template(
        "verify_quote.html",
        reply=reply,
        text=text,
        written=written,
        marked_differences=marked_differences,
    )


@blueprint.get("/audit")
def audit() -> ResponseReturnValue:
    return render_template("audit.html", reply=None, megabytes=LARGEST >> 20)


@blueprint.post("/audit")
def audit_result() -> ResponseReturnValue:
    """The audit of the draft of the form, as a page, as JSON, or as the draft with comments.

    Raises DraftUnreadable, ParameterInvalid, and the errors of `bodies.read_texts`.
    """
    form = request.form.get("format", "page")
    if form not in _FORMATS:
        names = ", ".join(_FORMATS)
        raise ParameterInvalid("format", form, (f"one of: {names}", f"：{names}"))
    sent = drafts.read_sent()
    reply = backend().audit(sent.passages)
    if form == "commented":
        body, ending = comment_draft(sent.content, sent.name, reply, language())
        return downloads.download([body], f"audit{ending}", _TYPES[ending])
    if form == "json":
        found = audits.audit_json(reply, language(), permanent_urls(), shelf().holder)
        return downloads.download(
            [json.dumps(found, ensure_ascii=False)], "audit.json", downloads.JSON
        )
    return render_template(
        "audit.html",
        reply=reply,
        megabytes=LARGEST >> 20,
        audits=audits,
        marked_claims=marked_claims,
        marked_differences=marked_differences,
    )


@blueprint.get("/llms.txt")
def llms() -> Response:
    """What an agent should know of this server (https://llmstxt.org)."""
    return Response(render_template("llms.txt"), content_type="text/plain; charset=utf-8")
