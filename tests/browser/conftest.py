"""A served application and a real browser, each started once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.webui.fake import FakeService
from tests.webui.running import running
from webui.app import create_app
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--window-size=1280,900", "--lang=zh-TW"),
)


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    """The address of a server over the fake read path."""
    listener = listen("127.0.0.1", 0)
    with running(create_server(create_app({}, FakeService()), listener)):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _chrome(profile: str, *, javascript: bool = True) -> Chrome:
    """A browser with an empty profile; the test is skipped if chromium is not installed."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no chromium and chromedriver on this machine")
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not javascript:
        options.add_experimental_option(
            "prefs", {"profile.managed_default_content_settings.javascript": 2}
        )
    service = selenium.ChromeService(DRIVER)
    chrome: Chrome = selenium.Chrome(options=options, service=service)
    return chrome


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    browser = _chrome(str(tmp_path_factory.mktemp("profile")))
    yield browser
    browser.quit()


@pytest.fixture(scope="session")
def chrome_without_javascript(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser in which JavaScript is off."""
    browser = _chrome(str(tmp_path_factory.mktemp("profile")), javascript=False)
    yield browser
    browser.quit()
