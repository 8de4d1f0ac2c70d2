"""The errors of PDF files that cannot be read: the reason and the remedy, in two languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.pdf.page.reader import BY_PDFIUM
from indexer.readers.pdf.page.text_quality import PICTURES
from indexer.wording.page_notes import worded
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import PageVerdict

_Texts = dict[str, tuple[tuple[str, str], tuple[str, str]]]

#: reason → (English message, remedy), (Chinese message, remedy); `{detail}` is filled in.
_REASONS: _Texts = {
    "password": (
        ("the PDF opens with a password only", "save a copy without a password and run again"),
        ("PDF 設有密碼，無法開啟", "請另存未加密的副本後重新執行"),
    ),
    "damaged": (
        ("not a readable PDF ({detail})", "get the file anew, or print it to a new PDF"),
        ("PDF 檔案損壞，無法讀取（{detail}）", "請重新取得檔案，或重新列印為 PDF"),
    ),
    "no_pages": (
        ("the PDF has no pages that can be found ({detail})", "print it to a new PDF"),
        ("PDF 中找不到任何頁面（{detail}）", "請重新列印為 PDF"),
    ),
    "scanned": (
        (
            "the pages are pictures without a text layer",
            "install tesseract-ocr with tesseract-ocr-chi-tra (Windows: the Tesseract installer "
            "with Chinese Traditional) and run again with --ocr auto",
        ),
        (
            "頁面為掃描影像，沒有文字層",
            "請安裝 tesseract-ocr 與 tesseract-ocr-chi-tra（Windows：Tesseract 安裝程式並勾選"
            "繁體中文）後，以 --ocr auto 重新執行",
        ),
    ),
    "drawn": (
        (
            "its pages hold drawn shapes and no text; letters may have been turned into outlines",
            "install tesseract-ocr with tesseract-ocr-chi-tra and run again with --ocr auto, or "
            "ask for a version whose fonts are embedded",
        ),
        (
            "頁面只有圖形而沒有文字，字形可能已轉為外框",
            "請安裝 tesseract-ocr 與 tesseract-ocr-chi-tra 後，以 --ocr auto 重新執行，"
            "或索取內嵌字型的版本",
        ),
    ),
    "ocr_failed": (
        (
            "no text was recognised on the pictures of the pages ({detail})",
            "if they show text, scan it anew, at 200 dpi or more",
        ),
        ("影像頁面未能辨識出文字（{detail}）", "影像如有文字，請以 200 dpi 以上重新掃描"),
    ),
    "unreadable_font": (
        (
            "its fonts do not say which characters they show ({detail})",
            "recognise the pages: --ocr always, or ask for another version of the file",
        ),
        ("字型未提供文字對應，無法取得內容（{detail}）", "請以 --ocr always 辨識，或索取其他版本"),
    ),
    "empty": (
        ("its pages hold no text", "nothing to do if the pages are meant to be blank"),
        ("頁面沒有任何文字", "如確為空白頁，無須處理"),
    ),
    "no_text": (
        (
            "its pages hold nothing but page numbers, headers and footers",
            "nothing to do if the pages are meant to be blank",
        ),
        ("頁面只有頁碼等，沒有內文", "如確為空白頁，無須處理"),
    ),
    "attached": (
        ("its text is in the files attached to it ({detail})", "save them beside it and run again"),
        ("內容在附件檔案中（{detail}）", "請將附件另存於同一資料夾後重新執行"),
    ),
    "failed": (
        ("none of its pages could be read ({detail})", "print it to a new PDF and run again"),
        ("所有頁面皆無法讀取（{detail}）", "請重新列印為 PDF 後再執行"),
    ),
}


def failed(name: str, reason: str, detail: str = "") -> SourceUnreadable:
    """The error for a file and a key of `_REASONS`; `detail` fills the messages."""
    english, chinese = _REASONS[reason]
    return SourceUnreadable(
        name,
        reason,
        en=(english[0].format(detail=worded(detail, "en")), english[1]),
        zh=(chinese[0].format(detail=worded(detail, "zh")), chinese[1]),
    )


def unreadable(name: str, verdicts: Sequence[PageVerdict]) -> SourceUnreadable:
    """The error for a file without text, with the reason that most of its pages have."""
    if not verdicts:
        return failed(name, "no_pages", "the page tree leads nowhere")
    counts = Counter(v.verdict for v in verdicts if v.verdict not in ("good", "empty"))
    if not counts:
        return failed(name, "no_text" if any(v.verdict == "good" for v in verdicts) else "empty")
    worst, _ = counts.most_common(1)[0]
    detail = next(v.detail for v in verdicts if v.verdict == worst)
    if worst == "ocr" or (worst in PICTURES and detail and not detail.startswith(BY_PDFIUM)):
        return failed(name, "ocr_failed", detail)
    if worst in ("bad_mapping", "mojibake", "wrong_han"):
        worst = "unreadable_font"
    return failed(name, worst if worst in _REASONS else "failed", detail)
