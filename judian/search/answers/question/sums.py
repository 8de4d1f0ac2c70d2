"""Words for sums, in questions (全國共, 加總) and in headers of tables (合計)."""

from __future__ import annotations

from judian.zh.text.patterns import compiled

#: 共 for 一共: 共12件, and not 公共, 共同, 共犯, 共有犯意, 共和國.
ALTOGETHER = "(?<!公)共(?!同|有?犯|和國)"
_SUM_HEADER = compiled("合計|總計|小計|加總|總和|總數|全年|^計$")
_SUM_CUE = compiled(
    f"合計|總計|小計|加總|總和|總數|加起來|相加|全年|全國|全臺|全部|整體|{ALTOGETHER}"
)
#: 三個年度加總: a total row does not repeat how many values it adds up.
_ADDENDS = compiled(
    "[二兩三四五六七八九十0-9]+個?(?:年度|年|季|個月|機關|單位|國家|縣市|地區|分[署局])"
)


def is_sum(header: str) -> bool:
    """True if a folded header names a total of other cells."""
    return _SUM_HEADER.search(header) is not None


def sum_spans(question: str) -> tuple[tuple[int, int], ...]:
    """The spans of a folded question that ask for a sum; () if it asks for none."""
    spans = [found.span() for found in _SUM_CUE.finditer(question)]
    if spans:
        spans += [found.span() for found in _ADDENDS.finditer(question)]
    return tuple(spans)
