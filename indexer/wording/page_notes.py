"""Notes of readers on a page, beside its verdict, in the user's language.

A note is stored in English, as the reader wrote it, and translated when it is shown. Other text,
such as the error of a library, is shown as it is.
"""

from __future__ import annotations

import re

from indexer.wording.stop_reasons import STOP_REASONS

#: Notes of readers as patterns, and their Chinese, into which the groups are inserted.
_CHINESE = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(\d+) % of the characters have no code", r"\1% 的字元沒有對應的文字"),
        (r"(\d+) % of the characters are private or control codes", r"\1% 的字元為私用或控制碼"),
        (r"(\d+) % of the characters are bytes of ([\w-]+)", r"\1% 的字元是 \2 的位元組"),
        (r"(\d+) % of the characters are rare Han", r"\1% 的字元是罕用漢字"),
        (r"(\d+) % of the characters are Han in no sensible order", r"\1% 的字元是不成文句的漢字"),
        (r"(\d+) places could not be decoded", r"\1 處無法解碼"),
        (r"(\d+) user-defined characters are shown as gaps", r"\1 個自造字以缺字表示"),
        (r"(\d+) characters outside of the page", r"頁面範圍外另有 \1 個字元未讀取"),
        (r"read by PDFium", "以 PDFium 讀取"),
        (r"mean confidence ([\d.]+)", r"平均信心 \1"),
        (r"(\d+) characters repaired", r"依詞典修正 \1 字"),
        (r"nothing was recognised", "未辨識出文字"),
        (r"the page cannot be rendered", "頁面無法轉為影像"),
        (r"not in the page tree", "不在頁面目錄中"),
        (r"the page tree counts it", "頁面目錄列有此頁而檔案中沒有"),
        (r"nested too deep", "巢狀層數過多"),
        (r"\brows ([0-9][0-9, -]*)", r"第 \1 列"),
        (r"\bcolumns ([A-Z][A-Z, -]*)", r"第 \1 欄"),
        (r"\bcells ([A-Z]+[0-9]+)", r"儲存格 \1"),
        (r"^sheets (?=\S)", "工作表 "),
    )
)
_REACH = re.compile(r"to page (\d+): (.*)", re.DOTALL)


def worded(note: str, language: str) -> str:
    """The note in "zh" or "en"; an unknown note is returned as it is."""
    reach = _REACH.fullmatch(note)
    if reach:
        rest = worded(reach[2], language)
        return f"至第 {reach[1]} 頁：{rest}" if language == "zh" else f"to page {reach[1]}: {rest}"
    if note in STOP_REASONS:
        english, chinese = STOP_REASONS[note].note
        return chinese if language == "zh" else english
    if language == "zh":
        for pattern, words in _CHINESE:
            note = pattern.sub(words, note)
    return note
