"""Frames of pandas, which is optional."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, cast

from judian.core.errors import JudianError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas


class LibraryMissing(JudianError):
    """An optional library is not installed."""

    code = "library_missing"
    status = 501
    messages: ClassVar[Mapping[str, tuple[str, str]]] = {
        "en": ("{library} is not installed", 'install it: pip install "judian[{extra}]"'),
        "zh": ("尚未安裝 {library}", '請安裝：pip install "judian[{extra}]"'),
    }

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library=library, extra=extra)


def frame_of(rows: Sequence[dict[str, Any]]) -> pandas.DataFrame:
    """A frame with a line for each row and a column for each of its keys. Raises LibraryMissing."""
    try:
        library = import_module("pandas")
    except ModuleNotFoundError as missing:
        if missing.name != "pandas":  # pandas is here and lacks something of its own
            raise
        raise LibraryMissing("pandas", "pandas") from missing
    return cast("pandas.DataFrame", library.DataFrame(rows))
