"""Refusals over three small reports: each reason is the one that is true of the passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.questions.neighbours import neighbours, verdicts
from judian.search.answers.refusals import UNCLEAR, UNSURE
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

HARVEST = """# 柚園鄉112年度農產統計

發布機關：柚園鄉公所

中華民國113年2月

112年本鄉文旦收穫量為3,150公噸，外銷日本42公噸。

111年查獲假冒產地標示案件17件，裁罰業者9家。

112年文旦節辦理活動26場。
"""
BRIDGE = """# 橋梁檢測說明

發布機關：道路養護處

白鷺橋主跨長度128公尺，橋面寬12公尺。

甲方於合約中要求提前完工。
"""
REPORTS = {"harvest.md": HARVEST, "bridge.md": BRIDGE}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("refusals"), REPORTS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "code", "words", "stated"),
    [
        # The collection has no such word, whatever else it says.
        ("112年鳳梨收穫量是多少公噸？", "nowhere", ("鳳梨",), ()),
        # A passage states another year, or another country, and not the one asked about.
        ("110年查獲假冒產地標示案件幾件？", "contradicted", ("110年",), ("111年",)),
        # Both are mentioned, but by no passage.
        pytest.param(
            *("白鷺橋的文旦節辦理活動幾場？", "not_together", ("白鷺", "文旦"), ()),
            marks=pytest.mark.xfail(reason="answered although one name is missing", strict=True),
        ),
        # The bridge is mentioned, but no weight.
        ("白鷺橋的主跨有幾公斤？", "no_candidate", ("公斤",), ()),
    ],
)
def test_a_refusal_gives_the_reason_that_is_true(
    service: Service, question: str, code: str, words: tuple[str, ...], stated: tuple[str, ...]
) -> None:
    refusal = service.answer(question).refusal
    assert refusal is not None
    assert (refusal.code, refusal.words, refusal.stated) == (code, words, stated)
    for part in (*words, *stated):
        assert f"「{part}」" in refusal.reason_zh
        assert f"“{part}”" in refusal.reason_en


def test_a_word_that_is_there_only_in_part_is_not_mentioned(service: Service) -> None:
    refusal = service.answer("112年文旦枝收穫量是多少公噸？").refusal
    assert refusal is None or refusal.reason_zh != UNSURE.reason_zh
    refusal = service.answer("裁罰產地業主幾家？").refusal
    assert refusal is None or "業主" in refusal.reason_zh or refusal == UNCLEAR


def test_a_piece_of_a_known_word_is_not_named_as_missing(service: Service) -> None:
    # Segmentation finds 方於 or 方向 in 甲方向…; the passage has 甲方.
    refusal = service.answer("合約中甲方向誰要求提前完工？").refusal
    assert refusal is None or "方向" not in refusal.words


def test_no_reason_given_for_a_neighbour_of_a_question_is_untrue(service: Service) -> None:
    asked = [
        "112年柚園鄉文旦收穫量是多少公噸？",
        "112年文旦外銷日本幾公噸？",
        "111年查獲假冒產地標示案件幾件？",
        "111年裁罰業者幾家？",
        "白鷺橋主跨長度是多少公尺？",
        "文旦節辦理活動幾場？",
    ]
    texts = [service.document(info.id).text for info in service.documents()]
    found = list(verdicts(service, neighbours(asked, texts, 60)))
    assert len(found) >= 50
    assert [one for one in found if one.untrue] == []
    assert {"nowhere", "not_together"} <= {one.code for one in found}


def test_a_question_in_english_is_told_to_ask_in_chinese(service: Service) -> None:
    reply = service.answer("How many tons of pomelo were harvested?")
    assert reply.is_question
    assert reply.refusal is not None
    assert reply.refusal.code == "not_chinese"
    assert reply.alternatives == ()
    assert not service.answer("pomelo harvest").is_question
