"""The pages of a list: how many there are, and which a pager offers."""

from __future__ import annotations

from dataclasses import dataclass

#: Hits that can be paged to; deeper ones are found by a narrower query.
DEEPEST_HIT = 10_000


@dataclass(frozen=True, slots=True)
class Paging:
    """The page shown and the last page, both from 1."""

    page: int
    last: int

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers for a pager: the ends and the neighbours of `page`; None is a gap."""
        near = {1, self.last, *range(self.page - 2, self.page + 3)}
        numbers: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            previous = numbers[-1] if numbers else None
            if previous is not None and number - previous == 2:
                numbers.append(number - 1)
            elif previous is not None and number - previous > 2:
                numbers.append(None)
            numbers.append(number)
        return numbers


def paging(page: int, total: int, size: int, *, deepest: int | None = None) -> Paging:
    """The pages of `total` items, `size` to a page; pages beyond item `deepest` are left out."""
    last = -(-total // size)
    if deepest is not None:
        last = min(last, deepest // size)
    return Paging(page, max(1, last))
