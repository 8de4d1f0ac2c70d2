"""Short names of statutes that no table has, and statutes cited with signs."""

from __future__ import annotations

import pytest

from judian.zh import instruments
from judian.zh.instruments import abbreviations, registry
from judian.zh.text.fold import fold

#: Of the short names of the table, looked for among full names alone: found at least, in [0, 1].
_FOUND = 0.4


def cited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(m.name, m.articles) for m in instruments.extract(text)]


@pytest.mark.parametrize(
    ("text", "name", "articles"),
    [
        ("依毒防條例第9條辦理", "毒品危害防制條例", ("9",)),
        ("違反組犯條例第4條", "組織犯罪防制條例", ("4",)),
        ("依兩岸關係條例第22條", "臺灣地區與大陸地區人民關係條例", ("22",)),
        ("依政資法第7條", "政府資訊公開法", ("7",)),
        ("違反證交法第20條", "證券交易法", ("20",)),
        ("依行訴法第6條", "行政訴訟法", ("6",)),
        ("依国赔法第2條", "國家賠償法", ("2",)),
        ("民訴§249", "民事訴訟法", ("249",)),
        ("依行訴§6", "行政訴訟法", ("6",)),
        ("違反洗錢防制法§15Ⅰ、Ⅱ", "洗錢防制法", ("15.1", "15.2")),
        ("依行政罰法§7Ⅱ及§8", "行政罰法", ("7.2", "8")),
    ],
)
def test_a_short_name_is_the_one_statute_that_it_abbreviates(
    text: str, name: str, articles: tuple[str, ...]
) -> None:
    assert cited(text) == [(name, articles)]


@pytest.mark.parametrize(
    "text",
    ["依本條例第3條", "依管理條例第3條", "各該法第3條", "該管法第2條", "依人民法第3條", "全文§3"],
)
def test_other_words_before_an_article_are_no_statute(text: str) -> None:
    assert cited(text) == []


def test_no_short_name_of_the_table_is_taken_for_another_statute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = registry.full_statutes()
    known = registry.statute_names_in_force()
    monkeypatch.setattr(
        abbreviations, "statute_names_in_force", lambda: tuple(n for n in known if n[0] in full)
    )
    caches = (abbreviations.statute_of, abbreviations._by_ends)
    for cached in caches:
        cached.cache_clear()
    found = looked_for = 0
    for short, entry in known:
        if short in full or not short.endswith(("条例", "法")) or not 3 <= len(short) <= 8:
            continue
        rest = iter(fold(entry.name))
        if all(char in rest for char in short):
            looked_for += 1
            entries = abbreviations.statute_of(short)
            assert entries in ((), (entry,)), short
            found += bool(entries)
    for cached in caches:
        cached.cache_clear()
    assert found >= _FOUND * looked_for > 0
