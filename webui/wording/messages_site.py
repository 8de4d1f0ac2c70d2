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
    "about.accessibility": both(
        "本網站無障礙設計的目標、已測試與尚未測試的項目，以及已知的限制。",
        "What these pages aim at, what was tested, what was not, and the known limits.",
    ),
    # the foot of every page, keys and paper
    "accessibility": both("無障礙聲明", "Accessibility"),
    "accessibility.contact": both("聯絡方式", "Contact"),
    "foot.nav": both("關於本網站", "About this site"),
    "keys": both("鍵盤操作", "Keyboard"),
    "keys.search": both("移到檢索框", "go to the search box"),
    "keys.choose": both("選擇建議的詞", "choose a suggestion"),
    "keys.step": both("在文件中移到下一處、上一處", "in a document: next and previous match"),
    "keys.words": both("移到選取文字的按鈕", "with words selected: go to the buttons for them"),
    "keys.help": both("列出按鍵", "list the keys"),
    "keys.close": both("關閉", "Close"),
    "print.address": both("網址", "Address"),
    "print.date": both("列印日期", "Printed"),
    "print.query": both("檢索詞", "Query"),
    # the manual of the API
    "api": both("程式介面", "API"),
    "api.lead": both(
        "同樣的檢索可以由程式呼叫，以 JSON 回覆。參數名稱與值須完全相符，不接受未列出的參數。",
        "Programs can make the same searches and get JSON. Unknown parameters are refused.",
    ),
    "api.errors": both(
        "錯誤一律以相同格式回覆：代碼、訊息與處理方式；訊息語言依請求標頭。",
        "Every error has one form: a code, a message and what to do; its language follows "
        "Accept-Language.",
    ),
    "api.description": both("機器可讀的說明（openapi.json）", "For machines (openapi.json)"),
    "api.operations": both("網址", "Addresses"),
    "api.values": both("回覆的內容", "Values of replies"),
    "api.values.lead": both(
        "各網址所回覆的內容及其欄位。", "What the addresses of the API answer, and its fields."
    ),
    "api.name": both("名稱", "Name"),
    "api.type": both("型別", "Type"),
    "api.about": both("說明", "About"),
    "api.required": both("必要", "required"),
    "api.default": both("預設", "default"),
    "api.reply": both("回覆", "Reply"),
    "api.parameters": both("{of} 的參數", "Parameters of {of}"),
    "api.fields": both("{of} 的欄位", "Fields of {of}"),
    "about.help": both(
        "檢索、提問、檢索語法、引註與下載的說明。",
        "How to search, ask, write queries, cite and take results away.",
    ),
}
