"""Documents that are replaced and removed: what the index remembers, through runs of every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.editions import Fate, edition_of
from judian.core.engine import FORMER
from judian.core.errors import IndexOutdated
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.replies.former import DocumentRemoved, FormerEditionAsked, FormerView
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from judian.core.engine import Engine

HEAD = "洗錢防制年報\n\n資料提供：雲海縣政府法務處\n\n發布日期：民國113年3月1日\n\n"
ONE = "本處於112年度受理申報案件共1,204件，較前一年度增加。"
TWO = "其中移送偵辦者計87件，均已依洗錢防制法辦理。"
THREE = "為強化查核，另增聘專責人員12人，並辦理教育訓練3場次。"
FIRST = HEAD + "\n\n".join((ONE, TWO, THREE)) + "\n"


class Home:
    """A folder of sources and an index over it."""

    def __init__(self, base: Path, engine: str) -> None:
        self.sources, self.index = base / "sources", base / "index"
        self.sources.mkdir()
        self.engine: Engine = open_engine(engine, self.index, identity())
        self.service = Service(self.engine)

    def put(self, name: str, text: str) -> None:
        (self.sources / name).write_text(text, encoding="utf-8")

    def run(self, **options: bool) -> None:
        run(self.engine, self.index, [self.sources], Options(jobs=1, checksum=True, **options))

    def id(self, name: str) -> str:
        return next(d.id for d in self.service.documents() if d.source == name)

    def passage(self, name: str, text: str) -> str:
        view = self.service.document(self.id(name))
        return next(p.id for p in view.passages if p.text == text)

    def asked(self, address: str) -> FormerView:
        read = self.service.passage if "-" in address else self.service.document
        with pytest.raises(FormerEditionAsked) as caught:
            read(address)
        return caught.value.view

    def remembered(self) -> set[str]:
        return {e.id.removeprefix(FORMER) for e in self.engine.snapshot().former_editions()}


@pytest.fixture(name="home", params=["memory"])
def _home(tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    home = Home(tmp_path, request.param)
    home.put("report.txt", FIRST)
    home.run()
    return home


def test_a_replaced_file_leads_to_the_same_passage(home: Home) -> None:
    old, passage = home.id("report.txt"), home.passage("report.txt", THREE)
    home.put("report.txt", FIRST.replace(ONE, "新增的一段：以下各項均為初步統計。\n\n" + ONE))
    home.run()
    view = home.asked(passage)
    assert view.fate is Fate.SAME
    assert view.hit is not None
    assert view.hit.passage.text == THREE
    assert view.document is not None
    assert view.document.id == home.id("report.txt") != old
    assert view.former.title == "洗錢防制年報"
    assert home.asked(old).fate is None
    assert home.asked(old).document == view.document


def test_an_edited_passage_leads_to_the_nearest_with_what_differs(home: Home) -> None:
    passage = home.passage("report.txt", TWO)
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    view = home.asked(passage)
    assert view.fate is Fate.CHANGED
    assert view.hit is not None
    assert view.hit.passage.text == TWO.replace("87件", "78件")
    assert view.changed is not None
    assert view.dropped is not None
    assert "".join(view.hit.passage.text[a:b] for a, b in view.changed) in ("78", "8", "7")
    assert view.dropped == sum(b - a for a, b in view.changed)


def test_a_deleted_passage_is_said_to_be_gone(home: Home) -> None:
    passage = home.passage("report.txt", THREE)
    home.put("report.txt", FIRST.replace(THREE, ""))
    home.run()
    view = home.asked(passage)
    assert (view.fate, view.hit) == (Fate.GONE, None)
    assert view.document is not None


def test_a_removed_file_is_said_to_be_removed_and_an_unknown_one_to_be_unknown(home: Home) -> None:
    old, passage = home.id("report.txt"), home.passage("report.txt", ONE)
    home.put("other.txt", "另一份報告\n\n與前案無關之內容，僅供測試之用。\n")
    (home.sources / "report.txt").unlink()
    home.run()
    with pytest.raises(DocumentRemoved) as caught:
        home.service.document(old)
    assert caught.value.status == 410
    assert home.asked(passage).fate is Fate.GONE
    for unknown in (f"{old}-99999", f"{old}-x", f"{old}-٣", "0000000000000000"):
        with pytest.raises(Exception, match="there is no") as error:
            (home.service.passage if "-" in unknown else home.service.document)(unknown)
        assert not isinstance(error.value, FormerEditionAsked)


def test_editions_are_followed_through_a_chain(home: Home) -> None:
    passage, other = home.passage("report.txt", ONE), home.passage("report.txt", TWO)
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    home.put("report.txt", FIRST.replace("87件", "79件").replace(THREE, ""))
    home.run()
    same = home.asked(passage)
    assert (same.fate, len(same.replaced_at), same.changed) == (Fate.SAME, 2, ())
    twice = home.asked(other)
    assert (twice.fate, twice.changed, twice.dropped) == (Fate.CHANGED, None, None)
    assert twice.hit is not None
    assert "79件" in twice.hit.passage.text


def test_an_edition_that_comes_back_is_itself_again(home: Home) -> None:
    first, passage = home.id("report.txt"), home.passage("report.txt", TWO)
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    second = home.id("report.txt")
    home.put("report.txt", FIRST)
    home.run()
    assert home.service.passage(passage).passage.text == TWO
    assert home.remembered() == {second}
    assert home.asked(second).document == home.service.document(first).info


def test_a_file_put_in_the_place_of_a_removed_one_replaces_it(home: Home) -> None:
    passage, edited = home.passage("report.txt", ONE), home.passage("report.txt", TWO)
    (home.sources / "report.txt").unlink()
    home.run()
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    assert home.asked(passage).fate is Fate.SAME
    assert home.asked(edited).fate is Fate.GONE  # its text is not known any more


def test_a_file_that_cannot_be_read_is_no_successor_but_the_next_one_is(home: Home) -> None:
    passage = home.passage("report.txt", ONE)
    (home.sources / "report.txt").write_bytes(b"\x00\x01\x02" * 400)
    home.run()
    assert home.asked(passage).document is None
    home.put("report.txt", FIRST + "\n附註：本表數字更正。\n")
    home.run()
    view = home.asked(passage)
    assert view.fate is Fate.SAME
    assert view.document is not None


def test_a_new_name_with_title_agency_and_text_is_the_next_edition(home: Home) -> None:
    passage = home.passage("report.txt", ONE)
    (home.sources / "report.txt").unlink()
    home.put("report-2.txt", FIRST.replace("87件", "78件"))
    home.run()
    view = home.asked(passage)
    assert view.fate is Fate.SAME
    assert view.document is not None
    assert view.document.source == "report-2.txt"


@pytest.mark.parametrize(
    ("about", "texts"),
    [
        ("another text under the same title", [HEAD + "本年度業務全面改制，統計方式亦不同。" * 9]),
        ("two that could be it", [FIRST.replace("87", "78"), FIRST.replace("87", "88")]),
        ("another agency", [FIRST.replace("雲海縣政府法務處", "風城市政府法務局")]),
    ],
)
def test_what_is_not_certain_is_no_successor(home: Home, about: str, texts: list[str]) -> None:
    old = home.id("report.txt")
    (home.sources / "report.txt").unlink()
    for number, text in enumerate(texts):
        home.put(f"new-{number}.txt", text)
    home.run()
    assert home.asked(old).document is None, about


def test_a_copy_that_stays_keeps_the_document(home: Home) -> None:
    passage = home.passage("report.txt", ONE)
    home.put("copy.txt", FIRST)
    home.run()
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    assert home.service.passage(passage).document.sources == ("copy.txt",)
    assert home.remembered() == set()


def test_a_file_replaced_by_one_that_was_there_leads_to_that(home: Home) -> None:
    home.put("new.txt", FIRST.replace("87件", "78件"))
    home.run()
    passage = home.passage("report.txt", ONE)
    (home.sources / "report.txt").unlink()
    (home.sources / "new.txt").rename(home.sources / "report.txt")
    home.run()
    view = home.asked(passage)
    assert view.fate is Fate.SAME
    assert view.document is not None
    assert view.document.sources == ("report.txt",)


#: Tests of what is stored run on the engine that stores it.
ON_DISK = pytest.mark.parametrize("home", ["memory", "whoosh"], indirect=True)


def rebuild(home: Home) -> None:
    home.run(rebuild=True)


def nothing(home: Home) -> None:
    home.run()


@ON_DISK
@pytest.mark.parametrize("between", [rebuild, nothing])
def test_the_memory_outlives_runs(home: Home, between: Callable[[Home], None]) -> None:
    passage, edited = home.passage("report.txt", ONE), home.passage("report.txt", TWO)
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    between(home)
    between(home)
    assert home.asked(passage).fate is Fate.SAME
    assert home.asked(edited).fate is Fate.CHANGED


@ON_DISK
def test_a_rebuild_remembers_what_it_finds_replaced_and_removed(home: Home) -> None:
    home.put("gone.txt", "將移除之報告\n\n本報告僅供測試移除之用，內容從略。\n")
    home.run()
    passage, gone = home.passage("report.txt", ONE), home.id("gone.txt")
    home.put("report.txt", FIRST.replace("87件", "78件"))
    (home.sources / "gone.txt").unlink()
    home.run(rebuild=True)
    assert home.asked(passage).fate is Fate.SAME
    assert home.asked(gone).document is None


@pytest.mark.parametrize("home", ["whoosh"], indirect=True)
def test_the_memory_outlives_a_new_version_of_the_format(home: Home) -> None:
    passage = home.passage("report.txt", ONE)
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run()
    edited = home.passage("report.txt", TWO.replace("87件", "78件"))
    newer = Home.__new__(Home)
    newer.sources, newer.index = home.sources, home.index
    newer.engine = open_engine("whoosh", home.index, replace(identity(), format=10_000))
    newer.service = Service(newer.engine)
    with pytest.raises(IndexOutdated):
        newer.run()
    newer.put("report.txt", FIRST.replace("87件", "79件"))
    newer.run(rebuild=True)
    assert newer.asked(passage).fate is Fate.SAME
    assert newer.asked(edited).fate is Fate.CHANGED


def test_a_dry_run_remembers_nothing(home: Home) -> None:
    home.put("report.txt", FIRST.replace("87件", "78件"))
    home.run(dry_run=True)
    assert home.remembered() == set()


def test_no_text_of_a_former_edition_is_kept(home: Home) -> None:
    secret = "王大明，身分證統一編號A123456789"
    home.put("report.txt", FIRST + f"\n{secret}，列為重點查核對象。\n")
    home.run()
    home.put("report.txt", FIRST)
    home.run()
    snapshot = home.engine.snapshot()
    for entry in snapshot.former_editions():
        whole = snapshot.document(entry.id)
        assert whole is not None
        assert edition_of(whole).passages
        assert "王大明" not in whole.info + whole.text
        assert "A123456789" not in whole.info + whole.text
