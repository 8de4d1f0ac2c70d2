"""Records of the cluster, its filters, and the options of the engine, without a cluster."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.engine import DocumentEntry
from judian.core.errors import SettingInvalid
from judian.core.query import And, AtLeast, Contains, Everything, Near, Not, Pattern, Sentence
from judian.engines.opensearch import compaction
from judian.engines.opensearch.compaction import Sized, to_copy
from judian.engines.opensearch.documents import (
    document_record,
    is_sound,
    passage_record,
    record_id,
    shortened,
    spread,
    stored_of,
    with_check,
    without_fillers,
)
from judian.engines.opensearch.filters import decides
from judian.engines.opensearch.mapping import LONGEST, PASSAGE
from judian.engines.opensearch.options import Options
from judian.engines.opensearch.state import Part
from judian.engines.opensearch.totals import Totals
from tests.judian.engines.building import passage

_TEXTS = st.text(st.sampled_from("甲乙a1 。\n😀"), max_size=30)


@given(_TEXTS)
def test_positions_of_tokens_are_offsets_of_the_text(text: str) -> None:
    tokens = re.findall(r"(?s)[0-9A-Za-z]+|.", spread(text))
    places = [(at, token) for at, token in enumerate(tokens) if token != "\ufdd0"]
    assert places == [(m.start(), m[0]) for m in re.finditer(r"(?s)[0-9A-Za-z]+|.", text)]
    assert without_fillers(spread(text)) == text


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 3 * LONGEST + 7])
def test_a_very_long_run_is_stored_whole_in_tokens_that_lucene_takes(length: int) -> None:
    text = "甲" + "a1" * length + "乙"
    tokens = [one for one in re.findall(r"(?s)[0-9A-Za-z]+|.", spread(text)) if one != "\ufdd0"]
    assert max(map(len, tokens)) <= LONGEST
    assert min(map(len, tokens[1:-1])) > LONGEST // 2
    assert without_fillers(spread(text)) == text
    assert len(re.findall(r"(?s)[0-9A-Za-z]+|.", spread(text))) == len(text)


def test_long_terms_are_cut_and_stay_different() -> None:
    one, other = shortened("甲" * 9000 + "a"), shortened("甲" * 9000 + "b")
    assert one != other
    assert len(one) == len(other) == LONGEST
    assert shortened("甲" * LONGEST) == "甲" * LONGEST


@given(_TEXTS, st.text(max_size=5))
def test_a_passage_comes_back_and_a_changed_one_is_noticed(text: str, payload: str) -> None:
    entry = passage("a#1", text.replace("/", ""), keys={"year": ["2009", "x", "9" * 30]})
    record = passage_record(entry, 7)
    body, check = with_check(record)
    source = json.loads(body)
    stored = stored_of(source)
    assert (stored.payload, stored.squeezed) == (entry.payload, entry.squeezed)
    assert source["check"] == check < 2**20
    assert is_sound(source)
    assert not is_sound({**source, "payload": payload + "changed"})
    assert source["year_n"] == [2009, 2**63 - 1]


def test_ids_of_records_are_short_and_of_one_kind() -> None:
    assert record_id(PASSAGE, "甲" * 1000).startswith(PASSAGE)
    assert len(record_id(PASSAGE, "甲" * 1000)) < 40
    assert record_id(PASSAGE, "a") != record_id("d", "a")
    assert document_record(DocumentEntry("a", "i", "t"))["text"] == "t"


@pytest.mark.parametrize(
    ("node", "exact"),
    [
        (And((Everything(), Not(Contains("甲")))), True),
        (Near((Contains("甲"), Contains("乙")), 3), True),
        (Near((Contains("甲"), Contains("乙"), Contains("丙")), 3), False),
        (Near((Contains("甲"), Pattern("乙*")), 3), False),
        (Sentence((Contains("甲"), Contains("乙"), Contains("丙"))), True),
        (Sentence((Contains("甲。"), Contains("乙"))), False),
        (AtLeast(Contains("甲"), 1), True),
        (AtLeast(Contains("甲"), 2), False),
        (Not(Pattern("甲?")), False),
    ],
)
def test_what_the_cluster_decides_alone(node: object, exact: bool) -> None:
    assert decides(node) is exact  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"), [("hosts", "localhost:9200"), ("prefix", "Upper"), ("prefix", "a.b")]
)
def test_wrong_options_are_refused(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=f"opensearch_{name}"):
        Options.of({name: value})


def test_hosts_are_separated_by_commas() -> None:
    options = Options.of({"hosts": "http://a:1, https://b:2/", "shards": "3"})
    assert (options.hosts, options.shards) == (("http://a:1", "https://b:2"), 3)


def _sized(index: str, stored: int, shown: int) -> Sized:
    return Sized(Part(index), Totals(stored), Totals(shown))


def test_worn_indices_are_copied_and_small_ones_when_there_are_many() -> None:
    whole = [_sized(f"i{n}", 10**n, 10**n) for n in range(compaction.MAX_PARTS)]
    worn = _sized("worn", 100, 80)
    assert to_copy(whole[1:]) == []
    assert to_copy([*whole[1:], worn]) == [worn]
    copied = to_copy([*whole, worn])
    assert copied[0] == worn
    assert [one.part.index for one in copied[1:]] == ["i0", "i1", "i2", "i3"]
