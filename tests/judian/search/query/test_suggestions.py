"""Completions and corrections come from the collection, in its own spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.engine import PassageEntry, Snapshot
from judian.engines.memory import MemoryEngine
from judian.search.query.grammar import parse
from judian.search.query.suggestions import MIN_FREQUENCY, as_written, complete, did_you_mean
from judian.zh.text.analyze import analyze

TEXTS = [
    "直升機救援登山民眾",
    "出動五次直升機，直升機待命",
    "直播設備",
    "臺灣登山協會辦理登山嚮導訓練",
    "登山嚮導證照2,438張",
    "Rescue teams under the UN",
    "rescue dogs; the un office",
    "嚮導制度",
]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return collection(*TEXTS)


COMPLETIONS = [
    ("直", ["直升機", "直播"]),
    ("直升", ["直升機"]),
    ("台灣", ["臺灣"]),
    ("登山 直", ["直升機", "直播"]),
    ("resc", ["Rescue"]),
    ("UN", ["UN", "under"]),
    ("ＲＥＳＣ", ["Rescue"]),
    # Chinese is written without spaces: the last part that begins a word, and one that is
    # written behind the part before it.
    ("五次直", ["五次直升機"]),
    ("登山嚮導訓", ["登山嚮導訓練"]),
    ("UN救直升", []),
    ("海關", []),
    ("243", []),
    ("", []),
    ("   ", []),
    ("，。", []),
    ("\ud800\x00", []),
]


@pytest.mark.parametrize(("prefix", "want"), COMPLETIONS)
def test_completions(snapshot: Snapshot, prefix: str, want: list[str]) -> None:
    found = complete(snapshot, prefix, 8)
    assert [word.casefold() for word in found] == [word.casefold() for word in want]


def test_completions_are_written_as_the_collection_writes_them(snapshot: Snapshot) -> None:
    assert complete(snapshot, "台湾", 8) == ["臺灣"]
    assert complete(snapshot, "resc", 8) == ["Rescue"]
    assert as_written(snapshot, "un") == "UN"  # and not the beginning of under
    assert as_written(snapshot, "海关") is None


def test_not_more_completions_than_asked_for(snapshot: Snapshot) -> None:
    assert complete(snapshot, "直", 1) == ["直升機"]


CORRECTIONS = [
    ("直升雞", "直升機"),
    ("民眾 直升雞 救援", "民眾 直升機 救援"),
    ('"救援" AND 直升雞', '"救援" AND 直升機'),
    ("直升雞 -直升鴨", "直升機 -直升鴨"),
    ("title:直升雞", None),
    ("直升機", None),
    ("海關", None),
    ("resque", "Rescue"),
    ("登山嚮導與直升雞", "登山嚮導與直升機"),
    ("登山直播", None),  # known words that no passage sets side by side
    ("直升雞有幾架？", None),
    ("登高", None),  # a word, though no passage has it
    ("5432 98年", None),
    ("", None),
    ("\ud800 ，", None),
]


@pytest.mark.parametrize(("text", "want"), CORRECTIONS)
def test_corrections(snapshot: Snapshot, text: str, want: str | None) -> None:
    assert did_you_mean(snapshot, text, parse(text).words) == want


def test_a_rare_word_corrects_nothing(snapshot: Snapshot) -> None:
    assert snapshot.frequency("words", "直播") < MIN_FREQUENCY
    assert did_you_mean(snapshot, "直波", parse("直波").words) is None


def collection(*texts: str) -> Snapshot:
    engine = MemoryEngine()
    with engine.writer() as writer:
        entries = []
        for number, text in enumerate(texts):
            found = analyze(text)
            entries.append(
                PassageEntry(f"p{number}", "d", found.terms, found.squeezed, found.folded)
            )
        writer.add_passages(entries)
        writer.commit()
    return engine.snapshot()


SMALL = collection("直升機救援", "直升機待命", "Rescue UN", "rescue un")


@given(st.text(max_size=20) | st.text("直升雞UNrescu \x00\ud800，", max_size=20))
def test_any_text_is_completed_and_corrected(text: str) -> None:
    last = (text.split() or [""])[-1]
    found = complete(SMALL, text, 3)
    assert len(set(found)) == len(found) <= 3
    assert all(analyze(word).folded.startswith(analyze(last).folded) for word in found)
    better = did_you_mean(SMALL, text, parse(text).words)
    assert better is None or len(better) == len(text)
