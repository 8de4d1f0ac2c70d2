"""Page numbers that pages without a printed one have by those around them."""

from __future__ import annotations

import pytest

from indexer.structure.page_labels import with_implied_labels


@pytest.mark.parametrize(
    ("printed", "implied"),
    [
        ({5: "1", 8: "4"}, {6: "2", 7: "3"}),
        ({5: "乙-1", 7: "乙-3"}, {6: "乙-2"}),
        ({2: "9", 3: "10", 5: "12"}, {4: "11"}),
        ({5: "1", 8: "5"}, {}),
        ({5: "甲-4", 7: "乙-6"}, {}),
        ({5: "ii", 7: "iv"}, {}),
        ({5: "8", 7: "6"}, {}),
        ({7: "3"}, {}),
        ({}, {}),
    ],
    ids=[
        *("two pages between", "a part of the report", "from 10 on", "another distance"),
        *("another part", "Roman numerals", "downwards", "one number alone", "none"),
    ],
)
def test_pages_between_two_numbers_of_one_series_have_those_between(
    printed: dict[int, str], implied: dict[int, str]
) -> None:
    assert with_implied_labels(printed) == printed | implied
