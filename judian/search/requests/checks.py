"""What a request may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.errors import QueryInvalid
from judian.search.requests.values import GROUPS, SORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.requests.values import SearchRequest

#: Most hits on one page, and the last hit that can be paged to.
MAX_SIZE = 100
MAX_DEPTH = 10_000


def check(request: SearchRequest) -> None:
    """Raise QueryInvalid for a page, size, order or grouping that there is not."""
    page, size = request.page, request.size
    if not (1 <= size <= MAX_SIZE):
        raise _out_of_range("size", size, 1, MAX_SIZE)
    if not (1 <= page <= max(1, MAX_DEPTH // size)):
        raise _out_of_range("page", page, 1, MAX_DEPTH // size)
    if request.sort not in SORTS:
        raise _no_choice(("sort", "排序"), request.sort, SORTS)
    if request.group not in GROUPS:
        raise _no_choice(("grouping", "分組"), request.group, GROUPS[1:])


def _no_choice(what: tuple[str, str], given: str, choices: Sequence[str]) -> QueryInvalid:
    return QueryInvalid(
        en=(f"there is no {what[0]} {given!r}", f"choose one of: {', '.join(choices)}"),
        zh=(f"沒有「{given}」這種{what[1]}", f"請選用：{'、'.join(choices)}"),
    )


def _out_of_range(name: str, value: int, low: int, high: int) -> QueryInvalid:
    return QueryInvalid(
        en=(f"{name} = {value} is out of range", f"give a number from {low} to {high}"),
        zh=(f"{name} = {value} 超出範圍", f"請給 {low} 到 {high} 之間的數"),
    )
