"""The passages that a question finds by the statute that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.formal_passages import alternated
from tests.judian.search.answers.test_lists import hit_of
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

STATUTE = """# 海商法

## 第 12 條

船員有左列情形之一者，得自請退職：

一、年滿六十歲。

二、服務滿二十年。
"""
REPORT = "# 船員退職情形報告\n\n" + "".join(
    f"{year}年船員依海商法自請退職{year - 90}人，船員退職條件由各公司說明，退職船員條件不一。\n\n"
    for year in range(100, 113)
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"law.md": STATUTE, "report.md": REPORT}
    opened = service_over(tmp_path_factory.mktemp("named"), reports)
    yield opened
    opened.close()


def test_the_text_of_the_named_statute_is_among_the_first(service: Service) -> None:
    found = service.answer_search("海商法規定船員要有哪些條件才可以自請退職？")
    titles = [hit.document.title for hit in found.hits[:4]]
    assert titles.count("海商法") == 2
    answer = service.answer("海商法規定船員有哪些情形得自請退職？").answer
    assert answer is not None
    assert answer.items == ("年滿六十歲", "服務滿二十年")


def test_what_the_statute_does_not_say_is_found_elsewhere(service: Service) -> None:
    answer = service.answer("105年依海商法自請退職的船員有幾人？").answer
    assert answer is not None
    assert answer.value == 15


def test_lists_of_passages_alternate() -> None:
    one, two = hit_of("甲"), hit_of("乙")
    assert alternated([one], [one, two]) == [one]
    assert alternated([], [one]) == [one]
