"""The names of the headers of a table, and their roles: parts, totals, averages, changes."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled


class Role(StrEnum):
    """What the cells under a header are; the comment gives an example."""

    PART = "part"
    TOTAL = "total"  # 合計
    AVERAGE = "average"  # 平均
    REST = "rest"  # 其他
    CHANGE = "change"  # 增減
    SHARE = "share"  # 占比
    RANK = "rank"  # 名次
    SUBSET = "subset"  # 其中：跨國結婚


_NUMBER = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?[0-9]{1,2}[)）、.．](?![0-9])|[甲乙丙丁戊己庚辛][、.．])\s*"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
#: What is in front of a row that is a part of the row above it.
_SUBSET = compiled("^(?:其中|內含|含)[:：]?(?=[^,，:：]{2})")
_CONTINUED = compiled("[(（]?續[)）]?$")
_SIGNS = re.compile(r"[%％:：、,。*＊/÷×+=\-－—…\s]+$|^[\s:：、,*＊\-－—]+")
_WORD = re.compile(r"[^\W\d_]")
_OUTER = re.compile(r"^[（(](.*)[）)]$")
_TOTAL = compiled(
    "^(?:.{0,8})(?:合計|總計|小計|共計|總數|總額|總和)$|^(?:計|總|全國|全部|全市|全縣|全年|全體|全年度|整體)$|^(?:合|總)計"
)
_AVERAGE = compiled("平均$|^平均(?:值|數)?$")
_REST = compiled("^(?:其他|其它|其餘|另外|其他[一-鿿]{0,4}|不詳|未分類)$")
_CHANGE = compiled("增減|增加|減少|成長|變動|差異|差額|漲跌|消長|比較|[較與].{0,8}比|^增$|^減$")
_SHARE = compiled("占|佔|比率$|比例$|比重|百分比|率$")
_RANK = compiled("^(?:名次|排名|排序|順位)$")


#: Accounts as first drawn up, and as audited.
ACCOUNTS = (fold("原列"), fold("審定"))
#: What a header says that the names of things stand below it: 計畫名稱, 縣市別.
OF_NAMES = compiled("(?:名稱|別)$")
#: Words of an average, in questions and in headers.
AVERAGE = compiled("平均|每|人均")
#: What stands before the end of a time: 到102年度.
UP_TO = compiled("(?:到|至|迄|截止)$")


@lru_cache(maxsize=8192)
def name_of(header: str) -> str:
    """What a header is called, folded: without number, unit in brackets, date and white space;
    "" for one that only numbers or dates."""
    folded = "".join(analyze(header).folded.split())
    outer = _OUTER.match(folded)
    folded = outer[1] if outer else folded
    bare = _SUBSET.sub("", _NUMBER.sub("", _CONTINUED.sub("", folded)))
    bare = _BRACKETS.sub("", bare) or bare
    for date in reversed(find_dates(bare)):
        bare = bare[: date.start] + bare[date.end :]
    bare = _SIGNS.sub("", _NUMBER.sub("", bare))
    return bare if _WORD.search(bare) else ""


def is_subset(header: str) -> bool:
    """True if a header names a part of the row above it: 其中：跨國結婚."""
    folded = "".join(analyze(header).folded.split())
    return _SUBSET.search(_NUMBER.sub("", folded)) is not None


@lru_cache(maxsize=8192)
def role_of(header: str) -> Role:
    """The role of the cells under a header of a column or beside one of a row."""
    name = name_of(header)
    if is_subset(header):
        return Role.SUBSET
    for role, pattern in (
        (Role.TOTAL, _TOTAL),
        (Role.AVERAGE, _AVERAGE),
        (Role.REST, _REST),
        (Role.RANK, _RANK),
        (Role.CHANGE, _CHANGE),
        (Role.SHARE, _SHARE),
    ):
        if pattern.search(name):
            return role
    return Role.PART
