"""Column widths of a sample table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from judian.evals.typeset.table_model import SampleCell

#: Widths of characters in em: Han, others.
_WIDE, _NARROW = 1.0, 0.58
#: Least width of a column of words, and of a header, in em.
_LEAST_TEXT, _LEAST_HEADER = 5, 2
#: Width in em beyond which a column gets no more room than others.
_MOST_WANTED = 18
#: Header rows are at most this many.
_HEADER_ROWS = 3


def random_widths(
    rng: random.Random, cells: Sequence[SampleCell], size: float, padding: float, width: float
) -> list[float]:
    """Widths in points for a table at most `width` wide, if its columns can be that narrow.

    If possible, no figure and no short header wraps.
    """
    columns = max(cell.column + cell.columns for cell in cells)
    least, wanted = [0.0] * columns, [0.0] * columns
    for cell in cells:
        if cell.columns > 1:
            continue
        natural = sum(_WIDE if ord(c) > 0x2000 else _NARROW for c in cell.text) * size
        is_figure = cell.text[:1].isdigit() or cell.text[:1] in "-"
        least_text = _LEAST_HEADER if cell.row < _HEADER_ROWS else _LEAST_TEXT
        bound = natural if is_figure else min(natural, least_text * size)
        least[cell.column] = max(least[cell.column], bound)
        wanted[cell.column] = max(wanted[cell.column], min(natural, _MOST_WANTED * size))
    least = [w + 2 * padding + 2 for w in least]
    wanted = [max(w + 2 * padding + 2, low) for w, low in zip(wanted, least, strict=True)]
    room = width * (1.0 if rng.random() < 0.6 else rng.uniform(0.75, 1.0))
    room = max(room, sum(least))
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / columns if rng.random() < 0.8 else 0.0
        return [w + spare for w in wanted]
    share = (room - sum(least)) / max(1.0, sum(wanted) - sum(least))
    return [low + share * (w - low) for w, low in zip(wanted, least, strict=True)]
