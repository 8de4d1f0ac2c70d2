"""Operators, fields and values that are written out in words: followed by, 標題包含, 第5頁.

What is meant beyond doubt is read, and the reader is told how; of the rest the reader is told what
to write. Every function works on plain text: full-width signs are half-width (see
`judian.search.query.tokens`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.query.field_names import FIELD_NAMES, FIELDS
from judian.search.query.field_values import read_days, read_years
from judian.search.query.operators import DEFAULT_DISTANCE, MAX_DISTANCE
from judian.zh.instruments.short_articles import with_articles
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: (English, Chinese)
Note = tuple[str, str]

#: Fields that 標題包含 and title contains may name. Other names are words of sentences: 法律包含.
_CONTAINING = frozenset({"title", "agency", "doc", "section"})
_UNIT = {"sentence": "/s", "paragraph": "/p", "document": "/d"}
_END = r"(?=[\s()\"“”„「」『』]|$)"
_SPOKEN = re.compile(
    rf"(?i:(?P<after>followed\s+by)"
    rf"|within\s+(?P<distance>[0-9]{{1,4}})\s+(?:words?|characters?)\s+of"
    rf"|within\s+[0-9]{{1,4}}\s+(?P<larger>sentence|paragraph)s?\s+of"
    rf"|in\s+the\s+same\s+(?P<unit>sentence|paragraph|document)\s+as"
    rf"|(?P<either>and/or|及/或|和/或|或/及)){_END}"
)
_CONTAINS = re.compile(
    rf"(?P<name>[A-Za-z]+|[{HAN}]{{2,4}}?)"
    r"(?:\s+(?i:contains|includes|containing|including)\s+|\s*(?:包含|含有|包括)\s*)(?=\S)"
)
_DATED = re.compile(rf"(?P<name>[A-Za-z]+|[{HAN}]{{1,4}})\s+(?P<value>[0-9][^\s()]*)(?=[\s)]|$)")
_PAGE = re.compile(
    r"(?i:(?:page|pp?\.)\s*(?P<first>[0-9]{1,5}(?:\s?-\s?[0-9]{1,5})?)|第\s*(?P<label>[0-9]{1,5})\s*頁)(?=[\s)]|$)"
)
# A number from 1900 to 2099 is a year: no statute has so many articles.
_ARTICLE = re.compile(
    rf"(?P<name>[{HAN}]{{1,20}}(?:法|條例|細則|辦法|規則|協定|協議|公約|條約))\s+(?P<number>(?!19|20)[0-9]{{1,4}}|(?:19|20)[0-9]?)(?=[\s)]|$)"
)
_INSIDE = re.compile(rf"(?i:in\s+)(?P<name>[A-Za-z]+|[{HAN}]{{2,4}})(?=[\s)]|$)")
_SEPARATE = re.compile(r"(?P<word>排除|扣除|除|同一?句|同一?段)(?=[\s(]|$)")
_INSTEAD = {
    "句": ("within one sentence", "在同一句", "/s"),
    "段": ("within one passage", "在同一段", "/p"),
}
_AT_LEAST = re.compile(
    r"(?i:at\s?least|atl)\s*(?P<count>[0-9]{1,4})\s+(?P<what>(?!次)[^\s()]+)|至少\s*(?P<times>[0-9]{1,4})\s*次(?:的|出現)?\s+(?P<said>[^\s()]+)"
)
#: Fields as the collections of statutes print them: 【法規名稱】, 【條號】.
_PRINTED = re.compile(rf"[【\[](?P<name>[{HAN}]{{2,6}})[】\]]")
_RANGE_MARK = re.compile(r"\.\.|[~至到]|(?<=[0-9])-(?=[0-9]{2,4}[./])|(?<=年)-(?=[0-9])")
_TOKEN = re.compile(r"[^\s()]+")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """An operator or a field in words: `end` is the offset after it; `field` and `operator` are the
    names in the query language, one of them empty."""

    end: int
    note: Note
    operator: str = ""
    field: str = ""


def phrasing_at(plain: str, at: int) -> Phrasing | None:
    """The operator or field in words that begins at offset `at`; None if there is none."""
    spoken = _SPOKEN.match(plain, at)
    if spoken:
        return _operator(spoken)
    contains = _CONTAINS.match(plain, at)
    field = FIELDS.get(fold(contains["name"])) if contains else None
    if contains is None or field not in _CONTAINING:
        return None
    typed, name = contains[0].strip(), contains["name"]
    note = (f"“{typed}” is read as {name}:", f"「{typed}」讀作「{name}：」")
    return Phrasing(contains.end(), note, field=field)


def _operator(match: re.Match[str]) -> Phrasing:
    typed = " ".join(match[0].split())
    if match["either"]:
        name = "OR"
    elif match["larger"]:
        # Sentences and paragraphs are not counted: the next larger unit holds them all.
        name = "/p" if match["larger"].lower() == "sentence" else "/d"
    elif match["unit"]:
        name = _UNIT[match["unit"].lower()]
    elif match["after"]:
        name = f"pre/{DEFAULT_DISTANCE}"
    else:
        name = f"near/{min(int(match['distance']), MAX_DISTANCE)}"
    counted = "/" in name and name[-1].isdigit()
    note = (
        f"“{typed}” is read as {name}" + (", counted in characters" if counted else ""),
        f"「{typed}」讀作 {name}" + ("，以字數計" if counted else ""),
    )
    return Phrasing(match.end(), note, operator=name)


def advice_at(plain: str, at: int) -> Note | None:
    """What to write instead of the words at offset `at`, which are searched as they are; None if
    there is nothing to say. (English, Chinese)"""
    return next((note for advice in _ADVICE for note in advice(plain, at)), None)


def _on_page(plain: str, at: int) -> Iterator[Note]:
    match = _PAGE.match(plain, at)
    if match:
        number = (match["first"] or match["label"]).replace(" ", "")
        yield _searched(match[0], f"page:{number}", f"頁:{number}", "a page", "指定頁碼")


def _on_article(plain: str, at: int) -> Iterator[Note]:
    match = _ARTICLE.match(plain, at)
    if match and with_articles(match[0]) == match[0]:
        article = f"{match['name']}第{match['number']}條"
        yield _searched(match[0], article, article, "an article", "檢索條文")


def _on_dated_name(plain: str, at: int) -> Iterator[Note]:
    """年度 98 and 日期 98/1/1, without a colon."""
    match = _DATED.match(plain, at)
    field = FIELDS.get(fold(match["name"])) if match else None
    if match is None or field not in ("year", "date", "since", "until"):
        return
    if (read_years if field == "year" else read_days)(match["value"]) is not None:
        written = f"{match['name']}:{match['value']}"
        yield _searched(match[0], written, written, "a field", "使用欄位")


def _on_range_of_dates(plain: str, at: int) -> Iterator[Note]:
    match = _TOKEN.match(plain, at)
    value = match[0].removeprefix("民國") if match else ""
    if not value[:1].isdigit() or _RANGE_MARK.search(value) is None:
        return
    written = _RANGE_MARK.sub("..", value)
    if read_years(written):
        yield _searched(value, f"year:{written}", f"年:{written}", "years", "檢索年份")
    elif read_days(written):
        en, zh = f"date:{written}", f"日期:{written}"
        yield _searched(value, en, zh, "dates of documents", "檢索文件日期")


def _on_field_behind(plain: str, at: int) -> Iterator[Note]:
    """走私 in 標題: the place behind what is searched there."""
    match = _INSIDE.match(plain, at)
    field = FIELDS.get(fold(match["name"])) if match else None
    if match and field:
        name = match["name"]
        typed, zh = " ".join(match[0].split()), FIELD_NAMES[field][0]
        yield (
            f"“{typed}” is searched as words; write {name}: before what it must hold",
            f"「{typed}」當作一般字詞檢索；請把「{zh}：」寫在要找的字詞前",
        )


def _on_separate_word(plain: str, at: int) -> Iterator[Note]:
    match = _SEPARATE.match(plain, at)
    if match is None:
        return
    word = match["word"]
    if word[-1] in _INSTEAD:
        en, zh, operator = _INSTEAD[word[-1]]
        yield (
            f"{word} is searched as a word; {en} is written {operator}",
            f"「{word}」當作一般字詞檢索；{zh}請用 {operator}",
        )
    else:
        yield (
            f"{word} is searched as a word; to exclude a word write - right before it",
            f"「{word}」當作一般字詞檢索；要排除字詞時，請在字詞前緊接「-」",
        )


def _on_times(plain: str, at: int) -> Iterator[Note]:
    match = _AT_LEAST.match(plain, at)
    if match:
        written = f"atleast{match['count'] or match['times']}({match['what'] or match['said']})"
        yield _searched(match[0], written, written, "a number of times", "指定次數")


def _on_printed_field(plain: str, at: int) -> Iterator[Note]:
    match = _PRINTED.match(plain, at)
    if match:
        typed = match[0]
        yield (
            f"{typed} is searched as a word; a field is written with a colon, an article 甲法第1條",
            f"「{typed}」當作一般字詞檢索；欄位請用冒號（如「法規:」），條文請寫作「甲法第1條」",
        )


def _searched(typed: str, en: str, zh: str, what_en: str, what_zh: str) -> Note:
    return (
        f"“{typed}” is searched as words; for {what_en} write {en}",
        f"「{typed}」當作一般字詞檢索；{what_zh}請用 {zh}",
    )


_ADVICE: tuple[Callable[[str, int], Iterator[Note]], ...] = (
    _on_page,
    _on_article,
    _on_dated_name,
    _on_range_of_dates,
    _on_field_behind,
    _on_separate_word,
    _on_times,
    _on_printed_field,
)
