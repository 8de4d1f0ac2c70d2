"""The descriptions of the API in Chinese, by the English ones of the OpenAPI description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What each address does.
SUMMARIES: Mapping[str, str] = {
    "A page of a PDF": "PDF 的一頁",
    "Ranked passages for keywords": "依相關程度列出符合的段落",
    "The hits of a search as a file": "將檢索結果存成檔案",
    "The newest passages of a search (Atom)": "檢索結果中最新的段落（Atom）",
    "Answer a question, or say why not": "回答問題，或說明不回答的原因",
    "Documents, and how they were read": "文件清單與讀取情形",
    "One document": "一份文件",
    "The text that offsets point into": "位置所依據的全文",
    "The file as it came": "來源檔原樣",
    "One passage": "一個段落",
    "The page of a PDF on which the passage stands, the passage marked": (
        "PDF 中該段所在頁面的影像，該段已標示"
    ),
    "A passage's citation": "段落的引註",
    "Figures of the passages of a query": "符合段落中的數據",
    "Treaties and statutes": "條約與法規清單",
    "One of them": "一項條約或法規",
    "A table of authorities": "引用法源表",
    "Complete the last word of a query": "補全檢索詞的最後一個詞",
    "The collections that you may see": "可使用的館藏",
    "This description": "本說明的機器可讀格式",
    "Does the process answer?": "程式是否運作",
    "Can searches be answered?": "是否可以檢索",
    "Counters for Prometheus": "供監控系統讀取的計數",
    "Is a quotation verbatim? Nothing of it is kept.": "核對引文是否與原文相符；內容不會保存",
    "Is what a draft says true by the collection? Nothing of it is kept.": (
        "核對草稿是否與館藏相符；內容不會保存"
    ),
}
#: Parameters.
PARAMETERS: Mapping[str, str] = {
    "Keywords, a query in the grammar of /help, or a question.": (
        "關鍵詞、使用說明所列語法的檢索式，或問題。"
    ),
    "The page.": "頁次。",
    "Where words begin in the passage's text, from 0.": "字句在段落文字中的起點，從 0 起。",
    "Where they end, not included.": "字句的終點，不含該位置。",
    "csv or file: all of them, as a file.": "csv 或 file：全部內容，存成檔案。",
    "Page of results, from 1.": "結果頁次，從 1 起。",
    "1: a PDF is shown by the browser instead of saved.": "1：PDF 由瀏覽器開啟，不另存檔案。",
    "Hits on a page.": "每頁段落數。",
    "Order of the hits: best first, latest first, or as they stand in their documents.": (
        "排序：相關程度、日期由新到舊，或文件中的順序。"
    ),
    "document: one hit for each document.": "document：每份文件一筆。",
    "Only these documents, by id.": "僅限這些文件，以編號指定。",
    "Only these issuing agencies.": "僅限這些發布機關。",
    "Passages that speak of this year, of either calendar, or a later one.": (
        "段落所述年份的起年，民國或西元。"
    ),
    "Passages that speak of this year, of either calendar, or an earlier one.": (
        "段落所述年份的迄年，民國或西元。"
    ),
    "The id of the passage in which they end, if it is a later one.": (
        "字句結束於後面另一段落時，該段落的編號。"
    ),
    "Only these kinds of passage.": "僅限這些種類的段落。",
    "Only passages that name these instruments.": "僅限提及這些條約法規的段落。",
    "Only passages of documents read after this date or time.": (
        "僅限這個日期或時間之後讀取的文件。"
    ),
    "1: match characters as written, without variants.": "1：異體字須完全相同。",
    "0: do not search other names of the query's words.": "0：不檢索同義詞。",
    "Do not search other names of these words.": "這些詞不檢索同義詞。",
    "1: say for each hit which words found it.": "1：說明各段落由哪些詞檢得。",
    "Only these passages, by id, in this order.": "僅限這些段落，以編號指定，依此順序。",
    "The kind of file.": "檔案格式。",
    "Page of the feed, from 1 for the newest.": "訂閱內容的頁次，1 為最新。",
    "The question that a follow-up (那112年呢？) refers to.": (
        "接續提問（那112年呢？）所接的前一問。"
    ),
    "Words of a title, agency or file name; all must occur.": (
        "標題、機關或檔名中的詞，須全部出現。"
    ),
    "Only files read so.": "僅限這種讀取結果的檔案。",
    "Only files not read, or not whole, for these reasons.": (
        "僅限因這些原因未讀取或部分讀取的檔案。"
    ),
    "Order: by date (what failed last), the worst read first, by file, or by title.": (
        "排序：日期（無法讀取者在後）、讀取最不完整者在前、檔名或標題。"
    ),
    "Documents on a page.": "每頁文件數。",
    "csv: a table, whole, for a spreadsheet; file: the list, whole, as a file of JSON.": (
        "csv：完整表格，供試算表使用；file：完整清單的 JSON 檔。"
    ),
    "1: with the passages before and after it.": "1：包含前後段落。",
    "Which of the passage's pages, its first by default.": "該段的哪一頁，預設為第一頁。",
    "Style of the citation.": "引註格式。",
    "file: the citation as a file.": "file：引註存成檔案。",
    "Figures on a page.": "每頁數據筆數。",
    "Order of the figures.": "數據的排序。",
    "Only figures in these units.": "僅限這些單位的數據。",
    "Only these kinds of figure.": "僅限這些種類的數據。",
    "Only of passages that name these instruments.": "僅限提及這些條約法規的段落中的數據。",
    "Figures whose period has this year, of either calendar, or a later one.": (
        "數據所屬期間的起年，民國或西元。"
    ),
    "Figures whose period has this year, of either calendar, or an earlier one.": (
        "數據所屬期間的迄年，民國或西元。"
    ),
    "Words of a name; an id is a name too.": "名稱中的詞；編號也可。",
    "Only these kinds of instrument.": "僅限這些種類的條約法規。",
    "Only instruments with one of these parties.": "僅限締約方為其中之一者。",
    "Instruments on a page.": "每頁項數。",
    "csv or file: all of them with every mention, as a file.": (
        "csv 或 file：全部項目及所有提及之處，存成檔案。"
    ),
    "Mentions on a page.": "每頁提及之處。",
    "csv or file: every mention, as a file.": "csv 或 file：所有提及之處，存成檔案。",
    "The document whose citations are listed, by id.": "列出哪份文件的引用，以編號指定。",
    "Most suggestions to give.": "建議的詞數上限。",
    "Only in this document, by id.": "僅限這份文件，以編號指定。",
    "The quotation, at most 3000 characters.": "引文，最多 3000 字。",
    "The draft.": "草稿文字。",
    "DOCX, ODT, PDF, text, Markdown or HTML.": (
        "草稿檔案：DOCX、ODT、PDF、純文字、Markdown 或 HTML。"
    ),
}
#: Named values of replies.
VALUES: Mapping[str, str] = {
    "That a model of the user's own was asked (setting `own_model_url`); null without one.": (
        "是否曾詢問使用者自備的模型；未設定時無此值。"
    ),
    "Words of the passage, chosen by start and end.": "段落中所選取的字句。",
    "With edition_replaced and document_removed: what stands in the place of what was asked.": (
        "文件已更新或移除時，取代原查詢對象的內容。"
    ),
    "The document of a hit.": "段落所屬的文件。",
    "All that is known of one source file.": "一個來源檔的所有資料。",
    "A stretch of time as the text names it; ISO dates, both ends included.": (
        "原文所述的期間；ISO 日期，含首尾。"
    ),
    "A number in a passage; start and end point into the passage's text.": (
        "段落中的數據；start 與 end 為段落文字中的位置。"
    ),
    "A treaty, agreement or statute named in a passage.": "段落提及的條約、協定或法規。",
    "A cell with the headers over it and left of it.": "儲存格，含上方與左方的欄列標題。",
    "What a passage that is a table row knows of its table.": "表格列所屬表格的資料。",
    "Where in the document: start and end point into its text.": (
        "在文件中的位置；start 與 end 為全文中的位置。"
    ),
    "A passage in its document.": "文件中的一個段落。",
    "A passage that matched.": "符合的段落。",
    "A word that a passage was found by.": "檢得段落的詞。",
    "A verbatim span of the hit's text, or a result computed of several.": (
        "段落原文的一部分，或由數個數值計算的結果。"
    ),
    "A value that an answer is computed of, and where it stands.": "計算答案所用的數值與出處。",
    "An answer or a refusal; never both.": "答案或不回答的原因，兩者擇一。",
    (
        "A follow-up question, the question before it, and what it replaces there (old is "
        "empty for what it adds); `question` of the reply is the completed one."
    ): ("接續提問、前一問及所替換的部分（新增者 old 為空）；回覆的 question 為補全的問題。"),
    (
        "Why there is no answer. `words` are the parts of the question that the reason is "
        "about, `stated` what a passage states instead of them."
    ): ("不回答的原因；words 為原因所指的問題部分，stated 為段落所載的內容。"),
    "How the query was read.": "檢索式的解讀。",
    "For each facet its most frequent values, at most 60.": (
        "各項篩選條件最常見的值，最多 60 個。"
    ),
    "One page of hits.": "一頁檢索結果。",
    "All hits, or the chosen ones: `count` of them.": "全部或所選的段落，共 count 個。",
    "One page of the documents that were asked for.": "一頁文件清單。",
    "A passage's citation.": "段落的引註。",
    "Only the first of the passages found were read.": "只讀取檢得段落的前一部分。",
    "A figure with the passage that says it.": "數據與所在段落。",
    "One measure in one unit over periods, or over the rows or columns of a table.": (
        "同一項目、同一單位，依期間或表格欄列排列的數值。"
    ),
    "Documents that give different values of one measure in one period.": (
        "對同一項目、同一期間載有不同數值的文件。"
    ),
    "One page of figures; facets, series and conflicts are of all of them.": (
        "一頁數據；facets、series 與 conflicts 涵蓋全部。"
    ),
    "A treaty, agreement or statute of the collection.": "館藏中的條約、協定或法規。",
    "One page of the instruments, the most mentioned first.": "一頁條約法規，提及最多者在前。",
    "An article and the passages that cite it; null for the instrument as a whole.": (
        "條文與引用該條的段落；未指明條文者為 null。"
    ),
    "All that the collection says of one instrument, and what it does not.": (
        "館藏對一項條約法規所載與未載的事項。"
    ),
    "A mention.": "一次提及。",
    "Instruments with every mention, as a file.": "條約法規與所有提及之處。",
    "A table of authorities of a query or of a document, treaties before statutes.": (
        "檢索結果或文件的引用法源表，條約在前，法規在後。"
    ),
    "A place of the collection; start and end point into the document's text.": (
        "館藏中的一處；start 與 end 為文件全文中的位置。"
    ),
    "Whether a quotation is verbatim in the collection, and where, or what differs.": (
        "引文是否與館藏原文相符、出處，或差異。"
    ),
    "Every claim of a draft with the outcome of its check.": "草稿中的各項陳述與核對結果。",
    "Completions of the last word; every one finds a passage.": (
        "最後一個詞的建議，每個都能檢得段落。"
    ),
    "Collections; the addresses of each begin with /c/NAME.": (
        "館藏；各館藏的網址以 /c/名稱 開頭。"
    ),
    "The process answers.": "程式運作中。",
    "Searches are answered from this state of the index; `reader` is ready or why not.": (
        "目前檢索所依據的資料版次；reader 為閱讀模型的狀態。"
    ),
}
_CHINESE = {**SUMMARIES, **PARAMETERS, **VALUES}


def in_language(english: str) -> str:
    """A description in the page's language; in Chinese "" if there is none, since the names say
    most of it and no English stands in a Chinese page."""
    return _CHINESE.get(english, "") if language() == "zh" else english
