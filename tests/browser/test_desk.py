"""The reading desk in a real browser: a PDF and a document of six hundred passages, indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from tests.browser.checks import OVERFLOWING
from tests.browser.test_axe import violations
from tests.browser.test_browser import CONTROL, ENTER, ESCAPE, find, follow, wait
from tests.indexer.readers.pdf import typeset
from tests.indexer.readers.pdf.report import Para, Report
from tests.indexer.readers.pdf.typeset import Layout
from tests.webui import long_report
from tests.webui.running import running
from webui.app import create_app
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

#: Sections of the long document, which comes in four parts or more.
SECTIONS = 12
#: Paragraphs of the PDF, of which each page holds a few.
PARAGRAPHS = 24
LAST = f"第{PARAGRAPHS}項"
#: A click in the middle of a box of the picture; the passage that lies there, since a line may
#: hold the end of one and the beginning of another.
CLICK = """
arguments[0].scrollIntoView({ block: "center" });
const box = arguments[0].getBoundingClientRect();
const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
const passage = there.closest(".placed").dataset.passage;
there.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
return passage;
"""
Desk = tuple[str, str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The address of a server, and the paths of the PDF and of the long document."""
    folder = tmp_path_factory.mktemp("desk")
    sources = folder / "sources"
    sources.mkdir()
    _write(sources)
    engine = MemoryEngine()
    run(engine, folder / "index", [sources], Options())
    service = Service(engine)
    ids = {info.format: f"/documents/{info.id}" for info in service.documents()}
    config = {"INDEX": folder / "index", "PICTURES": folder / "pictures"}
    listener = listen("127.0.0.1", 0)
    with running(create_server(create_app(config, service), listener)):
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield base, ids["pdf"], ids["markdown"]


def _write(folder: Path) -> None:
    paragraphs = [
        Para(f"第{n}項檢查由本處會同地方政府辦理，" + "逐一核對設施現況並作成紀錄。" * 12)
        for n in range(1, PARAGRAPHS + 1)
    ]
    (folder / "檢查.pdf").write_bytes(typeset.typeset(Report("", paragraphs), Layout()))
    (folder / "工程.md").write_text(long_report.report(SECTIONS), encoding="utf-8")


def show(chrome: Chrome, address: str, width: int = 1440) -> None:
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    chrome.get("about:blank")
    chrome.get(address)


def counted(chrome: Chrome) -> str:
    """The number of the match that is read."""
    return find(chrome, ".desk-count b").text


def in_view(chrome: Chrome) -> bool:
    """True if the passage that the address names is seen."""
    script = """
        const box = document.querySelector(':target')?.getBoundingClientRect();
        return Boolean(box) && box.bottom > 60 && box.top < innerHeight;
    """
    return bool(chrome.execute_script(script))


def test_keys_step_through_a_long_document_the_best_match_first(chrome: Chrome, desk: Desk) -> None:
    base, _, long = desk
    show(chrome, f"{base}{long}?q={quote('堤防加高 監造')}&lang=zh-TW")
    parts = len(chrome.find_elements("css selector", ".part"))
    assert parts == 1, "only the first part is there"
    find(chrome, "body").send_keys("n")
    wait(chrome, "return document.querySelector(':target') !== null")
    assert "監造由本署辦理" in find(chrome, ":target").text
    assert in_view(chrome)
    first = counted(chrome)
    total = int(find(chrome, ".desk-count").text.split("/")[1])
    seen = {find(chrome, ":target").get_attribute("id")}
    for _ in range(total - 1):
        before = find(chrome, ":target").get_attribute("id")
        find(chrome, "body").send_keys("n")
        wait(chrome, f"return document.querySelector(':target')?.id !== '{before}'")
        assert in_view(chrome)
        seen.add(find(chrome, ":target").get_attribute("id"))
    assert len(seen) == total > 3
    find(chrome, "body").send_keys("n")
    wait(chrome, f"return document.querySelector('.desk-count b').innerText === '{first}'")
    find(chrome, "body").send_keys("p")
    wait(chrome, f"return document.querySelector('.desk-count b').innerText !== '{first}'")


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_the_way_back_leads_to_the_list_as_it_was(chrome: Chrome, desk: Desk, lang: str) -> None:
    base, _, long = desk
    asked = f"q={quote('堤防加高')}&kind=paragraph&sort=document&size=3&doc={long.split('/')[-1]}"
    show(chrome, f"{base}/search?{asked}&lang={lang}")
    follow(chrome, ".hit h3 a")
    find(chrome, "body").send_keys("n")
    wait(chrome, "return document.querySelector('.passage.current') !== null")
    follow(chrome, ".desk-back")
    back = parse_qs(urlsplit(chrome.current_url).query)
    back.pop("lang", None)
    assert back == parse_qs(asked)


def test_parts_load_while_one_reads(chrome: Chrome, desk: Desk) -> None:
    base, _, long = desk
    show(chrome, f"{base}{long}")
    for _ in range(2):
        before = len(chrome.find_elements("css selector", ".part"))
        chrome.execute_script("document.querySelector('.part:last-of-type').scrollIntoView(false)")
        chrome.execute_script("window.scrollTo(0, document.documentElement.scrollHeight)")
        wait(chrome, f"return document.querySelectorAll('.part').length > {before}")
    # A part above is put in without moving what is read.
    show(chrome, f"{base}{long}?part=3")
    chrome.execute_script("document.querySelector('.part').scrollIntoView()")
    wait(chrome, "return document.querySelector('.part[data-part=\"2\"]') !== null")
    numbers = chrome.execute_script(
        "return [...document.querySelectorAll('.part')].map((p) => Number(p.dataset.part))"
    )
    assert numbers == sorted(numbers)
    ids = chrome.execute_script(
        "return [...document.querySelectorAll('.part .passage')].map((p) => p.id)"
    )
    assert len(ids) == len(set(ids))


def test_words_are_found_in_a_part_that_was_not_loaded(chrome: Chrome, desk: Desk) -> None:
    base, _, long = desk
    show(chrome, f"{base}{long}?lang=zh-TW")
    box = find(chrome, "#q-doc")
    box.send_keys("監造由本署辦理" + ENTER)
    wait(
        chrome, "return location.search.includes('find=') && document.querySelector('.desk-count')"
    )
    find(chrome, ".desk-steps [rel=next]").click()
    wait(chrome, "return document.querySelector(':target') !== null")
    assert find(chrome, ":target mark").text
    assert in_view(chrome)


def test_without_javascript_links_do_the_same(
    chrome_without_javascript: Chrome, desk: Desk
) -> None:
    chrome = chrome_without_javascript
    base, pdf, long = desk
    chrome.get(f"{base}{long}?q={quote('堤防加高 監造')}&lang=zh-TW")
    follow(chrome, ".desk-steps [rel=next]")
    assert "監造由本署辦理" in find(chrome, ":target").text
    here = counted(chrome)
    follow(chrome, ".desk-steps [rel=next]")
    assert counted(chrome) != here
    assert find(chrome, ":target mark").is_displayed()
    assert find(chrome, ".desk-copy a").text == "引用這一段"
    follow(chrome, ".desk-back")
    assert urlsplit(chrome.current_url).path == "/search"
    chrome.get(f"{base}{pdf}?lang=zh-TW")
    follow(chrome, ".page-mark a")
    assert urlsplit(chrome.current_url).path == f"{pdf}/pages/1"
    assert find(chrome, ".page-frame img").size["height"] > 400
    follow(chrome, ".page-figure [rel=next]")
    placed = chrome.find_elements("css selector", ".on-page a")
    words = placed[-1].text[:8]
    follow(chrome, ".on-page li:last-child a")
    assert words in find(chrome, ":target").text


def test_the_picture_follows_the_text_and_a_click_in_it_finds_the_passage(
    chrome: Chrome, desk: Desk
) -> None:
    base, pdf, _ = desk
    show(chrome, f"{base}{pdf}?q={quote(LAST)}&lang=zh-TW")
    wait(chrome, "return document.querySelector('.page-figure')?.dataset.page === '1'")
    find(chrome, "body").send_keys("n")
    wait(chrome, "return document.querySelector('.placed.here.match') !== null")
    page = find(chrome, ".page-figure").get_attribute("data-page")
    assert page != "1"
    wanted = chrome.execute_script(CLICK, find(chrome, ".placed:not(.here) rect"))
    wait(chrome, f"return document.querySelector(':target')?.id === 'p-{wanted}'")
    assert in_view(chrome)
    chrome.execute_script("window.scrollTo(0, 0)")
    wait(chrome, "return document.querySelector('.page-figure')?.dataset.page === '1'")


def test_on_a_phone_the_picture_is_behind_the_text(chrome: Chrome, desk: Desk) -> None:
    base, pdf, _ = desk
    show(chrome, f"{base}{pdf}?q={quote(LAST)}&lang=zh-TW", 390)
    assert not find(chrome, ".desk-pane").is_displayed()
    find(chrome, ".desk-picture").click()
    wait(chrome, "return document.querySelector('.page-figure') !== null")
    assert not find(chrome, ".body").is_displayed()
    assert chrome.execute_script(OVERFLOWING) == []
    chrome.execute_script(CLICK, find(chrome, ".placed rect"))
    wait(chrome, "return document.querySelector(':target') !== null")
    assert find(chrome, ".body").is_displayed()
    assert in_view(chrome)


def test_on_a_phone_the_title_comes_before_the_outline(chrome: Chrome, desk: Desk) -> None:
    base, _, long = desk
    show(chrome, f"{base}{long}?q={quote('堤防加高')}&lang=zh-TW", 390)
    assert find(chrome, "h1").is_displayed()
    assert not find(chrome, ".toc").is_displayed()
    find(chrome, ".to-toc").click()
    assert find(chrome, ".toc").is_displayed()
    entry = chrome.find_elements("css selector", ".toc li a")[-1]
    name = entry.text
    chrome.execute_script("arguments[0].click()", entry)
    wait(chrome, "return location.hash.startsWith('#p-')")
    assert not find(chrome, ".toc").is_displayed()
    assert find(chrome, ":target").text.startswith(name)


def select(chrome: Chrome, passage: str, start: int, end: int) -> str:
    """Select characters of a passage that is one text; what is selected."""
    script = """
        const text = [...document.querySelector(arguments[0]).childNodes].find((n) => n.data);
        const range = document.createRange();
        range.setStart(text, arguments[1]);
        range.setEnd(text, arguments[2]);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return range.toString();
    """
    return str(chrome.execute_script(script, passage, start, end))


def test_selected_words_give_a_quotation_and_a_link_of_exactly_these(
    chrome: Chrome, desk: Desk
) -> None:
    base, pdf, _ = desk
    show(chrome, f"{base}{pdf}?lang=zh-TW")
    passage = find(chrome, ".part .passage").get_attribute("id")
    chosen = select(chrome, f"#{passage}", 3, 11)
    wait(chrome, "return !document.querySelector('.words-bubble').hidden")
    assert "8 字" in find(chrome, ".words-told").text
    find(chrome, "body").send_keys("c")
    active = chrome.switch_to.active_element
    assert active.text == find(chrome, ".words-bubble button").text
    active.send_keys(ENTER)
    wait(chrome, "return document.querySelector('.words-bubble button').textContent === '已複製'")
    box = find(chrome, "#q")
    box.clear()
    box.send_keys(CONTROL + "v")
    assert (box.get_attribute("value") or "").startswith(f"「{chosen}」（")
    wait(chrome, "return document.querySelector('.words-bubble').hidden")
    select(chrome, f"#{passage}", 3, 11)
    wait(chrome, "return !document.querySelector('.words-bubble').hidden")
    chrome.find_elements("css selector", ".words-bubble button")[2].click()
    wait(
        chrome,
        "return document.querySelectorAll('.words-bubble button')[2].textContent === '已複製'",
    )
    box.clear()
    box.send_keys(CONTROL + "v")
    link = box.get_attribute("value") or ""
    assert link.startswith(f"{base}/passages/")
    assert "start=3&end=11#:~:text=" in link
    box.send_keys(ESCAPE)
    chrome.get(link)
    assert find(chrome, f"#{passage} mark").text == chosen


#: From the second character of a passage to the fourth of the one after the next.
OVER_PASSAGES = """
const passages = [...document.querySelectorAll('.part .passage')];
const [one, other] = [passages[arguments[0]], passages[arguments[1]]];
getSelection().setBaseAndExtent(one.firstChild, 2, other.firstChild, 4);
"""


def test_words_over_passages_and_pages_are_cited_together(chrome: Chrome, desk: Desk) -> None:
    base, pdf, _ = desk
    show(chrome, f"{base}{pdf}?lang=zh-TW")
    texts = [one.text for one in chrome.find_elements("css selector", ".part .passage")]
    last = next(
        at
        for at, one in enumerate(chrome.find_elements("css selector", ".part .passage"))
        if at > 2 and one.find_elements("xpath", "preceding::p[@class='page-mark'][2]")
    )
    chrome.execute_script(OVER_PASSAGES, last - 2, last)
    wait(chrome, "return document.querySelector('.words-bubble a').checkVisibility()")
    assert "第 1 頁" in find(chrome, ".words-told").text
    assert "第 2 頁" in find(chrome, ".words-told").text
    for button, wanted in ((0, f"「{texts[last - 2][2:10]}"), (1, "第1-2頁"), (2, "through=")):
        made = chrome.find_elements("css selector", ".words-bubble button")[button]
        made.click()
        wait(chrome, "return [...document.querySelectorAll('.words-bubble button')]"
                     f"[{button}].textContent === '已複製'")  # fmt: skip
        box = find(chrome, "#q")
        chrome.execute_script("arguments[0].value = ''", box)
        copied = chrome.execute_script("arguments[0].focus()", box)
        box.send_keys(CONTROL + "v")
        copied = box.get_attribute("value") or ""
        assert wanted in copied
        chrome.execute_script(OVER_PASSAGES, last - 2, last)
        wait(chrome, "return document.querySelector('.words-bubble a').checkVisibility()")
    chrome.get(copied)
    marks = [mark.text for mark in chrome.find_elements("css selector", ".part mark")]
    assert marks == [texts[last - 2][2:], texts[last - 1], texts[last][:4]]


def test_what_cannot_be_cited_together_is_told(chrome: Chrome, desk: Desk) -> None:
    """More passages than a quotation may run over."""
    base, _, long = desk
    show(chrome, f"{base}{long}?lang=zh-TW")
    chrome.execute_script(OVER_PASSAGES, 1, 90)
    wait(chrome, "return !document.querySelector('.words-bubble').hidden")
    assert "無法一併引用" in find(chrome, ".words-told").text
    assert not find(chrome, ".words-bubble button").is_displayed()
    find(chrome, "body").send_keys(ESCAPE)
    wait(chrome, "return document.querySelector('.words-bubble').hidden")


@pytest.mark.parametrize("width", [390, 1440])
def test_hostile_text_stays_text_and_in_its_place(chrome: Chrome, desk: Desk, width: int) -> None:
    """A tag, a character that turns the direction of text, and a word of 10,000 characters."""
    base, _, long = desk
    hostile = long_report.HOSTILE[:40]
    show(chrome, f"{base}{long}?find={quote(hostile)}&lang=zh-TW", width)
    show(chrome, find(chrome, ".marks-bar a").get_attribute("href") or "", width)
    assert chrome.find_elements("css selector", ".reader img, .desk-bar img") == []
    assert chrome.execute_script(OVERFLOWING) == []
    last = chrome.find_elements("css selector", ".part .passage")
    texts = [one.get_attribute("textContent") or "" for one in last]
    (found,) = [at for at, text in enumerate(texts) if text.startswith(long_report.HOSTILE[:20])]
    assert len(texts[found]) > 300, "a passage of the long word"
    chrome.execute_script("getSelection().selectAllChildren(arguments[0])", last[found])
    wait(chrome, "return !document.querySelector('.words-bubble').hidden")
    assert chrome.find_elements("css selector", ".words-bubble img") == []
    chrome.execute_script("window.scrollTo(0, 0)")
    heading = find(chrome, ".marks-bar bdi")
    assert heading.value_of_css_property("unicode-bidi") == "isolate"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_the_desk(chrome: Chrome, desk: Desk, scheme: str, width: int) -> None:
    base, pdf, long = desk
    feature = {"name": "prefers-color-scheme", "value": scheme}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    lang = "en" if width == 390 else "zh-TW"
    show(chrome, f"{base}{long}?q={quote('堤防加高')}&at=3&lang={lang}", width)
    assert violations(chrome) == []
    assert chrome.execute_script(OVERFLOWING) == []
    show(chrome, f"{base}{pdf}/pages/2?lang={lang}", width)
    assert violations(chrome) == []
    assert chrome.execute_script(OVERFLOWING) == []
    show(chrome, f"{base}{pdf}?q={quote(LAST)}&lang={lang}", width)
    if width == 390:
        find(chrome, ".desk-picture").click()
    wait(chrome, "return document.querySelector('.page-figure') !== null")
    assert violations(chrome) == []
    if width > 390:
        select(chrome, ".part .passage", 3, 11)
        wait(chrome, "return !document.querySelector('.words-bubble').hidden")
        assert violations(chrome) == []
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
