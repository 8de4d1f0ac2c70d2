"""Errors while the pages of a document are put together: each costs one step on one page.

What a page holds was made by a stranger's program, and a step may fail on it in a way that nobody
foresaw. The other pages are still joined, the page keeps its text, and its verdict names the error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from indexer.readers.pdf.page.fallback import MAX_ERROR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Item = TypeVar("_Item")


@dataclass(slots=True)
class PageFaults:
    """The first error on each page, by page number."""

    found: dict[int, str] = field(default_factory=dict)

    def attempt(
        self, page: int, step: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T | None:
        """What a step on a page returns; None where it fails, which is recorded. Raises
        MemoryError only."""
        try:
            return step(*args, **kwargs)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - recorded, and reported in the page's verdict
            self.found.setdefault(page, f"{type(error).__name__}: {error}"[:MAX_ERROR])
            return None

    def over(
        self,
        items: Sequence[_Item],
        page_of: Callable[[_Item], int],
        step: Callable[[Sequence[_Item]], _T],
    ) -> _T | None:
        """What a step on all items returns. Where it fails, it is performed without the items on
        which alone it fails; None where it fails again, or without items."""
        if not items:
            return None
        whole = PageFaults()
        found = whole.attempt(page_of(items[0]), step, items)
        if not whole.found:
            return found
        sound = [item for item in items if self._is_sound(item, page_of, step)]
        return self.attempt(page_of(items[0]), partial(step, sound)) if sound else None

    def _is_sound(
        self,
        item: _Item,
        page_of: Callable[[_Item], int],
        step: Callable[[Sequence[_Item]], object],
    ) -> bool:
        alone = PageFaults()
        alone.attempt(page_of(item), step, [item])
        for page, error in alone.found.items():
            self.found.setdefault(page, error)
        return not alone.found
