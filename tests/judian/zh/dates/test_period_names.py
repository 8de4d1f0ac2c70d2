"""Names of periods in the calendar of the Republic."""

from __future__ import annotations

import pytest

from judian.zh.dates.period_names import period_name
from judian.zh.dates.periods import Period


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2023-01-01", "2023-12-31", "112年"),
        ("2023-12-01", "2023-12-31", "112年12月"),
        ("2023-02-03", "2023-02-03", "112年2月3日"),
        (None, "2022-09-30", "截至111年9月30日"),
        ("2022-09-30", None, "111年9月30日起"),
        ("2023-07-01", "2023-09-30", "112年7月1日至112年9月30日"),
        ("2022-01-01", "2023-12-31", "111年1月1日至112年12月31日"),
        (None, None, "近期"),
    ],
)
def test_a_period_is_named_as_short_as_its_days_allow(
    start: str | None, end: str | None, name: str
) -> None:
    assert period_name(Period("近期", start, end)) == name
