"""Settings of all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from judian.core import deadlines
from judian.zh.entities import tagger

# The same examples in each run: whether a commit passes does not depend on the day. New examples
# are looked for with `make fuzz`; what that finds becomes an example of its test.
settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("fuzz", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def names_by_form_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No optional tagger of names, so that all tests find the same with and without it; tests of it
    put in their own."""
    tagger.tagged_names.cache_clear()
    monkeypatch.setattr(tagger, "_tagger", lambda: None)


@pytest.fixture(autouse=True)
def no_deadline_of_an_earlier_request() -> None:
    """No deadline that a request of an earlier test has set for this thread."""
    deadlines.begin(None)
