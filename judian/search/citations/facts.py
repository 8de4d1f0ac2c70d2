"""The facts of a citation, in the wording of every style that needs it.

An unknown fact is missing from the mapping, and the style omits the part of the citation that
needs it: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Documents and texts whose facts are remembered, some hundred bytes each.
_REMEMBERED = 2048
_MONTHS = (
    ("January", "Jan."),
    ("February", "Feb."),
    ("March", "Mar."),
    ("April", "Apr."),
    ("May", "May"),
    ("June", "June"),
    ("July", "July"),
    ("August", "Aug."),
    ("September", "Sept."),
    ("October", "Oct."),
    ("November", "Nov."),
    ("December", "Dec."),
)
_FIRST_ROC_YEAR = 1912

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_LAYOUT = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
#: Embeddings, overrides and isolates: an open one would show the numbers after it reversed.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMERALS = "零〇一二三四五六七八九十百壹貳參肆伍陸柒捌玖拾甲乙丙丁戊己庚辛0-9０-９"
#: The number of a heading; a pinpoint needs no more of it.
_MARKER = re.compile(
    rf"(第[{_NUMERALS}]+[編篇章節目款項]|附錄[{_NUMERALS}]*|[（(][{_NUMERALS}]+[)）]"
    rf"|[{_NUMERALS}]+(?:\.[0-9]+)*(?=[、.．\s]))"
)
_TABLE_NUMBER = re.compile(rf"(附?[表圖])\s*([{_NUMERALS}]+(?:[.\-－–][0-9]+)*)")

_SUPPLIED = re.compile(r"[〔［\[](.+)[〕］\]]")
_SINGLE_QUOTED = re.compile(r"‘([^‘’]*)’")
#: The label of a page that shows two printed pages, or the pages of a passage.
_PAGES = re.compile(r"([0-9]+|[ivxlc]+)\s?[-–—~～]\s?([0-9]+|[ivxlc]+)")

#: Most characters of a heading or caption without a number that are quoted.
_QUOTED = 20


def facts(passage: Passage, document: DocumentInfo, link: str | None) -> dict[str, str]:
    """The known facts by name; no value is empty or holds a line break."""
    title = one_line(document.title) or document.source
    named = document_facts(document)
    known = {
        **named,
        "section": section_label(passage.section, title),
        "link": link or "",
        "accessed": _on_day(date.today()) if link else "",
        "undated_en": "n.d.",
        "undated_oscola": "nd",
        "undated_zh": "未註明日期",
        "unknown_zh": "作者不詳",
        "date_after_title": "" if "agency" in named else named.get("date_apa", "n.d."),
        "recognised": "文字經光學字元辨識" if passage.recognised is not None else "",
        **_tables(passage),
        **_pinpoints(passage),
    }
    return {name: value for name, value in known.items() if value}


def document_facts(document: DocumentInfo) -> Mapping[str, str]:
    """The known facts of the document alone: title, agency and date."""
    return _named(document.title, document.source, document.agency or "", document.date)


@lru_cache(_REMEMBERED)  # Several hits of a page are of one document.
def _named(title: str, source: str, agency: str, date: str | None) -> Mapping[str, str]:
    known = {
        **_titles(one_line(title) or source),
        "agency": one_line(agency),
        **_dates(date),
    }
    return MappingProxyType({name: value for name, value in known.items() if value})


@lru_cache(_REMEMBERED)  # Titles, agencies and headings, again for every hit of a page.
def one_line(text: str) -> str:
    """`text` on one line: no white space beside Chinese, one space elsewhere, and none of the
    characters that no format can hold or that turn the direction of what follows them."""
    joined = _DIRECTIONS.sub("", " ".join(_LAYOUT.sub("", text).split()))
    return "".join(c for c in joined if unicodedata.category(c) not in ("Cc", "Cs"))


def date_parts(stated: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date as far as it has them; () without a date."""
    match = _DATE.fullmatch(stated or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def section_label(section: Iterable[str], title: str = "") -> str:
    """The path of headings as a pinpoint: their numbers (壹、一、（三）), or their words in 「」.

    A heading that only repeats the title is omitted.
    """
    label = ""
    for heading in map(one_line, section):
        if not heading or heading == title:
            continue
        match = _MARKER.match(heading)
        part = match[0] if match else f"「{_shortened(heading)}」"
        joint = "／" if label and "「" in (part[0], label[0]) else "、"
        label += joint + part if label else part
    return label


def _titles(title: str) -> dict[str, str]:
    """The title in the quotation marks of each style. A title in 〔〕, supplied by a cataloguer,
    keeps its brackets and gets no quotation marks."""
    supplied = _SUPPLIED.fullmatch(title)
    if supplied:
        latin = f"[{supplied[1]}]"
        return {"title_zh": title, "title_oscola": latin, "title_latin": latin}
    nested = title.replace("《", "〈").replace("》", "〉")
    return {
        "title_zh": f"《{nested}》",
        "title_oscola": "‘" + _SINGLE_QUOTED.sub(r"“\1”", title) + "’",
        "title_latin": title,
    }


def _on_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][0]} {day.year}"


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _tables(passage: Passage) -> dict[str, str]:
    """The table of a row in the wording of each style, by its number or else its caption."""
    caption = one_line((passage.table and passage.table.caption) or "")
    if not caption:
        return {}
    match = _TABLE_NUMBER.match(caption)
    if match is None or match[1].endswith("圖"):
        label = match[1] + match[2] if match else f"「{_shortened(caption)}」表"
        return dict.fromkeys(("table", "table_oscola", "table_bluebook", "table_apa"), label)
    number = match[2]
    appended = match[1].startswith("附")
    return {
        "table": match[1] + number,
        "table_oscola": f"appendix table {number}" if appended else f"table {number}",
        "table_bluebook": f"app. tbl.{number}" if appended else f"tbl.{number}",
        "table_apa": f"Appendix Table {number}" if appended else f"Table {number}",
    }


def _dates(stated: str | None) -> dict[str, str]:
    parts = date_parts(stated)
    if not parts:
        return {}
    year, month, day = (*parts, 0, 0)[:3]
    chinese = f"民國{year - _FIRST_ROC_YEAR + 1}年" if year >= _FIRST_ROC_YEAR else f"{year}年"
    if not 1 <= month <= len(_MONTHS):
        return {
            "year": str(year),
            "date_zh": chinese,
            "date_review": chinese,
            **dict.fromkeys(("date_oscola", "date_bluebook", "date_apa"), str(year)),
        }
    name, short = _MONTHS[month - 1]
    return {
        "year": str(year),
        "date_zh": f"{chinese}{month}月" + (f"{day}日" if day else ""),
        "date_review": f"{chinese}{month}月",
        "date_oscola": f"{day} {name} {year}" if day else f"{name} {year}",
        "date_bluebook": f"{short} {day}, {year}" if day else f"{short} {year}",
        "date_apa": f"{year}, {name} {day}" if day else f"{year}, {name}",
    }


def pages_of(passage: Passage) -> tuple[str, ...]:
    """The first and the last printed page of a passage's page (12-13), or the only one; ("",)
    without pages."""
    page = passage.page_label or (str(passage.page) if passage.page else "")
    both = _PAGES.fullmatch(page)
    return (both[1], both[2]) if both else (page,)


def _pinpoints(passage: Passage) -> dict[str, str]:
    """The page in the wording of each style; if the source has no pages, the cells of the sheet, or
    else the paragraph."""
    page = passage.page_label or (str(passage.page) if passage.page else "")
    note = "註" if passage.kind is Kind.FOOTNOTE else ""
    if page:
        return {
            "pin_zh": f"第{page}頁{note}",
            "pin_review": f"頁{page}{note}",
            "pin_oscola": page,
            "pin_bluebook": f"at {page}",
            "pin_apa": f"pp. {page}" if _PAGES.fullmatch(page) else f"p. {page}",
        }
    if passage.place:
        several = "cells" if ":" in passage.place else "cell"
        return {
            "pin_zh": f"儲存格{passage.place}{note}",
            "pin_review": f"儲存格{passage.place}{note}",
            "pin_oscola": f"{several} {passage.place}",
            "pin_bluebook": f"at {several} {passage.place}",
            "pin_apa": f"{several} {passage.place}",
        }
    number = passage.paragraph
    return {
        "pin_zh": f"第{number}段{note}",
        "pin_review": f"第{number}段{note}",
        "pin_oscola": f"para {number}",
        "pin_bluebook": f"¶ {number}",
        "pin_apa": f"para. {number}",
    }
