"""Completions and corrections come from the collection, in its own spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.engine import PassageEntry, Snapshot
from judian.engines.memory import MemoryEngine
from judian.search.query.collection_names import Names
from judian.search.query.completion import as_written
from judian.search.query.completion import complete as completions
from judian.search.query.grammar import parse
from judian.search.query.instrument_catalogue import Instruments
from judian.search.query.suggestions import (
    LEAST_LETTERS,
    MAX_PART,
    MIN_FREQUENCY,
    MIN_FREQUENCY_FOR_WORD,
    did_you_mean,
)
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


def complete(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """The completions of a collection whose names are not known: words only."""
    found = completions(snapshot, prefix, limit)
    assert {completion.kind for completion in found} <= {"word"}
    return [completion.text for completion in found]


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


DRUGS = [
    "查獲海洛因與安非他命，毒品走私",
    "緝毒成效：海洛因、安非他命",
    "緝毒人員引渡毒品走私犯",
    *["引渡條約"] * MIN_FREQUENCY_FOR_WORD,
    "司法互助與人口販運，執法機關",
    "司法互助；恐怖主義，聯合國秘書處",
    "Ketamine and heroin, GATT",
]

#: (typed, suggested): each kind of misspelling, at the beginning, inside and at the end.
MISSPELT = [
    ("海落因", "海洛因"),  # the same sound
    ("害洛因", "海洛因"),
    ("緝都", "緝毒"),
    ("安非他明", "安非他命"),  # a word of the dictionary that no passage holds
    ("引度", "引渡"),
    ("司法互注", "司法互助"),  # nearly the same sound
    ("海洛英", "海洛因"),
    ("海蘭因", "海洛因"),  # another character
    ("大洛因", "海洛因"),
    ("恐怖主海", "恐怖主義"),
    ("海因洛", "海洛因"),  # swapped
    ("安他命", "安非他命"),  # missing
    ("執法機機關", "執法機關"),  # extra
    ("海洛落因", "海洛因"),
    ("恐恐怖主義", "恐怖主義"),
    ("查獲海落因走私", "查獲海洛因走私"),  # among others
    ("海落因 緝都", "海洛因 緝毒"),
    ("Ketamin", "Ketamine"),
    ("Kteamine", "Ketamine"),
    ("etamine", "Ketamine"),
]


@pytest.mark.parametrize(("text", "want"), MISSPELT)
def test_each_kind_of_misspelling_is_found(text: str, want: str) -> None:
    snapshot = collection(*DRUGS)
    names = Names(snapshot, (), (), Instruments(snapshot))
    assert did_you_mean(snapshot, text, parse(text).words, names) == want


#: What a passage holds, what is another word, what is a number, and what asks.
RIGHT = [
    "海洛因", "緝毒", "獲海洛", "毒品走", "司法互", "毒品與走私", "走私毒品", "2023年", "第五條",
    "海落因有多少？", "GATS", "登高", "海關因", "title:海落因", '"海落因"',
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_nothing_is_suggested_for_a_right_query(text: str) -> None:
    snapshot = collection(*DRUGS)
    names = Names(snapshot, (), (), Instruments(snapshot))
    assert did_you_mean(snapshot, text, parse(text).words, names) is None
    assert len("GATS") < LEAST_LETTERS


def test_a_copied_sentence_is_not_corrected() -> None:
    snapshot = collection(*DRUGS)
    text = "海落因" + "，緝毒" * (MAX_PART // 3)
    assert did_you_mean(snapshot, text, parse(text).words) is None


def test_a_word_of_the_dictionary_is_corrected_to_a_frequent_one_only() -> None:
    texts = [*DRUGS[:3], *["引渡條約"] * (MIN_FREQUENCY_FOR_WORD - 2)]
    assert did_you_mean(collection(*texts), "引度", parse("引度").words) is None


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
    assert better is None or abs(len(better) - len(text)) <= len(text)
