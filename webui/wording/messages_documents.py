"""The sentences about documents and how they were read; a part of `webui.wording.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def both(zh: str, en: str) -> Mapping[str, str]:
    """A sentence in both languages."""
    return {"zh": zh, "en": en}


DOCUMENTS: Mapping[str, Mapping[str, str]] = {
    # documents
    "documents": both("文件", "Documents"),
    "documents.total": both("共 {n:,} 份", "{n:,} document|{n:,} documents"),
    "documents.name": both("標題、機關或檔名", "Title, agency or file name"),
    "documents.pages": both("文件分頁", "Pages of documents"),
    "documents.column.title": both("標題", "Title"),
    "documents.column.agency": both("機關", "Agency"),
    "documents.column.date": both("日期", "Date"),
    "documents.column.passages": both("段落", "Passages"),
    "documents.partial": both("部分讀取", "partly read"),
    "documents.partial.n": both("{n:,} 份部分讀取", "{n:,} read in part|{n:,} read in part"),
    "documents.failed": both("無法讀取的檔案", "Files that could not be read"),
    "documents.failed.about": both(
        "下列檔案不在檢索範圍內；原因與處理方式列在各檔之後。",
        "These files are not searched; each is listed with the reason and the remedy.",
    ),
    "documents.failed.all": both("全部 {n:,} 個檔案", "All {n:,} files"),
    # how the files were read
    "reading": both("檔案讀取情形", "Extraction report"),
    "reading.lead": both(
        "各檔案讀取是否完整，標題與日期取自何處；未完整讀取者附原因與處理方式。",
        "How much of each file was read and where its title and date come from; what was not "
        "read well is listed with the reason and the remedy.",
    ),
    "reading.total": both("{n:,} 個檔案", "{n:,} file|{n:,} files"),
    "reading.verdict": both("讀取結果", "Outcome"),
    "reading.reason": both("原因", "Reason"),
    "reading.file": both("檔案", "File"),
    "reading.facts": both("著錄資料的出處", "Taken from"),
    "reading.pages": both("讀取情形分頁", "Pages of the report"),
    "reading.partial.about": both(
        "下列各頁未完整讀取，引用前請核對原件。",
        "These pages were not read well; check the source before citing.",
    ),
    "reading.pages.notes": both("各頁讀取情形", "How pages were read"),
    "reading.none": both("沒有符合的檔案", "No file matches"),
    "order.verdict": both("讀取結果", "outcome"),
    "order.file": both("檔名", "file name"),
    "order.title": both("標題", "title"),
    "reading.run": both("第 {first} 頁", "page {first}"),
    "reading.sheet_run": both("第 {first} 張工作表", "sheet {first}"),
    "reading.sheet_runs": both("第 {first}–{last} 張工作表", "sheets {first}–{last}"),
    "reading.runs": both("第 {first}–{last} 頁", "pages {first}–{last}"),
    "reading.ocr": both("文字辨識（OCR）", "OCR"),
    "reading.ocr.share": both("文字辨識（OCR），信心 {share}", "OCR, confidence {share}"),
    "reading.recognised": both("辨識 {share}", "OCR {share}"),
    "reading.recognised.about": both(
        "由影像辨識（OCR）而得，引用前請核對原件。",
        "Recognised by OCR on the page's picture; check the source before citing.",
    ),
    "reading.ocr.about": both(
        "這一頁的文字由影像辨識而來，引用前請核對原件。",
        "The words of this page were recognised on its picture; check the source before citing.",
    ),
    "reading.ocr.pages": both(
        "{n:,} 頁由影像辨識（OCR）", "{n:,} page recognised by OCR|{n:,} pages recognised by OCR"
    ),
    "read.kept": both("讀取完整", "read whole"),
    "read.partial": both("部分讀取", "read in part"),
    "read.failed": both("無法讀取", "not read"),
    # verdicts on pages, and reasons why a file was not read whole
    "verdict.good": both("已讀取", "read"),
    "verdict.empty": both("空白", "empty"),
    "verdict.scanned": both("掃描影像，沒有文字", "scanned, no text"),
    "verdict.drawn": both("圖形，沒有文字", "drawn shapes, no text"),
    "verdict.unreadable_font": both("字型沒有文字對應", "unreadable font"),
    "verdict.bad_mapping": both("字型的文字對應錯誤", "font maps to wrong characters"),
    "verdict.mojibake": both("亂碼", "garbled encoding"),
    "verdict.wrong_han": both("漢字錯亂", "wrong Chinese characters"),
    "verdict.unstructured": both("版面未能解析", "read without its structure"),
    "verdict.failed": both("無法讀取", "could not be read"),
    "verdict.missing": both("未讀到", "not reached"),
    "verdict.attached": both("附件未讀取", "files attached to it were not read"),
    "verdict.damaged": both("檔案毀損，可能缺漏文字", "damaged, text may be missing"),
    "verdict.undecodable": both("部分字元無法解碼", "some characters could not be decoded"),
    "verdict.user_defined": both("自造字", "user-defined characters"),
    "verdict.lookalikes": both("形近字誤植", "rare characters for common ones of like shape"),
    "verdict.hidden": both(
        "隱藏的列、欄、工作表或投影片未讀取", "hidden rows, columns, sheets or slides were left out"
    ),
    "verdict.uncalculated": both("公式沒有儲存計算結果", "formulas without a stored value"),
    "verdict.ocr": both("文字辨識（OCR）", "OCR"),
    "reason.empty": both("沒有內容", "nothing in it"),
    "reason.no_text": both("沒有文字", "no text"),
    "reason.no_pages": both("沒有頁面", "no pages"),
    "reason.password": both("設有密碼", "password"),
    "reason.damaged": both("檔案損壞", "damaged"),
    "reason.archive_damaged": both("檔案損壞", "damaged"),
    "reason.ocr_failed": both("影像無法辨識", "OCR found nothing"),
    "reason.unsupported": both("格式不支援", "format not supported"),
    "reason.binary": both("不是文字檔", "not a text"),
    "reason.encoding": both("編碼不明", "unknown encoding"),
    "reason.permission": both("沒有讀取權限", "no permission"),
    "reason.special": both("不是一般檔案", "not a regular file"),
    "reason.changing": both("讀取時仍在變動", "changed while being read"),
    "reason.outside": both("連結指向資料夾以外", "link out of the folder"),
    "reason.too_deep": both("容器層數過多", "too many containers"),
    "reason.too_large": both("檔案過大", "too large"),
    "reason.unreadable": both("磁碟無法讀取", "unreadable on disk"),
    "reason.crash": both("讀取程序異常結束", "the reader failed"),
    "reason.memory": both("超過記憶體上限", "too much memory"),
    "reason.cpu": both("超過運算時間上限", "too much processor time"),
    "reason.time": both("超過讀取時間上限", "took too long"),
    "detail.code": both("{n}% 的字元沒有對應的文字", "{n}% of the characters have no code"),
    "detail.private": both(
        "{n}% 的字元是私用碼或控制碼", "{n}% of the characters are private or control codes"
    ),
    "detail.bytes": both(
        "{n}% 的字元其實是 {name} 編碼", "{n}% of the characters are bytes of {name}"
    ),
    "detail.rare": both("{n}% 的漢字罕用", "{n}% of the Chinese characters are rare"),
    "detail.order": both("漢字不成文句", "the Chinese characters form no sentences"),
    "detail.places": both(
        "{n} 處無法解碼", "{n} place could not be decoded|{n} places could not be decoded"
    ),
    "detail.lookalikes": both("文字層作 {names}", "read {names}"),
    "detail.user_defined": both(
        "{n} 個自造字以缺字表示",
        "{n} user-defined character is shown as a gap"
        "|{n} user-defined characters are shown as gaps",
    ),
    "detail.share": both("平均信心 {n}%", "mean confidence {n}%"),
    "detail.repaired": both("依詞典修正 {n} 字", "{n} characters repaired by the dictionary"),
    "detail.reader": both("以 {name} 讀取", "read by {name}"),
    "detail.beyond": both(
        "頁面範圍外另有 {n:,} 個字元未讀取", "{n:,} characters outside of the page were left out"
    ),
    "detail.rows": both("第 {names} 列", "rows {names}"),
    "detail.columns": both("第 {names} 欄", "columns {names}"),
    "detail.cells": both("儲存格 {names}", "cells {names}"),
    "detail.sheets": both("工作表 {names}", "sheets {names}"),
    "detail.tree": both("不在頁面目錄中", "not in the page tree"),
    "document.toc": both("目次", "Contents"),
    "document.about": both("文件資料", "About this document"),
    "document.agency": both("機關", "Agency"),
    "document.date": both("日期", "Date"),
    "document.period": both("資料期間", "Period covered"),
    "document.source": both("來源檔", "Source file"),
    "document.format": both("格式", "Format"),
    "format.text": both("純文字", "plain text"),
    "format.markdown": both("Markdown", "Markdown"),
    "format.csv": both("CSV", "CSV"),
    "format.html": both("網頁（HTML）", "web page (HTML)"),
    "format.odt": both("ODT 文件", "ODT document"),
    "format.docx": both("Word 文件（DOCX）", "Word document (DOCX)"),
    "format.xlsx": both("Excel 活頁簿（XLSX）", "Excel workbook (XLSX)"),
    "format.ods": both("ODS 試算表", "ODS spreadsheet"),
    "format.pptx": both("PowerPoint 簡報（PPTX）", "PowerPoint slides (PPTX)"),
    "format.di": both("公文電子交換檔（DI）", "exchange file of official documents (DI)"),
    "format.epub": both("EPUB 電子書", "EPUB book"),
    "format.mail": both("電子郵件", "mail"),
    "format.mhtml": both("網頁封存檔（MHTML）", "web archive (MHTML)"),
    "format.pdf": both("PDF", "PDF"),
    "format.doc": both("Word 文件（DOC）", "Word document (DOC)"),
    "format.rtf": both("RTF 文件", "RTF document"),
    "format.xls": both("Excel 活頁簿（XLS）", "Excel workbook (XLS)"),
    "format.xlsb": both("Excel 活頁簿（XLSB）", "Excel workbook (XLSB)"),
    "format.ppt": both("PowerPoint 簡報（PPT）", "PowerPoint slides (PPT)"),
    "format.odp": both("ODP 簡報", "ODP slides"),
    "document.encoding": both("編碼", "Encoding"),
    "document.extent": both("篇幅", "Extent"),
    "document.extent.pages": both("{n:,} 頁", "{n:,} page|{n:,} pages"),
    "document.extent.passages": both("{n:,} 個段落", "{n:,} passage|{n:,} passages"),
    "document.extent.characters": both("{n:,} 字", "{n:,} character|{n:,} characters"),
    "document.indexed": both("索引時間", "Indexed"),
    "document.digest": both("SHA-256", "SHA-256"),
    "document.from": both("取自{source}", "from {source}"),
    "document.quoted": both("{where}「{words}」", "{where} (“{words}”)"),
    "from.title": both("標題", "the title"),
    "from.text: first sentence": both("內文首句", "the first sentence"),
    "from.text": both("內文", "the text"),
    "from.properties": both("檔案屬性", "the file's properties"),
    "from.file name": both("檔名", "the file name"),
    "from.SOURCES.tsv": both("SOURCES.tsv", "SOURCES.tsv"),
    "from.keeper": both("管理者修正", "a keeper's correction"),
    "document.title": both("標題", "Title"),
    "document.text": both("下載文字", "Download text"),
    "document.original": both("下載原檔", "Download source"),
    "document.search": both("在這份文件中檢索", "Search in this document"),
    "document.marks": both(
        "符合「{q}」：{n:,} 段", "“{q}”: {n:,} passage matches|“{q}”: {n:,} passages match"
    ),
    "document.marks.none": both("這份文件沒有符合「{q}」的段落", "No passage here matches “{q}”"),
    "document.marks.off": both("取消標示", "Remove marks"),
    "document.back": both("回檢索結果", "Back to the results"),
    "document.page": both("第 {page} 頁", "Page {page}"),
    "document.failed": both("這個檔案無法讀取", "This file could not be read"),
    "document.cite": both("引用這一段", "Cite this passage"),
    "document.figures": both("這份文件的數據", "Figures in this document"),
    "document.authorities": both("引用的條約與法規", "Table of authorities"),
    # reading a document
    "desk": both("閱讀工具", "Reading tools"),
    "desk.steps": both("符合的段落", "Matching passages"),
    "desk.matches": both("符合段落", "matching passages:"),
    "desk.match.n": both("第 {n} 處，共 {total} 處", "match {n} of {total}"),
    "desk.none": both("沒有符合的段落", "No match"),
    "desk.previous": both("上一處", "Previous match"),
    "desk.next": both("下一處", "Next match"),
    "desk.key": both("{name}（按鍵 {press}）", "{name} (key {press})"),
    "desk.back": both("回清單", "Back to the list"),
    "desk.best": both("最符合的段落", "Best match"),
    "desk.list": both("逐段列出", "List the passages"),
    "desk.find.off": both("回到「{q}」的符合段落", "Back to the matches of “{q}”"),
    "desk.picture": both("頁面影像", "Page picture"),
    "desk.picture.open": both("看這一頁的影像", "See the picture of this page"),
    "desk.picture.of": both("第 {page} 頁的影像", "Picture of page {page}"),
    "desk.picture.drawing": both("第 {page} 頁的影像產生中…", "Page {page} is being drawn…"),
    "desk.picture.failed": both("第 {page} 頁沒有影像。", "There is no picture of page {page}."),
    "desk.file.page": both("在原檔中開啟這一頁", "Open this page in the file"),
    "desk.page.passages": both("這一頁的段落", "Passages on this page"),
    "desk.page.empty": both("這一頁沒有段落。", "There is no passage on this page."),
    "desk.words": both("選取的文字", "Selected words"),
    "desk.words.chosen": both(
        "已選取 {n} 字（{place}），按 c 可移至按鈕",
        "{n} characters ({place}); c goes to the buttons",
    ),
    "desk.words.across": both(
        "選取的文字無法一併引用，請縮小範圍或分段選取。",
        "The selected words cannot be cited together; select less, or passage by passage.",
    ),
    "desk.words.gone": both(
        "連結所指的文字不在這一段內，可能已修正；以下顯示該段全文。",
        "The words that the link names are not in this passage; it may have been corrected. "
        "The whole passage is shown.",
    ),
    "desk.words.link": both("複製連結", "Copy link"),
    "cite.words": both(
        "引用標示的文字：全文第 {start:,} 至 {end:,} 字。",
        "The marked words are cited: characters {start:,} to {end:,} of the document.",
    ),
    "desk.toc.close": both("關閉目次", "Close contents"),
    "desk.part": both("第 {first:,}–{last:,} 段", "Passages {first:,}–{last:,}"),
    "desk.part.loading": both("載入中…", "Loading…"),
    "desk.part.failed": both("載入失敗，請直接開啟此連結。", "Not loaded; open this link instead."),
    # the page of citations
    "cite.quote": both("引文與出處", "Quotation with its source"),
    "cite.quote.about": both(
        "原文去除換行，附一般中文引註。", "The passage without line breaks, and its citation."
    ),
    "cite.styles": both("引註格式", "Citation styles"),
    "cite.link": both("固定網址", "Permanent address"),
    "cite.link.about": both(
        "依檔案內容與段落順序編定，館藏更新後仍然有效。",
        "It depends on the content of the file and the place of the passage alone, and stays valid "
        "when the collection is updated.",
    ),
    "cite.file": both("下載 {name} 檔", "Download as {name}"),
    "cite.passage": both("原文", "The passage"),
    "cite.place": both("在頁面上的位置", "Where on the page"),
    "cite.place.about": both(
        "依原檔各行的位置繪製，紅框為這一段。",
        "Drawn from the places of the lines in the source; this passage is red.",
    ),
    "cite.place.pictured": both(
        "原檔的頁面，這一段已標示；點選可放大。",
        "The page of the source, with this passage marked; select it to enlarge.",
    ),
    "cite.place.picture": both(
        "第 {page} 頁的影像：這一段在頁面高度的 {top}% 至 {bottom}% 處",
        "Picture of page {page}: the passage stands from {top}% to {bottom}% of its height",
    ),
    "cite.place.sheet": both(
        "第 {page} 頁的示意圖：這一段在頁面高度的 {top}% 至 {bottom}% 處",
        "Sketch of page {page}: the passage stands from {top}% to {bottom}% of its height",
    ),
    "cite.open": both("在文件中閱讀", "Read it in the document"),
    # figures
}
