"""axe-core finds nothing on any page: both themes, wide and narrow."""

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
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
}).then((found) => done(JSON.stringify(found.violations.map((one) =>
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
    chrome.set_script_timeout(60)
    found: list[Any] = json.loads(chrome.execute_async_script(RUN))
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 820), ("light", 390)])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(
    chrome: Chrome, base: str, path: str, scheme: str, width: int
) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    open_page(chrome, base, path, width)
    assert violations(chrome) == []
