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
}
