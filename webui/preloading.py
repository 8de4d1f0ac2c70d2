"""What is loaded before the first visit, so that nobody waits for it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.search.requests.values import SearchRequest
from webui.renewal import COMMON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from webui.http.backend import Backend


def preload(app: Flask, services: Sequence[Backend]) -> None:
    """Load templates, indexes, dictionaries and examples, which the first visit would wait for."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for service in services:
        health = service.health()
        if health.error is None:
            with contextlib.suppress(JudianError):  # each visitor gets the index error
                service.search(SearchRequest(COMMON))
                app.extensions["examples"].of(service, health)
