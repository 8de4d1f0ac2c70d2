"""The numbers of pages between two printed ones: pages of tables and pictures often print none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAST_NUMBER = re.compile(r"^(.*?)(\d{1,9})$", re.ASCII | re.DOTALL)


def with_implied_labels(printed: Mapping[int, str]) -> dict[int, str]:
    """The printed labels by page, and those of the pages between two labels of one series (11 and
    13, 甲-11 and 甲-13) that differ by as much as their pages do."""
    labels = dict(printed)
    for before, after in pairwise(sorted(printed)):
        first, last = _LAST_NUMBER.match(printed[before]), _LAST_NUMBER.match(printed[after])
        if not first or not last or first[1] != last[1]:
            continue
        if int(last[2]) - int(first[2]) != after - before:
            continue
        for page in range(before + 1, after):
            labels[page] = f"{first[1]}{int(first[2]) + page - before}"
    return labels
