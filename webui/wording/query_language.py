"""The manual of the query language: what to write and what is found, in both languages.

The help page shows it, and docs/query-language.md holds the same tables. Each example runs in
`tests/webui/wording/test_query_language.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Queries that find the same passages, and what they find."""

    queries: tuple[str, ...]
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Examples of one subject under a heading."""

    en: str
    zh: str
    examples: tuple[Example, ...]


CHAPTERS = (
    Chapter(
        "Words and phrases",
        "字詞與片語",
        (
            Example(
                ("走私 查獲",),
                "passages with any of the words, the best first",
                "有任一個詞的段落，依相關程度排序",
            ),
            Example(
                ('"走私香菸"', "“走私香菸”", "「走私香菸」", "『走私香菸』"),
                "exactly these characters in a row",
                "一字不差、連在一起的詞句",
            ),
            Example(
                ("+走私 查獲", "＋走私 查獲"), "the word must occur", "「+」緊接在前的詞一定要有"
            ),
            Example(
                ("漁船 -走私", "漁船 －走私", "漁船 NOT 走私"),
                "the first without the second",
                "有前者而沒有後者",
            ),
            Example(
                ("走私^3 漁船",),
                "the word counts three times in the order",
                "這個詞在排序時加重三倍",
            ),
            Example(("走?香菸", "走？香菸"), "? stands for one character", "「?」代表一個字"),
            Example(("香*品",), "* stands for some characters", "「*」代表若干個字"),
            Example(("Ket*", "*amine"), "words that begin or end so", "以這些字母開頭或結尾的詞"),
            Example(
                ("atleast2(查獲)",),
                "at least so many times in a passage",
                "在一段中至少出現這麼多次",
            ),
        ),
    ),
    Chapter(
        "Operators",
        "運算子",
        (
            Example(
                ("漁船 AND 走私", "漁船 且 走私", "漁船 & 走私", "漁船AND走私", "漁船 and 走私"),
                "both in one passage, or one there and the other above it",
                "同一段中兩者都有，或其一在其上的標題、表頭",
            ),
            Example(
                ("巡防艇 OR 漁船", "巡防艇 或 漁船", "巡防艇 | 漁船"),
                "either of them",
                "有其中之一",
            ),
            Example(
                ("(巡防艇 OR 漁船) AND 走私", "（巡防艇 OR 漁船） AND 走私"),
                "brackets group; without them AND binds before OR",
                "括號決定先後；沒有括號時 AND 先於 OR",
            ),
            Example(
                ("查獲 near/5 香菸", "查獲 w/5 香菸", "查獲 /5 香菸"),
                "at most five characters between them, in either order",
                "相距不超過五個字，前後不拘",
            ),
            Example(
                ("查獲 pre/5 香菸", "查獲 +5 香菸"),
                "in this order, at most five characters between them",
                "依此順序，相距不超過五個字",
            ),
            Example(("漁船 /s 走私",), "in one sentence", "在同一句"),
            Example(("漁船 /p 走私",), "in the text of one passage", "在同一段的文字中"),
            Example(
                ("漁船 /d 罰鍰",),
                "passages with one of them, of documents that hold both",
                "同一份文件中兩者都有時，列出有其中之一的段落",
            ),
        ),
    ),
    Chapter(
        "Articles and numbers",
        "條號與數字",
        (
            Example(
                ("第36條", "第三十六條", "§36", "36條"),
                "an article in any spelling",
                "條號不論寫法",
            ),
            Example(
                ("條約:商港法第36條", "instrument:商港法§36"),
                "every passage that cites this article of this statute",
                "引用這部法規這一條的每一段",
            ),
            Example(
                ("1200000元",),
                "a number as the documents write it (120萬元)",
                "同一數值的其他寫法（120萬元）也會找到",
            ),
            Example(
                ("數值:>1000公斤", "figure:>1000公斤", "數值:>1公噸", "數值:逾1公噸"),
                "numbers by value, in any unit of the same quantity: >, >=, <, <=, =, 100..200公斤",
                "依數值檢索，同類單位自動換算：>、>=、<、<=、=、100..200公斤",
            ),
        ),
    ),
    Chapter(
        "Fields",
        "欄位",
        (
            Example(("標題:海岸", "title:海岸", "篇名:海岸"), "the document’s title", "文件標題"),
            Example(
                ("標題:(海岸 OR 港務)", "title:(海岸 OR 港務)"),
                "a field of several words",
                "一個欄位可以放幾個詞",
            ),
            Example(("機關:巡防", "agency:巡防"), "the issuing agency", "發布機關"),
            Example(("文件:coast", "doc:coast"), "the file name or id", "檔名或文件編號"),
            Example(("章節:概況", "section:概況"), "a heading above the passage", "所在章節的標題"),
            Example(("種類:表格", "kind:table"), "the kind of passage", "段落種類"),
            Example(
                ("格式:markdown", "format:markdown", "格式:md"),
                "the format of the file, by its name, its ending or its program (word, excel)",
                "檔案格式，可用名稱、副檔名或軟體名稱（Word、Excel）",
            ),
            Example(("頁:2", "page:2"), "the page, by the number that is cited", "引註所載的頁碼"),
            Example(
                ("頁:1-2", "頁:1..2", "page:1-2", "頁:第1至2頁"),
                "a range of pages; a label such as 乙-45 or 2-3 comes before a range",
                "頁碼範圍；文件若有 2-3 這樣的頁碼，則以頁碼為準",
            ),
            Example(
                ("年:111..112", "year:2022..2023", "年:111至112"),
                "years that a passage speaks of, in either calendar",
                "段落所述的年份，民國或西元",
            ),
            Example(
                ("日期:113年5月", "date:2024-05", "日期:2024-05..2024-06"),
                "the date of the document",
                "文件的日期",
            ),
            Example(
                ("自:113年4月", "since:2024-04"),
                "documents of this date or later",
                "這個日期以後的文件",
            ),
            Example(
                ("迄:113年4月", "until:2024-04"),
                "documents of this date or earlier",
                "這個日期以前的文件",
            ),
            Example(
                ("條約:商港法", "instrument:商港法"),
                "passages that name this treaty, agreement or statute, under any of its names",
                "提到這項條約、協定或法規的段落，不論用哪個名稱",
            ),
            Example(
                ("名稱:海岸巡防署", "entity:海岸巡防署"),
                "something by any of its known names",
                "這個名稱或其他已知的名稱",
            ),
        ),
    ),
)
