"""Numbers that a draft gives rounded: 約847億元 for 847億1,300萬元, 三千多戶 for 3,067戶."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.zh.figures.extraction import Figure

_ABOUT = frozenset({"約", "大約", "約為", "約計", "約有", "左右", "上下"})
_MORE = frozenset({"餘", "多", "逾", "超過", "超逾"})
#: Tenths are round numbers: 五成七 for 57.24％.
_TENTHS = "成"
_NEARLY = frozenset({"近", "將近", "接近", "不到"})
#: Share of a number within which 約 and 近 are true of it; half of its last digit may be more.
#: Set by hand, not measured.
_NEAR = Decimal("0.05")


def rounds_to(found: Figure, stated: Figure) -> bool:
    """True if the draft says that `stated` is rounded, and `found`, in the same unit, is a number
    that may be rounded so: to the last digit that is not 0 for 約 and for tenths, down for 餘, up
    for 近."""
    if found.unit != stated.unit or found.value_high is not None or stated.value_high is not None:
        return False
    apart = found.value - stated.value
    step = Decimal(1).scaleb(_last_place(stated.value))
    near = abs(apart) <= min(step / 2, _NEAR * abs(stated.value))
    if stated.qualifier in _MORE:
        return 0 <= apart < step
    if stated.qualifier in _NEARLY:
        return near and apart <= 0
    return near and (stated.qualifier in _ABOUT or _TENTHS in stated.text)


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not 0: 8 for 847億."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
