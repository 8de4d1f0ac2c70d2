"""The application for servers of other projects: `gunicorn "webui.wsgi:application()"`, or granian
with `--interface wsgi --factory webui.wsgi:application`.

It takes its settings from judian.toml and JUDIAN_* variables, as `judian serve` does, and refuses
the same. What the project's own server limits (connections of an address, the time of a request's
header) such a server or the proxy before it must limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.settings import load
from judian.search.service import Service
from webui.app import create_app
from webui.configuration import configuration
from webui.preloading import preload

if TYPE_CHECKING:
    from flask import Flask

    from webui.accounts.library import Library


def application() -> Flask:
    """A new application, with all loaded that its first visit needs. Raises SettingInvalid,
    NotProtected and NameUnknown.

    It is loaded here and not by a thread, which a server that forks would leave behind with its
    locks.
    """
    chosen = load()
    config = configuration(chosen)
    library: Library | None = config["LIBRARY"]
    services = list(library.whole.values()) if library else [Service.configured(chosen)]
    app = create_app(config, services[0])
    preload(app, services)
    return app
