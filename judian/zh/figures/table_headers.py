"""Units and periods of table cells, from the headers, the caption and the unit line."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from judian.zh.dates import expressions
from judian.zh.dates.context import NO_CONTEXT, DateContext
from judian.zh.dates.periods import Period
from judian.zh.numbers import units
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled, folded_numbers
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from judian.zh.numbers.units import Unit

_BRACKET = compiled(r"（([^（）]{1,16})）")
#: Rates of deaths, births and diseases are as often for 100,000 people.
_PERCENT = compiled(
    r"(?:百分比|比率|比例|占比|佔比|比重|[^效利費匯機稅頻](?<!死亡)(?<!自殺)(?<!出生)(?<!生育)(?<!盛行)"
    r"(?<!發生)(?<!罹患)(?<!罹病)(?<!發病)(?<!犯罪)率|^率|%)(?:\(%\))?$"
)
#: What stands between the numbers of the columns that make one: 占預算數％(3)/(1).
_BETWEEN_NUMBERS = compiled(r"[=×÷/]+$")
#: One character in brackets that stands for the one before it, or belongs to the word around it:
#: 實收（支）金額, 醫療院（所）基金.
_OTHER_WORD = compiled(r"[一-鿿]）(?!計|合計|小計)[一-鿿]")
_PLURAL = compiled(r"(?:總|合計)?數$")
_UNIT_WORD = compiled(r"^.{0,40}單位[:為]?\s?")
#: 死亡 and 就業 at the end of a header count people; 就業基金 and 退休撫卹支出 are sums of money.
_PEOPLE = compiled(
    r"(?:判處?(?:死刑|無期|有期)[^金費款額]{0,6}|死刑|死亡|受傷|輕傷|重傷|罹難|失蹤|確診|就業|失業|退休|畢業)"
    r"[者數]?(?:合計|總計|小計|[（(].*)?\s*$"
)
_NUMBERING = compiled(
    r"^(?:項次|序號|編號|項目?編號|次序|no\.?|年度|年別|年份|年|月別|月份|日期|時間|代碼|代號|電話|傳真|統編|統一編號|頁次|頁碼|案號|字號)$"
)
_KINDS = (
    (compiled(r"率|比重|比例|百分比|占比"), "rate"),
    (
        compiled(r"金額|經費|預算|決算|罰鍰|收入|支出|費用?|成本|損失|產值|補助|價|款|稅|薪"),
        "amount",
    ),
    (compiled(r"重量|總重|噸|淨重|毛重"), "weight"),
    (compiled(r"面積"), "area"),
    (compiled(r"長度|里程"), "length"),
    (compiled(r"容量|水量|流量|體積"), "volume"),
    (compiled(r"次數|件數|人數|家數|戶數|場次|數量"), "count"),
)
_DIGIT = compiled("[0-9]")
#: The year of the row or table, not another one: 本年度, 以前年度轉入數.
_THIS_YEAR = compiled("^[^0-9]*(?:[本當該]年|以前年)[^0-9]*$")
_SEVERAL = compiled(r"[、;,/及]")
_BARE_YEAR = compiled(r"^(?:民國|年度|年)?\s*([0-9]{2,4})\s*(年度|年)?(?=$|[\s（(])")
#: Bare years of headers: of the ROC, and Gregorian.
_HEADER_YEARS = (range(60, 151), range(1900, 2101))
_STATED = compiled(r"統計期間|資料期間|統計時間|資料時間|期間|截至|統計至|基準日")
_SOURCE = compiled(r"資料來源[^。\n]{0,200}")
_TOTAL = compiled(r"^(?:.{0,8}[合總小累]計|總數|總額|總和|計)$")
_CHANGE = compiled(
    "增減|增加|減少|成長|變動|差異|漲跌|消長|[較與].{0,8}[年期底季月](?:度)?(?:比較|相比|增減)?$|比較"
)
_OF_NUMBER = compiled("數|額|量|[件人次]")
_DATE = compiled("(?:日期|時間|年月日|年月)$")
#: Headers of which something is kept; every cell below asks again.
_KEPT_HEADERS = 4096
_DATE_WORD = "日期:"
#: 本月, 上季（件）: of the time of the table only if its period resolves them.
_TIME = compiled(r"(?:上一?|前一|本)(?:[季月旬]|期(?=$|[(\[]))")
_RANK = compiled("^(?:排名|名次|序位|排序)$")


def unit_of(
    column: Sequence[str],
    row: Sequence[str],
    table_unit: str | None,
    titles: Sequence[str],
    columns: Sequence[Sequence[str]] = (),
) -> tuple[Unit, int] | None:
    """(unit, factor) of a bare number in a cell; 千元 is 元 with the factor 1000.

    The nearest header with a unit gives it, else the table's unit line, else its `titles`
    (caption and heading). If one of the nearest headers names a rate, the number is a rate
    (增減率（%） of 槍枝（枝）). `columns` are the column headers of the whole row.
    """
    own = [f for f in (_nearest(tuple(column)), _nearest(tuple(row), is_row=True)) if f]
    if own:
        return next((f for f in own if f[0].kind == "rate"), own[0])
    named = of_unit_line(table_unit) if table_unit else ()
    if named:
        return (
            _fitting(named, (*reversed(column), *reversed(row)))
            or _in_order(named, column, columns)
            or next((n for n in named if n[0].kind != "rate"), named[0])
        )
    for title in titles:
        found = of_header(title)
        if found:
            return found
    if any(_PEOPLE.search(folded_numbers(h)) for h in (*column, *row)):
        return units.named("人")
    return None


@lru_cache(maxsize=_KEPT_HEADERS)
def _nearest(path: tuple[str, ...], *, is_row: bool = False) -> tuple[Unit, int] | None:
    """(unit, factor) of the last header of a path that has one.

    款 and 項 are levels of accounts, and other single characters parts of a torn word; in a row
    they are units behind the name of what is counted (統一發票, 本).
    """
    for at in range(len(path) - 1, -1, -1):
        is_unit_column = is_row and at and at == len(path) - 1
        if not is_unit_column and _is_level(path[at]):
            continue
        if found := of_header(path[at]):
            return found
    return None


@lru_cache(maxsize=_KEPT_HEADERS)
def _is_level(header: str) -> bool:
    return folded_numbers("".join(header.split())) in _LEVELS


@lru_cache(maxsize=_KEPT_HEADERS)
def of_header(header: str) -> tuple[Unit, int] | None:
    """(unit, factor) of one header: 毒品總重(噸), 件數, 人次, 占比."""
    folded = folded_numbers("".join(header.split()))
    found = _bracketed(folded)
    if found:
        return found
    bare = _BETWEEN_NUMBERS.sub("", _BRACKET.sub("", folded))
    if _PERCENT.search(bare):
        return units.named("%")
    plural = _PLURAL.search(bare)
    stem = bare[: plural.start()] if plural else bare
    if plural:
        lengths = range(_LONGEST_UNIT, 0, -1)
        found = next((f for n in lengths if len(stem) >= n and (f := units.named(stem[-n:]))), None)
        return found if found and _counts(stem, found[0]) else None
    # a header that only says 件, or ends in a word that is never anything but a unit (總人次)
    whole = units.named(bare)
    if whole and whole[0].kind != "duration" and bare not in _LABELS:
        return whole
    ending = next((f for n in (3, 2) if len(bare) > n and (f := units.named(bare[-n:]))), None)
    return ending if ending and ending[0].name in _SURE else None


def _counts(stem: str, unit: Unit) -> bool:
    """True if the unit at the end of `stem` is a word of its own: 查獲件, but not 實支 or 還本."""
    stem = stem.removeprefix(_ALL)
    if len(unit.surface) > 1 or len(stem) == 1 or stem[-1] in _COUNTED:
        return True
    return stem[-1] not in _PARTS_OF_WORDS and len(segment(stem)[-1]) == 1


_ALL = fold("總")
#: The last characters of what accounts call 實支數, 收回數, 減列數, 借款數, 還本數, 調度數, 總分數.
_PARTS_OF_WORDS = frozenset(map(fold, "支回列款本度分基發標"))
#: Units before 數 that end few other words.
_COUNTED = frozenset(map(fold, "人件戶次家案輛艘筆棟座株床席枚隻天"))
#: Levels of accounts, units that other words are torn into, and headers of names.
_LEVELS = frozenset(
    map(
        fold,
        (
            *"款項節章類本基國期面部點代字標股員度名位條門",
            *("項目", "單位", "部分", "機關", "部門", "地區", "縣市", "鄉鎮市", "鄉鎮", "國籍"),
        ),
    )
)
#: A row called 甲 is not measured in 甲.
_LABELS = frozenset({"甲"})
#: Longest unit before 數 in a header (人次數), in code points.
_LONGEST_UNIT = 4
#: Words that are units wherever they end a header.
_SURE = frozenset({"人次", "件次", "戶次", "案次", "家次", "艘次", "架次", "場次", "班次"})


@lru_cache(maxsize=512)
def of_unit_line(line: str) -> tuple[tuple[Unit, int], ...]:
    """The units of the unit line of a table: 新臺幣千元; or 次；件；千元."""
    folded = _UNIT_WORD.sub("", folded_numbers("".join(line.split()))).strip(":() ")
    whole = units.named(folded)
    if whole:
        return (whole,)
    return tuple(f for part in _SEVERAL.split(folded) if part and (f := units.named(part)))


def _in_order(
    named: Sequence[tuple[Unit, int]], column: Sequence[str], columns: Sequence[Sequence[str]]
) -> tuple[Unit, int] | None:
    """The unit of a column by its order among the columns without one (單位：件；公斤)."""
    units_of = {
        path[-1]: of_header(path[-1]) or _fitting(named, path[-1:])
        for path in columns
        if path and not is_numbering(path)
    }
    bare = [header for header, own in units_of.items() if own is None]
    claimed = {own[0].name for own in units_of.values() if own}
    free = [n for n in named if n[0].name not in claimed]
    if not column or column[-1] not in bare or len(bare) != len(free):
        return None
    return free[bare.index(column[-1])]


def _fitting(named: Sequence[tuple[Unit, int]], headers: Iterable[str]) -> tuple[Unit, int] | None:
    """The unit of a line whose kind fits a header; a single unit fits every header."""
    if len(named) == 1:
        return named[0]
    for header in headers:
        folded = folded_numbers(header)
        share = next((n for n in named if n[0].kind == "rate"), None)
        if share and _CHANGE.search(folded) and not _OF_NUMBER.search(folded):
            return share  # 與上季比較 under 單位：人；%
        for pattern, kind in _KINDS:
            fits = next((n for n in named if n[0].kind == kind), None)
            if fits and pattern.search(folded):
                return fits
    return None


def is_numbering(column: Sequence[str]) -> bool:
    """True for a column of item numbers, years or other labels."""
    return bool(column) and _is_numbering(column[-1], column[-2] if len(column) > 1 else None)


@lru_cache(maxsize=_KEPT_HEADERS)
def _is_numbering(header: str, above: str | None) -> bool:
    parts = folded_numbers(header).split()
    # 科目 › 款 holds codes; 項次 No. says it twice, 2022 年 is a year
    if "".join(parts) in _CODES and (above is None or _ACCOUNT in folded_numbers(above)):
        return True
    return bool(parts) and (
        _NUMBERING.match("".join(parts)) is not None or all(map(_NUMBERING.match, parts))
    )


_CODES, _ACCOUNT = frozenset(map(fold, "款項目節")), fold("科")


def is_change(headers: Iterable[str]) -> bool:
    """True if one of the headers names a change: 增減, 與上季比較."""
    return any(map(_names_change, headers))


@lru_cache(maxsize=_KEPT_HEADERS)
def _names_change(header: str) -> bool:
    return _CHANGE.search(folded_numbers(header)) is not None


def is_rank(column: Sequence[str]) -> bool:
    """True for a column of ranks: 排名."""
    return bool(column) and _RANK.match(folded_numbers("".join(column[-1].split()))) is not None


def period_of(column: Sequence[str], row: Sequence[str], dates: DateContext) -> Period | None:
    """The period of the headers of a cell; a year and a month of two headers are joined."""
    return _period_of(tuple(h for h in (*row, *column) if h), dates)


@lru_cache(maxsize=2048)
def names_unknown_period(column: tuple[str, ...], row: tuple[str, ...], dates: DateContext) -> bool:
    """True if a header names a period that cannot be resolved (上年同期): it is another one than
    that of the table. A change against such a period is one of the table's."""
    headers = (*column, *row)
    if is_change(headers):
        return False
    found = [
        m
        for header in headers
        for m in expressions.find_folded(header, folded_numbers(header), dates)
    ]
    is_open = any(not (m.period.start or m.period.end or m.compared) for m in found)
    return is_open or any(_TIME.match(folded_numbers("".join(h.split()))) for h in headers)


def row_date(
    text: str, cells: Iterable[tuple[int, int, Sequence[str], Sequence[str]]]
) -> Period | None:
    """The date in the one date column of a row (日期: 1120418, 112/05/06); None without one."""
    written = [text[start:end].strip() for start, end, column, _ in cells if is_date(column)]
    if len(written) != 1:
        return None
    found = expressions.find(f"{_DATE_WORD}{written[0]}")
    period = found[0].period if len(found) == 1 else None
    return period if period and period.start and period.text == written[0] else None


def is_date(column: Sequence[str]) -> bool:
    """True for a column of dates."""
    return bool(column) and _DATE.search(folded_numbers("".join(column[-1].split()))) is not None


@lru_cache(maxsize=2048)
def _period_of(headers: tuple[str, ...], dates: DateContext) -> Period | None:
    headers = tuple(map(_unspaced, headers))
    years = [h for h in headers if _has_year(h)]
    if any(_DIGIT.search(h) for h in years):
        years = [h for h in years if not _THIS_YEAR.search(folded_numbers(h))]
    others = [h for h in headers if h not in years]
    if not years:
        joined = " ".join(others)
        found = expressions.find_folded(joined, folded_numbers(joined), dates)
        known = [m.period for m in found if not m.compared and m.period.end]
        return known[0] if known else None
    dates = replace(dates, antecedent=None)
    for rest in (*others, ""):
        joined = f"{_with_year_mark(years[-1])} {rest}".strip()
        found = expressions.find_folded(joined, folded_numbers(joined), dates)
        if found and found[0].compared:
            return None
        if (
            found
            and found[0].period.end
            and (found[0].end > len(_with_year_mark(years[-1])) or not rest)
        ):
            period = found[0].period
            is_bare = not rest and "年" not in years[-1]
            return replace(period, text=years[-1].strip()) if is_bare else period
    return None


@lru_cache(maxsize=_KEPT_HEADERS)
def _unspaced(header: str) -> str:
    """A header without the blanks between the characters of its date: 9 8年1 2月3 1日."""
    joined = "".join(header.split())
    is_spaced = joined != header and _DATE_ALONE.fullmatch(folded_numbers(joined)) is not None
    return joined if is_spaced else header


_DATE_ALONE = compiled(
    r"(?:(?:中華)?民國)?[0-9]{2,3}年(?:度|底|[0-9]{1,2}月(?:[0-9]{1,2}日|底|份)?)?止?"
)


def _has_year(header: str) -> bool:
    folded = folded_numbers(header)
    return "年" in folded or _BARE_YEAR.match(folded.strip()) is not None


def _with_year_mark(header: str) -> str:
    """A header that is a bare year, with 年 behind the number: 111 is 111年."""
    folded = folded_numbers(header.strip())
    match = _BARE_YEAR.match(folded)
    if match is None or match[2]:
        return header.strip()
    value = int(match[1])
    if not any(value in years for years in _HEADER_YEARS):
        return header.strip()
    return f"{match[1]}年{header.strip()[match.end() :]}"


def total_period(
    column: Sequence[str],
    row: Sequence[str],
    columns: Iterable[Sequence[str]],
    rows: Iterable[Sequence[str]],
    dates: DateContext = NO_CONTEXT,
) -> Period | None:
    """The period of a total: all years of the other row headers, or of the other columns.

    Its text is the first and the last of them, joined by 至.
    """
    for own, all_paths in ((row, rows), (column, columns)):
        if not own or not _TOTAL.search(folded_numbers("".join(own[-1].split()))):
            continue
        named = [p for path in all_paths if (p := _period_of(tuple(path), dates))]
        found = {(p.start, p.end): p for p in reversed(named) if p.start and p.end}
        ordered = sorted(found.values(), key=lambda p: p.start or "")
        if len(ordered) > 1:
            last = max(ordered, key=lambda p: p.end or "")
            return Period(f"{ordered[0].text}至{last.text}", ordered[0].start, last.end)
    return None


def change_period(
    column: Sequence[str],
    row: Sequence[str],
    columns: Iterable[Sequence[str]],
    rows: Iterable[Sequence[str]],
    dates: DateContext = NO_CONTEXT,
) -> Period | None:
    """The period of a change beside years: the last of them (112年, 113年, 增減率)."""
    for own, all_paths in ((row, rows), (column, columns)):
        if not own or not _CHANGE.search(folded_numbers("".join(own[-1].split()))):
            continue
        paths = dict.fromkeys(map(tuple, all_paths))
        siblings = (p for p in paths if p != tuple(own) and p[:-1] == tuple(own)[:-1])
        found = dict.fromkeys(p for path in siblings if (p := _period_of(path, dates)))
        if len(found) > 1:
            return max(found, key=lambda p: (p.end or "", p.start or ""))
    return None


@lru_cache(maxsize=512)
def table_period(caption: str | None, note: str | None, dates: DateContext) -> Period | None:
    """The period of a table, from its note (統計期間), else from its caption."""
    if note:
        for line in note.split("\n"):
            if _STATED.search(folded_numbers(line)):
                found = _first_period(line, dates)
                if found:
                    return found
    return _first_period(caption, dates) if caption else None


def _first_period(text: str, dates: DateContext) -> Period | None:
    """The first period of a text, if possible behind a word like 統計期間; no source is read."""
    folded = folded_numbers(text)
    cut: re.Match[str] | None = _SOURCE.search(folded)
    if cut:
        text = text[: cut.start()] + " " * (cut.end() - cut.start()) + text[cut.end() :]
    stated = _STATED.search(folded)
    found = [
        m
        for m in expressions.find_folded(text, folded_numbers(text), dates)
        if m.period.start or m.period.end
    ]
    later = [m for m in found if stated and m.end > stated.start()]
    chosen = later or found
    return chosen[0].period if chosen else None


def _bracketed(folded: str) -> tuple[Unit, int] | None:
    """(unit, factor) of the last bracket that holds one: 經費（千元）."""
    for bracket in reversed(list(_BRACKET.finditer(folded))):
        found = units.named(_UNIT_WORD.sub("", bracket[1]))
        if found and not _OTHER_WORD.match(folded[bracket.end() - len(bracket[1]) - 1 :]):
            return found
    return None
