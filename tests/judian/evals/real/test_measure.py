"""The command: every file of a folder gets a result, whatever it is; facts beside the truth."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from indexer.structure.blocks import Block
from judian.core.model import Kind
from judian.evals.__main__ import main
from judian.evals.real import contenders
from judian.evals.real.contenders import read_by, segments_of
from judian.evals.real.file import measure_file
from judian.evals.real.printed import printed_pages
from judian.evals.real.records import compare, load_truth
from judian.evals.real.score import Score
from tests.indexer.readers.pdf.cellwise import Sheet
from tests.judian.evals.real.drawn import draw

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "本署查獲走私案件1,234件，移送56人。"


def test_a_folder_with_a_good_a_bad_and_an_empty_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    draw(folder / "good.pdf", [("海巡署年報", 230, 100, 20), (SENTENCE, 100, 300)], [])
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing else")
    (folder / "other.txt").write_text("not a PDF")
    table, wrong = tmp_path / "r.json", tmp_path / "wrong.txt"
    status = main(["real", str(folder), "--json", str(table), "--wrong", str(wrong), "--jobs", "2"])
    out = capsys.readouterr().out
    assert status == 0
    results = {each["file"]: each for each in json.loads(table.read_text("utf-8"))}
    assert results.keys() == {"good.pdf", "bad.pdf"}
    assert results["bad.pdf"]["problems"]
    assert results["good.pdf"]["counts"]["numbers missing"]["judian"] == [0, 2]
    assert results["good.pdf"]["record"]["title"] == "海巡署年報"
    assert "not measured: bad.pdf" in out
    assert "1 of 2 files, 2 pages" in out
    assert wrong.read_text("utf-8") == ""


def test_a_folder_without_pdfs_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["real", str(tmp_path)]) == 2
    assert "no PDF" in capsys.readouterr().out


def test_every_mistake_is_named_with_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    draw(path, [("海巡署年報", 230, 100, 20), (SENTENCE, 100, 300)])
    right = contenders._READERS["judian"]

    def misread(read: contenders.Read, *rest: object) -> None:
        right(read, *rest)  # type: ignore[arg-type]
        read.texts = {1: read.texts[1].replace("1,234", "1,34").replace("走", "")}

    monkeypatch.setitem(contenders._READERS, "judian", misread)
    result = measure_file(path, None, ["judian", "pypdfium2"])
    assert sorted(result["wrong"]) == [
        "p1 Han lost: 走", "p1 number missing: 1,234", "p1 number unprinted: 1,34"
    ]  # fmt: skip
    assert result["counts"]["numbers missing"] == {"judian": [1, 2], "pypdfium2": [0, 2]}


def test_only_the_first_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    draw(path, [("第一頁的內容", 100, 300)], [("第二頁的內容", 100, 300)])
    pages = list(printed_pages(path, 1))
    assert len(pages) == 1
    for name in contenders.installed():
        assert set(read_by(name, path, 1, pages).texts) == {1}, name


def test_a_page_set_vertically_is_not_judged_by_lines(tmp_path: Path) -> None:
    column = [(char, 300, 100 + 13 * at) for at, char in enumerate("海巡署查獲走私案件")]
    assert not draw(tmp_path / "a.pdf", column)[0].judged


def test_a_turned_page_is_read_along_its_lines(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    sheet.text("海巡署年報 1,234", 100, 600, 12)
    (tmp_path / "a.pdf").write_bytes(sheet.pdf())
    page = next(printed_pages(tmp_path / "a.pdf", None))
    assert [line.text for line in page.lines] == ["海巡署年報1,234"]


def test_a_block_over_two_pages_is_two_segments() -> None:
    block = Block(Kind.PARAGRAPH, "本署查獲走私案件。", page=3, breaks=(4,))
    assert [(s.text, s.page, s.opens, s.closes) for s in segments_of(block)] == [
        ("本署查獲", 3, True, False), ("走私案件。", 4, False, True)
    ]  # fmt: skip


def test_facts_beside_the_truth(tmp_path: Path) -> None:
    table = tmp_path / "truth.tsv"
    table.write_text("file\ttitle\tagency\na.pdf\t海巡署 年報\t海巡署\nb.pdf\t\t海巡署\n", "utf-8")
    truth = load_truth(table)
    score = Score()
    compare(score, "a.pdf", {"title": "海巡署年報", "agency": "審計部"}, truth["a.pdf"])
    compare(score, "b.pdf", {"title": "什麼都可以", "agency": None}, truth["b.pdf"])
    assert score.counts == {"title wrong": {"judian": [0, 1]}, "agency wrong": {"judian": [2, 2]}}
    assert score.wrong[0] == "a.pdf agency: 審計部 (right: 海巡署)"


def test_a_truth_without_file_names_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "truth.tsv"
    table.write_text("title\n海巡署年報\n", "utf-8")
    with pytest.raises(ValueError, match="no column `file`"):
        load_truth(table)
