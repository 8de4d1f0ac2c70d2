"""Forms that only our own pages can send: each carries a number that no other site can know.

The number is written into every form of a template that is posted, by `FormNumbers`, so that none
can be forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request
from jinja2.ext import Extension
from markupsafe import Markup
from typing_extensions import override

from judian.core.file_lock import locked
from judian.core.overrides import keeper_folder
from judian.core.private_files import make_private_folder, open_private_handle
from webui.accounts.policy import KEEPER_VIEWS
from webui.http.bodies import FORM_NUMBER
from webui.http.request_errors import CrossSiteRequest

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("judian.webui")

#: Name of the hidden field, and of the cookie of visitors who are not logged in.
FIELD = FORM_NUMBER
COOKIE = "judian_form"
#: Bytes of the secret, and seconds for which another process may be making it.
_SECRET_BYTES, _PATIENCE = 32, 10.0
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


def install(app: Flask) -> None:
    """Give the forms of `app` the secret of their numbers. Where nobody logs in, only the keeper's
    room has numbers, of a secret that the processes of a server share through a file."""
    if app.config["LOGIN"] != "none":
        app.extensions["form_secret"] = app.extensions["accounts"].form_secret
        return
    rooms = sorted(app.config["ROOMS"].items())
    try:
        if rooms:
            app.extensions["form_secret"] = shared_secret(keeper_folder(rooms[0][1].index))
    except OSError as error:
        log.warning("no sources are kept in the browser: %s", error)
        app.config["ROOMS"] = {}


def form_number() -> Markup:
    """The hidden field of a form; empty where nobody logs in, but in the keeper's room."""
    if current_app.config["LOGIN"] == "none" and request.endpoint not in KEEPER_VIEWS:
        return Markup()
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, _number(_holder()))


def check() -> None:
    """Raise CrossSiteRequest unless the request carries the number of whoever sends it."""
    given = request.headers.get("X-Form-Number") or request.form.get(FIELD, "")
    holder = _known_holder()
    if "form_secret" not in current_app.extensions:  # no form was sent from here
        raise CrossSiteRequest
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


def shared_secret(folder: Path) -> bytes:
    """The secret in a folder; the first process that asks makes it."""
    make_private_folder(folder)
    path = folder / "form-secret"
    with (
        locked(folder / "form-secret.lock", _PATIENCE),
        os.fdopen(open_private_handle(path, os.O_RDWR), "r+b") as file,
    ):
        found = file.read()
        if len(found) != _SECRET_BYTES:
            found = secrets.token_bytes(_SECRET_BYTES)
            file.seek(0)
            file.write(found)
            file.truncate()
    return found


def _number(holder: str) -> str:
    secret: bytes = current_app.extensions["form_secret"]
    return hmac.new(secret, holder.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
