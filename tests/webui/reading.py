"""Asking for pages and reading them, for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import lxml.html

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(quote(path, safe="/?=&:%"), headers=headers)


def tree(response: TestResponse) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(response.text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
