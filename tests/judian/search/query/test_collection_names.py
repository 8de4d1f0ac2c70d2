"""Names of a collection complete a query and correct misspelt ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.engine import PassageEntry, Snapshot
from judian.engines.memory import MemoryEngine
from judian.search.query import collection_names
from judian.search.query.collection_names import MAX_LENGTH, Names
from judian.search.query.completion import complete, is_plain
from judian.search.query.grammar import parse
from judian.search.query.instrument_catalogue import Instruments
from judian.search.query.suggestions import did_you_mean
from judian.zh.instruments import resolve
from judian.zh.text.analyze import analyze, squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Callable

ACTS = [act for name in ("洗錢防制法", "個人資料保護法") if (act := resolve(name))]

TITLES = [
    ("海峽兩岸打擊犯罪成效報告", 3),
    ("Heterogeneous networks", 1),
    ("毒品犯罪 OR 統計", 1),
    ("字" * (MAX_LENGTH + 1), 1),
]
AGENCIES = ["法務部調查局", "臺北市政府"]
TEXTS = [
    "洗錢防制法第三條規定，司法警察應注意犯罪",
    "依洗錢防制法及海峽兩岸打擊犯罪成效報告，司法機關",
    "法務部調查局與臺北市政府，Heterogeneous networks 的統計",
    "防治毒品，個人資料保護法，公職人員財產申報法",
]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for number, text in enumerate(TEXTS):
            found = analyze(text)
            keys = {
                "instrument": [act.id for act in ACTS if act.name in text],
                "agency": AGENCIES,
                "section": [squeezed_fold("二、偵查與起訴情形")],
            }
            payload = '{"section": ["第一章", "二、偵查與起訴情形"]}'
            entry = PassageEntry(
                f"p{number}", "d", found.terms, found.squeezed, found.folded, keys, payload=payload
            )
            writer.add_passages([entry])
        writer.commit()
    return engine.snapshot()


@pytest.fixture(scope="module")
def names(snapshot: Snapshot) -> Names:
    return Names(snapshot, TITLES, AGENCIES, Instruments(snapshot))


COMPLETIONS = [
    ("洗錢防", ("洗錢防制法", "instrument")),
    ("防制法", ("洗錢防制法", "instrument")),  # inside a name
    ("個資", ("個人資料保護法", "instrument")),  # another name of it
    ("海峽", ("海峽兩岸打擊犯罪成效報告", "title")),
    ("打擊犯罪", ("海峽兩岸打擊犯罪成效報告", "title")),
    ("het", ("Heterogeneous networks", "title")),
    ("犯罪 法務部", ("法務部調查局", "agency")),
    ("台北", ("臺北市政府", "agency")),  # variants
    ("起訴情形", ("二、偵查與起訴情形", "heading")),
    ("司法警", ("司法警察", "word")),
    ("sifaj", ("司法警察", "word")),
    ("xqfz", ("洗錢防制法", "instrument")),
    ("fawubu", ("法務部調查局", "agency")),
]


@pytest.mark.parametrize(("prefix", "want"), COMPLETIONS)
def test_names_complete_a_query(
    snapshot: Snapshot, names: Names, prefix: str, want: tuple[str, str]
) -> None:
    found = complete(snapshot, prefix, 8, names)
    assert want in [(completion.text, completion.kind) for completion in found]


def test_names_come_before_words(snapshot: Snapshot, names: Names) -> None:
    kinds = [completion.kind for completion in complete(snapshot, "法", 8, names)]
    assert kinds[0] == "instrument"
    assert kinds == sorted(kinds, key=["instrument", "title", "agency", "heading", "word"].index)
    assert len(complete(snapshot, "法", 1, names)) == 1


@pytest.mark.parametrize("prefix", ["毒品犯罪", "字字", "", " ", "zz", "，"])
def test_names_that_are_no_query_are_not_offered(
    snapshot: Snapshot, names: Names, prefix: str
) -> None:
    found = complete(snapshot, prefix, 8, names)
    assert all(completion.kind == "word" for completion in found)
    assert all(is_plain(completion.text) for completion in found)


CORRECTIONS = [
    ("洗錢防治法", "洗錢防制法"),  # both words occur
    ("違反洗錢防治法案件", "違反洗錢防制法案件"),
    ("洗錢制防法", "洗錢防制法"),
    ("法務部調察局", "法務部調查局"),
    ("個人資保護法", "個人資料保護法"),  # one missing, and the two beside it occur together
    ("人個資料保護法", "個人資料保護法"),  # swapped
    ("洗錢防制法施行洗則", None),  # a name that is written right, and more
    ("海峽兩暗打擊犯最成效報告", "海峽兩岸打擊犯罪成效報告"),  # two by sound in a long name
    ("海峽兩岸打擊犯罪成效報吿", None),  # a variant is no mistake
    ("洗錢防制法", None),
    ("洗錢防制", None),  # a part of a name
    ("錢防制法", None),
    ("公職人員財產申報法", None),
    ("臺南市政府", None),  # another name of its kind
    ("洗錢防治法是什麼？", None),
]


@pytest.mark.parametrize(("text", "want"), CORRECTIONS)
def test_misspelt_names(snapshot: Snapshot, names: Names, text: str, want: str | None) -> None:
    assert did_you_mean(snapshot, text, parse(text).words, names) == want


def test_names_before_are_compared_until_those_of_a_new_generation_are_read(
    snapshot: Snapshot, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = squeezed_fold("海峽兩岸打擊犯罪成果報告")
    (found, *_) = names.near(typed)
    begun: list[Callable[[], None]] = []

    class Waiting:
        """A thread that runs when it is told."""

        def __init__(self, target: Callable[[], None], **_: object) -> None:
            begun.append(target)

        def start(self) -> None:
            return

    monkeypatch.setattr(collection_names.threading, "Thread", Waiting)
    titles = [("海峽兩岸打擊犯罪成果報告", 1)]
    later = Names(snapshot, titles, AGENCIES, Instruments(snapshot), names)
    assert [next(iter(later.near(typed))) for _ in range(2)] == [found, found]
    latest = Names(snapshot, titles, AGENCIES, Instruments(snapshot), later)
    assert next(iter(latest.near(typed))) == found
    assert len(begun) == 2  # once for each
    begun[1]()
    assert next(iter(latest.near(typed))).shown == titles[0][0]
    assert next(iter(later.near(typed))) == found


def test_a_known_statute_is_not_taken_for_another(snapshot: Snapshot) -> None:
    """藥事法 and 藥師法 sound alike; only one is in the collection."""
    names = Names(snapshot, [("藥師法施行細則", 1)], (), Instruments(snapshot))
    text = "藥事法施行細則"
    assert resolve(text) is not None
    assert did_you_mean(snapshot, text, parse(text).words, names) is None


#: Titles, of which one is within another and one ends with a number.
RIVERS = ["水庫清淤條例", "水庫清淤條例施行細則", "河川疏濬計畫第1期"]
#: (typed, suggested); the last characters of the texts below hold pairs such as 清條.
SLIPS = [
    ("水庫清條例施行細則", "水庫清淤條例施行細則"),  # one missing
    ("水庫清清淤條例", "水庫清淤條例"),  # one extra
    ("庫水清淤條例", "水庫清淤條例"),  # swapped at the beginning
    ("水庫清淤條例施行細責", "水庫清淤條例施行細則"),  # the shorter name is written right
    ("河川疏濬計畫第2期", None),
    ("河川疏濬計畫第期", None),
]


@pytest.mark.parametrize(("text", "want"), SLIPS)
def test_a_slip_is_one_where_its_pairs_occur_apart(text: str, want: str | None) -> None:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for number, stored in enumerate((*RIVERS, "庫清條目、例施清單、清清楚楚、車庫水管、第期")):
            found = analyze(stored)
            entry = PassageEntry(f"p{number}", "d", found.terms, found.squeezed, found.folded)
            writer.add_passages([entry])
        writer.commit()
    snapshot = engine.snapshot()
    names = Names(snapshot, [(title, 1) for title in RIVERS], (), Instruments(snapshot))
    assert did_you_mean(snapshot, text, parse(text).words, names) == want
