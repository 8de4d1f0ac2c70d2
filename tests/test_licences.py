"""Every file has a licence whose text is here, and files taken from others have their own."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.project import ROOT

TABLES = tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))["annotations"]


def _paths(table: dict[str, str | list[str]]) -> list[str]:
    path = table["path"]
    return [path] if isinstance(path, str) else path


def _licences(table: dict[str, str | list[str]]) -> set[str]:
    return set(re.split(r" AND ", str(table["SPDX-License-Identifier"])))


def test_everything_is_covered() -> None:
    assert _paths(TABLES[0]) == ["**"]


@pytest.mark.parametrize("path", [path for table in TABLES for path in _paths(table)])
def test_a_licence_is_given_to_files_that_exist(path: str) -> None:
    assert any(ROOT.glob(path.replace("/**", "/*")))


def test_the_text_of_every_licence_is_here_and_no_other() -> None:
    named = {licence for table in TABLES for licence in _licences(table)}
    texts = {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert named == texts
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "Apache-2.0.txt").read_bytes()


def test_files_taken_from_others_have_a_table_of_their_own() -> None:
    """The page beside the data says which rows another licence covers."""
    rows = re.findall(
        r"^\| `([\w.]+)` \|.*\| ([^|]+) \|$",
        (ROOT / "judian/zh/data/README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    taken = {f"judian/zh/data/{name}" for name, source in rows if "http" in source}
    assert len(taken) > 4
    assert taken <= {path for table in TABLES[1:] for path in _paths(table)}
