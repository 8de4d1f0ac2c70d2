"""The distances of baselines inside paragraphs and between them.

The type is 10 points large, and the rows of a column end at 500 or before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.paragraphs import Pitches
from tests.indexer.readers.pdf.layout.pieces import prose, text_column

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.column_rows import ColumnRow


def pitch_limit(
    inside: list[float], between: list[float] | None = None, size: float = 10.0
) -> float:
    """The widest pitch inside a paragraph of a column with full rows that are followed at some
    distances, and short rows that are."""
    rows: list[ColumnRow] = []
    base = 100.0
    for pitch, end in [*((p, 500.0) for p in inside), *((p, 300.0) for p in between or [])]:
        rows.append(prose(x1=end, base=base, size=size))
        base += pitch
    rows.append(prose(base=base, size=size))
    return Pitches(rows).limit(rows[-1])


def test_the_pitches_of_rows_in_another_column_or_size_are_not_counted() -> None:
    own, other = prose(), prose(base=110, column=text_column())
    assert Pitches([own, other]).limit(own) == 24.0
    larger = prose(base=110, size=11.0)
    assert Pitches([own, larger]).limit(own) == 24.0
    assert Pitches([own, prose(base=100)]).limit(own) == 24.0, "beside each other"
    assert Pitches([own, prose(base=90)]).limit(own) == 24.0, "at the top of the next column"


@pytest.mark.parametrize(
    ("inside", "between", "low", "high"),
    [
        pytest.param([38], [], 50, 53, id="a pitch of 3.8 em is counted"),
        pytest.param([42], [], 23, 25, id="a pitch of 4.2 em is not counted"),
        pytest.param([16], [], 21, 22, id="no pitch between paragraphs is known"),
        pytest.param([14, 16, 30], [], 21, 22, id="the median of the pitches is the usual one"),
        pytest.param([16] * 4, [20] * 3, 17.9, 18.1, id="between the usual and the wide pitch"),
        pytest.param([16] * 4, [20] * 2, 21, 22, id="2 wide pitches are too few"),
        pytest.param([16] * 4, [18] * 3, 16.9, 17.1, id="1.12 usual pitches are wide"),
        pytest.param([16] * 4, [17.2] * 3, 21, 22, id="1.08 usual pitches are not wide"),
        pytest.param([16] * 4, [20] * 3 + [16] * 2, 17.9, 18.1, id="3 of 5 are wide"),
        pytest.param([16] * 4, [20] * 3 + [16] * 4, 21, 22, id="3 of 7 are wide"),
        pytest.param([16] * 4, [20, 24, 38], 19.9, 20.1, id="the median of the wide pitches"),
        pytest.param([16] * 4, [39] * 3, 25.5, 26.3, id="wide pitches raise it by a fifth at most"),
    ],
)
def test_the_widest_pitch_inside_a_paragraph_is_that_of_the_column(
    inside: list[float], between: list[float], low: float, high: float
) -> None:
    assert low < pitch_limit(inside, between) < high
