"""Sentences of answers, refusals and follow-up questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "followup.read": both("接續前一問，查的是", "A follow-up; searched for"),
    "followup.after": both("前一問：", "After:"),
    "followup.replaced": both("改", "instead of"),
    "followup.added": both("加上", "added"),
    "followup.separator": both("；", "; "),
    "followup.off": both("不接續，只查所輸入的字", "Search only what was typed"),
    "followup.ask": both("接著問", "Ask on"),
    "followup.example": both("例如：那112年呢？", "e.g. 那112年呢？"),
    "followup.button": both("追問", "Ask"),
}
