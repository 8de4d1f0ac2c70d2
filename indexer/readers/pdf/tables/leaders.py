"""Dot leaders of a table of contents."""

from __future__ import annotations

import re

#: The signs of which leaders consist, for a class of characters.
DOTS = ".．…‥·・‧⋯•﹒_＿"
#: Dots that lead from an entry of a table of contents to its page, and the page, which may name its
#: part of the report (甲－12).
LEADERS = re.compile(
    rf"\s*[{DOTS}](?:\s*[{DOTS}]){{3,}}\s*[-（(]?\s*"
    r"((?:[甲乙丙丁戊己庚辛壬癸附序]\s*[-－–—]?\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}))?\s*[-)）]?\s*$"
)
