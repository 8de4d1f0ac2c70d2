"""The main content of a web page, without menus, banners and footers."""

from __future__ import annotations

import re
from typing import Any

_NAVIGATION_TAGS = ("nav", "header", "footer", "aside", "menu")
_NAVIGATION_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary", "menu")
_NAVIGATION_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|header|banner|sidebar"
    r"|share|social|toolbar|pager|pagination|sitemap|skip|cookie|related|copyright|accesskey)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_MAIN_NAMES = re.compile(
    r"^(?:main|content|main-?content|article|cp|center|center_column|page-?content)$", re.IGNORECASE
)
#: The attribute by which books name the kind of an element, and its values for navigation.
_BOOK_TYPE = "epub:type"
_BOOK_NAVIGATION = frozenset(["toc", "landmarks", "page-list", "loi", "lot", "pagebreak"])
_HIDING_STYLES = ("display:none", "visibility:hidden", "visibility:collapse")
# Share of link text above which an element with at least so many links is a menu.
_MENU_SHARE, _MENU_LINKS = 0.6, 3
# Share of the body's text that an element must contain to be the main content.
_MAIN_SHARE = 0.3
# Share of the body's text above which an element is not dropped, whatever its name.
_TOO_MUCH = 0.5
# Characters, or share of the main content, that an enclosing element may add and still belong to
# it: the title is often directly outside of the element named as the content.
_SMALL_EXTRA, _SMALL_EXTRA_SHARE = 100, 0.3


def main_content(root: Any) -> Any:
    """The element with the page's own text; navigation inside is removed from the tree.

    An element with most of the page's text is never removed.
    """
    body = root.find("body")
    if body is None:
        body = root
    _drop_navigation(body)
    total = _length(body)
    best, best_length = body, total
    for element in body.iter("main", "article", "div", "section", "td"):
        named = element.tag in ("main", "article") or element.get("role") == "main" or any(
            _MAIN_NAMES.match(name) for name in _names(element)
        )  # fmt: skip
        length = _length(element) if named else 0
        if named and length >= _MAIN_SHARE * total and length <= best_length:
            best, best_length = element, length
    for around in best.iterancestors():
        more = _length(around) - best_length
        if around is body or more > max(_SMALL_EXTRA, _SMALL_EXTRA_SHARE * best_length):
            break
        best = around
    return best


def _names(element: Any) -> list[str]:
    return [*(element.get("class") or "").split(), element.get("id") or ""]


def _length(element: Any) -> int:
    return len("".join(element.text_content().split()))


def _drop_navigation(body: Any) -> None:
    """Remove navigation from the tree."""
    total = max(1, _length(body))
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or element.getparent() is None:
            continue
        if not _is_navigation(element):
            continue
        if _length(element) < _TOO_MUCH * total:
            element.drop_tree()


def _is_navigation(element: Any) -> bool:
    """True for a hidden element, a running header or footer, navigation and menus."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if any(hidden in style for hidden in _HIDING_STYLES):
        return True
    if element.tag == "div" and element.get("title") in ("header", "footer"):
        return True  # of every page of a document that a word processor saved as a web page
    if types := (element.get(_BOOK_TYPE) or "").split():
        return not _BOOK_NAVIGATION.isdisjoint(types)  # a footnote or a box of a book is text
    if (element.get("role") or "").startswith("doc-"):
        return element.get("role") in ("doc-toc", "doc-pagelist", "doc-pagebreak")
    if element.tag in _NAVIGATION_TAGS and not _in_article(element):
        return True
    if element.get("role") in _NAVIGATION_ROLES:
        return True
    if element.tag == "a" and element.text_content().strip().strip(":：") == "":
        return element.get("accesskey") is not None
    if element.tag not in ("div", "ul", "ol", "section", "td", "p", "dl"):
        return False
    if any(_NAVIGATION_NAMES.search(name) for name in _names(element)) and _links(element) > 0:
        return True
    return element.tag in ("div", "ul", "ol", "td") and _is_menu(element)


def _in_article(element: Any) -> bool:
    """True inside <article> or <main>, whose <header> and <footer> contain titles and dates."""
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _links(element: Any) -> int:
    return sum(1 for _ in element.iter("a"))


def _is_menu(element: Any) -> bool:
    """True for a list of links without tables."""
    if _links(element) < _MENU_LINKS or element.find(".//table") is not None:
        return False
    linked = sum(len("".join(a.text_content().split())) for a in element.iter("a"))
    return linked > _MENU_SHARE * max(1, _length(element))
