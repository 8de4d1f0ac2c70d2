"""Signatures on a title page: the agency, the office of its head and the head's name.

審計部雲海縣審計室審計官兼主任 王大明 names the agency. Of 審計長 王大明 the office alone does,
since only one agency has such a head.
"""

from __future__ import annotations

import re

from indexer.documents import agencies
from indexer.structure.characters import HAN

#: Heads of agencies, whose office does not name the agency.
_OFFICE = (
    r"(?:審計官兼|(?:技監|參事|專門委員)兼|代理|兼任?|副)?(?:部長|院長|署長|局長|處長|主任委員|主任|主席|司長|總處長"
    r"|縣長|市長|鄉長|鎮長|區長|校長|館長|所長|分局長|總局長|隊長|秘書長|董事長|總經理|理事長|執行長|行長|總裁|檢察長|主計官)"
)
#: Offices that exist in one agency only.
_ONLY_HEADS = {"審計長": "審計部", "主計長": "行政院主計總處", "檢察總長": "最高檢察署"}
# Characters of a person's name.
_PERSON = rf"[{HAN}]{{2,4}}"
_SIGNED = re.compile(rf"(?P<agency>[{HAN}]{{3,24}}?)(?P<office>{_OFFICE})(?:{_PERSON})?")
_SIGNED_BY_HEAD = re.compile(rf"(?P<office>{'|'.join(_ONLY_HEADS)})(?:{_PERSON})")
_IS_PERSON = re.compile(_PERSON)


def agency_of(line: str) -> str | None:
    """The agency of a line that is a signature; None for any other line."""
    bare = "".join(line.split())
    chief = _SIGNED_BY_HEAD.fullmatch(bare)
    if chief:
        return _ONLY_HEADS[chief["office"]]
    for signed in (_SIGNED.fullmatch(bare), _longest(bare)):
        if signed and agencies.is_agency(signed["agency"]):
            return signed["agency"]
    return None


def _longest(bare: str) -> re.Match[str] | None:
    """The match with the longest agency: 臺中市政府主計處 before 處長, not 臺中市政府."""
    return re.fullmatch(rf"(?P<agency>[{HAN}]{{3,24}})(?P<office>{_OFFICE})(?:{_PERSON})?", bare)


def of_pair(first: str, second: str) -> str | None:
    """The agency of a signature set on two lines: 審計部臺灣省雲海縣, 審計室審計官兼主任."""
    front, rest = "".join(first.split()), "".join(second.split())
    if agencies.is_agency(front) or not agencies.BEGINNING.match(front):
        return None
    return agency_of(front + rest) if agency_of(rest) is None else None


def is_person(line: str) -> bool:
    """True for a line that may be a person's name alone: two to four Han characters."""
    return _IS_PERSON.fullmatch("".join(line.split())) is not None
