"""Lists of the right number and polarity, and what a list leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.candidates.list_polarity import is_partial
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORT = """# 海域合作年度報告

截至113年底，我國已與南岬國、白沙國及卡洛國簽訂海域巡護協定。

至於東嶼國、北灘國及烏丘國，尚未與我國簽訂海域巡護協定。

本年度辦理防波堤整建、航道疏濬及燈塔汰換等3項工程。

港區設置例如冷凍倉庫、加油站及修船廠之設施。

巡護隊採購救生艇、雷達及無人機等裝備。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("polarity"), {"report.md": REPORT})
    yield opened
    opened.close()


def lists(service: Service, question: str) -> list[str]:
    found = service.answer_search(question).candidates
    return [
        s.candidate.context.text[s.candidate.start : s.candidate.end]
        for s in found
        if s.candidate.kind == "list"
    ]


SIGNED, UNSIGNED = fold("南岬國、白沙國及卡洛國"), fold("東嶼國、北灘國及烏丘國")


@pytest.mark.parametrize(
    ("question", "wanted", "opposite"),
    [
        ("我國跟哪些國家簽訂了海域巡護協定？", SIGNED, UNSIGNED),
        ("哪些國家尚未與我國簽訂海域巡護協定？", UNSIGNED, SIGNED),
        ("還有哪些國家沒有跟我國簽訂海域巡護協定？", UNSIGNED, SIGNED),
    ],
)
def test_a_list_of_the_opposite_is_no_candidate(
    service: Service, question: str, wanted: str, opposite: str
) -> None:
    found = lists(service, question)
    assert any(wanted in text for text in found)
    assert not any(opposite in text for text in found)


def test_the_number_of_items_must_be_the_one_asked_for(service: Service) -> None:
    assert any(fold("航道疏濬") in text for text in lists(service, "本年度辦理哪三項工程？"))
    assert not any(fold("航道疏濬") in text for text in lists(service, "本年度辦理哪兩項工程？"))
    reply = service.answer("本年度辦理哪兩項工程？")
    assert reply.answer is None


@pytest.mark.parametrize(
    ("question", "partial"),
    [
        ("本年度辦理哪些工程？", False),  # 等3項 says how many there are
        ("巡護隊採購哪些裝備？", True),  # 等裝備
        ("港區設置哪些設施？", True),  # 例如
    ],
)
def test_a_list_that_is_only_begun_is_partial(
    service: Service, question: str, partial: bool
) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, reply.refusal
    assert reply.answer.partial is partial


def test_examples_and_others_are_found_beside_the_items() -> None:
    text = fold("例如甲港、乙港等港口，丙港、丁港等二處")
    assert is_partial(text, [(2, 4), (5, 7)])
    assert not is_partial(text, [(11, 13), (14, 16)])
