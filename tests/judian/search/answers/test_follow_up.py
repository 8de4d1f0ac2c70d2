"""Follow-up questions: what they put into the earlier question, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers import complete_follow_up
from judian.search.replies.results import Change
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

HEROIN = "111年查獲海洛因幾公斤？"
AGREEMENT = "我國與日本的協定何時生效？"
REQUESTS = "112年我方請求陸方協助幾件？"
CASES = "112年查獲毒品案件幾件？"
COMPLETED = [
    # each kind of slot replaces its kind
    (HEROIN, "那112年呢？", "112年查獲海洛因幾公斤？"),
    (HEROIN, "那112呢", "112年查獲海洛因幾公斤？"),
    (HEROIN, "那2023年呢？", "2023年查獲海洛因幾公斤？"),
    (HEROIN, "大麻呢？", "111年查獲大麻幾公斤？"),
    (AGREEMENT, "那韓國呢？", "我國與韓國的協定何時生效？"),
    (REQUESTS, "那美方呢？", "112年我方請求美方協助幾件？"),
    ("法務部調查局111年查獲幾件？", "那刑事警察局呢", "刑事警察局111年查獲幾件？"),
    ("113年松崗市交通事故死亡多少人", "青潭市呢？", "113年青潭市交通事故死亡多少人"),
    ("刑法第339條最高處幾年？", "刑法第185條之3呢？", "刑法第185條之3最高處幾年？"),
    ("臺灣與帛琉漁業合作協定何時生效？", "那菲律賓呢？", "臺灣與菲律賓漁業合作協定何時生效？"),
    # the parties change places
    (REQUESTS, "那陸方呢？", "112年陸方請求我方協助幾件？"),
    # several values, and a span of years
    (AGREEMENT, "那韓國和越南呢？", "我國與韓國和越南的協定何時生效？"),
    ("從110年到112年查獲幾件？", "那113年呢？", "113年查獲幾件？"),
    # two slots at once
    (HEROIN, "那112年的大麻呢？", "112年查獲大麻幾公斤？"),
    # a slot that is not there is added
    (HEROIN, "那韓國呢？", "111年韓國查獲海洛因幾公斤？"),
    ("查獲多少公斤？", "海洛因呢？", "查獲海洛因多少公斤？"),
    ("查獲多少公斤？", "那112年呢？", "112年查獲多少公斤？"),
    # a relative period refers to the one before
    (HEROIN, "那前一年呢？", "110年查獲海洛因幾公斤？"),
    # other words replace what ends alike, a verb the verb, a noun the noun that is counted
    (CASES, "那詐欺案件呢？", "112年查獲詐欺案件幾件？"),
    ("1號井深多少公尺？", "那2號井呢？", "2號井深多少公尺？"),
    ("東區112年死亡幾人？", "西區呢？", "西區112年死亡幾人？"),
    ("東區112年死亡幾人？", "那受傷呢？", "東區112年受傷幾人？"),
    ("查獲商船幾艘？", "那漁船呢？", "查獲漁船幾艘？"),
    # what is asked for
    (HEROIN, "那112年有幾件？", "112年查獲海洛因幾件？"),
]
NOT_COMPLETED = [
    (HEROIN, "112年查獲大麻幾公斤？"),  # a question of its own
    (HEROIN, "那瑪夏區有幾人？"),  # 那 begins a name
    (HEROIN, "海洛因"),  # keywords
    (HEROIN, "那海洛因呢？"),  # nothing changes
    (HEROIN, "那呢？"),
    (HEROIN, "那詐欺案件呢？"),  # nothing there that it could replace
    ("查獲多少公斤？", "那前一年呢？"),  # before which year?
    ("", "那112年呢？"),
]


@pytest.mark.parametrize(("previous", "typed", "question"), COMPLETED)
def test_a_follow_up_is_completed_by_the_question_before(
    previous: str, typed: str, question: str
) -> None:
    found = complete_follow_up(previous, typed)
    assert found is not None
    assert (found.typed, found.previous, found.question) == (typed, previous, question)
    for change in found.changes:
        assert change.new in question
        assert change.old in previous


@pytest.mark.parametrize(("previous", "typed"), NOT_COMPLETED)
def test_other_texts_are_no_follow_ups(previous: str, typed: str) -> None:
    assert complete_follow_up(previous, typed) is None


def test_follow_ups_are_chained() -> None:
    question = HEROIN
    for typed in ("那112年呢？", "那大麻呢？", "那韓國呢？", "那前一年呢？"):
        found = complete_follow_up(question, typed)
        assert found is not None
        question = found.question
    assert question == "111年韓國查獲大麻幾公斤？"


def test_the_changes_say_what_was_replaced_and_what_added() -> None:
    found = complete_follow_up(HEROIN, "那112年的韓國呢？")
    assert found is not None
    assert found.changes == (Change("period", "111年", "112年"), Change("country", "", "韓國"))


def test_the_service_answers_the_completed_question(tmp_path: Path) -> None:
    service = service_over(tmp_path)
    try:
        previous = "東岬港務局112年度進港船舶總艘次是多少？"
        reply = service.answer("那111年度呢？", previous)
        assert reply.question == "東岬港務局111年度進港船舶總艘次是多少？"
        assert reply.follow_up is not None
        assert (reply.follow_up.typed, reply.follow_up.previous) == ("那111年度呢？", previous)
        assert service.answer(previous).follow_up is None
    finally:
        service.close()
