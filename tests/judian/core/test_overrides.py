"""What keepers mend: what is refused, how it is kept, and several who mend at once."""

from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING

import pytest

from judian.core.overrides import (
    Override,
    OverrideInvalid,
    keeper_folder,
    load_overrides,
    read_override,
    save_override,
    source_key,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_form_gives_the_fields_that_are_filled() -> None:
    given = {"title": " 年報 ", "agency": "", "date": "2024-05", "period_start": "2023",
             "period_end": "2023-12-31"}  # fmt: skip
    found = read_override(given)
    assert found.facts() == {"title": "年報", "date": "2024-05", "period": ("2023", "2023-12-31")}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "甲\n乙"}, "title"),
        ({"title": "甲\u202e乙"}, "title"),
        ({"title": "甲\ud800"}, "title"),
        ({"title": "長" * 301}, "title"),
        ({"agency": "局" * 201}, "agency"),
        ({"date": "2024-13-45"}, "date"),
        ({"date": "2023-02-29"}, "date"),
        ({"date": "113年5月"}, "date"),
        ({"period_start": "2024-01-01"}, "period"),
        ({"period_start": "2024-12-31", "period_end": "2024-01-01"}, "period"),
        ({"period_start": "２０２４", "period_end": "2025"}, "period"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(given: dict[str, str], field: str) -> None:
    with pytest.raises(OverrideInvalid) as caught:
        read_override(given)
    assert caught.value.field == field
    assert caught.value.status == 400
    for language in ("en", "zh"):
        assert "{" not in caught.value.message(language) + caught.value.hint(language)


def test_a_source_is_named_by_its_place_beside_the_index(tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert source_key(tmp_path / "sources" / "甲.pdf", "", index) == "../sources/甲.pdf"
    assert source_key(tmp_path / "a.zip", "b/c.pdf", index) == "../a.zip//b/c.pdf"
    assert source_key(tmp_path / "%\udcff", "", index) == "../%25%FF"


def test_an_override_is_kept_and_forgotten(tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert load_overrides(index) == {}
    mended = Override("標題", None, "2024", ("2023", "2024"), "王小明", "2026-01-01T00:00:00+00:00")
    save_override(index, "a.txt", mended)
    save_override(index, "b.txt", Override(agency="某局"))
    assert load_overrides(index) == {"a.txt": mended, "b.txt": Override(agency="某局")}
    save_override(index, "a.txt", Override(by="王小明"))
    assert list(load_overrides(index)) == ["b.txt"]


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"a": 1}', '{"a": {"date": "2024-99"}}', '{"a": {"period": [1]}}', "\ufffe"],
)
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    folder = keeper_folder(tmp_path / "index")
    folder.mkdir()
    (folder / "overrides.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        load_overrides(tmp_path / "index")


def _mend(index: Path, first: int) -> None:
    for number in range(first, first + 20):
        save_override(index, f"{number}.txt", Override(title=str(number)))


def test_several_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    index = tmp_path / "index"
    context = multiprocessing.get_context("spawn")
    mending = [context.Process(target=_mend, args=(index, n)) for n in (0, 100)]
    for process in mending:
        process.start()
    for process in mending:
        process.join(60)
    assert len(load_overrides(index)) == 40
    stored = json.loads((keeper_folder(index) / "overrides.json").read_text("utf-8"))
    assert list(stored) == sorted(stored)
