"""The keeper's room in a real browser: a report from the form to a found passage, with and without
JavaScript, on a phone, in both languages and themes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from judian.core.identity import identity
from judian.core.runs import read_runs
from judian.engines.registry import open_engine
from judian.search.service import Service
from tests.browser.checks import LOW_CONTRAST, NAMELESS, OVERFLOWING
from tests.browser.test_axe import violations
from tests.browser.test_browser import find, follow, open_page, wait
from tests.webui.running import running
from webui.app import create_app
from webui.keeper.room import Room
from webui.keeper.starting import is_starting
from webui.server import create_server, listen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.skipif(os.name == "nt", reason="runs are started by POSIX means here")
TEXT = "# 港務年報\n\n資料提供：雲海縣港務局\n\n112年度進港船舶計4,321艘，較上年度增加。\n"


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Iterator[tuple[str, Room]]:
    """The address of a server with a room over an empty folder."""
    room = Room("", tmp_path / "index", tmp_path / "sources", "whoosh")
    room.sources.mkdir()
    service = Service(open_engine("whoosh", room.index, identity(), None))
    listener = listen("127.0.0.1", 0)
    app = create_app({"INDEX": room.index, "ROOMS": {"": room}}, service)
    with running(create_server(app, listener)):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", room
    end = time.monotonic() + 120
    while is_starting(room) and time.monotonic() < end:
        time.sleep(0.1)
    service.close()


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Path:
    path = tmp_path / "年報.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def ended(room: Room) -> None:
    """Until the run has ended; at most two minutes."""
    end = time.monotonic() + 120
    while not read_runs(room.index).past:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_report_is_added_and_found(chrome: Chrome, site: tuple[str, Room], report: Path) -> None:
    base, room = site
    open_page(chrome, base, "/keeper?lang=zh-TW")
    find(chrome, "#files").send_keys(str(report))
    find(chrome, ".upload button").click()
    wait(chrome, "return document.querySelector('.upload .stored .flag.kept')")
    assert (room.sources / "年報.md").read_text("utf-8") == TEXT
    follow(chrome, ".run button")
    assert "索引更新" in find(chrome, ".run").text
    ended(room)
    # The page sees the end by itself and shows the history.
    deadline = time.monotonic() + 60
    while not chrome.find_elements("css selector", ".history li"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    open_page(chrome, base, "/search?q=進港船舶")
    assert "4,321" in find(chrome, ".hit").text


def test_the_same_without_javascript(
    chrome_without_javascript: Chrome, site: tuple[str, Room], report: Path
) -> None:
    chrome, (base, room) = chrome_without_javascript, site
    open_page(chrome, base, "/keeper?lang=zh-TW")
    assert not find(chrome, ".drop").is_displayed()
    find(chrome, "#files").send_keys(str(report))
    follow(chrome, ".upload button")
    assert "已新增" in find(chrome, ".stored").text
    follow(chrome, ".run button")
    ended(room)
    open_page(chrome, base, "/keeper")
    assert "新增 1 個檔案" in find(chrome, ".history").text
    follow(chrome, ".listing form button")
    assert not (room.sources / "年報.md").exists()
    follow(chrome, ".notice + form button")
    assert (room.sources / "年報.md").exists()
    follow(chrome, ".listing .listing-title a")
    find(chrome, "input[name=title]").send_keys("修正後的標題")
    follow(chrome, "form.stacked button")
    assert "已儲存" in find(chrome, ".notice").text


def test_dropped_files_are_sent_with_their_names(chrome: Chrome, site: tuple[str, Room]) -> None:
    base, room = site
    open_page(chrome, base, "/keeper?lang=en")
    assert find(chrome, ".drop").is_displayed()
    chrome.execute_script(
        "const data = new DataTransfer();"
        "data.items.add(new File(['# One'], 'one.md'));"
        "data.items.add(new File(['# Two'], '~$two.md'));"
        "document.querySelector('.upload').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));"
    )
    wait(chrome, "return document.querySelectorAll('.upload .stored .flag').length === 2")
    assert [path.name for path in room.sources.iterdir()] == ["one.md"]
    assert "Not stored" in find(chrome, ".upload .stored").text


@pytest.mark.parametrize(
    ("width", "theme", "lang"),
    [(320, "light", "zh-TW"), (390, "dark", "zh-TW"), (1440, "light", "en")],
)
def test_the_room_is_legible(
    chrome: Chrome, site: tuple[str, Room], width: int, theme: str, lang: str
) -> None:
    base, room = site
    (room.sources / ("長檔名" * 20 + ".md")).write_text(TEXT, encoding="utf-8")
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": theme}]},
    )
    for path in (f"/keeper?lang={lang}", f"/keeper/source?file={'長檔名' * 20}.md&lang={lang}"):
        open_page(chrome, base, path, width)
        assert chrome.execute_script(OVERFLOWING) == []
        assert chrome.execute_script(NAMELESS) == []
        assert chrome.execute_script(LOW_CONTRAST) == []
        assert violations(chrome) == []
