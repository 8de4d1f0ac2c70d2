"""The index of names over a small collection: what is found by form, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.lists import entities
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.replies.listings import Entity
    from judian.search.service import Service

REPORTS = {
    "patrol.md": (
        "# 海巡工作年報\n\n發布機關：海岸巡防署\n\n"
        "海岸巡防署查獲漁船「新春財號」走私海洛因，另依文號109年第12號函辦理。\n\n"
        "局長：沈柏舟表示，泰國與日本均提供情資。臺北市警察局協助。\n\n"
        "全案移送102年度台上字第1234號判決。\n"
    ),
    "other.md": "# 另一份\n\n海岸巡防署再次查獲海洛因，保險公司理賠，多國政府合作。\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("entities"), REPORTS)
    yield opened
    opened.close()


def named(service: Service, kind: str) -> dict[str, Entity]:
    return {one.name: one for one in service.entities().kinds[kind]}


def test_names_are_counted_by_passage_and_document(service: Service) -> None:
    agency = named(service, "agency")["海岸巡防署"]
    assert (agency.passages, agency.documents) == (3, 2)
    assert agency.kind == "agency"
    for passage, document, start, end in agency.places:
        assert passage.text[start:end] == "海岸巡防署"
        assert passage.doc_id == document.id


@pytest.mark.parametrize(
    ("kind", "held", "left_out"),
    [
        ("agency", {"海岸巡防署", "臺北市警察局"}, {"保險公司", "多國政府"}),
        ("person", {"沈柏舟"}, set()),
        ("place", {"泰國", "日本"}, set()),
        ("ship", {"新春財號"}, {"12號", "第12號"}),
        ("substance", {"海洛因"}, set()),
        ("case", {"102年度台上字第1234號"}, set()),
    ],
)
def test_each_kind_holds_its_names(
    service: Service, kind: str, held: set[str], left_out: set[str]
) -> None:
    found = named(service, kind).keys()
    assert held <= found
    assert not left_out & found


def test_what_was_not_read_is_reported(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert service.entities().cut is None
    monkeypatch.setattr(entities, "MAX_PASSAGES", 2)
    cut = service.entities().cut
    assert cut is not None
    assert (cut.read, cut.found > 2) == (2, True)
    monkeypatch.setattr(entities, "MAX_NAMES", 1)
    assert all(len(names) <= 1 for names in service.entities().kinds.values())
