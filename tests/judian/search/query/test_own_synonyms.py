"""Synonyms of an office widen its searches, and a file that is none is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.errors import SettingInvalid
from judian.core.settings import load
from judian.search.query.own_synonyms import MAX_NAMES, read_synonyms
from judian.search.service import Service
from judian.zh.questions.synonyms import Synonyms, built_in
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_gives_groups(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("\ufeff# 本處用語\n巡防艇\t巡艇\n\n港務處,港管處、港灣處\n", "utf-8")
    assert read_synonyms(path) == (("巡防艇", "巡艇"), ("港務處", "港管處", "港灣處"))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("巡防艇\n".encode(), "two names or more in line 1"),
        ("甲\t乙\n港務處,港務處\n".encode(), "two names or more in line 2"),
        ("\t".join(f"名{n}" for n in range(MAX_NAMES + 1)).encode(), "names in line 1"),
        ("巡防艇\t巡艇".encode("big5"), "readable text file in UTF-8"),
    ],
)
def test_what_is_no_file_of_synonyms_is_refused(
    tmp_path: Path, content: bytes, wanted: str
) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(content)
    with pytest.raises(SettingInvalid, match=wanted):
        read_synonyms(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    chosen = load({"synonyms": str(tmp_path / "none.tsv")}, environ={})
    with pytest.raises(SettingInvalid, match="readable text file"):
        Service.configured(chosen)


def test_own_groups_join_those_of_the_tables() -> None:
    own = Synonyms([("愷他命", "小K"), ("巡防艇", "巡艇")])
    assert {"k他命", "ketamine"} <= set(own.expand("小k"))
    assert "小k" in own.expand("ketamine")
    assert own.spelled("小k") == "小K"
    assert own.expand("巡艇") == ("巡防艇",)
    assert own.expand("海洛因") == built_in().expand("海洛因")
    assert built_in().expand("巡艇") == ()


def test_a_search_finds_and_names_them(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("輪暈機,甲型艇\n", "utf-8")
    service = service_over(tmp_path / "index", {"a.md": "# 年報\n\n甲型艇出海三次。\n"})
    assert service.search("輪暈機").total == 0
    service = Service(service.engine, synonyms=Synonyms(read_synonyms(tmp_path / "own.csv")))
    reply = service.search("輪暈機")
    assert reply.hits[0].passage.text.startswith("甲型艇")
    assert reply.query.expanded[0].alternatives == ("甲型艇",)
    assert service.search("名稱:輪暈機").total == 1
