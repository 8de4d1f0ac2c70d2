"""The pages over the real read path: a small report, indexed and served by the memory engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema
import lxml.html
import pytest

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from webui.api import openapi
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

REPORT = """# 河川巡守工作年報

資料提供：水利署河川組

## 一、巡守情形

112年度全臺河川巡守隊計有486隊，志工1萬2,340人，巡守河段長度達3,205.5公里。
截至112年底，通報違規傾倒廢棄物案件共731件，其中移送司法機關29件，均依水利法第78條處理。

## 二、各河川局成果

| 河川局 | 巡守次數 | 清除垃圾（公噸） |
| --- | --- | --- |
| 第一河川局 | 1,204 | 35.6 |
| 第二河川局 | 987 | 41.2 |

## 三、<script>alert(1)</script>標題

志工人身保險由各河川局辦理。<img src=x onerror=alert(2)>
"""
EMPTY = "空白.txt"
COMPARED = "第一河川局的巡守次數比第二河川局多幾次？"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("files")
    index = folder / "index"
    sources = folder / "sources"
    sources.mkdir()
    (sources / "年報.md").write_text(REPORT, encoding="utf-8")
    (sources / EMPTY).write_bytes(b"")
    engine = MemoryEngine()
    run(engine, index, [sources], Options())
    service = Service(engine)
    yield create_app({"INDEX": index}, service).test_client()
    service.close()


def get(client: FlaskClient, path: str, **args: str) -> Any:
    response = client.get(quote(path), query_string=args)
    assert response.status_code == 200, response.text
    return response.get_json() if response.is_json else lxml.html.document_fromstring(response.text)


def document_id(client: FlaskClient) -> str:
    found: str = get(client, "/api/v1/documents")["documents"][0]["id"]
    return found


@pytest.mark.parametrize(
    ("path", "args", "schema"),
    [
        ("/api/v1/search", {"q": "河川 巡守"}, "SearchReply"),
        ("/api/v1/search", {"q": '"巡守隊" AND ('}, "SearchReply"),
        ("/api/v1/answer", {"q": "112年度全臺河川巡守隊有多少隊？"}, "AnswerReply"),
        ("/api/v1/answer", {"q": "98年度漁船補助金額是多少？"}, "AnswerReply"),
        ("/api/v1/answer", {"q": "河川"}, "AnswerReply"),
        ("/api/v1/documents", {}, "Documents"),
        ("/api/v1/figures", {}, "FiguresReply"),
        ("/api/v1/figures", {"q": "河川", "unit": "公噸", "sort": "-value"}, "FiguresReply"),
        ("/api/v1/instruments", {}, "InstrumentsReply"),
        ("/api/v1/authorities", {"q": "巡守"}, "AuthoritiesReply"),
        ("/api/v1/suggest", {"q": "巡"}, "Suggestions"),
        ("/readyz", {}, "Ready"),
    ],
)
def test_real_replies_are_as_openapi_says(
    client: FlaskClient, path: str, args: dict[str, str], schema: str
) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", **openapi.document()}
    jsonschema.Draft202012Validator(whole).validate(get(client, path, **args))


def test_the_document_text_holds_every_passage_at_its_place(client: FlaskClient) -> None:
    text = client.get(f"/api/v1/documents/{document_id(client)}/text").text
    hits = get(client, "/api/v1/search", q="河川", size="100")["hits"]
    assert len(hits) > 3
    for hit in hits:
        place = hit["location"]
        assert text[place["start"] : place["end"]] == hit["text"]
        for figure in hit["figures"]:
            assert hit["text"][figure["start"] : figure["end"]] == figure["text"]


def test_a_question_is_answered_on_the_page(client: FlaskClient) -> None:
    page = get(client, "/search", q="112年度全臺河川巡守隊有多少隊？")
    card = page.xpath("//section[contains(@class, 'answer-card')]")[0]
    assert "486隊" in "".join(card.text_content().split())
    assert card.xpath(".//mark")


def test_a_table_row_keeps_its_headers_on_both_pages(client: FlaskClient) -> None:
    page = get(client, "/search", q="第二河川局 清除垃圾")
    table = page.xpath("//li[@class='hit']//table")[0]
    assert [h.text_content() for h in table.xpath("./thead//th")] == [
        *("河川局", "巡守次數", "清除垃圾（公噸）"),
    ]
    whole = get(client, f"/documents/{document_id(client)}")
    assert len(whole.xpath("//div[@class='body']//tbody/tr")) == 2


def test_the_link_of_a_hit_leads_to_its_passage(client: FlaskClient) -> None:
    page = get(client, "/search", q="河川")
    for href in page.xpath("//li[@class='hit']//h3/a/@href"):
        target, _, anchor = href.partition("#")
        there = lxml.html.document_fromstring(client.get(target).text)
        assert there.xpath(f"//*[@id='{anchor}']"), href
        assert there.xpath("//div[@class='body']//mark")


def test_the_examples_of_the_home_page_are_answered(client: FlaskClient) -> None:
    links = get(client, "/").xpath("//div[@class='examples']//a")
    assert links
    questions = [a for a in links if a.text.endswith("？")]
    for link in questions:
        page = lxml.html.document_fromstring(client.get(link.get("href")).text)
        assert page.xpath("//section[@class='answer-card']"), link.text


def test_the_file_that_could_not_be_read_is_named(client: FlaskClient) -> None:
    failed = get(client, "/documents").xpath("//section[@id='failed']")[0]
    assert EMPTY in failed.text_content()


def test_the_source_comes_back_as_it_was(client: FlaskClient) -> None:
    response = client.get(f"/api/v1/documents/{document_id(client)}/source")
    assert response.data.decode("utf-8") == REPORT
    response.close()


def test_markup_in_a_source_stays_text_everywhere(client: FlaskClient) -> None:
    paths = [f"/documents/{document_id(client)}", "/search?q=script", "/search?q=標題", "/"]
    for path in paths:
        text = client.get(quote(path, safe="/?=")).text
        assert not re.search(r"<script>alert|<img", text), path


@pytest.mark.parametrize(
    "q",
    [
        *('"', "(", ")", '""', "()", "AND", "OR OR", "NOT", "-", "*", "near/5", "/s", "year:"),
        *("年:x", "doc:none", "甲" * 2000, "((((((((((甲", "<script>", "%", "\\", "'; --", "🙂"),
        *("\u202e反", "\ufeff", "？", "多少", "多少？", "a" * 1999 + "？", "ﬀ㈱½", "𠮷野家"),
    ],
)
def test_no_query_breaks_the_page_or_the_api(client: FlaskClient, q: str) -> None:
    assert client.get("/search", query_string={"q": q}).status_code == 200
    lists = ("/figures", "/instruments", "/authorities")
    for path in ("search", "answer", "suggest", "figures", "instruments", "authorities"):
        assert client.get(f"/api/v1/{path}", query_string={"q": q}).status_code == 200, path
    for path in lists:
        assert client.get(path, query_string={"q": q}).status_code == 200, path
    for name in ("unit", "agency", "doc", "instrument"):
        assert client.get("/figures", query_string={name: q[:200]}).status_code == 200, name
    for path in (f"/instruments/{quote(q, safe='')}", f"/passages/{quote(q, safe='')}/cite"):
        assert client.get(path).status_code in (308, 404), path


def test_a_table_gives_figures_and_a_chart(client: FlaskClient) -> None:
    page = get(client, "/figures", unit="公噸")
    values = [cell.text_content() for cell in page.xpath("//td[@class='figure-value']/b")]
    assert values == ["35.6", "41.2"]
    assert page.xpath("//figure[@class='chart']//*[@class='bar']")


def test_an_instrument_is_found_by_its_page_its_field_and_its_table(client: FlaskClient) -> None:
    (item,) = get(client, "/api/v1/instruments")["instruments"]
    assert item["name"] == "水利法"
    assert item["official"].startswith("https://law.moj.gov.tw/")
    page = get(client, f"/instruments/{item['id']}")
    assert "第78條" in page.text_content()
    found = get(client, "/api/v1/search", q="instrument:水利法")
    assert found["total"] == item["passages"] == 1
    table = get(client, "/api/v1/authorities", doc=document_id(client))
    assert table["authorities"][0]["cited"][0]["article"] == "78"


def test_a_permanent_address_survives_indexing_anew(client: FlaskClient, tmp_path: Path) -> None:
    """The same file, under another name and in another index, has the same addresses."""
    (tmp_path / "副本.md").write_text(REPORT, encoding="utf-8")
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [tmp_path], Options())
    again = create_app({}, Service(engine)).test_client()
    for hit in get(client, "/api/v1/search", q="河川")["hits"]:
        assert get(again, f"/api/v1/passages/{hit['id']}")["text"] == hit["text"]
        assert again.get(f"/passages/{hit['id']}").status_code == 302
        cited = get(client, f"/api/v1/cite/{hit['id']}", style="apa")
        assert cited["link"].endswith(f"/passages/{hit['id']}")


def test_a_computed_answer_shows_its_formula_and_each_operand(client: FlaskClient) -> None:
    page = client.get(f"/search?q={quote(COMPARED)}").get_data(as_text=True)
    root = lxml.html.fromstring(page)
    assert root.xpath("string(//p[contains(@class, 'answer-text')])") == "多 217 次"
    assert "1,204 − 987 = 217 次" in root.xpath("string(//p[@class='formula'])")
    operands = root.xpath("//div[@class='calculation']//li")
    assert [o.xpath("string(b)") for o in operands] == ["1,204", "987"]
    assert all(o.xpath("a/@href") for o in operands)


def test_a_computed_answer_is_described_by_the_api(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/answer?q={quote(COMPARED)}").get_json()["answer"]
    assert (answer["kind"], answer["value"], answer["formula"]) == (
        "computed",
        217,
        "1,204 − 987 = 217 次",
    )
    assert [o["value"] for o in answer["operands"]] == [1204, 987]
    assert all(o["citation"] and o["passage"] for o in answer["operands"])
