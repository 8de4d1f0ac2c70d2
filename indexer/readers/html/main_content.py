"""Which part of a web page is the page: menus, banners and footers are taken away."""

from __future__ import annotations

import re
from typing import Any

_FURNITURE_TAGS = ("nav", "header", "footer", "aside", "menu")
_FURNITURE_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary", "menu")
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|header|banner|sidebar"
    r"|share|social|toolbar|pager|pagination|sitemap|skip|cookie|related|copyright|accesskey)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_MAIN_NAMES = re.compile(
    r"^(?:main|content|main-?content|article|cp|center|center_column|page-?content)$", re.IGNORECASE
)
# Link text over this share of an element's text makes it a menu, if it has this many links.
_MENU_SHARE, _MENU_LINKS = 0.6, 3
# A candidate must hold this share of the body's text to be the page.
_MAIN_SHARE = 0.3
# What surrounds it belongs to it while it adds no more than so many characters, or this share.
_LITTLE_MORE, _LITTLE_SHARE = 100, 0.3


def main_content(root: Any) -> Any:
    """The element that holds the page's own text; furniture below it is removed from the tree.

    Nothing is removed that would leave the page without most of its running text.
    """
    body = root.find("body")
    if body is None:
        body = root
    _without_furniture(body)
    total = _length(body)
    best, best_length = body, total
    for element in body.iter("main", "article", "div", "section", "td"):
        named = element.tag in ("main", "article") or element.get("role") == "main" or any(
            _MAIN_NAMES.match(name) for name in _names(element)
        )  # fmt: skip
        length = _length(element) if named else 0
        if named and length >= _MAIN_SHARE * total and length <= best_length:
            best, best_length = element, length
    # The title often stands right outside the element that is named as the content.
    for around in best.iterancestors():
        more = _length(around) - best_length
        if around is body or more > max(_LITTLE_MORE, _LITTLE_SHARE * best_length):
            break
        best = around
    return best


def _names(element: Any) -> list[str]:
    return [*(element.get("class") or "").split(), element.get("id") or ""]


def _length(element: Any) -> int:
    return len("".join(element.text_content().split()))


def _without_furniture(body: Any) -> None:
    total = max(1, _length(body))
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or element.getparent() is None:
            continue
        if not _is_furniture(element):
            continue
        if _length(element) < 0.5 * total:
            element.drop_tree()


def _is_furniture(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    if element.tag == "div" and element.get("title") in ("header", "footer"):
        return True  # of every page of a document that a word processor saved as a web page
    if element.tag in _FURNITURE_TAGS and not _in_article(element):
        return True
    if element.get("role") in _FURNITURE_ROLES:
        return True
    if element.tag == "a" and element.text_content().strip().strip(":：") == "":
        return element.get("accesskey") is not None
    if element.tag not in ("div", "ul", "ol", "section", "td", "p", "dl"):
        return False
    if any(_FURNITURE.search(name) for name in _names(element)) and _links(element) > 0:
        return True
    return element.tag in ("div", "ul", "ol", "td") and _is_menu(element)


def _in_article(element: Any) -> bool:
    """True inside <article> or <main>, where <header> and <footer> hold titles and dates."""
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _links(element: Any) -> int:
    return sum(1 for _ in element.iter("a"))


def _is_menu(element: Any) -> bool:
    """True for a list of links; an element with tables or headings is none."""
    if _links(element) < _MENU_LINKS or element.find(".//table") is not None:
        return False
    linked = sum(len("".join(a.text_content().split())) for a in element.iter("a"))
    return linked > _MENU_SHARE * max(1, _length(element))
