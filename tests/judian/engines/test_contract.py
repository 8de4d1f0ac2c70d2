"""The contract of `judian.core.engine`, on every engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from judian.core.bm25 import idf, term_score
from judian.core.engine import DocumentEntry, Engine, join_terms
from judian.core.errors import IndexLocked, IndexMissing
from judian.core.query import BEHIND, Everything, Not, Nothing, Query, ScoredTerm, Terms
from tests.judian.engines.building import passage, query, rank

A1 = passage(
    "a#1", "行政院/公布/法律", keys={"agency": ["行政院"], "year": ["2009"]}, date=20090625
)
A2 = passage("a#2", "海巡署/取缔/越界/渔船", keys={"agency": ["海巡署"], "year": ["2010", "2011"]})
B1 = passage(
    "b#1", "行政院/核定/公布/公布", keys={"agency": ["行政院"], "year": ["2012"]}, date=20120101
)

#: Engines may add up scores in single precision.
SCORE = 1e-6


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with engine.writer() as writer:
        writer.put_document(DocumentEntry("a", "about a", "text of a"))
        writer.put_document(DocumentEntry("b", "about b", "text of b"))
        writer.add_passages([A1, A2])
        writer.add_passages([B1])
        writer.commit()
    return engine


def found(engine: Engine, what: Query, **options: object) -> list[str]:
    results = engine.snapshot().search(what, limit=100, **options)  # type: ignore[arg-type]
    return [hit.id for hit in results.hits]


def test_there_is_no_snapshot_before_the_first_commit(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.snapshot()
    with engine.writer() as writer:
        writer.put_document(DocumentEntry("a", ""))
        with pytest.raises(IndexMissing):
            engine.snapshot()


def test_an_empty_commit_makes_an_empty_index(engine: Engine) -> None:
    with engine.writer() as writer:
        generation = writer.commit()
    snapshot = engine.snapshot()
    assert snapshot.generation == generation
    assert snapshot.passage_count == 0
    assert snapshot.search(Query(Everything()), limit=5, facets=["doc"]).total == 0
    assert snapshot.documents() == []
    assert snapshot.complete("words", "", 5) == []


def test_a_score_is_the_sum_of_weighted_bm25(filled: Engine) -> None:
    terms = (ScoredTerm("words", "公布", 2.0), ScoredTerm("words", "法律"))
    results = filled.snapshot().search(Query(Everything(), terms), limit=10)
    average = (3 + 4 + 4) / 3
    expected = {
        "b#1": 2.0 * idf(3, 2) * term_score(2, 4, average),
        "a#1": 2.0 * idf(3, 2) * term_score(1, 3, average) + idf(3, 1) * term_score(1, 3, average),
        "a#2": 0.0,
    }
    assert {hit.id: hit.score for hit in results.hits} == pytest.approx(expected, rel=SCORE)
    assert [hit.id for hit in results.hits] == sorted(expected, key=lambda i: -expected[i])


def test_a_term_asked_twice_counts_twice(filled: Engine) -> None:
    once = filled.snapshot().search(rank("words", "取缔"), limit=1).hits[0].score
    twice = filled.snapshot().search(rank("words", "取缔", "取缔"), limit=1).hits[0].score
    assert twice == pytest.approx(once + once, rel=SCORE)


def test_ties_are_ordered_by_passage_id(filled: Engine) -> None:
    assert found(filled, Query(Everything())) == ["a#1", "a#2", "b#1"]
    assert found(filled, rank("pairs", "行政")) == ["a#1", "b#1"]


def test_latest_first_when_sorted_by_date(filled: Engine) -> None:
    assert found(filled, Query(Everything()), sort="date") == ["b#1", "a#1", "a#2"]


def test_an_unknown_order_is_refused(filled: Engine) -> None:
    with pytest.raises(ValueError, match="colour"):
        found(filled, Query(Everything()), sort="colour")


def test_the_floor_drops_hits_far_below_the_best(filled: Engine) -> None:
    scores = [
        h.score for h in filled.snapshot().search(rank("words", "公布", "核定"), limit=9).hits
    ]
    share = scores[1] / scores[0]
    assert found(filled, rank("words", "公布", "核定", floor=share * 0.99)) == ["b#1", "a#1"]
    assert found(filled, rank("words", "公布", "核定", floor=share * 1.01)) == ["b#1"]


def test_the_floor_is_a_share_of_the_best_matching_score(filled: Engine) -> None:
    terms = (ScoredTerm("words", "海巡署"), ScoredTerm("words", "公布"))
    only_a1 = query({"key": ["doc", "a"]}, floor=0.9)
    assert found(filled, Query(only_a1.filter, terms, 0.9)) == ["a#2"]
    assert found(filled, Query(Not(only_a1.filter), terms, 0.9)) == ["b#1"]


def test_offset_and_limit_cut_the_order_and_total_counts_all(filled: Engine) -> None:
    snapshot = filled.snapshot()
    middle = snapshot.search(Query(Everything()), limit=1, offset=1)
    assert ([hit.id for hit in middle.hits], middle.total) == (["a#2"], 3)
    assert snapshot.search(Query(Everything()), limit=0).total == 3
    assert snapshot.search(Query(Everything()), limit=0).hits == ()
    assert snapshot.search(Query(Everything()), limit=5, offset=7).hits == ()
    assert snapshot.search(Query(Nothing()), limit=5).total == 0


def test_facets_count_hits_most_frequent_first(filled: Engine) -> None:
    results = filled.snapshot().search(
        Query(Everything()), limit=1, facets=["agency", "year", "unit"]
    )
    assert results.facets == {
        "agency": (("行政院", 2), ("海巡署", 1)),
        "year": (("2009", 1), ("2010", 1), ("2011", 1), ("2012", 1)),
        "unit": (),
    }
    few = filled.snapshot().search(rank("words", "法律"), limit=0, facets=["agency"])
    assert few.facets == {"agency": (("行政院", 1),)}


def test_stored_values_come_back_in_the_order_asked(filled: Engine) -> None:
    snapshot = filled.snapshot()
    assert snapshot.payloads(["b#1", "none", "a#1"]) == ["payload of b#1", None, "payload of a#1"]
    assert snapshot.texts(["a#2", "none"]) == [(A2.squeezed, A2.folded), None]
    assert snapshot.document("a") == DocumentEntry("a", "about a", "text of a")
    assert snapshot.document("none") is None
    assert snapshot.documents() == [DocumentEntry("a", "about a"), DocumentEntry("b", "about b")]
    assert snapshot.passage_ids("a") == ["a#1", "a#2"]
    assert snapshot.passage_ids("none") == []
    ids = snapshot.passage_ids("a")
    assert (len(ids), list(ids), ids[0], ids[1:]) == (2, ["a#1", "a#2"], "a#1", ["a#2"])
    assert (ids.index("a#2"), "a#1" in ids, "b#1" in ids) == (1, True, False)
    with pytest.raises(ValueError, match="b#1"):
        ids.index("b#1")


def test_frequency_counts_passages_not_occurrences(filled: Engine) -> None:
    snapshot = filled.snapshot()
    assert snapshot.frequency("words", "公布") == 2
    assert snapshot.frequency("words", "没有") == 0
    assert snapshot.frequency("agency", "行政院") == 2
    asked = [("words", "没有"), ("agency", "行政院"), ("words", "公布"), ("words", "没有")]
    assert snapshot.frequencies(asked) == [0, 2, 2, 0]
    assert snapshot.frequencies([]) == []


def test_completion_gives_the_most_frequent_terms_of_a_prefix(filled: Engine) -> None:
    snapshot = filled.snapshot()
    assert snapshot.complete("words", "公", 5) == [("公布", 2)]
    assert snapshot.complete("words", "", 3) == [("公布", 2), ("行政院", 2), ("取缔", 1)]
    assert snapshot.complete("year", "201", 2) == [("2010", 1), ("2011", 1)]
    assert snapshot.complete("words", "没有", 5) == []


def test_minimum_counts_distinct_terms(filled: Engine) -> None:
    two = (("words", "行政院"), ("words", "法律"), ("words", "法律"))
    assert found(filled, Query(Terms(two, 2))) == ["a#1"]
    assert found(filled, Query(Terms(two, 3))) == []
    assert found(filled, Query(Terms((), 0))) == ["a#1", "a#2", "b#1"]


def test_a_document_is_replaced_in_one_commit(filled: Engine) -> None:
    before = filled.snapshot()
    with filled.writer() as writer:
        writer.remove_document("a")
        writer.put_document(DocumentEntry("a", "new info", "new text"))
        writer.add_passages([passage("a#1", "新/条文"), passage("a#3", "公布/施行")])
        assert filled.snapshot().generation == before.generation
        writer.commit()
    after = filled.snapshot()
    assert after.generation > before.generation
    assert after.passage_ids("a") == ["a#1", "a#3"]
    assert after.document("a") == DocumentEntry("a", "new info", "new text")
    assert after.frequency("words", "法律") == 0
    assert after.passage_count == 3
    assert found(filled, rank("words", "条文")) == ["a#1"]
    assert (before.passage_ids("a"), before.passage_count) == (["a#1", "a#2"], 3)
    assert [h.id for h in before.search(rank("words", "法律"), limit=5).hits] == ["a#1"]


def test_putting_a_document_again_keeps_its_passages(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.put_document(DocumentEntry("a", "newer", "t"))
        writer.commit()
    assert filled.snapshot().document("a") == DocumentEntry("a", "newer", "t")
    assert filled.snapshot().passage_ids("a") == ["a#1", "a#2"]


def test_removing_forgets_what_the_same_change_added(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.put_document(DocumentEntry("c", ""))
        writer.add_passages([passage("c#1", "甲/乙"), passage("d#1", "甲/丙")])
        writer.remove_document("c")
        writer.remove_document("never was")
        writer.commit()
    assert filled.snapshot().document("c") is None
    assert found(filled, rank("words", "甲")) == ["d#1"]


def test_clear_builds_the_index_anew(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.add_passages([passage("c#1", "甲")])
        writer.clear()
        writer.add_passages([passage("a#1", "乙")])
        writer.commit()
    assert found(filled, Query(Everything())) == ["a#1"]
    assert filled.snapshot().documents() == []


def test_rebuilding_starts_from_nothing_and_readers_keep_the_old(filled: Engine) -> None:
    with filled.writer(rebuild=True) as writer:
        writer.add_passages([passage("z#1", "甲")])
        assert filled.snapshot().passage_count == 3
        writer.commit()
    assert found(filled, Query(Everything())) == ["z#1"]


@pytest.mark.parametrize("again", [A1, passage("c#1", "乙")], ids=["committed", "same change"])
def test_an_id_that_is_there_already_is_refused(filled: Engine, again: object) -> None:
    with filled.writer() as writer:
        writer.add_passages([passage("c#1", "甲")])
        with pytest.raises(ValueError, match="#1"):
            writer.add_passages([again])  # type: ignore[list-item]


def test_leaving_without_commit_changes_nothing(filled: Engine) -> None:
    generation = filled.snapshot().generation
    with filled.writer() as writer:
        writer.remove_document("a")
        writer.add_passages([passage("c#1", "甲")])
    assert filled.snapshot().generation == generation
    assert found(filled, Query(Everything())) == ["a#1", "a#2", "b#1"]


def test_a_finished_change_takes_no_more(filled: Engine) -> None:
    committed = filled.writer()
    committed.commit()
    cancelled = filled.writer()
    cancelled.cancel()
    for writer in (committed, cancelled):
        for step in (
            lambda w: w.put_document(DocumentEntry("a", "")),
            lambda w: w.add_passages([]),
            lambda w: w.remove_document("a"),
            lambda w: w.clear(),
            lambda w: w.commit(),
            lambda w: w.cancel(),
        ):
            with pytest.raises(RuntimeError):
                step(writer)


def test_only_one_change_at_a_time(filled: Engine) -> None:
    with filled.writer(), pytest.raises(IndexLocked):
        filled.writer()
    filled.writer().cancel()


def test_statistics_forget_what_was_removed(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.add_passages([passage(f"x#{n}", "公布/甲/乙/丙/丁/戊") for n in range(20)])
        writer.commit()
    with filled.writer() as writer:
        writer.remove_document("x")
        writer.commit()
    average = (3 + 4 + 4) / 3
    hits = filled.snapshot().search(rank("words", "法律"), limit=5).hits
    assert hits[0].score == pytest.approx(idf(3, 1) * term_score(1, 3, average), rel=SCORE)
    assert filled.snapshot().complete("words", "公", 5) == [("公布", 2)]
    assert filled.snapshot().complete("words", "甲", 5) == []


def test_joined_terms_are_the_terms(engine: Engine) -> None:
    lists: list[list[str]] = [["甲", "乙", "甲"], ["乙"], [], [""], ["\0"], ["甲", "\0乙"]]
    for terms in lists:
        assert list(join_terms(terms)) == terms
        assert len(join_terms(terms)) == len(terms)
    entries = [passage(f"p#{n}", "") for n in range(len(lists))]
    with engine.writer() as writer:
        writer.add_passages(
            [
                replace(entry, terms={"words": join_terms(terms)})
                for entry, terms in zip(entries, lists, strict=True)
            ]
        )
        writer.commit()
    assert found(engine, rank("words", "甲")) == ["p#0", "p#5"]
    assert found(engine, rank("words", "\0")) == ["p#4"]
    assert found(engine, rank("words", "")) == ["p#3"]
    assert engine.snapshot().frequency("words", "\0乙") == 1


def test_any_characters_may_be_stored(engine: Engine) -> None:
    odd = "\x00\ud800😀㈱\r\n"
    made = passage(f"{odd}#1", f"甲/{odd}", keys={"agency": [odd]})
    entry = replace(made, payload=odd)
    with engine.writer() as writer:
        writer.put_document(DocumentEntry(odd, odd, odd))
        writer.add_passages([entry])
        writer.commit()
    snapshot = engine.snapshot()
    assert found(engine, rank("words", "甲")) == [f"{odd}#1"]
    assert found(engine, query({"key": ["agency", odd]})) == [f"{odd}#1"]
    assert snapshot.payloads([f"{odd}#1"]) == [odd]
    assert snapshot.texts([f"{odd}#1"]) == [(f"甲{odd}", f"甲{odd}")]
    assert snapshot.document(odd) == DocumentEntry(odd, odd, odd)


def test_what_is_behind_keeps_its_order_at_a_fraction_of_the_score(filled: Engine) -> None:
    plain = rank("words", "公布", floor=0.2)
    behind = replace(plain, behind=(("agency", "行政院"), ("year", "2009")))
    first = replace(plain, behind=(("year", "2012"),))
    assert found(filled, plain) == found(filled, behind) == ["b#1", "a#1"]
    assert found(filled, first) == ["a#1", "b#1"]
    before, after = (filled.snapshot().search(q, limit=9).hits for q in (plain, behind))
    scores = [hit.score * BEHIND for hit in before]
    assert [hit.score for hit in after] == pytest.approx(scores, rel=SCORE)


def test_the_floor_is_measured_by_what_is_not_behind(filled: Engine) -> None:
    plain = rank("words", "公布", "核定", floor=0.9)
    assert found(filled, plain) == ["b#1"]
    assert found(filled, replace(plain, behind=(("year", "2012"),))) == ["a#1", "b#1"]
    assert found(filled, replace(plain, behind=(("agency", "行政院"),))) == ["b#1"]


def test_copies_are_one_hit_and_count_once(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.add_passages(
            [
                replace(passage(id_, "公布/法律", keys={"agency": [agency]}), copy=number)
                for id_, agency, number in (
                    ("a#8", "甲", 7),
                    ("a#9", "甲", 7),
                    ("c#1", "乙", 7),
                    ("c#2", "乙", 8),
                )
            ]
        )
        writer.commit()
    what = replace(query({"key": ["agency", "甲", "乙"]}), once="copy")
    results = filled.snapshot().search(what, limit=9, facets=["agency", "doc"])
    assert [hit.id for hit in results.hits] == ["a#8", "c#2"]
    assert (results.total, results.places) == (2, 4)
    assert results.facets == {"agency": (("乙", 2), ("甲", 1)), "doc": (("c", 2), ("a", 1))}
    assert filled.snapshot().copies(["a#9", "c#2", "a#1", "no"]) == [["a#8", "c#1"], [], [], []]
    with filled.writer() as writer:
        writer.remove_document("c")
        writer.commit()
    assert filled.snapshot().copies(["a#9"]) == [["a#8"]]


def test_one_hit_for_a_document(filled: Engine) -> None:
    what = replace(Query(Everything()), once="doc")
    results = filled.snapshot().search(what, limit=9, facets=["doc"])
    assert ([hit.id for hit in results.hits], results.total, results.places) == (
        ["a#1", "b#1"],
        2,
        3,
    )
    assert results.facets == {"doc": (("a", 2), ("b", 1))}
    assert found(filled, what, sort="date") == ["b#1", "a#1"]


def test_document_order_is_that_of_dates_then_ids(filled: Engine) -> None:
    terms = (ScoredTerm("words", "越界"),)
    assert found(filled, Query(Everything(), terms), sort="document") == ["b#1", "a#1", "a#2"]


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        ScoredTerm("words", "甲", -1.0)


def test_no_other_grouping_is_known() -> None:
    with pytest.raises(ValueError, match="agency"):
        Query(Everything(), once="agency")


def test_records_of_former_editions_are_kept_apart_from_documents(filled: Engine) -> None:
    record = DocumentEntry("former:z", "about z", "rows of z")
    with filled.writer() as writer:
        writer.put_document(record)
        writer.commit()
    snapshot = filled.snapshot()
    assert [entry.id for entry in snapshot.documents()] == ["a", "b"]
    assert snapshot.former_editions() == [replace(record, text="")]
    assert snapshot.document("former:z") == record
    assert snapshot.document("z") is None
    with filled.writer() as writer:
        writer.put_document(replace(record, info="again"))
        writer.commit()
    assert [entry.info for entry in filled.snapshot().former_editions()] == ["again"]
    with filled.writer() as writer:
        writer.remove_document("former:z")
        writer.commit()
    assert filled.snapshot().former_editions() == []


def test_the_previous_generation_is_there_while_the_index_is_built_anew(filled: Engine) -> None:
    with filled.writer(rebuild=True) as writer:
        previous = filled.previous()
        assert previous is not None
        assert [entry.id for entry in previous.documents()] == ["a", "b"]
        assert previous.payloads(["a#1"]) == ["payload of a#1"]
        writer.commit()


def test_there_is_no_previous_generation_before_the_first_commit(engine: Engine) -> None:
    assert engine.previous() is None


def test_a_brief_is_that_of_its_passage_or_none(engine: Engine) -> None:
    briefs = {"a#1": ("a", "行政院"), "a#2": (), "b#1": None}
    with engine.writer() as writer:
        writer.put_document(DocumentEntry("a", ""))
        writer.put_document(DocumentEntry("b", ""))
        writer.add_passages([replace(one, brief=briefs[one.id]) for one in (A1, A2, B1)])
        writer.commit()
    ids = ["b#1", "a#1", "none", "a#2", "a#1"]
    found = engine.snapshot().briefs(ids)
    assert len(found) == len(ids)
    for one, brief in zip(ids, found, strict=True):
        assert brief is None or tuple(brief) == briefs[one]
    assert engine.snapshot().briefs([]) == []
