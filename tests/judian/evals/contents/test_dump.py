"""The contents of an index as JSON lines: the same for the same files, different for others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import indexer.__main__ as indexing
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.__main__ import main
from judian.evals.contents.dump import by_document

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

REPORT = "漁業巡護年報\n\n一、概況\n\n全年巡護三十二航次。\n\n罰鍰共12件。\n"


def write(files: Path, text: str) -> None:
    files.mkdir(exist_ok=True)
    (files / "a.txt").write_text(text, encoding="utf-8")
    (files / "b.md").write_text("# 航次\n\n無。\n", encoding="utf-8")


def indexed(files: Path, name: str) -> Path:
    """A new index of the files, beside them."""
    index = files.with_name(name)
    assert indexing.main([str(files), "--index", str(index), "--jobs", "1"]) == 0
    return index


def printed(index: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["passages", str(index)]) == 0
    return capsys.readouterr().out


def test_the_same_files_print_the_same_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tmp_path / "files"
    write(files, REPORT)
    one, same = (printed(indexed(files, name), capsys) for name in ("1", "2"))
    write(files, REPORT.replace("12", "13"))
    assert one == same != printed(indexed(files, "3"), capsys)
    lines = [json.loads(line) for line in one.splitlines()]
    documents = [line for line in lines if "document" in line]
    passages = [line for line in lines if "passage" in line]
    assert len(documents) == 2
    assert len(documents) + len(passages) == len(lines)
    assert all("indexed_at" not in line["info"] for line in documents)
    assert {name for line in documents for name in line["info"]["sources"]} == {"a.txt", "b.md"}
    assert any("全年巡護三十二航次。" in line["text"] for line in documents)
    assert "罰鍰共12件。" in [line["squeezed"] for line in passages]
    assert all(json.loads(line["payload"]) for line in passages)


def test_passages_follow_their_document(tmp_path: Path) -> None:
    files = tmp_path / "files"
    write(files, REPORT)
    engine = open_engine("whoosh", indexed(files, "1"), identity())
    try:
        found = by_document(engine.snapshot())
    finally:
        engine.close()
    for document, records in found.items():
        assert records[0]["document"] == document
        assert all(record["passage"].startswith(document) for record in records[1:])
        assert len(records) == records[0]["info"]["passages"] + 1


def test_an_index_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUDIAN_LANGUAGE", "en")
    assert main(["passages", str(tmp_path / "none")]) == 2
    printed_ = capsys.readouterr()
    assert printed_.out == ""
    assert str(tmp_path / "none") in printed_.err
