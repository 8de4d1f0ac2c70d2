"""A generated report of about two thousand passages, indexed by the default engine.

The words it is asked for stand in known places, far apart from each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.service import Service
from webui.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

SECTIONS, ITEMS, ROWS = 40, 40, 10
HOSTILE = "<img src=x onerror=alert(1)>\u202e" + "長" * 10_000


def report(sections: int = SECTIONS) -> str:
    """The report as Markdown, about fifty passages a section."""
    chapters = (_section(number, sections) for number in range(1, sections + 1))
    return "\n\n".join(["# 河川工程逐季執行報告", *chapters])


def _section(number: int, sections: int) -> str:
    lines = [f"## 第{number}章 第{number}河段工程"]
    lines += [
        f"{item}、第{number}河段第{item}工區於112年完成土方{number * 100 + item:,}立方公尺，"
        f"編列經費{item}億{number},000萬元，由河川分署會同地方政府辦理驗收。"
        for item in range(1, ITEMS + 1)
    ]
    if number in (3, sections // 2, sections - 4, sections - 1):
        lines.insert(20, f"第{number}河段另辦理堤防加高，長度{number}00公尺。")
    if number == sections - 4:
        lines.insert(21, "堤防加高之監造由本署辦理，堤防加高完工後移交。")
    if number == sections:
        lines.append(HOSTILE)
    table = ["| 工區 | 經費（萬元） | 長度（公尺） |", "| --- | --- | --- |"]
    table += [f"| 第{row}工區 | {row * 1200:,} | {row * number} |" for row in range(1, ROWS + 1)]
    return "\n\n".join((*lines, "\n".join(table)))


def application(folder: Path) -> tuple[Flask, str]:
    """A server over the report, and the id of its document."""
    sources, index = folder / "sources", folder / "index"
    sources.mkdir()
    (sources / "工程.md").write_text(report(), encoding="utf-8")
    engine = open_engine("whoosh", index, identity())
    run(engine, index, [sources], Options())
    service = Service(engine)
    return create_app({"INDEX": index}, service), service.documents()[0].id
