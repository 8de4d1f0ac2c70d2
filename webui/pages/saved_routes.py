"""Hits as files, and searches that are saved as files and opened again.

A query that cannot be searched as it is ends in an error: a file says nothing of a query that was
shortened.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from judian.core.errors import JudianError
from webui.api import exports
from webui.http import downloads, params
from webui.http.addresses import SearchAddress
from webui.http.backend import backend
from webui.http.request_errors import NothingTicked, SavedSearchInvalid
from webui.http.security import BODY_LIMIT
from webui.links import page_links
from webui.pages.blueprint import blueprint
from webui.wording.i18n import t

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

#: What a saved search says of itself, so that no other file is taken for one.
_KIND = "judian saved search"
_VERSION = 1


@blueprint.get("/search/take")
def take() -> ResponseReturnValue:
    """The hits as a file: all of them, or those ticked. Raises NothingTicked."""
    values = cast("dict[str, Any]", params.read(request.args, params.TAKE, strict=False))
    if values["take"] == "ticked" and not values["ids"]:
        raise NothingTicked
    ids = values["ids"] if values["take"] == "ticked" else ()
    return exports.hits_file(SearchAddress.of(values), ids, values["format"])


@blueprint.get("/search/save")
def save_search() -> ResponseReturnValue:
    """The search as a file: its parameters, and the state of the collection."""
    address = SearchAddress.read(request.args, strict=False)
    given = {
        name: value
        for name, value in address.arguments().items()
        if value and name not in ("page", "new_since")
    }
    found = backend().newest(address, 1)
    saved = {
        "kind": _KIND,
        "version": _VERSION,
        "parameters": given,
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "generation": found.generation,
        "indexed_through": found.indexed_through,
        "total": found.total,
        "address": url_for("pages.results", _external=True, **given),  # type: ignore[arg-type]
    }
    text = json.dumps(saved, ensure_ascii=False, indent=2) + "\n"
    words = (t("file.search"), address.text)
    return downloads.download([text], "search.judian.json", downloads.JSON, words)


@blueprint.get("/search/open")
def open_search() -> ResponseReturnValue:
    return render_template("saved.html", limit=BODY_LIMIT // 1024)


@blueprint.post("/search/open")
def opened_search() -> ResponseReturnValue:
    """Redirects to the results of a saved search. Raises SavedSearchInvalid."""
    file = request.files.get("file")
    text = file.read() if file is not None else b""
    address, since = read_saved(text or request.form.get("text", "").encode("utf-8", "replace"))
    given: dict[str, Any] = {}
    if request.form.get("only") == "new":
        if since is None:
            raise SavedSearchInvalid
        given["new_since"] = since
    return redirect(page_links.search_url(address, **given), 303)


def read_saved(content: bytes) -> tuple[SearchAddress, str | None]:
    """The address of a saved search, and the time through which it has seen the collection.

    Raises SavedSearchInvalid if the content is no saved search.
    """
    try:
        saved = json.loads(content.decode("utf-8-sig"))
        if saved["kind"] != _KIND or saved["version"] != _VERSION:
            raise SavedSearchInvalid
        args = MultiDict(
            (str(name), str(one))
            for name, value in saved["parameters"].items()
            for one in (value if isinstance(value, list) else [value])
        )
        address = SearchAddress.read(args, strict=True)
        through = saved.get("indexed_through")
        since = next(p for p in params.FILTERS if p.name == "new_since")
        return address, None if through is None else str(since.parse(str(through)))
    except SavedSearchInvalid:
        raise
    except (JudianError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SavedSearchInvalid from error
