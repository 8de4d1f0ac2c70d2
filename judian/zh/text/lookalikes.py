"""Lookalikes: rare characters that the broken tables of some fonts give for common ones (帄均 is
平均).

`fold` maps them, so that words are found. They are shown as they were read, and named.
"""

from __future__ import annotations

import re
from collections import Counter

from judian.zh.text.fold import read_table

#: Rare character → the common one.
LOOKALIKES = {rare: row[0] for row in read_table("lookalikes.tsv") for rare in row[1]}
#: Words that have such a character rightly.
_WORDS = re.compile("顢頇|颟顸")
_ANY = re.compile(f"[{''.join(LOOKALIKES)}]")


def lookalikes_in(text: str) -> Counter[str]:
    """How often each lookalike stands in a text that nowhere has the common character."""
    found = Counter(_ANY.findall(_WORDS.sub("", text)))
    return Counter({rare: n for rare, n in found.items() if LOOKALIKES[rare] not in text})
