"""What a citation can say of a passage, in the wording of every style that needs it.

A fact that is not known is missing from the mapping, and the style leaves out what it would
have stood in: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.model import DocumentInfo, Kind, Passage

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
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMERALS = "零〇一二三四五六七八九十百壹貳參肆伍陸柒捌玖拾甲乙丙丁戊己庚辛0-9０-９"
#: The number of a heading, which is all that a pinpoint needs of it.
_MARKER = re.compile(
    rf"(第[{_NUMERALS}]+[編篇章節目款項]|附錄[{_NUMERALS}]*|[（(][{_NUMERALS}]+[)）]"
    rf"|[{_NUMERALS}]+(?:\.[0-9]+)*(?=[、.．\s]))"
)
_TABLE_NUMBER = re.compile(rf"(附?[表圖])\s*([{_NUMERALS}]+(?:[.\-－–][0-9]+)*)")

#: A heading or caption without a number is quoted up to this many characters.
_QUOTED = 20


def facts(passage: Passage, document: DocumentInfo, link: str | None) -> dict[str, str]:
    """The known facts by name; no value is empty or holds a line break."""
    title = one_line(document.title) or document.source
    agency = one_line(document.agency or "")
    known = {
        "title": _nested(title),
        "agency": agency,
        "title_after_agency": title if agency else "",
        "section": section_label(passage.section, title),
        "table": _table_label(passage),
        "link": link or "",
        "undated_en": "n.d.",
        "undated_zh": "未註明日期",
        "unknown_zh": "作者不詳",
        **_dates(document.date),
        **_pinpoints(passage),
    }
    return {name: value for name, value in known.items() if value}


def one_line(text: str) -> str:
    """`text` on one line: no white space beside Chinese, one space elsewhere, and none of the
    characters that no format can hold."""
    joined = " ".join(_LAYOUT.sub("", text).split())
    return "".join(c for c in joined if unicodedata.category(c) not in ("Cc", "Cs"))


def date_parts(date: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as far as it says them; () when there is none."""
    match = _DATE.fullmatch(date or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def section_label(section: Iterable[str], title: str = "") -> str:
    """The path of headings as a pinpoint: their numbers (壹、一、（三）), or their words in 「」.

    A heading that only repeats the title says nothing and is left out.
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


def _nested(title: str) -> str:
    """A title as it stands inside 《》."""
    return title.replace("《", "〈").replace("》", "〉")


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _table_label(passage: Passage) -> str:
    caption = one_line((passage.table and passage.table.caption) or "")
    match = _TABLE_NUMBER.match(caption)
    if match:
        return match[1] + match[2]
    return f"「{_shortened(caption)}」表" if caption else ""


def _dates(date: str | None) -> dict[str, str]:
    parts = date_parts(date)
    if not parts:
        return {}
    year, month, day = (*parts, 0, 0)[:3]
    chinese = f"民國{year - _FIRST_ROC_YEAR + 1}年" if year >= _FIRST_ROC_YEAR else f"{year}年"
    if not 1 <= month <= len(_MONTHS):
        return {
            "year": str(year),
            "date_zh": chinese,
            **dict.fromkeys(("date_oscola", "date_bluebook", "date_apa"), str(year)),
        }
    name, short = _MONTHS[month - 1]
    return {
        "year": str(year),
        "date_zh": f"{chinese}{month}月" + (f"{day}日" if day else ""),
        "date_oscola": f"{day} {name} {year}" if day else f"{name} {year}",
        "date_bluebook": f"{short} {day}, {year}" if day else f"{short} {year}",
        "date_apa": f"{year}, {name} {day}" if day else f"{year}, {name}",
    }


def _pinpoints(passage: Passage) -> dict[str, str]:
    """The page in the wording of each style; the paragraph where the source has no pages."""
    page = passage.page_label or (str(passage.page) if passage.page else "")
    note = "註" if passage.kind is Kind.FOOTNOTE else ""
    if page:
        return {
            "pin_zh": f"第{page}頁{note}",
            "pin_review": f"頁{page}{note}",
            "pin_oscola": page,
            "pin_bluebook": f"at {page}",
            "pin_apa": f"p. {page}",
        }
    number = passage.paragraph
    return {
        "pin_zh": f"第{number}段{note}",
        "pin_review": f"第{number}段（無頁碼）{note}",
        "pin_oscola": f"para {number}",
        "pin_bluebook": f"¶ {number}",
        "pin_apa": f"para. {number}",
    }
