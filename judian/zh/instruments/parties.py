"""Proper nouns in names of instruments: countries, organisations, regions and cities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS = [
    (row[0], row[1].split("|"), row[2] if len(row) > 2 else "") for row in read_table("places.tsv")
]

#: Folded name of a country → its folded preferred name.
COUNTRIES = {
    fold(name): fold(names[0]) for kind, names, _ in _ROWS if kind == "country" for name in names
}
#: Folded preferred name of a country → that name as it is written.
PREFERRED = {fold(names[0]): names[0] for kind, names, _ in _ROWS if kind == "country"}
#: Folded abbreviation (one character) of a country or organisation → its folded preferred name.
ABBREVIATIONS = {fold(char): fold(names[0]) for _, names, char in _ROWS if char}


def _names(*kinds: str) -> list[str]:
    return [fold(name) for kind, names, _ in _ROWS if kind in kinds for name in names]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


COUNTRY = alternatives(COUNTRIES)
ORGANISATION = alternatives(_names("organisation", "region"))
CITY = alternatives(_names("city"))
ABBREVIATION = "[" + "".join(ABBREVIATIONS) + "]"
