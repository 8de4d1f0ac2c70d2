"""The application over the fake read path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.webui.fake import FakeService
from webui.app import create_app

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture(scope="session")
def app() -> Flask:
    """One for all tests that change nothing of it: templates are compiled once."""
    return create_app({}, FakeService())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
