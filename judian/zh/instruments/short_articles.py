"""Articles as lawyers type them for a search: 預算法72, 民訴277, 公司法 101, 預算法七十二條."""

from __future__ import annotations

import re

from judian.zh.instruments import abbreviations
from judian.zh.instruments.registry import table
from judian.zh.text.fold import fold

#: A name with a number behind it that nothing but the sign of an article follows.
_NUMBER = re.compile(
    r"(?<=[一-鿿])(?P<gap> ?)(?P<number>[0-9]{1,4}(?:-[0-9]{1,2})?|[一二三四五六七八九十百]{1,7})"
    r"(?P<sign>[條条]?)(?=$|[\s,，、;；。])"
)
#: The shortest and the longest name of a statute, in code points.
_SHORTEST, _LONGEST = 2, 30


def with_articles(text: str) -> str:
    """`text` with 第 and 條 around the number of an article behind the name of a statute."""
    written = []
    done = 0
    for match in _NUMBER.finditer(text):
        if match["number"].isdigit() and match["sign"] and not match["gap"]:
            continue  # 預算法72條 is read as it is
        if not _ends_with_statute(fold(text[done : match.start()]), joined=not match["gap"]):
            continue
        main, dash, branch = match["number"].partition("-")
        article = f"第{main}條之{branch}" if dash else f"第{main}條"
        written += [text[done : match.start()], article]
        done = match.end()
    return "".join((*written, text[done:]))


def _ends_with_statute(folded: str, *, joined: bool) -> bool:
    """True if a name of a statute stands at the end, if `joined` to the number also one without
    its last 法, but not of the name itself: 民訴 of 民訴法, not 預算 of 預算法."""
    for start in range(max(0, len(folded) - _LONGEST), len(folded) - _SHORTEST + 1):
        name = folded[start:]
        for full in (name, name + "法") if joined else (name,):
            entries = table().names.get(full) or abbreviations.statute_of(full)
            is_statute = bool(entries) and entries[0].kind == "statute"
            if is_statute and (full == name or fold(entries[0].name) != full):
                return True
    return False
