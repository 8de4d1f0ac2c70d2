"""Keys, paper, and the pages about the site and the collection in a real browser."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.browser.checks import OVERFLOWING
from tests.browser.test_axe import show_in, violations
from tests.browser.test_browser import ESCAPE, find, follow, open_page, wait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


PAGES = (
    *("/", "/help/api", "/help/api/values", "/accessibility?lang=en"),
    *(
        "/overview",
        "/overview?lang=en",
        "/entities?kind=substance",
        "/entities?kind=person&lang=en",
    ),
)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chrome: Chrome, base: str, path: str, scheme: str, width: int
) -> None:
    show_in(chrome, scheme)
    open_page(chrome, base, path, width)
    assert violations(chrome) == []
    assert chrome.execute_script(OVERFLOWING) == []


def test_a_question_mark_lists_the_keys(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=護照&lang=zh-TW")
    keys = find(chrome, "#key-list")
    assert not keys.is_displayed()
    find(chrome, "body").send_keys("?")
    wait(chrome, "return document.querySelector('#key-list').open")
    assert "移到檢索框" in keys.text
    chrome.switch_to.active_element.send_keys(ESCAPE)
    wait(chrome, "return !document.querySelector('#key-list').open")
    find(chrome, "#q").send_keys("?")
    assert not keys.is_displayed(), "typed into the box"


def test_without_javascript_the_keys_stand_in_the_help(
    chrome_without_javascript: Chrome, base: str
) -> None:
    chrome = chrome_without_javascript
    chrome.get(base + "/?lang=zh-TW")
    follow(chrome, "[data-keys]")
    assert chrome.current_url.endswith("#keys")
    assert find(chrome, ".key-list kbd").is_displayed()


def test_paper_has_query_address_date_numbers_of_citations_and_of_pages(
    chrome: Chrome, base: str
) -> None:
    open_page(chrome, base, "/search?q=護照&lang=zh-TW")
    printed = chrome.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    with pypdfium2.PdfDocument(base64.b64decode(printed["data"])) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf).replace(" ", "")
    for part in ("檢索詞", "/search?q=護照", "列印日期", "[1]", "[2]", "1/"):
        assert part in text, part
    assert "鍵盤操作" not in text
