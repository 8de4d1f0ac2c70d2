"""Standard characters: the ideographs that compatibility ideographs and radicals stand for.

Old fonts and typesetters write 年 as U+F98E, and browsers print radicals (⺠) for characters. They
look alike and are other characters, so that a copied text is found nowhere.
"""

from __future__ import annotations

import re
import unicodedata

from judian.zh.text.fold import radicals

#: Radicals, and both blocks of compatibility ideographs. Twelve characters of the first block are
#: ideographs of their own and stay.
_BLOCKS = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
_ANY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def _build() -> dict[int, str]:
    codes = (code for low, high in _BLOCKS for code in range(low, high))
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    table.update({ord(radical): ideograph for radical, ideograph in radicals().items()})
    return {code: char for code, char in table.items() if char != chr(code)}


#: Code point → the standard character.
STANDARD = _build()


def standard(text: str) -> str:
    """The text with standard characters, of the same length."""
    return text.translate(STANDARD) if _ANY.search(text) else text
