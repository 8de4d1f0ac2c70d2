"""The Flask application: `create_app` connects the read path, pages, API and error answers."""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from judian.core.errors import EngineUnavailable, JudianError
from judian.search.replies.former import FormerEditionAsked
from webui.accounts import audit, gate, library
from webui.accounts.errors import PasswordTemporary
from webui.api import routes as api_routes
from webui.api import serialise
from webui.http import costs, pictures, rates, security
from webui.http.delivery import deliver
from webui.http.form_parsing import BoundedRequest
from webui.http.metrics import Metrics
from webui.http.proxies import Front
from webui.http.request_errors import (
    BodyTooLarge,
    LoginNeeded,
    MethodRefused,
    PageMissing,
    RequestRefused,
    Unexpected,
)
from webui.http.security import LONGEST_BODY
from webui.pages import (
    batch_routes,
    check_routes,
    document_routes,
    holdings,
    keeper_routes,
    list_routes,
    login_routes,
    overview,
    overview_routes,
    saved_routes,
    site_routes,
    users_routes,
)
from webui.pages import routes as page_routes
from webui.pages.blueprint import blueprint as pages
from webui.pages.by_generation import ByGeneration
from webui.pages.context import layout_context, template_context
from webui.pages.examples import ExampleFinder
from webui.relay import Relay, Relayed
from webui.wording import i18n

if TYPE_CHECKING:
    from collections.abc import Mapping
    from wsgiref.types import WSGIApplication

    from flask.typing import ResponseReturnValue

    from webui.http.backend import Backend

log = logging.getLogger("judian.webui")

#: The modules of pages; importing one adds its addresses to the blueprint of the pages.
PAGE_MODULES = (
    *(page_routes, document_routes, list_routes, saved_routes),
    *(batch_routes, check_routes, login_routes, users_routes, site_routes),
    *(keeper_routes, overview_routes),
)
#: Seconds that a browser keeps a static file; its address changes with its content.
_STATIC_AGE = 365 * 24 * 3600
#: Seconds after which a client may ask again when the index cannot be read.
_RETRY_AFTER = 30


class _Json(DefaultJSONProvider):
    """Keys in the order of the documentation, Chinese as it is written."""

    ensure_ascii = False
    sort_keys = False


def create_app(config: Mapping[str, Any] | None = None, service: Backend | None = None) -> Flask:
    """The application with the pages and the API over `service`.

    `config` may contain HOSTS (the host names that are answered, () for any), INDEX (the folder of
    the index, relative to which source files are found; None if source files are not offered),
    PAGE_SIZE (hits on a page), PUBLIC_URL, PROXIES and LOGIN with what belongs to it (see
    `webui.configuration`), and LIBRARY, the collections that answer instead of `service`. Without
    either the default engine is opened over the folder `index` of the working directory, whatever
    INDEX is. RELAY is the path of the socket to which long requests are passed on, IS_RELAYED
    True in the process that answers there (`webui.relay`).
    """
    app = Flask(__name__)
    app.json = _Json(app)
    app.request_class = BoundedRequest
    app.config.from_mapping(HOSTS=(), INDEX=None, PAGE_SIZE=10, PUBLIC_URL=None, PROXIES=())
    app.config.from_mapping(LOGIN="none", IDENTITY_HEADERS=(), ROLE_GROUPS={}, OIDC=None)
    app.config.from_mapping(ROOMS={}, UPLOAD_BYTES=64 << 20, TRASH_DAYS=30)
    app.config.from_mapping(AUDIT_LOG=None, AUDIT_QUERIES=True, AUDIT_DAYS=365)
    app.config.from_mapping(
        LIBRARY=None, WORKER="", COUNTS=None, REQUEST_SECONDS=60, REQUESTS_PER_MINUTE=0
    )
    app.config.from_mapping(RELAY=None, IS_RELAYED=False)
    app.config.from_mapping(SECURITY_CONTACT="")
    app.config.from_mapping(PICTURES=None, PICTURES_MB=64)
    app.config.from_mapping(ACCOUNTS=None, SESSION_HOURS=12, SESSION_IDLE_MINUTES=120)
    app.config.from_mapping(config or {})
    app.wsgi_app = _reached(app)  # type: ignore[method-assign,assignment]
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    library.install(app, service)
    app.extensions["examples"] = ExampleFinder()
    app.extensions["holdings"] = ByGeneration(holdings.make)
    app.extensions["comparable"] = ByGeneration(overview.comparable)
    app.extensions["entities"] = ByGeneration(overview.names)
    app.extensions["metrics"] = Metrics(app.config["WORKER"], app.config["COUNTS"])
    app.extensions["static_digests"] = _digests(Path(app.static_folder or ""))

    app.context_processor(template_context)
    app.before_request(_start_clock)
    app.before_request(i18n.choose)
    app.before_request(costs.refuse_late)
    # These run in reverse order: metrics last, so that they include the time of `deliver` and
    # count the status that it sends (304).
    app.after_request(_record_metrics)
    app.after_request(deliver)
    app.after_request(i18n.remember)
    app.after_request(_cache_static_files)
    security.install(app)
    audit.install(app)
    rates.install(app)
    gate.install(app)
    costs.install(app)
    pictures.install(app)
    app.register_blueprint(pages)
    app.register_blueprint(api_routes.blueprint)
    app.register_error_handler(JudianError, _error_response)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected_error)
    return app


def _reached(app: Flask) -> WSGIApplication:
    """The WSGI application as this process is reached."""
    if app.config["IS_RELAYED"]:
        return Relayed(app.wsgi_app)
    within: WSGIApplication = app.wsgi_app
    if app.config["RELAY"] is not None:
        within = Relay(app, within, app.config["RELAY"])
    return Front(
        within,
        app.config["PROXIES"],
        app.config["PUBLIC_URL"],
        app.config["IDENTITY_HEADERS"],
        has_collections=app.config["LIBRARY"] is not None,
    )


def _digests(folder: Path) -> dict[str, str]:
    """Short content digests of the static files by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }


def _start_clock() -> None:
    g.began = time.perf_counter()


def _record_metrics(response: Response) -> Response:
    metrics: Metrics = current_app.extensions["metrics"]
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    metrics.record(request.endpoint or "none", response.status_code, seconds)
    return response


def _cache_static_files(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200 and request.args.get("v"):
        response.headers["Cache-Control"] = f"public, max-age={_STATIC_AGE}, immutable"
    return response


def _error_response(error: JudianError) -> ResponseReturnValue:
    """The error as JSON for programs, as a page for people, in the user's language."""
    if error.status >= 500:
        log.warning("%s: %s", error.code, error)
    headers = _error_headers(error)
    is_program = api_routes.is_api(request.path) or "Authorization" in request.headers
    if isinstance(error, FormerEditionAsked):
        return _former_edition(error, is_program=is_program)
    if isinstance(error, LoginNeeded) and not is_program and _has_login_page():
        target = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("pages.login", next=target), 303)
    if isinstance(error, PasswordTemporary) and not is_program:
        return redirect(url_for("pages.own_account"), 303)
    if is_program:
        return jsonify(serialise.error(error, i18n.language())), error.status, headers
    page = render_template("error.html", error=error, **layout_context())
    return page, error.status, headers


def _former_edition(error: FormerEditionAsked, *, is_program: bool) -> ResponseReturnValue:
    """What stands in the place of a former edition: for people a page, which is found as long as
    there is a present edition; a program asked for what is there no more."""
    view = error.view
    headers = {}
    if view.document is not None:  # RFC 5829
        address = url_for("pages.document", doc_id=view.document.id, _external=True)
        headers["Link"] = f'<{address}>; rel="successor-version"'
    if is_program:
        return jsonify(serialise.former_edition(error, i18n.language())), error.status, headers
    status = error.status if view.document is None else 200
    return render_template("former.html", view=view, **layout_context()), status, headers


def _has_login_page() -> bool:
    return current_app.config["LOGIN"] in ("users", "oidc")


def _error_headers(error: JudianError) -> dict[str, str]:
    """When to ask again, and how to log in."""
    if error.status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, EngineUnavailable):
        return {"Retry-After": str(error.retry_after)}
    if error.status in (429, 503):
        return {"Retry-After": str(error.facts.get("seconds", _RETRY_AFTER))}
    return {}


def _http_error(error: HTTPException) -> ResponseReturnValue:
    known: JudianError
    if isinstance(error, NotFound):
        known = PageMissing(request.path)
    elif isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        response = current_app.make_response(
            _error_response(MethodRefused(request.method, allowed))
        )
        response.headers["Allow"] = allowed
        return response
    elif isinstance(error, RequestEntityTooLarge):
        known = BodyTooLarge(LONGEST_BODY // 1024)
    elif error.code is not None and error.code >= 400:
        known = RequestRefused(error.name, error.code)
    else:
        return error  # a redirect
    return _error_response(known)


def _unexpected_error(error: Exception) -> ResponseReturnValue:
    """Answer with a random number, under which the log has the exception."""
    reference = secrets.token_hex(4)
    log.exception("internal error %s at %s", reference, request.path, exc_info=error)
    return _error_response(Unexpected(reference))
