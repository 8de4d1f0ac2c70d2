"""Phrases of the command line, in English and Traditional Chinese."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    "interrupted": (
        "interrupted; the index is as it was before this run",
        "已中斷；索引維持本次執行前的狀態",
    ),
    "no_path": ("none of the given paths exists", "指定的路徑都不存在"),
    "no_path_hint": (
        "give the folder of the reports: judian index FOLDER; judian index --sample reads "
        "the texts that come along",
        "請指定報告所在的資料夾：judian index 資料夾；隨附的範例：judian index --sample",
    ),
    "added": ("added", "新增"),
    "changed": ("changed", "更新"),
    "moved": ("renamed", "更名"),
    "removed": ("removed", "移除"),
    "same": ("the same as another", "內容重複"),
    "unchanged": ("unchanged", "未變"),
    "failed": ("failed", "失敗"),
    "partial": ("read in part", "部分可讀"),
    "documents": ("documents", "文件"),
    "passages": ("passages", "段落"),
    "pages": ("pages", "頁"),
    "page": ("page", "頁次"),
    "sheet": ("sheet", "工作表"),
    "seconds": ("seconds", "秒"),
    "generation": ("generation", "世代"),
    "nothing_to_do": ("nothing to do", "無須更新"),
    "dry_run": ("dry run, nothing was written", "試執行，未寫入任何資料"),
    "no_failures": ("no document failed", "沒有讀取失敗的文件"),
    "sound": ("the index is sound", "索引完好"),
    "engine": ("engine", "引擎"),
    "reading": ("reading", "讀取"),
    "time_left": ("{seconds} seconds left", "剩餘 {seconds} 秒"),
    "watching": (
        "watching for changes; end with Ctrl-C",
        "持續監看變更；按 Ctrl-C 結束",
    ),
}


def text(key: str, language: str) -> str:
    """The phrase of a key in "zh" or "en"."""
    english, chinese = _TEXTS[key]
    return chinese if language == "zh" else english


def counted(number: int, key: str, language: str) -> str:
    """A number and the phrase for what it counts: 5 added, 新增 5."""
    word = text(key, language)
    return f"{word} {number:,}" if language == "zh" else f"{number:,} {word}"
