"""Pages that check what a person wrote against the collection; nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from judian.search.quotes import written
from webui.http import bodies
from webui.http.backend import backend
from webui.markup.differences import marked_differences
from webui.pages.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


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
