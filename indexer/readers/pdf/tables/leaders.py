"""Dot leaders of a table of contents."""

from __future__ import annotations

import re

_DOTS = ".．…‥·・‧⋯•﹒_＿"
#: Dots that lead from an entry of a table of contents to its page, and the page.
LEADERS = re.compile(
    rf"\s*[{_DOTS}](?:\s*[{_DOTS}]){{3,}}\s*[-（(]?\s*(\d{{1,4}}|[ivxlcIVXLC]{{1,6}})?\s*[-)）]?\s*$"
)
