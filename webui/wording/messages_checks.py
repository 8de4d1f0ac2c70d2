"""Sentences of the pages that check quotations and drafts; a part of `webui.wording.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKS: Mapping[str, Mapping[str, str]] = {
    "nav.checks": both("核對", "Verify"),
    "verify": both("核對引文", "Verify a quotation"),
    "verify.lead": both(
        "貼上一句引文，逐字核對館藏原文：相符的列出出處，不符的標出與最接近原文的差異。"
        "換行、全半形、異體字與引號不計；數字、年份、否定與當事人的差異一定標出。輸入的文字不會保存。",
        "Paste a quotation: it is compared with the collection character by character. What is "
        "verbatim comes with its places, what is not with the differences from the nearest "
        "passage. "
        "Line breaks, width, variants and quotation marks do not count; numbers, years, negations "
        "and parties always do. Nothing you enter is kept.",
    ),
    "verify.text": both("引文", "Quotation"),
    "verify.button": both("核對", "Verify"),
    "verify.quoted": both("引文", "Quoted"),
    "verify.source": both("原文", "Source"),
    "verify.nearest": both("最接近的原文", "The nearest passage"),
    "verify.places": both("出處 {n} 處", "{n} place|{n} places"),
    "verify.more": both("出處至少 {n} 處", "at least {n} places"),
    "verify.shown": both("列出前 {n} 處", "the first {n} are listed"),
    "verify.folded": both("不計：{kinds}", "Disregarded: {kinds}"),
    "verify.differences": both("差異", "Differences"),
    "verify.nothing": both("（無）", "(nothing)"),
    "audit": both("核對草稿", "Audit a draft"),
    "audit.one": both("只核對一段引文", "Verify a single quotation"),
    "audit.whole": both("核對整份草稿", "Audit a whole draft"),
    "audit.lead": both(
        "上傳草稿（DOCX、ODT、PDF 或純文字），逐一核對引文、數據、條約法規與引註是否與館藏相符。"
        "檔案最大 {megabytes} MB，讀取後立即刪除，不會保存。",
        "Upload a draft (DOCX, ODT, PDF or text): each quotation, figure, treaty or statute and "
        "citation in it is checked against the collection. At most {megabytes} MB; the file is "
        "removed as soon as it is read, and nothing of it is kept.",
    ),
    "audit.file": both("草稿檔案", "File of the draft"),
    "audit.text": both("或貼上文字", "Or paste its text"),
    "audit.page": both("核對並顯示", "Audit and show"),
    "audit.commented": both("下載附註解的草稿", "Download the draft with comments"),
    "audit.json": both("下載 JSON", "Download JSON"),
    "audit.result": both("核對結果", "Findings"),
    "audit.draft": both("草稿", "The draft"),
    "audit.sources": both("館藏", "The collection"),
    "audit.none": both(
        "草稿中沒有可以核對的引文、數據、條約法規或引註。",
        "The draft has no quotation, figure, statute or citation that could be checked.",
    ),
    "audit.cut": both(
        "草稿內容過多，僅核對前面的部分。",
        "The draft has too many claims; only the first were checked.",
    ),
    "audit.back": both("回到草稿", "Back to the draft"),
}
