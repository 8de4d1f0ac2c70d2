"""Jobs from the first page to the pasted result, on a phone, a tablet and a desk, with and without
JavaScript."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.browser.test_browser import CONTROL, find, follow, open_page, wait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WIDTHS = (390, 820, 1440)


def pasted(chrome: Chrome) -> str:
    """What is on the clipboard, by pasting it into the search box."""
    box = find(chrome, "#q")
    box.clear()
    box.send_keys(CONTROL + "v")
    return box.get_attribute("value") or ""


@pytest.mark.parametrize("width", WIDTHS)
def test_a_lawyer_copies_the_citation_of_a_mention(chrome: Chrome, base: str, width: int) -> None:
    open_page(chrome, base, "/?lang=zh-TW", width)
    follow(chrome, ".menu a[href*='/instruments']")
    follow(chrome, ".listing a[href*='statute-1']")
    card = find(chrome, ".citing-article .card")
    cited = card.find_element("css selector", ".cite-text").text
    chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", card)
    buttons = card.find_elements("css selector", ".copy")
    assert [button.text for button in buttons] == ["複製引註", "複製原文及出處"]
    buttons[0].click()
    wait(chrome, "return document.querySelector('.citing-article .copy').textContent === '已複製'")
    assert pasted(chrome) == cited
    buttons[1].click()
    done = "document.querySelectorAll('.citing-article .copy')[1].textContent === '已複製'"
    wait(chrome, f"return {done}")
    assert pasted(chrome).startswith("「依據護照條例第6條辦理。")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_mention_leads_to_its_place_in_the_document(
    chrome: Chrome, base: str, width: int
) -> None:
    open_page(chrome, base, "/instruments/treaty-1?lang=en", width)
    follow(chrome, ".citing-article .at")
    wait(chrome, "return document.querySelector(':target') !== null")
    assert find(chrome, ":target").is_displayed()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_clerk_goes_from_the_collection_to_passages(
    chrome: Chrome, base: str, width: int
) -> None:
    open_page(chrome, base, "/?lang=zh-TW", width)
    follow(chrome, "section[aria-labelledby='by-agency'] a")
    assert chrome.find_elements("css selector", ".hit .card")
    open_page(chrome, base, "/overview", width)
    follow(chrome, "section[aria-labelledby='names'] .tally a")
    assert "/search?q=" in chrome.current_url


def test_without_javascript_mentions_are_taken_as_a_file(
    chrome_without_javascript: Chrome, base: str
) -> None:
    chrome = chrome_without_javascript
    chrome.get(base + "/instruments/statute-1?lang=zh-TW")
    assert not chrome.find_elements("css selector", ".copy"), "the script did not run"
    assert find(chrome, ".citing-article .cite-text").value_of_css_property("user-select") == "all"
    address = find(chrome, "a[href*='format=csv']").get_attribute("href") or ""
    with urlopen(address, timeout=20) as reply:
        rows = list(csv.reader(io.StringIO(reply.read().decode("utf-8-sig"))))
    assert len(rows) > 1
    assert any("citation" in name for name in rows[0])
    assert chrome.find_elements("css selector", ".doc-actions a[href*='/authorities']")
    chrome.get(base + "/authorities")
    find(chrome, ".toa-cards summary").click()
    assert find(chrome, ".toa-cards .cite-text").is_displayed()


def test_without_javascript_the_answer_opens_what_stands_around_it(
    chrome_without_javascript: Chrome, base: str
) -> None:
    chrome = chrome_without_javascript
    chrome.get(base + "/search?lang=zh-TW&q=112年度申辦護照多少件？")
    find(chrome, ".beside summary").click()
    assert find(chrome, ".beside blockquote").is_displayed()
    find(chrome, ".others summary").click()
    assert find(chrome, ".others .card .cite-text").is_displayed()
