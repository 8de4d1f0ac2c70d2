"""Characters of Hong Kong (HKSCS) for which Adobe's collection gives only private codes.

Adobe-CNS1 has its glyphs since a time when Unicode lacked many of them, so pdfminer's map of the
collection gives private codes. The CMap HKscs-B5-H has their Big5 codes, which Python decodes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from pdfminer.cmapdb import CMapDB, PyCMap

_COLLECTION, _CMAP, _ENCODING = "Adobe-CNS1", "HKscs-B5-H", "big5hkscs"


def standard_of_private(cid: int, private: str) -> str | None:
    """The character of a glyph of Adobe-CNS1, if `private` is the code that the collection's map
    gives for it; None for a glyph of another map, and if Big5 has no character for it."""
    if CMapDB.get_unicode_map(_COLLECTION).cid2unichr.get(cid) != private:
        return None
    return _characters().get(cid)


@lru_cache(maxsize=1)
def _characters() -> dict[int, str]:
    """Glyph → character of every two-byte code of Hong Kong's Big5."""
    found = {}
    cmap = cast("PyCMap", CMapDB.get_cmap(_CMAP))
    for lead, trails in cmap.code2cid.items():
        for trail, cid in trails.items() if isinstance(trails, dict) else ():
            char = bytes((lead, trail)).decode(_ENCODING, errors="ignore")
            if len(char) == 1 and isinstance(cid, int):
                found[cid] = char
    return found
