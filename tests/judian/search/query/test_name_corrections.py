"""A wrong character in a long name is corrected although it has its neighbours elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

LAWS = {
    "act.md": "# 漁業輔導辦法\n\n依漁業輔導辦法辦理。漁業輔導辦法之業者。\n",
    "long.md": "# 職業學校學生輔導辦法\n\n依職業學校學生輔導辦法辦理。\n",
    "other.md": "# 通報\n\n經核准校正後，由農業單位辦理畢業考。\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("names"), LAWS)


@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("職業准校學生輔導辦法", "職業學校學生輔導辦法"),  # 准校 occurs, 業准 does not
        ("農業輔導辦法", None),  # another name: 農業 is a word
        ("職業學校學生輔導辦法", None),
    ],
)
def test_a_wrong_character_beside_a_known_neighbour(
    service: Service, typed: str, want: str | None
) -> None:
    assert service.search(typed).query.suggestion == want
