"""The application over the fake read path."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webui.fake import FakeService
from webui.app import create_app


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
