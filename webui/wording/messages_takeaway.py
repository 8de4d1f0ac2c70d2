"""Sentences of files that are taken away, saved searches and batch searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

TAKEAWAY: Mapping[str, Mapping[str, str]] = {
    # the form on the page of hits
    "take": both("下載這些段落", "Download these passages"),
    "take.format": both("檔案格式", "File format"),
    "take.csv": both("CSV 試算表", "CSV (spreadsheet)"),
    "take.json": both("JSON", "JSON"),
    "take.docx": both("Word 備忘錄（附註腳引註）", "Word memo with footnotes"),
    "take.odt": both("ODT 備忘錄（附註腳引註）", "ODT memo with footnotes"),
    "take.ris": both("RIS 書目", "RIS"),
    "take.bibtex": both("BibTeX 書目", "BibTeX"),
    "take.csl": both("CSL-JSON 書目", "CSL-JSON"),
    "take.all": both("下載全部 {n:,} 段", "Download it|Download all {n:,}"),
    "take.ticked": both("只下載本頁勾選的段落", "Download those ticked on this page"),
    "take.tick": both("勾選第 {n} 段", "Tick passage {n}"),
    "take.whole": both(
        "下載全部沒有筆數上限；勾選僅限本頁。",
        "A file of all of them has no limit; ticks are of this page only.",
    ),
    # names of files
    "file.hits": both("檢索結果", "results"),
    "file.memo": both("檢索摘錄", "memo"),
    "file.search": both("檢索檔", "search"),
    "file.instruments": both("條約法規", "instruments"),
    "file.mentions": both("提及之處", "mentions"),
    # saved searches and feeds
    "saved": both("保存與訂閱", "Save & follow"),
    "saved.save": both("存成檢索檔", "Save this search"),
    "saved.open": both("開啟檢索檔", "Open a saved search"),
    "saved.feed": both("訂閱新段落（Atom）", "Follow new passages (Atom)"),
    "saved.lead": both(
        "選擇先前以「存成檢索檔」下載的檔案，就會以同樣的檢索詞與篩選條件重新檢索。"
        "檔案最大 {limit} KB。",
        "Choose a file that “Save this search” gave, and its query and filters are searched "
        "again. The file may have {limit} KB.",
    ),
    "saved.file": both("檢索檔", "Saved search"),
    "saved.paste": both("或貼上檔案內容", "Or paste its content"),
    "saved.new": both("僅列存檔之後新增者", "Only what is new since it was saved"),
    "saved.whole": both("重新檢索全部", "Search everything again"),
    "filters.new": both("{time} 之後新增的文件", "Documents added after {time}"),
    "feed.title": both("據典：{q}", "Judian: {q}"),
    "feed.all": both("全部段落", "all passages"),
    "feed.bound": both(
        "由新到舊，每頁 {limit} 段；符合的段落共 {n:,} 段",
        "The newest first, {limit} a page; {n:,} passage matches|The newest first, {limit} a page;"
        " {n:,} passages match",
    ),
    "authority.follow": both("訂閱新的引用", "Follow new citations"),
    "authority.follow.article": both("訂閱", "Follow"),
    "authority.every": both("所有提及之處（CSV）", "Every mention (CSV)"),
    "export.csv.mentions": both("CSV（含所有提及之處）", "CSV with every mention"),
    # batch searches
    "batch": both("整批檢索", "Batch search"),
    "batch.lead": both(
        "一次檢索多個詞或問題，每行一個；也可以上傳文字檔，或第一欄為檢索詞的 CSV。"
        "最多 {n} 個，檔案最大 {kilobytes} KB；更多請用指令 judian batch。",
        "Search many terms or questions, one a line; or upload text, or a CSV with the terms in "
        "its first column. At most {n} terms and {kilobytes} KB; the command judian batch takes "
        "more.",
    ),
    "batch.terms": both("檢索詞或問題，每行一個", "Terms or questions, one a line"),
    "batch.file": both(
        "或上傳檔案（上傳檔案時，不採計上方文字）", "Or a file (the text above is then not used)"
    ),
    "batch.many": both("每個詞列出幾段", "Passages of each term"),
    "batch.page": both("檢索並顯示", "Search and show"),
    "batch.csv": both("下載 CSV", "Download CSV"),
    "batch.json": both("下載 JSON", "Download JSON"),
    "batch.found": both("檢索結果", "What was found"),
    "batch.count": both("{n} 個詞", "{n} term|{n} terms"),
    "batch.query": both("檢索詞", "Term"),
    "batch.best": both("答案與最相關的段落", "Answer and best passages"),
    "batch.empty": both("清單沒有內容。", "The list is empty."),
    # memos
    "memo.title": both("檢索摘錄：{q}", "Passages found for: {q}"),
    "memo.query": both("檢索詞", "Query"),
    "memo.understood": both("解讀為", "Understood as"),
    "memo.date": both("製作時間", "Made"),
    "memo.state": both("館藏狀態", "Collection"),
    "memo.generation": both(
        "資料第 {generation} 版，最近讀取文件 {time}",
        "index generation {generation}, last document read {time}",
    ),
    "memo.count": both("收錄", "Holds"),
    "memo.counted": both(
        "符合的 {total:,} 段（{documents:,} 份文件）中的 {count:,} 段",
        "{count:,} of {total:,} passages found in {documents:,} documents",
    ),
    "memo.address": both("重新檢索", "Search again"),
    "memo.passages": both("段落原文", "Passages, verbatim"),
    "memo.sources": both("來源文件", "Sources"),
    "memo.copies": both(" 同文另有 {n} 處。", " The same stands in {n} other places."),
    "memo.everything": both("全部段落", "all passages"),
    "export.cut": both(
        "本表不完整：符合的 {found:,} 段中只讀了 {read:,} 段",
        "This table is not complete: {read:,} of {found:,} passages were read",
    ),
}
