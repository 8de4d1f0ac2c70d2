"""Forms that only our own pages can send: each carries a number that no other site can know.

The number is written into every form of a template that is posted, by `FormNumbers`, so that none
can be forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from flask import Response, current_app, g, request
from jinja2.ext import Extension
from markupsafe import Markup
from typing_extensions import override

from webui.http.bodies import FORM_NUMBER
from webui.http.request_errors import CrossSiteRequest

#: Name of the hidden field, and of the cookie of visitors who are not logged in.
FIELD = FORM_NUMBER
COOKIE = "judian_visit"
#: A form's opening tag with its attributes, whose values may be expressions of the template.
_FORM = re.compile(
    r"<form\b((?:[^>{]|\{\{(?:(?!\}\}).)*\}\}|\{%(?:(?!%\}).)*%\}|\{(?![{%]))*)>",
    re.IGNORECASE | re.DOTALL,
)
_POST = re.compile(r"\bmethod\s*=\s*[\"']?post\b", re.IGNORECASE)


class FormNumbers(Extension):
    """Adds the hidden field to each form of a template that is posted."""

    @override
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _FORM.sub(
            lambda form: form[0] + ("{{ form_number() }}" if _POST.search(form[1]) else ""), source
        )


def form_number() -> Markup:
    """The hidden field of a form; empty where nobody logs in."""
    if current_app.config["LOGIN"] == "none":
        return Markup()
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, _number(_holder()))


def check() -> None:
    """Raise CrossSiteRequest unless the request carries the number of whoever sends it."""
    given = request.headers.get("X-Form-Number") or request.form.get(FIELD, "")
    holder = _known_holder()
    if holder is None or not hmac.compare_digest(_number(holder).encode(), given.encode()):
        raise CrossSiteRequest


def keep_visitor(response: Response) -> Response:
    """After a request: give a visitor the cookie that the numbers of the page belong to."""
    if visitor := g.get("new_visitor"):
        response.set_cookie(
            COOKIE, visitor, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def _holder() -> str:
    """To whom the numbers of a page belong; a new visitor becomes known."""
    known = _known_holder()
    if known is None:
        g.new_visitor = g.get("new_visitor") or secrets.token_urlsafe(24)
        known = f"visitor {g.new_visitor}"
    return known


def _known_holder() -> str | None:
    if g.get("session") is not None:
        return f"session {g.session.digest.hex()}"
    if g.get("account") is not None:
        return f"user {g.account.name}"
    visitor = request.cookies.get(COOKIE)
    return f"visitor {visitor}" if visitor else None


def _number(holder: str) -> str:
    secret: bytes = current_app.extensions["accounts"].form_secret
    return hmac.new(secret, holder.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
