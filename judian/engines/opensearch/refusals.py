"""What a refusal of the cluster means to whoever uses the engine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import CallFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from judian.core.errors import JudianError


@contextmanager
def translated(missing: Callable[[], JudianError] | None = None) -> Iterator[None]:
    """Raise EngineUnavailable for a CallFailed, or the error that `missing` makes if what was asked
    for is there no more."""
    try:
        yield
    except CallFailed as error:
        if missing is not None and error.status == 404:
            raise missing() from error
        raise EngineUnavailable("opensearch", str(error)) from error
