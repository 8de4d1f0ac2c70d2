"""The pages of accounts in a real browser: axe finds nothing, in any theme, width or language."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.browser.checks import LOW_CONTRAST, NAMELESS, OVERFLOWING
from tests.browser.test_axe import violations
from tests.browser.test_browser import find, follow, open_page
from tests.webui.accounts.people import NAMES, PASSWORD, site
from tests.webui.running import running
from webui.accounts.database import Database
from webui.accounts.tokens import Tokens
from webui.accounts.users import Users
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

_LONG = "很長的姓名與單位名稱" * 6


@pytest.fixture(name="address", scope="module")
def _address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with users of each role, one of them locked, and tokens."""
    folder = tmp_path_factory.mktemp("users")
    app = site(folder)
    database = Database(folder / "accounts.sqlite3")
    Users(database).set_locked(NAMES["reader"], locked=True)
    for about in ("報表", _LONG):
        Tokens(database).add(NAMES["editor"], about, ["search", "documents"])
    listener = listen("127.0.0.1", 0)
    with running(create_server(app, listener)):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _log_in(chrome: Chrome, address: str) -> None:
    open_page(chrome, address, "/login")
    find(chrome, "input[name=name]").send_keys(NAMES["admin"])
    find(chrome, "input[name=password]").send_keys(PASSWORD)
    follow(chrome, "main form button[type=submit]")


def _add(chrome: Chrome, name: str) -> None:
    """Add a user: the page that comes shows a password, or why there is none."""
    find(chrome, "#new-name").send_keys(name)
    follow(chrome, "form:has(#new-name) button[type=submit]")


def _check(chrome: Chrome, where: object) -> None:
    assert violations(chrome) == [], where
    for script in (LOW_CONTRAST, NAMELESS, OVERFLOWING):
        assert chrome.execute_script(script) == [], where


def test_axe_finds_no_violation_on_pages_of_accounts(chrome: Chrome, address: str) -> None:
    _log_in(chrome, address)
    combinations = product(("light", "dark"), (1440, 820, 390), ("zh", "en"))
    for number, (scheme, width, language) in enumerate(combinations):
        where = (scheme, width, language)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        open_page(chrome, address, f"/users?lang={language}", width)
        assert find(chrome, "h1").text
        _check(chrome, where)
        if number % 5 == 0:  # each theme and language once, and a page that is narrow
            name = f"{_LONG}{number}"
            _add(chrome, name)
            assert find(chrome, ".notice code").text
            _check(chrome, (*where, "added"))
            _add(chrome, name)
            assert find(chrome, "[role=alert]").text
            _check(chrome, (*where, "refused"))
            open_page(chrome, address, f"/account?lang={language}", width)
            _check(chrome, (*where, "account"))
