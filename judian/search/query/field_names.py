"""The names of fields, and how a field begins, here and in other systems.

Every function works on plain text: full-width signs are half-width (see
`judian.search.query.tokens`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN

#: The names of each field: the English one, then as people write it in Chinese.
FIELD_NAMES = {
    "title": ("標題", "篇名", "題名"),
    "agency": ("機關", "發布機關"),
    "doc": ("文件", "檔名"),
    "section": ("章節", "節", "標目"),
    "kind": ("種類",),
    "format": ("格式",),
    "page": ("頁", "頁碼"),
    "date": ("日期", "發布日期"),
    "year": ("年", "年度", "年份"),
    "since": ("自", "起"),
    "until": ("至", "迄"),
    "instrument": ("條約", "法規", "法律", "協議"),
    "figure": ("數值", "數字", "數據"),
    "entity": ("名稱", "人名", "地名"),
}
#: The field of each folded name.
FIELDS = {fold(name): field for field, names in FIELD_NAMES.items() for name in (field, *names)}

_NAME = rf"(?P<name>[A-Za-z]+|[{HAN}]{{1,4}})"
_FIELD = re.compile(rf"{_NAME}\s*:\s*")
#: A field as catalogues and the Judicial Yuan write it: 機關=審計部, date>=2010.
_COMPARED = re.compile(rf"{_NAME}\s*(?P<sign>>=|<=|=>|=<|=|>|<|≥|≤)\s*")
#: A field as Lexis and Westlaw write it: title(決算), ti(決算).
_SEGMENT = re.compile(r"(?P<name>[A-Za-z]{2,20})\(")
_SEGMENTS = re.compile(r"[A-Za-z]{2}(?:,[A-Za-z]{2})+\(")
#: A date as Lexis and Westlaw restrict it: date(geq 2010), da(aft 2010), date aft 2010.
_RESTRICTED = re.compile(
    r"(?i:da|date)(?:\s*(?P<bracket>\()\s*|\s+)(?P<word>(?i:after|aft|before|bef|geq|leq|gt|lt|eq|is))"
    r"\s+(?P<value>[^()\s]+)\s*(?(bracket)\)|(?=\s|$))"
)
_SIGN_OF = {"after": ">", "aft": ">", "gt": ">", "before": "<", "bef": "<", "lt": "<", "geq": ">=",
            "leq": "<=", "eq": "=", "is": "="}  # fmt: skip
#: A range as Lucene writes it: [98 TO 99].
_RANGE = re.compile(r"[\[({]?\s*(?P<low>[^\s()\[\]{}]+)\s+TO\s+(?P<high>[^\s()\[\]{}]+)\s*[\])}]?")
_WITH_RANGES = frozenset({"year", "date", "page", "figure"})
#: Something like a field that is none: an address (http://) and a time (10:30) are not.
_UNKNOWN = re.compile(rf"([A-Za-z]{{2,20}}|[{HAN}]{{2,4}}):(?!//)(?=[^\s:])")
_QUOTATION_MARKS = frozenset('"“„「『')
#: Least likeness (0 to 1, of difflib) of a Latin name that a field is offered for; of a Chinese one
#: half of the characters must agree.
_ALIKE = 0.7
_ALIKE_HAN = 0.5
#: Fields of other systems, folded, with the field here, or None.
_ELSEWHERE: dict[str, str | None] = {
    "ti": "title", "intitle": "title", "allintitle": "title", "filetype": "format", "id": "doc",
    "file": "doc", "au": "agency", fold("作者"): "agency", fold("發文機關"): "agency",
    "before": "until", "after": "since", "da": "date", "yr": "year", "py": "year",
    "author": "agency", "law": "instrument", "statute": "instrument",
    **dict.fromkeys(map(fold, ("法規名稱", "法律名稱", "法名", "案名")), "title"),
    **dict.fromkeys(map(fold, ("公布日期", "修正日期", "公發布日", "判決日期")), "date"),
    **dict.fromkeys(map(fold, ("裁判日期", "出版年", "出版日期", "出版年月")), "date"),
    **dict.fromkeys(map(fold, ("法條", "參考法條", "相關法條", "引用法條")), "instrument"),
    **dict.fromkeys(map(fold, ("條號", "條次", "條文"))),
    **dict.fromkeys(map(fold, ("案由", "裁判案由", "主文", "字號", "裁判字號", "法院", "法官"))),
    **dict.fromkeys(("site", "court", "judge", "counsel", "co", "ju", "pr", "sy", "di", "he", "to",
                     "length", "cite", "citation", "number", "attorney", "headnote", "headnotes",
                     "summary", "subject", "syllabus", "opinion", "dissent", "holding", "topic",
                     "docket")),
}  # fmt: skip
#: Names of the whole text, which is searched without a name.
_WHOLE_TEXT = frozenset(
    (
        *map(fold, ("全文", "內文", "內容", "關鍵字", "關鍵詞", "全文內容")),
        "text",
        "intext",
        "allintext",
        "body",
        "te",
        "keyword",
    )
)
#: Segments of Lexis and Westlaw that say how a word is written.
_SPELLING = frozenset({"caps", "allcaps", "nocaps", "plural", "singular", "noplural"})


@dataclass(frozen=True, slots=True)
class FieldStart:
    """How a field begins: `name` is one of FIELD_NAMES, None for what is no field; the value begins
    at `end` behind `sign`, unless it is `value` and ends there. `note` is (English, Chinese) if
    the reader must be told how it was read."""

    name: str | None
    typed: str
    end: int
    sign: str = ""
    value: str = ""
    note: tuple[str, str] | None = None


def field_at(plain: str, at: int) -> FieldStart | None:
    """The field that begins at offset `at`; None for words."""
    restricted = _RESTRICTED.match(plain, at)
    if restricted:
        sign = _SIGN_OF[restricted["word"].lower()]
        return FieldStart("date", restricted[0], restricted.end(), value=sign + restricted["value"])
    several = _SEGMENTS.match(plain, at)
    if several:
        typed = several[0][:-1]
        return FieldStart(None, typed, several.end() - 1, note=_no_field(typed, typed))
    segment = _SEGMENT.match(plain, at)
    if segment:
        return _segment(segment)
    match = _FIELD.match(plain, at)
    name = match and FIELDS.get(fold(match["name"]))
    if match and name:
        found = _RANGE.match(plain, match.end()) if name in _WITH_RANGES else None
        if found:
            value = f"{found['low']}..{found['high']}"
            return FieldStart(name, match["name"], found.end(), value=value)
        return FieldStart(name, match["name"], match.end())
    compared = _COMPARED.match(plain, at)
    if compared:
        return _compared(compared, at)
    return _unknown(plain, at)


def _segment(match: re.Match[str]) -> FieldStart | None:
    """A name right before a bracket; None for a word with a remark, as ICC(國際刑事法院). A name
    before a quoted phrase is meant for a field."""
    typed = match["name"]
    folded = fold(typed)
    name = FIELDS.get(folded) or _ELSEWHERE.get(folded)
    if name:
        return FieldStart(name, typed, match.end() - 1)
    if folded in _SPELLING:
        return FieldStart(
            None,
            typed,
            match.end() - 1,
            note=(
                f"{typed}() is left out: letters of either case are the same, unless “as written”",
                f"「{typed}()」已略過：字詞不分大小寫，要完全相符時請選「照輸入的字」",
            ),
        )
    is_before_quotation = match.string[match.end() : match.end() + 1] in _QUOTATION_MARKS
    if folded in _ELSEWHERE or folded in _WHOLE_TEXT or is_before_quotation:
        return FieldStart(None, typed, match.end() - 1, note=_no_field(typed, folded))
    return None


def _compared(match: re.Match[str], at: int) -> FieldStart | None:
    typed, sign = match["name"], match["sign"]
    folded = fold(typed)
    name = FIELDS.get(folded)
    if name:
        return FieldStart(name, typed, match.end(), "" if sign == "=" else sign)
    name = _ELSEWHERE.get(folded)
    if name:
        sign = "" if sign == "=" else sign
        return FieldStart(name, typed, match.end(), sign, note=_read_as(typed, name))
    if folded in _ELSEWHERE or folded in _WHOLE_TEXT:
        end = match.end() if folded in _WHOLE_TEXT else at
        return FieldStart(None, typed, end, note=_no_field(typed, folded))
    return None


def _read_as(typed: str, name: str) -> tuple[str, str]:
    return f"{typed} is read as {name}:", f"「{typed}」讀作「{FIELD_NAMES[name][0]}：」"


def _unknown(plain: str, at: int) -> FieldStart | None:
    """Something like a field: the field of another system, a name for the whole text, which is
    left out, or else a word."""
    match = _UNKNOWN.match(plain, at)
    if match is None:
        return None
    typed = match[1]
    folded = fold(typed)
    name = _ELSEWHERE.get(folded)
    if name:
        return FieldStart(name, typed, match.end(), note=_read_as(typed, name))
    end = match.end() if folded in _WHOLE_TEXT else at
    return FieldStart(None, typed, end, note=_no_field(typed, folded))


def _no_field(typed: str, folded: str) -> tuple[str, str]:
    if folded in _WHOLE_TEXT:
        return (
            f"{typed} is left out: words are searched in the whole text anyway",
            f"「{typed}」已略過：不加欄位即檢索全文",
        )
    near = _nearest(folded)
    hint = ("", "")
    if near:
        hint = (f"; did you mean {near}:", f"；是否為「{FIELD_NAMES[near][0]}：」")
    return (
        f"there is no field {typed}, so it is searched as a word{hint[0]}",
        f"沒有「{typed}」這個欄位，當作一般字詞檢索{hint[1]}",
    )


def _nearest(folded: str) -> str | None:
    """The field that an unknown name is most likely meant for, or None."""
    if folded in _ELSEWHERE:
        return None
    near = get_close_matches(folded, FIELDS, 1, _ALIKE_HAN if _HAN_IN.search(folded) else _ALIKE)
    return FIELDS[near[0]] if near else None


_HAN_IN = re.compile(rf"[{HAN}]")
