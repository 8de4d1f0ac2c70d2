"""The facts of a citation, in the wording of every style that needs it.

An unknown fact is missing from the mapping, and the style omits the part of the citation that
needs it: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
#: For texts whose white space is single spaces: on longer ones it would take quadratic time.
_LAYOUT = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
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
_NUMBER = re.compile(r"[0-9]+|[ivxlc]+")

#: Most characters of a heading or caption without a number that are quoted.
_QUOTED = 20


def facts(
    passage: Passage, document: DocumentInfo, link: str | None, last: Passage | None = None
) -> dict[str, str]:
    """The known facts by name; no value is empty or holds a line break.

    What is cited reaches from `passage` to `last`, a later one of the same document.
    """
    last = last or passage
    title = one_line(document.title) or document.source
    named = document_facts(document)
    known = {
        **named,
        "section": section_label(_common(passage.section, last.section), title),
        "link": link or "",
        "accessed": _on_day(date.today()) if link else "",
        "undated_en": "n.d.",
        "undated_oscola": "nd",
        "undated_zh": "未註明日期",
        "unknown_zh": "作者不詳",
        "date_after_title": "" if "agency" in named else named.get("date_apa", "n.d."),
        "recognised": "文字經光學字元辨識" if _is_recognised(passage, last) else "",
        **_tables(passage, last),
        **_pinpoints(passage, last),
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
    joined = _DIRECTIONS.sub("", _LAYOUT.sub("", " ".join(text.split())))
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


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The headings under which both ends of what is cited stand."""
    pairs = zip(one, other, strict=False)
    return [heading for heading, same in takewhile(lambda pair: pair[0] == pair[1], pairs)]


def _is_recognised(passage: Passage, last: Passage) -> bool:
    return passage.recognised is not None or last.recognised is not None


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


def _tables(passage: Passage, last: Passage) -> dict[str, str]:
    """The table of rows in the wording of each style, by its number or else its caption."""
    if (passage.table and passage.table.table) != (last.table and last.table.table):
        return {}
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


def pages_of(passage: Passage, last: Passage | None = None) -> tuple[str, ...]:
    """The first and the last printed page of a passage's page (12-13), or of the pages from that of
    `passage` to that of `last`, or the only one; ("",) without pages."""
    pages = [page for end in (passage, last or passage) for page in _printed(end) if page] or [""]
    return tuple(dict.fromkeys((pages[0], pages[-1])))


def _page(passage: Passage) -> str:
    """The page as it is printed, or else its number; "" without pages."""
    return passage.page_label or (str(passage.page) if passage.page else "")


def _printed(passage: Passage) -> tuple[str, ...]:
    page = _page(passage)
    both = _PAGES.fullmatch(page)
    return (both[1], both[2]) if both else (page,)


def _pinpoints(passage: Passage, last: Passage) -> dict[str, str]:
    """The pages in the wording of each style; if the source has no pages, the cells of the sheet,
    or else the paragraphs."""
    note = "註" if {passage.kind, last.kind} == {Kind.FOOTNOTE} else ""
    if _page(passage) and _page(last):
        return _page_pinpoints(passage, last, note)
    if passage.place and last.place:
        return _cell_pinpoints(passage.place, last.place, note)
    ends = dict.fromkeys((passage.paragraph, last.paragraph))
    chinese, latin = "-".join(map(str, ends)), "–".join(map(str, ends))
    several = len(ends) > 1
    return {
        "pin_zh": f"第{chinese}段{note}",
        "pin_review": f"第{chinese}段{note}",
        "pin_oscola": f"paras {latin}" if several else f"para {latin}",
        "pin_bluebook": f"¶¶ {latin}" if several else f"¶ {latin}",
        "pin_apa": f"paras. {latin}" if several else f"para. {latin}",
    }


def _page_pinpoints(passage: Passage, last: Passage, note: str) -> dict[str, str]:
    if _page(passage) == _page(last):
        chinese = latin = _page(passage)
        several = _PAGES.fullmatch(latin) is not None
    else:
        pages = pages_of(passage, last)
        several = len(pages) > 1
        # 附-1至附-3: with the same sign between them nobody would see where one page ends.
        are_plain = all(_NUMBER.fullmatch(page) for page in pages)
        chinese = ("-" if are_plain else "至").join(pages)
        latin = ("–" if are_plain else " to ").join(pages)
    return {
        "pin_zh": f"第{chinese}頁{note}",
        "pin_review": f"頁{chinese}{note}",
        "pin_oscola": latin,
        "pin_bluebook": f"at {latin}",
        "pin_apa": f"pp. {latin}" if several else f"p. {latin}",
    }


def _cell_pinpoints(first: str, last: str, note: str) -> dict[str, str]:
    ends = dict.fromkeys((first.split(":")[0], last.split(":")[-1]))
    cells = first if first == last else ":".join(ends)
    name = "cells" if ":" in cells else "cell"
    return {
        "pin_zh": f"儲存格{cells}{note}",
        "pin_review": f"儲存格{cells}{note}",
        "pin_oscola": f"{name} {cells}",
        "pin_bluebook": f"at {name} {cells}",
        "pin_apa": f"{name} {cells}",
    }
