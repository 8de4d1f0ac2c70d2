"""Names of the verdicts on pages, and the remedies, in the user's languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import PageVerdict

#: Verdicts on pages that were read completely.
GOOD = frozenset({"good", "empty", "ocr"})

#: Verdict → its name in English and Chinese, and the key of its remedy.
_NAMES: dict[str, tuple[str, str, str]] = {
    "good": ("good", "良好", ""),
    "empty": ("empty", "空白", ""),
    "ocr": ("recognised by OCR", "文字辨識（OCR）", ""),
    "scanned": ("scanned, no text", "掃描影像，沒有文字", "recognise"),
    "drawn": ("drawn shapes, no text", "圖形，沒有文字", "recognise"),
    "unreadable_font": ("unreadable font", "字型沒有文字對應", "force"),
    "bad_mapping": ("font maps to wrong characters", "字型的文字對應錯誤", "force"),
    "mojibake": ("garbled encoding", "亂碼", "force"),
    "wrong_han": ("wrong Chinese characters", "漢字錯亂", "force"),
    "unstructured": ("read without its structure", "版面未能解析", "renew"),
    "failed": ("could not be read", "無法讀取", "renew"),
    "missing": ("not reached", "未讀到", "split"),
    "attached": ("files attached to it were not read", "附件未讀取", "detach"),
    "damaged": ("damaged, text may be missing", "檔案毀損，可能缺漏文字", "export"),
    "undecodable": ("some characters could not be decoded", "部分字元無法解碼", "encode"),
    "user_defined": ("user-defined characters", "自造字", "standard"),
    "lookalikes": ("rare characters for common ones of like shape", "形近字誤植", "force"),
    "hidden": (
        "hidden rows, columns, sheets or slides were left out",
        "隱藏的列、欄、工作表或投影片未讀取",
        "show",
    ),
    "uncalculated": ("formulas without a stored value", "公式沒有儲存計算結果", "calculate"),
}
_REMEDIES: dict[str, tuple[str, str]] = {
    "recognise": (
        "install tesseract with Traditional Chinese (tesseract-ocr-chi-tra) and run again with "
        "--ocr auto, naming the file",
        "請安裝 tesseract 與繁體中文資料（tesseract-ocr-chi-tra），"
        "再以 --ocr auto 指名此檔重新執行",
    ),
    "rescan": (
        "where the pages show text, scan them anew, at 200 dpi or more",
        "影像如有文字，請以 200 dpi 以上重新掃描",
    ),
    "force": (
        "run again with --ocr always, naming the file, or ask for another version of it",
        "請以 --ocr always 指名此檔重新執行，或索取其他版本",
    ),
    "renew": ("print it to a new PDF and run again", "請重新列印為 PDF 後再執行"),
    "split": (
        "split it, or raise the settings reader_cpu_seconds, reader_memory_mb and "
        "reader_wall_seconds, and name the file to the indexer",
        "請分割檔案，或調高設定 reader_cpu_seconds、reader_memory_mb、reader_wall_seconds "
        "後指名此檔重新執行",
    ),
    "detach": (
        "save the attached files beside it and run again",
        "請將附件另存於同一資料夾後重新執行",
    ),
    "export": ("export it anew and run again", "請重新匯出後再執行"),
    "encode": ("save it anew as UTF-8", "請另存為 UTF-8 編碼"),
    "show": (
        "unhide them, save the workbook and run again if they are to be read",
        "如需讀取，請取消隱藏並儲存後重新執行",
    ),
    "calculate": (
        "open it in a spreadsheet program, save it anew and run again",
        "請以試算表軟體開啟並重新儲存後再執行",
    ),
    "standard": (
        "replace the user-defined characters by standard ones (www.cns11643.gov.tw) and run again",
        "請以標準字取代自造字（可查 www.cns11643.gov.tw）後重新執行",
    ),
}
#: The note on a page on which tesseract recognised nothing.
NOTHING_RECOGNISED = "nothing was recognised"
# Pages that a message lists.
_MOST_PAGES = 20


def _remedy_of(page: PageVerdict) -> str:
    """The key of the remedy for a page, "" for none."""
    if page.detail == NOTHING_RECOGNISED:
        return "rescan"
    return _NAMES[page.verdict][2] if page.verdict in _NAMES else ""


def name(verdict: str, language: str) -> str:
    """The name of a verdict in "zh" or "en"."""
    english, chinese, _ = _NAMES.get(verdict, (verdict.replace("_", " "), verdict, ""))
    return chinese if language == "zh" else english


def problem_message(
    verdicts: Sequence[PageVerdict], *, sheets: bool = False
) -> tuple[str | None, str | None, str | None]:
    """Reason, English message and Chinese message if some pages, or `sheets` of a workbook, could
    not be read completely, else three None. The reason is the verdict on the first of them."""
    bad = [v for v in verdicts if v.verdict not in GOOD]
    if not bad:
        return None, None, None
    pages = ", ".join(dict.fromkeys(str(v.page) for v in bad[:_MOST_PAGES]))
    noun, counter = ("sheet", "張工作表") if sheets else ("page", "頁")
    pages += " …" if len(bad) > _MOST_PAGES else ""
    kinds = list(dict.fromkeys(v.verdict for v in bad))
    keys = dict.fromkeys(map(_remedy_of, bad))
    remedies = [_REMEDIES[key] for key in keys if key]
    english = [f"read in part: {noun} {pages} ({', '.join(name(k, 'en') for k in kinds)})"]
    chinese = [f"僅部分可讀：第 {pages} {counter}（{'、'.join(name(k, 'zh') for k in kinds)}）"]
    english += [remedy for remedy, _ in remedies] + ["compare with the source before citing"]
    chinese += [remedy for _, remedy in remedies] + ["引用前請核對原件"]
    return bad[0].verdict, "; ".join(english), "；".join(chinese)
