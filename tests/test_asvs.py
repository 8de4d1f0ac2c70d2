"""The table of OWASP ASVS in the documentation: every chapter is there, every test exists."""

from __future__ import annotations

import re

from tests.project import ROOT

_PAGE = (ROOT / "docs/security.md").read_text("utf-8")
_TABLE = _PAGE.split("## OWASP ASVS 5.0, level 2")[1].split("\n## ")[0]
#: section, how, shown by.
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in _TABLE.splitlines()
    if line.startswith("| V")
]
CHAPTERS = range(1, 18)
#: What says that a section does not apply, or is left to something else.
_WITHOUT = ("not used", "not for local users")


def test_every_chapter_is_there_in_order() -> None:
    chapters = [int(found[1]) for row in ROWS if (found := re.match(r"V(\d+)", row[0]))]
    assert len(chapters) == len(ROWS)
    assert chapters == sorted(chapters)
    assert set(chapters) == set(CHAPTERS)


def test_every_section_names_its_tests_or_says_why_there_is_none() -> None:
    for section, how, shown in ROWS:
        assert bool(shown) is not how.startswith(_WITHOUT), section


def test_every_test_that_is_named_exists() -> None:
    named = [name for _, _, shown in ROWS for name in re.findall(r"`([^`]+)`", shown)]
    assert len(named) > 50
    for name in named:
        path, _, function = name.partition("::")
        text = (ROOT / path).read_text("utf-8")
        assert f"def {function or 'test_'}" in text, name
