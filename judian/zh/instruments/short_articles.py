"""Articles as lawyers type them for a search: 預算法72, 民訴277, 民184Ⅰ後段, 採購法 101."""

from __future__ import annotations

import re
from functools import cache

from judian.zh.instruments import abbreviations
from judian.zh.instruments.registry import statute_names_in_force, table
from judian.zh.text.fold import fold

#: A name with a number behind it that nothing but the sign, the paragraph or a part of an article
#: follows.
_NUMBER = re.compile(
    r"(?<=[一-鿿])(?P<gap> ?)"
    r"(?P<number>[0-9]{1,4}(?:[-之][0-9]{1,2})?|[一二三四五六七八九十百]{1,7})"
    r"(?P<sign>[條条]?)(?P<detail>(?: ?(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?![A-Za-z])))?(?: ?[①-⑳])?)"
    r"(?=$|[\s,，、;；。]|[前後]段|但書|本文)"
)
#: A run of characters before an article that is written out: 採購法 of 採購法第101條, 採購法§101.
_BEFORE_ARTICLE = re.compile(
    r"(?<![一-鿿])[一-鿿]{2,30}?"
    r"(?= ?(?:第 ?[0-9〇零一二三四五六七八九十百]{1,9} ?[條条之]|§ ?[0-9]))"
)
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_ROMAN_PARAGRAPH = re.compile(f"第 ?([{_ROMANS}]) ?[項项]")
#: The shortest and the longest name of a statute, in code points.
_SHORTEST, _LONGEST = 2, 30
#: Statutes that one character stands for, right before a number: 民184. Other characters are not in
#: use alone.
_CHARACTERS = {fold(short): short + "法" for short in "民刑憲"}
_HAN = re.compile("[一-鿿]")
#: The shortest end of a full name that stands for it: 採購法 for 政府採購法.
_SHORTEST_END = 3
#: Last words of the names that are shortened so; regulations are cited by their full names.
_ACTS = (fold("法"), fold("條例"))


def full_name(folded_name: str) -> str | None:
    """The full name of the one statute that a short name of no table stands for (都更條例, 採購法),
    None for other words and for names of a table."""
    if folded_name in table().names or not folded_name.endswith(_ACTS):
        return None
    found = abbreviations.statute_of(folded_name)
    return found[0].name if found else _ends().get(folded_name)


def with_articles(text: str) -> str:
    """`text` with 第 and 條 around the number of an article behind the name of a statute, § before
    a number with its paragraph, short names of statutes that only a number tells completed, and
    digits for the Roman numeral of a paragraph (第Ⅲ項)."""
    text = _ROMAN_PARAGRAPH.sub(lambda match: f"第{_ROMANS.index(match[1]) + 1}項", text)
    text = _BEFORE_ARTICLE.sub(lambda match: _ends().get(fold(match[0]), match[0]), text)
    written = []
    done = 0
    for match in _NUMBER.finditer(text):
        if match["number"].isdigit() and match["sign"] and not match["gap"]:
            continue  # 預算法72條 is read as it is
        before = text[done : match.start()]
        name = _completed(before, joined=not match["gap"])
        if name is None:
            continue
        written += [name, _article(match)]
        done = match.end()
    return "".join((*written, text[done:]))


def _article(match: re.Match[str]) -> str:
    main, _, branch = match["number"].replace("之", "-").partition("-")
    detail = match["detail"].strip()
    if detail and match["number"][0].isdigit():
        return f"§{match['number'].replace('之', '-')}{detail}"
    return f"第{main}條之{branch}" if branch else f"第{main}條"


def _completed(text: str, *, joined: bool) -> str | None:
    """`text` with the name of the statute at its end as statutes are cited; None if none is there.

    `joined` to the number, a name may lack its last 法, but not the name itself: 民訴 of 民訴法,
    not 預算 of 預算法.
    """
    folded = fold(text)
    for start in range(max(0, len(folded) - _LONGEST), len(folded) - _SHORTEST + 1):
        name = folded[start:]
        for missing in ("", "法") if joined else ("",):
            full = name + missing
            entries = table().names.get(full) or abbreviations.statute_of(full)
            is_statute = bool(entries) and entries[0].kind == "statute"
            if is_statute and (not missing or fold(entries[0].name) != full):
                return text + missing
    return _by_end(text, folded) or (_by_character(text, folded) if joined else None)


def _by_end(text: str, folded: str) -> str | None:
    """`text` with the full name for a name at its end that is the end of one statute only."""
    name = _HAN_AT_END.search(folded)
    full = _ends().get(name[0]) if name else None
    return text[: -len(name[0])] + full if name and full else None


def _by_character(text: str, folded: str) -> str | None:
    """`text` with 民法 for a 民 that stands by itself at its end."""
    full = _CHARACTERS.get(folded[-1:])
    if full is None or _HAN.fullmatch(folded[-2:-1]):
        return None
    return text[:-1] + full


_HAN_AT_END = re.compile("[一-鿿]+$")


@cache
def _ends() -> dict[str, str]:
    """The full names of statutes in force by each of their ends, of _SHORTEST_END characters and
    more, that no other statute has and that is the name of none."""
    found: dict[str, set[str]] = {}
    names = statute_names_in_force()
    for name, entry in names:
        if not name.endswith(_ACTS):
            continue
        for start in range(1, len(name) - _SHORTEST_END + 1):
            found.setdefault(name[start:], set()).add(entry.name)
    known = {name for name, _ in names}
    return {end: full.pop() for end, full in found.items() if len(full) == 1 and end not in known}
