"""The kinds of lines on a title page: issuer, period, date, series, session, stamps, the title.

A line of no other kind may be the title. Covers are set in letter-spaced type (審 計 部), which
`unspaced` undoes.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import pairwise

from indexer.documents import agencies, signatures
from indexer.documents.datelines import date_of, period_of_line
from indexer.structure.characters import HAN, is_han

LABELLED = re.compile(r"^[^：:，。]{1,14}[：:]")
STATED = re.compile(
    r"^(?:標\s*題|新聞標題|主\s*題|題\s*目|名\s*稱|(?:法規|法律|法令|規章|專案|方案|報告|計畫|計劃|會議|文件|出版品|刊物|書)名稱?|報告題目|研究題目)\s*[：:]\s*(\S.*)$"
)
FRAMED = re.compile(r"^[-–—─━－~～（(【〈《].*[-–—─━－~～）)】〉》]$")
SECTION_TITLE = re.compile(r"(?:中文|英文)?(?:摘要|提要|前言|序言?|Abstract)", re.IGNORECASE)
CONTENTS = re.compile(r"(?:圖|表)?目[錄次]|Contents", re.IGNORECASE)
SERIAL = re.compile(
    r"^[（(【]?(?:(?:[0-9]{2,4}\s*[）)]\s*)?第\s*[0-9０-９〇○零一二三四五六七八九十百]+(?:\s*[-－–]\s*[0-9]+)?\s*(?:號|期|輯|冊|卷|版)"
    r"|(?:No|Vol|Issue)\s*[.:]?\s*[0-9]+|[0-9]{2,4}\s*[-－年]\s*(?:第\s*)?[0-9]+\s*[號期])",
    re.IGNORECASE,
)
#: Names of publications, which do not identify the issue.
_SERIES = re.compile(
    rf"^(?P<front>[{HAN}]{{0,24}}?)\s*(?:統計)?(?P<name>通報|速報|快報|簡訊|快訊|電子報|公報|新聞稿|新聞發布|新聞資料|新聞參考資料"
    r"|即時新聞|新聞|書面報告|書面資料|會議資料|專題報告|業務報告|專案報告|口頭報告|工作報告)"
    r"(?:\s*[（(].{1,20}[）)]|\s*第.{1,8}[號期])?$"
)
#: Kinds of reports, without a subject.
GENERIC = re.compile(
    r"^(?:[0-9]{2,4}\s*年度?)?(?:委託|自行|專題|專案|補助|合作|研究|計[畫劃]|期[中末]|成果|結案|總結|年度|調查|考察|出國|工作|執行"
    r"|進度|績效|評估){1,4}報告書?(?:[（(].{1,20}[）)])?$"
)
#: Names of reports that say nothing of their subject, which is on the line above.
BARE_REPORT = re.compile(
    r"(?:審核|查核|審計|決算|預算|稽察|調查|考核|檢討|執行|結案|成果|評估|總結|期[中末]){1,2}報告書?"
    r"(?:[（(].{1,20}[）)])?"
)
#: Beginnings of a line that is a whole title, whatever the line above it.
WHOLE_TITLE = re.compile(r"^(?:[「《0-9０-９]|(?:中華)?民國|關於|有關)")
# Characters of the subject in the name of a bulletin (水資源統計通報, 國情統計通報).
_SHORT_FRONT = 8
_BULLETINS = ("通報", "速報", "快報", "簡訊", "快訊", "電子報", "公報")
_OCCASION = re.compile(
    r"(?:立法院|議會|委員會|大會|院會|第.{1,6}[屆會次]).*(?:會議|會期|大會|臨時會|定期會|院會)$|^.{2,20}第\s*\S{1,5}\s*次(?:.{0,8}會議)$"
)
_STAMPED = re.compile(
    r"^[（(【]?(?:公開|限閱|一般|最?速件|普通件?|附件\s*[0-9一二三四五六七八九十]{0,3}|參考資料|定稿本?|初稿|草案|修正本|更新版"
    r"|封面|[0-9]+|[ivxIVX]+|COPY|DRAFT|CONFIDENTIAL|SAMPLE)[）)】]?$"
    # several stamps on one line: 密件影本 請勿外流
    r"|^[（(【]?(?:(?:極?機密|密件?|正本|副本|影本|抄本|樣張|樣本|範本|作廢|註銷|已解密|與正本相符|內部(?:文件|資料|參考|使用)"
    r"|(?:請勿|不得|禁止|嚴禁|僅供|未經[^，。]{1,6}不得)[^，。、\s]{2,8})[\s，、]*)+[）)】]?$"
)
#: Links and tools at the top of a web page: skip links, bread crumbs, menus.
_PAGE_TOOLS = re.compile(
    r"^:::|^[：:.\s]+$|跳[到至過].{0,6}(?:內容|選單|導覽)|^(?:移至|前往)(?:主)?(?:要)?內容|skip to"
    r"|[>›»].*[>›»]|^[您你](?:現在|目前)?的?(?:位置|所在)|^(?:現在|目前)(?:位置|所在)|^位置\s*[：:]"
    r"|^(?:回?首頁|網站導覽|(?:友善)?列印(?:本頁)?|轉寄(?:好友)?|分享|字[級型](?:大小)?|字體大小|回?上一頁|下一頁|返回"
    r"|English|RSS|雙語詞彙|意見信箱|常見問答)(?:$|[\s>›»|｜/／：:])|.(?:全球資訊網|入口網站?)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(?:聯絡|連絡|電話|傳真|地址|承辦|E-?mail|報告人|主持人)|https?://|\S@\S", re.I
)
LETTER = re.compile(r"(?:^|[\s府部會署局處院所司])(?:書?函|令|公告|開會通知單)$")
SUBJECT = re.compile(r"^主\s*旨\s*[：:]\s*(.+)$")
#: Nouns for reports: a line that ends in one is a whole title.
NOUN = re.compile(
    r"(?:報告書?|年報|季報|月報|週報|白皮書|計[畫劃]書?|概[況要]|分析|統計|成果|情形|成效|檢討|紀錄|說明|手冊|須知|指引|要點|辦法|條例|方案|對策|研究"
    r"|預算案|評估|專刊|彙編|摘要|簡介|現況|展望|措施|一覽|名冊|清冊)(?:[（(].*[）)])?$"
)
CONTINUED = re.compile(r"(?:年度?|[0-9]月|第.季|半年|及|與|暨|之|的|—|─|－|-|政府|[部局署處會院])$")
#: Labels of forms and official letters, whatever their type.
_FORM_LABEL = re.compile(
    rf"(?:[{HAN}]{{0,4}}(?:機關|單位|日期|時間|期間|字號|文號|電話|傳真|地點)"
    r"|主\s*旨|說\s*明|受文者|檔\s*號|保存年限|速\s*別|密等.{0,12}|附\s*件|正\s*本|副\s*本)\s*[：:]"
)
#: The place alone on a line, above the year of its budget.
PLACE = re.compile(rf"[{HAN}]{{1,5}}[縣市鄉鎮區]")
#: The era alone on a line, above its year.
ERA = re.compile("(?:中華)?民國")
#: Beginnings of a line that continues the one above it.
CONTINUES = re.compile("[暨及與]")
#: A part of a report, named below its title on the cover: 參考資料, 附冊, 第二冊.
PART = re.compile(
    r"(?:參考資料|附冊|附錄|附件|附表|總說明|摘要本?|提要|[上中下][冊篇卷]|第[0-9一二三四五六七八九十]{1,3}[冊篇卷編])"
    r"(?:\s*[（(].{1,20}[）)])?"
)
#: Blanks between the letters of letter-spaced type, and between digits set one by one.
_BLANKS = re.compile(r"[\s\u3000]+")
_SPREAD_DIGITS = re.compile(r"(?<![0-9])[0-9](?: [0-9])+(?![0-9])")
# Pieces of a letter-spaced line: three or more, and this share of them single characters.
_LEAST_PIECES, _SINGLE_SHARE = 3, 0.6


class Role(Enum):
    """The kinds of lines on a title page."""

    TITLE, ISSUER, SERIES, OCCASION, PERIOD, FACT = range(6)


def role(text: str) -> Role:
    """The kind of a line of a title page; TITLE for none of the others."""
    bare = unspaced(text)
    if _is_fact(bare):
        return Role.FACT
    if period_of_line(bare):
        return Role.PERIOD
    if signatures.agency_of(bare):
        return Role.ISSUER
    issuer = agencies.of_line(bare)
    if issuer and (not issuer[1] or (date_of(issuer[1]) and not issuer[1].endswith("年度"))):
        return Role.ISSUER
    study = agencies.of_title(bare) if "研究" in bare else None
    if GENERIC.match(bare.removeprefix(study or "").lstrip()):
        return Role.SERIES
    series = _SERIES.match(bare)
    if series:
        front = series["front"]
        named = (
            not front or agencies.of_title(front) == front or agencies.of_line(front) == (front, "")
        )
        if named or (series["name"] in _BULLETINS and len(front) <= _SHORT_FRONT):
            return Role.SERIES
    if _OCCASION.search(bare) and "紀錄" not in bare:
        return Role.OCCASION
    return Role.TITLE


def _is_fact(bare: str) -> bool:
    """True for a number in a series, a stamp, a contact, a tool of a web page, or a date."""
    if _FORM_LABEL.match(bare) or SERIAL.match(bare):
        return True
    if _STAMPED.match(bare) or _CONTACT.search(bare):
        return True
    if is_page_tool(bare) or date_of(bare) or ERA.fullmatch(bare):
        return True
    return bool(FRAMED.match(bare) and date_of(bare.strip("（）()【】")))


def is_page_tool(text: str) -> bool:
    """True for a link or tool at the top of a web page: 跳到主要內容, :::, bread crumbs."""
    return _PAGE_TOOLS.search(text.strip()) is not None


def unspaced(line: str) -> str:
    """A line of display type without letter-spacing (審 計 部, 中華民國 9 8 年度), compatibility
    ideographs as the characters that they stand for."""
    bare = unicodedata.normalize("NFC", line.strip())
    pieces = _BLANKS.split(bare)
    single = sum(len(piece) == 1 or piece.isdecimal() for piece in pieces)
    is_spread = len(pieces) >= _LEAST_PIECES and single >= _SINGLE_SHARE * len(pieces)
    numbers = pairwise(pieces)
    has_han = any(len(piece) == 1 and is_han(piece) for piece in pieces)
    if (
        is_spread
        and has_han
        and not any(a.isdecimal() and b.isdecimal() and len(a + b) > 2 for a, b in numbers)
    ):
        return "".join(pieces)
    return _SPREAD_DIGITS.sub(lambda found: found[0].replace(" ", ""), bare)
