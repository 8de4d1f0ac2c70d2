"""What a collection lacks is searched in its other words, which is said and can be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.batch.run import run_batch
from judian.search.hits.collection import read_collection
from judian.search.query.catalogue import as_typed
from judian.search.query.compile import compile_query
from judian.search.query.other_words import MAX_OTHER, OtherWords
from judian.search.replies.results import Expansion
from judian.search.requests.values import SearchRequest
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.core.engine import Snapshot
    from judian.search.service import Service

WATER = """# 松濱縣供水及排水年報

## 一、管線汰換

松濱縣鉛水管汰換工程完成八成，舊鉛水管由用戶自行拆除。

各區鉛水管長度另列，經費由縣府補助。

## 二、排水

排水幹線浚渫工程落後，浚渫土方堆置於閘門旁。

## 三、保險

農民健康保險與全民健康保險之補助，依各該年度預算辦理。

全民健康保險費率未調整。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("other"), {"a.md": WATER})


def others(service: Service, word: str) -> tuple[str, ...]:
    found = OtherWords(service.engine.snapshot()).find(fold(word))
    return found[0][2] if found else ()


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("鉛管", "鉛水管"),  # a fuller form
        ("健保", "全民健康保險"),
        ("疏浚", "浚渫"),  # a word of the same gloss
        ("挖泥", "浚渫"),  # a reviewed everyday word
        ("更換", "汰換"),
    ],
)
def test_a_lacking_word_has_other_words_of_the_collection(
    service: Service, word: str, other: str
) -> None:
    found = others(service, word)
    assert other in found
    assert len(found) <= MAX_OTHER


@pytest.mark.parametrize("word", ["鉛水管", "浚渫", "閘門", "的", "熊貓", "abc", "112年", ""])
def test_what_occurs_or_has_no_other_words_stays(service: Service, word: str) -> None:
    assert others(service, word) == ()


def test_the_words_of_a_query_are_looked_up_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an engine on other machines each look-up is a request."""
    snapshot = service.engine.snapshot()
    asked: list[object] = []
    original = type(snapshot).frequencies

    def noted(self: Snapshot, terms: Sequence[tuple[str, str]]) -> list[int]:
        asked.append(terms)
        return original(self, terms)

    monkeypatch.setattr(type(snapshot), "frequencies", noted)
    words = OtherWords(snapshot)
    found = words.find(fold("松濱縣排水幹線落後土方補助"))
    assert found == []
    assert len(asked) == 1
    assert words.find(fold("松濱縣排水幹線落後土方補助")) == []
    assert asked[1:] == [[]]


def test_every_other_word_stands_in_a_passage(service: Service) -> None:
    for word in ("疏通", "裝修", "水溝", "拆掉", "房子", "補貼", "健保", "費用"):
        for other in others(service, word):
            assert service.search(f'"{other}"').total, (word, other)


def test_characters_far_apart_or_with_a_stop_word_between_are_no_fuller_form(
    tmp_path: Path,
) -> None:
    text = "# 報告\n\n## 一\n\n鉛的管子很舊。\n\n鉛的管子很舊，鉛製自來水給水管。\n"
    assert others(service_over(tmp_path, {"a.md": text}), "鉛管") == ()


@pytest.mark.parametrize(
    ("word", "said", "found"),
    [
        ("環評", "環境影響評估", ("環境影響評估",)),  # each character begins a word
        ("鉛管", "鉛作業主管", ()),  # one does not
        ("鉛管", "鉛水管", ("鉛水管",)),
    ],
)
def test_characters_far_apart_begin_words(
    tmp_path: Path, word: str, said: str, found: tuple[str, ...]
) -> None:
    text = f"# 報告\n\n## 一\n\n{said}之一。\n\n{said}之二。\n"
    assert others(service_over(tmp_path, {"a.md": text}), word) == found


def test_a_search_names_them_and_can_do_without(service: Service) -> None:
    reply = service.search("疏浚 落後")
    assert Expansion("疏浚", ("浚渫",), is_lacking=True) in reply.query.expanded
    assert "浚渫" in reply.hits[0].passage.text
    assert any("浚渫" in hit.passage.text[a:b] for hit in reply.hits for a, b in hit.marks)
    for request in (
        SearchRequest("疏浚 落後", plain=("疏浚",)),
        SearchRequest("疏浚 落後", expand=False),
        SearchRequest("疏浚 落後", exact=True),
    ):
        assert not [one for one in service.search(request).query.expanded if one.is_lacking]


def test_operators_find_them_too(service: Service) -> None:
    reply = service.search("疏浚工程 AND 閘門")
    assert reply.total == 1
    assert reply.query.expanded == (Expansion("疏浚", ("浚渫",), is_lacking=True),)
    assert not service.search(SearchRequest("疏浚工程 AND 閘門", plain=("疏浚",))).total
    assert not service.search('"疏浚工程" AND 閘門').total


def test_an_own_word_outranks_other_words(tmp_path: Path) -> None:
    both = "# 報告\n\n## 一\n\n排水浚渫，浚渫，浚渫工程。\n\n排水清淤工程。\n"
    hits = service_over(tmp_path, {"a.md": both}).search("排水 清淤").hits
    assert "清淤" in hits[0].passage.text


def test_a_question_is_asked_in_its_own_words(service: Service) -> None:
    """Its other words find passages enough, and what the collection lacks is a reason to refuse."""
    assert not service.search("疏浚工程的進度如何？").query.expanded
    catalogue = as_typed(read_collection(service.engine.snapshot()).catalogue)
    assert not compile_query(SearchRequest("疏浚 落後"), catalogue).view.expanded


def test_near_words_are_not_combined_without_end(service: Service) -> None:
    """Each of eight words has other words: all combinations would be thousands."""
    reply = service.search(" near/9 ".join(["疏浚工程"] * 8))
    assert reply.query.expanded == ()
    assert service.search("疏浚工程 near/9 落後").query.expanded


def test_lists_that_would_not_say_so_go_without(service: Service) -> None:
    assert service.search("疏浚").total
    assert service.newest(SearchRequest("疏浚"), 5).total == 0
    assert [row.passages for row in run_batch(service, ["疏浚"])] == [0]


def test_a_part_of_a_name_has_no_other_words(tmp_path: Path) -> None:
    """國賠 of 國賠法, which is searched as 國家賠償法."""
    text = "# 報告\n\n## 一\n\n依國家賠償法辦理國家賠償。\n\n國家賠償二件，國家賠償法之案件。\n"
    reply = service_over(tmp_path, {"a.md": text}).search("國賠法 案件")
    assert [one.word for one in reply.query.expanded] == ["國賠法"]
