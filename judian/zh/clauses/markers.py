"""Markers: words that say whether a number is denied, a rest, a change, a plan, a part or a whole.

Each marker has a pattern for what stands before a span in its own part of the clause, and may have
one for what follows it (5件尚未結案). Patterns match folded text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Marker(StrEnum):
    """What a word beside a span says of it; the comment gives an example."""

    REST = "rest"  # 其餘5件
    CHANGE = "change"  # 較去年增加5件
    PLAN = "plan"  # 預計5件
    ESTIMATE = "estimate"  # 推估5件
    ACTUAL = "actual"  # 實際5件
    LIMIT = "limit"  # 最高處5年; 不得超過5件
    PART = "part"  # 其中5件
    WHOLE = "whole"  # 合計5件
    AVERAGE = "average"  # 平均5件
    RATIO = "ratio"  # 占5%
    FORMER = "former"  # 由5站增為9站: 5; 較去年5站增加4站: 5
    RESULT = "result"  # 由5站增為9站: 9


class MarkerAt(NamedTuple):
    """A marker with the span of the text that shows it."""

    marker: Marker
    start: int
    end: int


#: Words that may stand between a marker and its number.
_TO_NUMBER = "(?:了|約|逾|近|達|計|有|為|共|僅|高達|\\s){0,3}"
#: The same behind a word of change; 增為5件 is what came of it.
_BY_NUMBER = "(?:了|約|逾|近|達|計|有|共|僅|高達|\\s){0,3}"
#: A change with its result: 增為, 修正至.
_INTO = (
    "(?:增加?|擴[大增充編]|調[整升降高]|提[高升]|升|上調|上修|下修|降低?|減少?|縮[減短小]|延[長後]|展延"
    "|改|修正|變更|更正)(?:為|至|到|成)"
)
_RISE = "增加|減少|成長|下降|上升|提高|降低|減列|增列|衰退|短少|多出|多了|少了|增|減"

#: Before the number, anywhere in its own part of the clause.
_BEFORE: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    (Marker.REST, compiled("其餘|剩餘|賸餘|剩下|尚餘|扣除[^,，。;；]{1,20}後|餘(?:額)?$|剩")),
    (
        Marker.CHANGE,
        compiled(
            f"(?:較|比(?![例率重])|相較|與[^,，。;；]{{1,12}}相比)[^。;；]{{0,30}}?(?:{_RISE}){_BY_NUMBER}$"
            f"|(?:{_RISE}){_BY_NUMBER}$"
        ),
    ),
    (
        Marker.PLAN,
        compiled("目標|預計|預期|預定|規劃|擬於|將於|計畫於|編列|概算|上看|力拚|原訂|原定"),
    ),
    (Marker.ESTIMATE, compiled("推估|估計|預估|推計|估算")),
    (Marker.ACTUAL, compiled("實際|實績|確實|決算|實支|實現")),
    (
        Marker.LIMIT,
        compiled(
            "(?:最高|最低)(?:得|可|處|罰|刑|限|不得|上限|下限)[^,，。;；]{0,6}$|上限|下限|不得(?:超過|逾|少於|低於)?$|未滿|未達[^,，。;；0-9]{0,6}$|得處|應處|(?<![0-9])處$"
        ),
    ),
    (Marker.PART, compiled("其中|當中|內含|[（(](?:含|內含)")),
    (Marker.WHOLE, compiled("合計|總計|共計|總共|一共|(?<!其中)(?<!公)共(?!同|和國)|累計|累積")),
    (Marker.AVERAGE, compiled("平均|每(?=[人件年月日次案戶名艘輛]|個)")),
    (Marker.RESULT, compiled(f"{_INTO}{_TO_NUMBER}$")),
    (
        Marker.FORMER,
        compiled(
            "(?:較|相較於?|(?<![百分占佔對])比)民?國?(?:[0-9]{2,4}年(?:度|底|末)?|[去上前]年度?|同期|上期)"
            "(?:同期)?(?:之|的)?(?:約|計)?$"
        ),
    ),
    (
        Marker.RATIO,
        compiled(
            "[占佔](?![用領據地])(?:比|率|了|約|全|總|[^,，。;；]{0,12}(?:之|的))?|比[率例重]"
        ),
    ),
)
#: At the start of the number itself.
_INSIDE: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    (Marker.LIMIT, compiled("不得|最高|最低|至多|未滿")),
)
#: Right behind the number.
_BEHIND: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    (Marker.LIMIT, compiled("以[上下](?:之|的)?(?:罰鍰|罰金|有期徒刑|拘役|怠金)")),
)
#: Behind the number as far as the next one, also outside its own part.
_FOLLOWING: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    (Marker.FORMER, compiled(f"[^,，。;；:：、()0-9\\n]{{0,8}}?{_INTO}")),
)


def markers_of(folded: str, low: int, start: int, end: int, high: int) -> Iterator[MarkerAt]:
    """Yield the markers of the span [start, end) in the own part [low, high) of its clause."""
    for marker, pattern in _BEFORE:
        found = pattern.search(folded, low, start)
        if found is not None:
            yield MarkerAt(marker, *found.span())
    placed = [(start, high, each) for each in _INSIDE] + [(end, high, each) for each in _BEHIND]
    placed += [(end, len(folded), each) for each in _FOLLOWING]
    for at, last, (marker, pattern) in placed:
        found = pattern.match(folded, at, last)
        if found is not None:
            yield MarkerAt(marker, *found.span())
