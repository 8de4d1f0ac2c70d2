"""Numbers of court cases and interpretations as they are typed short: 102台上1234, 釋字329."""

from __future__ import annotations

import re

#: The last character of a kind of case, as courts and prosecutors name them: 上訴, 交簡, 偵.
_KINDS = "上訴易簡抗非再聲裁判偵他重國執調促補婚撤緝毒附審更"
_CASE = re.compile(
    rf"(?<![0-9一-鿿])(?P<year>[0-9]{{2,3}})(?:年度?)?(?P<kind>(?![年月日])[一-鿿]{{0,4}}[{_KINDS}])"
    r"字?第?(?P<number>[0-9]{1,6})號?(?![0-9年月日條件人元%])"
)
_INTERPRETATION = re.compile(
    r"(?<![一-鿿])(?P<kind>釋|院字?|院解)字?第?(?P<number>[0-9]{1,4})號?(?![0-9年月日])"
)
_JUDGMENT = re.compile(
    r"(?<![0-9一-鿿])(?P<year>1[0-9]{2})年?憲(?P<kind>判|裁)字?第?(?P<number>[0-9]{1,4})號?(?![0-9])"
)


def case_numbers(text: str) -> list[tuple[int, int, str]]:
    """(start, end, the number as courts write it) of the case numbers of a query, in order:
    102年度台上字第1234號, 釋字第329號, 111年憲判字第13號."""
    found = [
        (match.start(), match.end(), f"{match['year']}年憲{match['kind']}字第{match['number']}號")
        for match in _JUDGMENT.finditer(text)
    ]
    for match in _CASE.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end, _ in found):
            written = f"{match['year']}年度{match['kind']}字第{match['number']}號"
            found.append((match.start(), match.end(), written))
    for match in _INTERPRETATION.finditer(text):
        kind = match["kind"].removesuffix("字")
        found.append((match.start(), match.end(), f"{kind}字第{match['number']}號"))
    return sorted(found)
