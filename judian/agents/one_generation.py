"""A reply of several reads that are all of one generation of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from judian.core.errors import JudianError

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.search.service import Service

T = TypeVar("T")
#: Tries before the reply is refused: commits are seconds apart, a reply takes less.
_TRIES = 4


class IndexBusy(JudianError):
    code = "index_busy"
    status = 503
    messages: ClassVar = {
        "en": ("the index changed while it was read", "ask again in some seconds"),
        "zh": ("讀取時索引正在更新", "請於數秒後再試"),
    }

    def __init__(self) -> None:
        super().__init__()


def of_one_generation(service: Service, make: Callable[[], T]) -> tuple[T, int]:
    """What `make` returns, and the generation that all its reads are of.

    A generation is never seen again once a newer one was: if the newest is the same before and
    after, nothing else was read. Raises IndexBusy if it changes again and again.
    """
    for _ in range(_TRIES):
        before = service.engine.snapshot()
        made = make()
        if service.engine.snapshot() == before:
            return made, before.generation
    raise IndexBusy
