"""Sentences about the site itself: descriptions of its pages, keys, paper, the API's manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE: Mapping[str, Mapping[str, str]] = {
    # descriptions of the pages, for lists of bookmarks and search engines
    "about.results": both(
        "館藏文件中有關「{q}」的原文段落，每段附出處與引註。",
        "Passages on “{q}”, verbatim, each with its source and its citation.",
    ),
    "about.documents": both(
        "館藏的每一份文件：標題、機關、日期與讀取情形。",
        "Every document of the collection: title, agency, date, and how it was read.",
    ),
    "about.document": both(
        "《{title}》全文，分段列出，每段附固定網址與引註。",
        "{title}: the whole text by passages, each with a permanent address and a citation.",
    ),
    "about.instrument": both(
        "館藏文件提到「{name}」的每一處，依條文與文件排列，附原文與出處。",
        "Every place where the collection names {name}, verbatim, with its source.",
    ),
    "about.authorities": both(
        "文件引用的條約、協定與法規，逐條列出引用之處。",
        "Treaties, agreements and laws that are cited, and the places that cite them.",
    ),
    "about.cite": both(
        "一段原文的固定網址，以及各種格式的引註。",
        "One passage with its permanent address and its citation in every style.",
    ),
    "about.help": both(
        "檢索、提問、檢索語法、引註與下載的說明。",
        "How to search, ask, write queries, cite and take results away.",
    ),
}
