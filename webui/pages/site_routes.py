"""What browsers and programs ask of any site: its icon, its search engine, whom to tell of a
weakness, what robots may read. None of it tells anything of the collection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, render_template, request, send_file, url_for

from webui.http.request_errors import PageMissing
from webui.pages.api_manual import operations, schemas
from webui.pages.blueprint import blueprint

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

#: Days that security.txt is valid from the day on which it is asked for; RFC 9116 advises less
#: than a year.
_SECURITY_DAYS = 180
#: Addresses that robots are asked to leave alone: files, and lists of any words, which may cost a
#: second each. The lists over everything are made before somebody asks for them.
_COSTLY = ("/api/", "/feed", "/search/take", "/search/save", "/figures?", "/authorities?")


@blueprint.get("/opensearch.xml")
def opensearch() -> ResponseReturnValue:
    """The OpenSearch 1.1 description, by which a browser adds this site to its search engines."""
    text = render_template("opensearch.xml")
    return current_app.response_class(text, mimetype="application/opensearchdescription+xml")


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What robots may read (RFC 9309): nothing where one must log in."""
    refused = _COSTLY if current_app.config["LOGIN"] == "none" else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {request.script_root}{path}" for path in refused)]
    return _text(lines)


@blueprint.get("/.well-known/security.txt")
def security_contact() -> ResponseReturnValue:
    """Whom to tell of a weakness (RFC 9116). Raises PageMissing if no contact is set."""
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        raise PageMissing(request.path)
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (midnight + timedelta(days=_SECURITY_DAYS)).isoformat().replace("+00:00", "Z")
    address = url_for("pages.security_contact", _external=True)
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {expires}",
            "Preferred-Languages: zh-Hant, en",
            f"Canonical: {address}",
        ]
    )


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """The accessibility statement: what the tests of the program hold, and what nobody tried."""
    return render_template("accessibility.html", contact=current_app.config["SECURITY_CONTACT"])


@blueprint.get("/help/api")
def api_manual() -> ResponseReturnValue:
    """The manual of the API, made of the OpenAPI description."""
    return render_template("api_manual.html", operations=operations())


@blueprint.get("/help/api/values")
def api_values() -> ResponseReturnValue:
    """The values of the API's replies."""
    return render_template("api_values.html", schemas=schemas())


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """The icon, for browsers and readers of feeds that do not read the page's own."""
    path = Path(current_app.static_folder or "") / "favicon.ico"
    return send_file(path, "image/vnd.microsoft.icon")


def _text(lines: list[str]) -> Response:
    return current_app.response_class("\n".join(lines) + "\n", mimetype="text/plain")
