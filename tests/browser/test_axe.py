"""axe-core finds nothing on any page: both themes in both languages, wide and narrow."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_browser import PAGES, open_page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

#: Rules of WCAG 2.0 to 2.2, levels A and AA, and those that axe calls best practice;
#: target-size (WCAG 2.2) is one that it does not run unasked.
ALL = """{
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
}"""
#: What the other theme of the same page can break.
COLOURS = '{ runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] }'
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, %s).then((found) => done(JSON.stringify(found.violations.map((one) =>
  [one.id, one.nodes.slice(0, 5).map((node) => node.html.slice(0, 160))]))),
  (error) => done(JSON.stringify([["error", [String(error)]]])));
"""


def script() -> str:
    """The script of axe-core that a package of requirements-dev.txt carries."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python is not installed")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(chrome: Chrome) -> list[Any]:
    """What axe finds on the page that is shown: rules, each with the first elements."""
    chrome.execute_script(script())
    return _found(chrome, ALL)


def _found(chrome: Chrome, options: str) -> list[Any]:
    chrome.set_script_timeout(240)  # long pages on a busy machine
    found: list[Any] = json.loads(chrome.execute_async_script(RUN % options))
    return found


def show_in(chrome: Chrome, scheme: str) -> None:
    """Have pages shown in a theme from now on, the one that is open too."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def in_language(path: str, lang: str) -> str:
    """The address of a page in a language."""
    address, sign, fragment = path.replace("?lang=en", "?").replace("&lang=en", "").partition("#")
    return f"{address}{'&' if '?' in address else '?'}lang={lang}{sign}{fragment}"


@pytest.mark.parametrize(
    ("lang", "width", "schemes"),
    [
        ("zh-TW", 1440, ("light", "dark")),
        ("en", 820, ("dark", "light")),
        ("zh-TW", 390, ("light",)),
    ],
)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(
    chrome: Chrome, base: str, path: str, lang: str, width: int, schemes: tuple[str, ...]
) -> None:
    show_in(chrome, schemes[0])
    open_page(chrome, base, in_language(path, lang), width)
    assert violations(chrome) == []
    for scheme in schemes[1:]:
        show_in(chrome, scheme)
        assert _found(chrome, COLOURS) == []
