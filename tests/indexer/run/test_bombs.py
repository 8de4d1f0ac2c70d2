"""Small files that state much: read or refused within ten seconds of processor time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.run.limits import ENFORCED, Limits
from indexer.run.pool import Pool
from indexer.run.worker import Job
from judian.core.model import DocumentInfo, Verdict
from tests.indexer import samples

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(not ENFORCED, reason="this system does not limit processes")

#: The memory is that of a process which has loaded all readers (some 300 MiB of addresses), and
#: 512 MiB; the clock is generous, for a busy machine.
LIMITS = Limits(memory=832 << 20, cpu=10, wall=300)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SENTENCE = "本處於112年完成坑洞修補5件。"


def _word(*rows: str) -> dict[str, str]:
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    body = f"<w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return {**samples.docx(), "word/document.xml": document}


def _word_cell(span: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
        "<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    )


def _open_document(table: str) -> dict[str, str]:
    parts = samples.odt()
    tables = re.compile("<table:table[ >].*?</table:table>", re.DOTALL)
    return {**parts, "content.xml": tables.sub(table, parts["content.xml"], count=1)}


def _page(body: str) -> str:
    return f"<html><body><h1>報告</h1><p>{_SENTENCE}</p>{body}</body></html>"


def _open_cell(attributes: str) -> str:
    return f"<table:table-cell {attributes}><text:p>甲</text:p></table:table-cell>"


PACKAGES = {
    "spans.docx": _word(*[_word_cell(100_000) * 50] * 51),
    "many_spans.docx": _word(*[_word_cell(100_000) * 500] * 20),
    "ragged.docx": _word(_word_cell(1) * 2000, *[_word_cell(1)] * 3000),
    "repeated.odt": _open_document(
        "<table:table>"
        + (
            '<table:table-row table:number-rows-repeated="60000">'
            + _open_cell('table:number-columns-repeated="60000"') * 5
            + "</table:table-row>"
        )
        * 50
        + "</table:table>"
    ),
}
_CELL = "<td colspan=1000 rowspan=65534>甲</td>"
TEXTS = {
    "spans.html": _page(f"<table><tr>{_CELL * 2000}</tr></table>"),
    "rows.html": _page("<table>" + f"<tr>{_CELL * 40}</tr>" * 50 + "</table>"),
    "ragged.html": _page(
        "<table><tr>" + "<td>甲</td>" * 20_000 + "</tr>" + "<tr><td>乙</td></tr>" * 20_000
        + "</table>"
    ),
    "nested.html": _page("<table><tr><td>" * 400 + "深5件" + "</td></tr></table>" * 400),
    "nested.md": "# 報告\n\n" + "".join("  " * n + f"- 第 {n} 項\n" for n in range(700)),
    "quoted.md": f"# 報告\n\n{_SENTENCE}\n\n" + ">" * 300_000 + " 深\n",
    "brackets.md": f"# 報告\n\n{_SENTENCE}" + "[" * 100_000 + "![(" * 8000 + "](a" * 8000 + "\n",
    "marks.md": f"# 報告\n\n{_SENTENCE}" + "**甲 " * 50_000 + "`" * 100_000 + "[^" * 50_000 + "\n",
    "ragged.csv": "\n".join([",".join(["甲"] * 20_000), *["乙"] * 20_000]),
    "digits.txt": f"{_SENTENCE}共{'1' * 50_000}件，第{'1' * 5000}條。\n",
    "digits.csv": f"年度,件數\n{'1' * 5000},{'1' * 5000}\n112,5\n",
    "digits.html": _page(
        f"<ol start={'1' * 5000}><li value={'1' * 5000}>{_SENTENCE}</li></ol>"
        f"<table><tr><td colspan={'1' * 5000}>甲</td></tr><tr><td>{'1' * 5000}</td></tr></table>"
    ),
    "brackets.txt": "（" * 100_000 + "5件" + "）" * 100_000 + "\n",
}  # fmt: skip
#: Those that state a table which cannot be read.
REFUSED = {"ragged.docx", "repeated.odt", "ragged.html"}


@pytest.fixture(scope="module", name="found")
def _found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, DocumentInfo]:
    folder = tmp_path_factory.mktemp("bombs")
    for name, parts in PACKAGES.items():
        samples.package(parts, folder / name)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = sorted(folder.iterdir())
    with Pool(2, lambda *_: None) as pool:
        return {
            path.name: outcome.built.info
            for path, outcome in zip(paths, pool.run([_job(path) for path in paths]), strict=True)
        }


def _job(path: Path) -> Job:
    info = DocumentInfo(path.stem, "", (path.name,), "", "0" * 64, (path.name,), ("..",), ((1, 1),))
    return Job(info, None, path, ReadOptions(ocr="never"), LIMITS)


@pytest.mark.parametrize("name", sorted([*PACKAGES, *TEXTS]))
def test_a_small_file_that_states_much_is_read_or_refused(
    found: Mapping[str, DocumentInfo], name: str
) -> None:
    info = found[name]
    if name in REFUSED:
        assert (info.verdict, info.reason) == (Verdict.FAILED, "too_large")
    else:
        assert (info.verdict, info.reason) == (Verdict.KEPT, None)
        assert info.passages
