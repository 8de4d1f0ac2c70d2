"""Names of the agencies that issue documents, recognised in lines and titles.

A name ends in a word such as 署, 委員會 or 分局. In titles the word segmentation decides whether
that word ends there or begins another one (垃圾處 in 垃圾處理廠).
"""

from __future__ import annotations

import re

from indexer.structure.characters import HAN
from judian.zh.text.fold import fold
from judian.zh.text.segment import segment

#: Ends of names of agencies, wherever they occur.
_STRONG = (
    "總隊|委員會|檢察署|行政院|監察院|司法院|立法院|考試院|法院|政府|公所|總處|部|署|局|廳|處|中心|大學|公司|銀行|基金會|"
    "協會|研究院|博物館|監獄|看守所|議會"
)
#: Ends of names of agencies in lines that contain nothing else.
_WEAK = (
    "院|司|科|組|隊|會|室|所|學院|學校|國小|國中|高中|學會|圖書館|醫院|辦公室|代表處|海關|分局|分署"
)
_ROLE = re.compile(
    r"\s*(?:編製|編印|編纂|彙編|印行|出版|發布|公布|提供|製作|製表|敬製|撰擬|提報|填報|謹呈|編撰"
    r"|編著|編輯|主編|撰稿|編)$"
)
_AT_END = re.compile(rf"(?:{_STRONG})$")
#: The front of a name that contains another: 審計部 of 審計部臺灣省….
BEGINNING = re.compile(rf"[{HAN}]{{1,8}}?(?:部|院|署|政府|委員會|總處)[{HAN}]+$")
#: Names that are a whole line: of agencies, of their units, of schools.
_WHOLE = re.compile(
    rf"(?:{_STRONG}|國家安全會議|學院|學校|國小|國中|高中|學會|圖書館|醫院|辦公室|代表處|海關|分局|分署"
    rf"|(?:{_STRONG}).{{1,10}}(?:院|司|科|組|隊|會|室|所|關|站)|(?:國家|公|研究|事務|工|農|商|總|聯合)(?:院|會|所))$"
)
_HAN_NAME = re.compile(rf"[{HAN}]{{3,24}}$")
_YEAR = re.compile(
    r"^(?:中華)?(?:民國)?\s*[0-9０-９〇一二三四五六七八九十百]{2,4}\s*(?:年度?|學年度|會計年度)\s*"
)
#: Classes of agencies, and meetings, whose names end like that of an agency.
_NOT_AN_AGENCY = re.compile(
    r"(?:(?<!安)全|[內外各本該某此一]|地方|中央|我國|他國|外國|縣市|市縣)(?:部|處|局|署|政府|機關)$"
    r"|(?:大會|(?<!國家安全)會議|座談會|說明會|公聽會|研討會|協調會|記者會|委員會會|年會|機會|社會|檢討會|發表會|教室|場所|處所)$"
)
#: Words that the name of an agency never contains; words with which the subject of a title begins.
_NEVER = re.compile("辦理|報告|如何|[之的]")
_SUBJECT = re.compile(
    "辦理|推動|執行|補助|委託|協助|督導|持續|加強|因應|查獲|偵辦|破獲|舉辦|召開|成立|公布|發布|配合|強化|落實|建置|前往|參加|出席|訪問|報告|如何|"
    "[之的赴]"
)
#: Two agencies; 及 may also be inside a name (影視及流行音樂產業局).
_AND = re.compile(rf"(?:{_STRONG}|所屬)[及與暨]")
# Characters of the name of an agency.
_SHORTEST_NAME, _LONGEST_NAME = 3, 24


#: A meeting of a council, to which others report: 雲海縣議會第十九屆第三次定期會.
_SESSION = re.compile(r"第\S{1,4}屆第\S{1,4}次")


def of_line(line: str) -> tuple[str, str] | None:
    """The agency that a line names, and the rest of the line (usually "" or a date); None if the
    line does not consist of a name."""
    words = re.split(r"[\s、]+", line.strip())
    first = _ROLE.sub("", words[0]).removeprefix("中華民國")
    dated = re.match(rf"([{HAN}]{{3,24}}?)(?=[（(0-9０-９]|中華民國|民國)(.*)$", words[0])
    rest: list[str] = []
    if dated and not is_agency(first):
        first = _ROLE.sub("", dated[1])
        rest.append(dated[2])
    if not is_agency(first):
        return None
    rest += [word for word in words[1:] if not _is_unit_or_empty(_ROLE.sub("", word))]
    return first, " ".join(rest)


def _is_unit_or_empty(word: str) -> bool:
    """True for the name of a unit of an agency. Also true for "", which is left of a word that was
    only a role (編製)."""
    return not word or re.fullmatch(rf"[{HAN}]{{2,24}}(?:{_STRONG}|{_WEAK})", word) is not None


def is_agency(name: str) -> bool:
    """True for the name of an agency; False for words that only end like one (全部, 座談會)."""
    return bool(
        _HAN_NAME.match(name)
        and _WHOLE.search(name)
        and not _NOT_AN_AGENCY.search(name)
        and not _NEVER.search(name)
        and not _AND.search(name)
        and not _SESSION.search(name)
    )


def of_title(title: str) -> str | None:
    """The agency at the front of a title: the longest name that ends at a word boundary,
    內政部警政署 of 內政部警政署兩岸共同打擊犯罪成果報告."""
    year = _YEAR.match(title)
    text = title[year.end() :] if year else title
    text = text.removeprefix("中華民國").strip()
    run = re.match(f"[{HAN}]+", text)
    best, length = None, 0
    for word in segment(fold(run[0])) if run else ():
        length += len(word)
        name = text[:length]
        if length > _LONGEST_NAME or _SUBJECT.search(name) or _AND.search(name):
            break
        if length >= _SHORTEST_NAME and _AT_END.search(name) and not _NOT_AN_AGENCY.search(name):
            best = name
    return best
