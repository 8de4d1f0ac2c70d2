"""The pages in a real browser: search, click, copy, complete, without JavaScript, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.checks import LOW_CONTRAST, NAMELESS, OVERFLOWING
from tests.webui.fake import HOSTILE, QUESTION

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

DOC = "aaaaaaaaaaaaaaaa"
PAGES = (
    *("/", "/search?q=護照", f"/search?q={QUESTION}", "/search?q=護照？", "/search?q=查無此詞"),
    *("/search?q=護照&size=2", '/search?q="護照', "/documents", f"/documents/{DOC}?q=護照"),
    *("/documents/bbbbbbbbbbbbbbbb", "/help", "/help?lang=en", "/none", f"/search?q={HOSTILE}"),
    *("/figures", f"/figures?doc={DOC}&lang=en", "/figures?q=查無此詞", "/instruments"),
    *("/instruments/treaty-1", "/instruments/bad-1?lang=en", "/authorities", "/authorities?q=甲"),
    *(f"/passages/{DOC}-3/cite", "/passages/bbbbbbbbbbbbbbbb-2/cite?lang=en", "/figures#facets"),
    *("/documents/reading", "/documents/reading?verdict=partial&lang=en"),
    *(
        f"/passages/{DOC}-13/cite",
        f"/passages/{DOC}-13/cite?lang=en",
        f"/documents/reading?q={HOSTILE}",
    ),
    *("/search?q=112年&lang=en", f"/search?q={'長' * 500}", "/search?q=護照#facets"),
    "/search?q=年",
)
#: Keys as the WebDriver protocol writes them.
ENTER, TAB, ESCAPE, DOWN, CONTROL = "\ue007", "\ue004", "\ue00c", "\ue015", "\ue009"


def open_page(chrome: Chrome, base: str, path: str, width: int = 1280) -> None:
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    chrome.get("about:blank")  # so that an address which differs by its fragment is loaded too
    chrome.get(base + quote(path, safe="/?=&#"))


def find(chrome: Chrome, selector: str) -> WebElement:
    return chrome.find_element("css selector", selector)


def wait(chrome: Chrome, script: str) -> None:
    """Until `script` gives something true; at most twenty seconds."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(chrome, 20, poll_frequency=0.05).until(lambda c: c.execute_script(script))


def follow(chrome: Chrome, selector: str) -> None:
    """Click what leads to another page, and wait for the end of that page: the driver does not
    always know that a click has begun to load one. Between two pages it may fail to look an element
    up (Node with given id does not belong to the document); it is asked again then."""
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.ui import WebDriverWait

    left = find(chrome, "html")
    find(chrome, selector).click()
    waiting = WebDriverWait(chrome, 20, 0.05, ignored_exceptions=[WebDriverException])
    waiting.until(staleness_of(left))
    waiting.until(lambda c: c.find_elements("css selector", "body > footer"))


def test_search_and_open_the_passage(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/?lang=zh-TW")
    find(chrome, "#q").send_keys("申辦護照" + ENTER)
    wait(chrome, "return document.querySelector('body > footer') && document.querySelector('.hit')")
    follow(chrome, ".hit h3 a")
    wait(chrome, "return location.hash.length > 1 && document.querySelector(':target') !== null")
    box = chrome.execute_script(
        "const b = document.querySelector(':target').getBoundingClientRect();"
        "return [b.top, b.bottom, innerHeight]"
    )
    assert 0 <= box[0] < box[1] <= box[2], "the passage is in view"
    assert find(chrome, ":target mark").text == "申辦護照"


def test_a_question_shows_its_answer_first(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, f"/search?q={QUESTION}")
    answer = find(chrome, ".answer-text")
    assert answer.text == "4萬5,426件"
    assert answer.location["y"] < find(chrome, ".hit").location["y"]
    others = find(chrome, ".others")
    assert not find(chrome, ".others ol").is_displayed()
    others.find_element("css selector", "summary").click()
    assert find(chrome, ".others ol").is_displayed()


def test_facets_narrow_and_widen_again(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=護照")
    before = len(chrome.find_elements("css selector", ".hit"))
    follow(chrome, "#facets .facet a")
    wait(chrome, "return document.querySelector('.active') !== null")
    assert 0 < len(chrome.find_elements("css selector", ".hit")) < before
    follow(chrome, ".active li a")
    wait(chrome, "return document.querySelector('.active') === null")
    assert len(chrome.find_elements("css selector", ".hit")) == before


def test_a_citation_is_copied(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=申辦護照")
    cited = find(chrome, ".hit .cite-text").text
    button = find(chrome, ".hit .copy")
    assert button.text == "複製引註"
    button.click()
    wait(chrome, "return document.querySelector('.hit .copy').textContent === '已複製'")
    box = find(chrome, "#q")
    box.clear()
    box.send_keys(CONTROL + "v")
    assert box.get_attribute("value") == cited


def test_a_quotation_is_copied_with_its_source(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=陳情書&lang=zh-TW")
    buttons = chrome.find_elements("css selector", ".hit .copy")
    assert [b.text for b in buttons[:2]] == ["複製引註", "複製原文及出處"]
    buttons[1].click()
    wait(chrome, "return document.querySelectorAll('.hit .copy')[1].textContent === '已複製'")
    box = find(chrome, "#q")
    box.clear()
    box.send_keys(CONTROL + "v")
    pasted = box.get_attribute("value") or ""
    assert pasted.startswith("「同一段的後半，承辦單位收到陳情書38件。」（")
    assert "《護照申辦及領務工作報告》" in pasted


def test_a_figure_leads_to_figures_and_these_to_their_passage(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=申辦護照")
    follow(chrome, ".hit .chip a")
    wait(chrome, "return location.pathname === '/figures'")
    follow(chrome, ".figure-list td a")
    wait(chrome, "return document.querySelector(':target') !== null")
    assert find(chrome, ":target").is_displayed()


def test_charts_are_drawn_and_can_be_read(chrome: Chrome, base: str) -> None:
    for width in (1280, 390):
        open_page(chrome, base, f"/figures?doc={DOC}", width)
        svg, values = find(chrome, ".chart svg"), find(chrome, ".chart-values table")
        assert values.is_displayed()
        assert svg.size["width"] > 200
        smallest = chrome.execute_script("""
            return Math.min(...[...document.querySelectorAll('.chart svg text')]
              .filter((t) => t.checkVisibility()).map((t) => t.getBoundingClientRect().height));
        """)
        assert smallest >= 11, "words in a chart are not too small to read"
        outside = chrome.execute_script("""
            const box = document.querySelector('.chart svg').getBoundingClientRect();
            return [...document.querySelectorAll('.chart:first-of-type svg text')].filter((t) => {
              const r = t.getBoundingClientRect();
              return r.left < box.left - 1 || r.right > box.right + 1;
            }).map((t) => t.textContent);
        """)
        assert outside == []


def test_a_linked_passage_shows_the_way_to_its_citations(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, f"/documents/{DOC}#p-{DOC}-3")
    pin = find(chrome, ":target .pin")
    assert pin.is_displayed()
    assert len([p for p in chrome.find_elements("css selector", ".pin") if p.is_displayed()]) == 1
    follow(chrome, ":target .pin")
    assert chrome.current_url.endswith("/cite")
    assert len(chrome.find_elements("css selector", ".styles > div")) == 8


def test_a_table_of_authorities_is_printed_without_menus(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, f"/authorities?doc={DOC}")
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for selector in (".search", ".menu", ".doc-actions"):
            assert not find(chrome, selector).is_displayed(), selector
        for selector in ("h1", ".toa-entry dt", ".toa-article"):
            assert find(chrome, selector).is_displayed(), selector
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_completion_by_keyboard(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/")
    box = find(chrome, "#q")
    box.send_keys("護")
    wait(chrome, "return document.querySelectorAll('.suggest li').length === 2")
    assert box.get_attribute("aria-expanded") == "true"
    box.send_keys(DOWN + DOWN)
    active = box.get_attribute("aria-activedescendant")
    assert active
    assert find(chrome, f"#{active}").text == "護照條例"
    box.send_keys(ENTER)
    assert box.get_attribute("value") == "護照條例", "the word is taken, the search not yet sent"
    assert box.get_attribute("aria-expanded") == "false"
    box.clear()
    box.send_keys("護")
    wait(chrome, "return !document.querySelector('.suggest').hidden")
    box.send_keys(ESCAPE)
    wait(chrome, "return document.querySelector('.suggest').hidden")


def test_an_input_method_is_not_disturbed(chrome: Chrome, base: str) -> None:
    """While characters are being composed, nothing is asked and Enter is left to the method."""
    open_page(chrome, base, "/")
    stopped = chrome.execute_script("""
        const box = document.querySelector("#q");
        window.asked = 0;
        const fetch = window.fetch;
        window.fetch = (...all) => { window.asked += 1; return fetch(...all); };
        box.value = "護";
        box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        const enter = new KeyboardEvent("keydown",
          { key: "Enter", isComposing: true, bubbles: true, cancelable: true });
        return !box.dispatchEvent(enter);
    """)
    assert not stopped
    chrome.execute_script("document.querySelector('#q').dispatchEvent(new Event('compositionend'))")
    wait(chrome, "return window.asked === 1")


def test_slash_goes_to_the_search_box(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=護照")
    find(chrome, "body").send_keys("/")
    assert chrome.switch_to.active_element.get_attribute("id") == "q"
    chrome.switch_to.active_element.send_keys("a/b")
    assert "a/b" in (find(chrome, "#q").get_attribute("value") or "")


def test_the_first_tab_shows_the_way_past_the_menu(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=護照")
    find(chrome, "body").send_keys(TAB)
    skip = chrome.switch_to.active_element
    assert skip.get_attribute("class") == "skip"
    assert skip.location["y"] >= 0
    outline = chrome.execute_script(
        "const style = getComputedStyle(document.activeElement);"
        "return [style.outlineStyle, style.outlineWidth]"
    )
    assert outline == ["solid", "3px"]
    skip.send_keys(ENTER)
    wait(chrome, "return document.activeElement.id === 'main'")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(chrome: Chrome, base: str, path: str, width: int) -> None:
    open_page(chrome, base, path, width)
    scroll = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert chrome.execute_script(scroll) == 0, chrome.execute_script(OVERFLOWING)
    assert chrome.execute_script(OVERFLOWING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_text_stands_out_and_controls_have_names(
    chrome: Chrome, base: str, path: str, scheme: str
) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    open_page(chrome, base, path)
    assert chrome.execute_script(LOW_CONTRAST) == []
    assert chrome.execute_script(NAMELESS) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_finds_nothing_to_complain_about(chrome: Chrome, base: str, path: str) -> None:
    """No violation of the policy, no failed file, no error of the script, no alert."""
    chrome.get_log("browser")  # type: ignore[no-untyped-call]
    open_page(chrome, base, path)
    messages = [entry["message"] for entry in chrome.get_log("browser")]  # type: ignore[no-untyped-call]
    assert [m for m in messages if "status of 404" not in m or path != "/none"] == []


def test_on_a_phone_the_filters_open_and_close(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, "/search?q=護照", 390)
    facets = find(chrome, "#facets")
    assert not facets.is_displayed()
    find(chrome, ".to-facets").click()
    assert facets.is_displayed()
    find(chrome, ".facets-close").click()
    assert not facets.is_displayed()


def test_on_paper_the_passages_remain(chrome: Chrome, base: str) -> None:
    open_page(chrome, base, f"/search?q={QUESTION}")
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for selector in (".search", ".menu", "#facets", ".copy", ".switches"):
            assert not find(chrome, selector).is_displayed(), selector
        for selector in (".answer-text", ".hit .snippet", ".hit .cite-text"):
            assert find(chrome, selector).is_displayed(), selector
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_everything_works_without_javascript(chrome_without_javascript: Chrome, base: str) -> None:
    chrome = chrome_without_javascript
    chrome.get(base + "/?lang=zh-TW")
    find(chrome, "#q").send_keys("護照")
    follow(chrome, ".search button")
    hits = len(chrome.find_elements("css selector", ".hit"))
    assert hits > 5
    assert not chrome.find_elements("css selector", ".copy, .suggest"), "the script did not run"
    assert find(chrome, ".hit .cite-text").text, "the citation can be selected"
    assert find(chrome, ".hit .cite-text").value_of_css_property("user-select") == "all"
    follow(chrome, "#facets .facet a")
    assert 0 < len(chrome.find_elements("css selector", ".hit")) < hits
    follow(chrome, ".switches a[href*='sort=date']")
    assert "sort=date" in chrome.current_url
    follow(chrome, ".languages a")
    assert find(chrome, "html").get_attribute("lang") == "en"
    follow(chrome, ".hit h3 a")
    assert find(chrome, ":target").is_displayed()
    find(chrome, ".about summary").click()
    assert find(chrome, ".facts").is_displayed()
    chrome.get(f"{base}/figures?doc={DOC}")
    assert find(chrome, ".chart svg .bar").is_displayed()
    assert find(chrome, ".chart-values td").is_displayed()
    chrome.get(f"{base}/passages/{DOC}-3/cite")
    assert find(chrome, ".styles .cite-text").value_of_css_property("user-select") == "all"
