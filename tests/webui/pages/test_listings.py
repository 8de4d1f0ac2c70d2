"""Pages and exports of figures, instruments, authorities and citations."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core import spreadsheets
from judian.core.errors import IndexMissing
from judian.search.citations import STYLES
from tests.webui.fake import HOSTILE, QUESTION, FakeService
from tests.webui.reading import get, tree, words
from webui.api.csv_tables import AUTHORITY_COLUMNS, FIGURE_COLUMNS
from webui.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    response = get(client, path)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff"), "Excel reads it as UTF-8"
    return list(csv.DictReader(io.StringIO(text[1:])))


# ---- figures ----


def test_the_page_lists_each_figure_with_its_source(client: FlaskClient) -> None:
    page = tree(get(client, "/figures?q=申辦護照"))
    rows = page.xpath("//table[contains(@class, 'figure-list')]/tbody/tr")
    texts = [[words(cell) for cell in row] for row in rows]
    assert texts[0][0] == "4萬5,426件 即 45,426 件"
    assert texts[0][1].startswith("國人申辦護照")
    assert texts[0][2] == "112年"
    assert "護照申辦及領務工作報告" in texts[0][3]
    assert rows[0].xpath(".//mark")[0].text == "4萬5,426件"
    link = urlsplit(rows[0].xpath(".//a/@href")[0])
    assert (link.path, link.fragment) == (f"/documents/{DOC}", f"p-{DOC}-3")


def test_figures_are_sorted_by_links_in_the_column_headers(client: FlaskClient) -> None:
    page = tree(get(client, "/figures?unit=件"))
    falling = page.xpath("//th//a[contains(@href, 'sort=-value')]/@href")[0]
    assert parse_qs(urlsplit(falling).query) == {"unit": ["件"], "sort": ["-value"]}
    turned = tree(client.get(falling))
    assert turned.xpath("//th[@aria-sort='descending']")
    first = turned.xpath("//table[contains(@class, 'figure-list')]/tbody/tr/td[1]")[0]
    assert words(first) == "護照 即 50,000 件"


def test_facets_of_figures_narrow_the_list(client: FlaskClient) -> None:
    page = tree(get(client, "/figures"))
    unit = page.xpath("//section[@aria-labelledby='facet-unit']//a/@href")[0]
    narrowed = tree(client.get(unit))
    assert narrowed.xpath("//div[@class='active']//a")
    whole, part = (
        int(words(p.xpath("//p[@class='total']")[0]).split()[0]) for p in (page, narrowed)
    )
    assert 0 < part < whole


def test_charts_have_words_and_a_table_beside_them(client: FlaskClient) -> None:
    page = tree(get(client, f"/figures?doc={DOC}"))
    charts = page.xpath("//figure[@class='chart']")
    assert charts
    for chart in charts:
        (svg,) = chart.xpath(".//svg[@role='img']")
        named = svg.get("aria-labelledby").split()
        names = [words(svg.xpath(f".//*[@id='{one}']")[0]) for one in named]
        assert all(names)
        drawn = svg.xpath(".//*[@class='bar'] | .//*[@class='dot-mark']")
        assert len(drawn) == len(chart.xpath(".//tbody/tr")) >= 2


def test_disagreeing_documents_are_pointed_out(client: FlaskClient) -> None:
    (note,) = tree(get(client, "/figures")).xpath("//section[@class='conflicts']")
    text = words(note)
    assert "國人申辦護照" in text
    assert "4萬5,426件" in text
    assert not tree(get(client, f"/figures?doc={DOC}")).xpath("//section[@class='conflicts']")


def test_the_page_reports_passages_that_were_left_unread(client: FlaskClient) -> None:
    notice = tree(get(client, "/figures?q=護照")).xpath("//div[@class='notice']")[0]
    assert words(notice) == "只讀了 9 個段落中的前 3 個；請以檢索詞或篩選縮小範圍。"


def test_figures_are_exported_whole(client: FlaskClient) -> None:
    page = tree(get(client, "/figures?doc=" + DOC + "&size=2&page=2&sort=value"))
    links = {a.text: a.get("href") for a in page.xpath("//ul[@class='switches']//a")}
    whole = get(client, f"/api/v1/figures?doc={DOC}&size=1000").get_json()
    rows = table(client, links["CSV"])
    assert list(rows[0]) == list(FIGURE_COLUMNS)
    assert len(rows) == whole["total"] > 2
    assert sorted(float(row["value"]) for row in rows) == [float(row["value"]) for row in rows]
    first = next(row for row in rows if row["value"] == "45426")
    assert first["period_start"] == "2023-01-01"
    assert first["link"].endswith(f"/passages/{DOC}-3")
    shown = get(client, links["JSON"]).get_json()
    assert (shown["page"], shown["size"], len(shown["figures"])) == (
        1,
        whole["total"],
        whole["total"],
    )


def test_no_cell_of_an_export_is_a_formula(client: FlaskClient) -> None:
    for path in ("/api/v1/figures?format=csv", "/api/v1/authorities?format=csv"):
        for row in table(client, path):
            for name, cell in row.items():
                number = name in ("value", "value_high")
                assert number or not cell.startswith(("=", "+", "-", "@")), (name, cell)
    attack = next(r for r in table(client, "/api/v1/figures?format=csv") if r["kind"] == "other")
    assert attack["measure"] == f"'=cmd|{HOSTILE}"
    assert attack["value"] == "-1" + "0" * 30


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+886", "'+886"),
        ("-5件", "'-5件"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("  =1", "'  =1"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("件數\n合計", "件數 合計"),
        ("'=1", "'=1"),
        ("12件", "12件"),
        ("3-1", "'3-1"),
        ("1/2", "'1/2"),
        ("12-13", "'12-13"),
        ("1/2/2024", "'1/2/2024"),
        ("3-2024", "'3-2024"),
        ("1234567890123456", "'1234567890123456"),
        ("00123", "'00123"),
        ("12E5", "'12E5"),
        ("0", "0"),
        ("0.50", "0.50"),
        ("12.5", "12.5"),
        ("123456789012345", "123456789012345"),
        ("2024-03-15", "2024-03-15"),
        ("2024-03", "2024-03"),
        ("乙-45", "乙-45"),
        ("3-1節", "3-1節"),
        (Decimal(10) ** 20, "1" + "0" * 20),
        ("", ""),
        (None, ""),
        (7, "7"),
    ],
)
def test_words_that_a_spreadsheet_would_read_are_made_text(
    cell: spreadsheets.Cell, safe: str
) -> None:
    assert spreadsheets.safe(cell) == safe


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=4))
def test_any_words_come_back_from_a_table(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(spreadsheets.table(("a", "b"), rows)[1:], newline="")))
    assert len(read) == len(rows) + 1
    for cell in (cell for row in read for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


# ---- instruments and authorities ----


def test_the_list_of_instruments_is_filtered_by_links(client: FlaskClient) -> None:
    page = tree(get(client, "/instruments"))
    names = [words(a) for a in page.xpath("//table//td[1]/a")]
    assert names[:2] == ["護照條例", "臺灣與帛琉簽證協定"]
    chosen = page.xpath("//p[@class='choice']//a[contains(., '協定')]/@href")[0]
    assert [words(a) for a in tree(client.get(chosen)).xpath("//table//td[1]/a")] == names[1:2]
    found = tree(get(client, "/instruments?q=護照條例"))
    assert found.xpath("//input[@id='q-name']/@value") == ["護照條例"]


def test_the_page_of_an_instrument_lists_stated_and_missing_facts(client: FlaskClient) -> None:
    page = tree(get(client, "/instruments/treaty-1"))
    says = words(page.xpath("//section[@aria-labelledby='says']")[0])
    assert "105年7月20日（2016-07-20）" in says
    assert "其餘 2 處" in says
    silent = page.xpath("//div[@class='silent']//li")
    assert [words(item) for item in silent] == ["通過日期", "生效日期", "締約方"]
    articles = [words(a) for a in page.xpath("//ul[@class='articles']/li/a[1]")]
    assert articles == ["第3條第2項", "第4條之1"]
    assert [words(t) for t in page.xpath("//ol[@class='timeline']/li/time")] == [
        "105年7月20日（2016-07-20）",
        "113年3月（2024-03）",
    ]
    english = words(tree(get(client, "/instruments/treaty-1", **{"Accept-Language": "en"})))
    assert "art. 3(2)" in english
    assert "Date of entry into force" in english


def test_a_statute_leads_to_its_official_text(client: FlaskClient) -> None:
    (link,) = tree(get(client, "/instruments/statute-1")).xpath("//a[@rel][1]")[:1]
    assert link.get("href") == "https://law.example/statute-1"
    assert "noreferrer" in link.get("rel")


def test_hits_lead_to_the_instruments_they_name(client: FlaskClient) -> None:
    hit = tree(get(client, "/search?q=依據護照")).xpath("//li[@class='hit']")[0]
    chips = hit.xpath(".//ul[contains(@class, 'named')]//a")
    assert [(words(a), a.get("href")) for a in chips] == [
        ("護照條例 第6條", "/instruments/statute-1"),
        ("臺灣與帛琉簽證協定 第3條第2項、第4條之1", "/instruments/treaty-1"),
    ]


def test_a_table_of_authorities_groups_treaties_and_statutes(client: FlaskClient) -> None:
    page = tree(get(client, f"/authorities?doc={DOC}"))
    assert [words(h) for h in page.xpath("//article//h2")] == ["條約與協定", "法規"]
    entry = words(page.xpath("//div[@class='toa-entry']")[0])
    assert entry.startswith("臺灣與帛琉簽證協定")
    assert "第4條之1" in entry
    rows = table(client, page.xpath("//a[contains(@href, 'format=csv')]/@href")[0])
    assert list(rows[0]) == list(AUTHORITY_COLUMNS)
    assert [(row["instrument"], row["article"]) for row in rows] == [
        ("護照條例", "6"),
        ("臺灣與帛琉簽證協定", "3.2"),
        ("臺灣與帛琉簽證協定", "'4-1"),
    ]


def test_a_table_of_authorities_is_paged(client: FlaskClient) -> None:
    first = tree(get(client, f"/authorities?doc={DOC}&size=1"))
    assert len(first.xpath("//div[@class='toa-entry']")) == 1
    (target,) = set(first.xpath("//nav[@class='pager']//a[contains(@href, 'page=2')]/@href"))
    second = tree(get(client, target))
    entries = [words(page.xpath("//div[@class='toa-entry']/dt")[0]) for page in (first, second)]
    assert set(entries) == {"護照條例", "臺灣與帛琉簽證協定"}
    reply = client.get(f"/api/v1/authorities?doc={DOC}&size=1&page=2").json
    assert (reply["total"], reply["page"], reply["size"]) == (2, 2, 1)
    assert [one["name"] for one in reply["authorities"]] == [entries[1]]
    whole = client.get(f"/api/v1/authorities?doc={DOC}&size=1&format=file").json
    assert len(whole["authorities"]) == 2


# ---- citations ----


def test_every_style_of_citation_can_be_copied(client: FlaskClient) -> None:
    page = tree(get(client, f"/passages/{DOC}-3/cite"))
    styles = page.xpath("//dl[@class='styles']/div/@id")
    assert styles == [f"style-{name}" for name in STYLES]
    copied = page.xpath("//*[@data-copy]")
    assert len([node for node in copied if node.tag != "script"]) == len(STYLES) + 2
    quote = words(page.xpath("//section[@aria-labelledby='quote']//span")[0])
    assert quote.startswith("「112年度國人申辦護照計")
    assert "《護照申辦及領務工作報告》" in quote
    bibtex = page.xpath("//div[@id='style-bibtex']//pre")[0].text
    assert f"/passages/{DOC}-3" in bibtex


def test_citations_come_as_files_for_reference_managers(client: FlaskClient) -> None:
    for name, style in STYLES.items():
        response = get(client, f"/api/v1/cite/{DOC}-3?style={name}&format=file")
        assert response.mimetype == style.media_type
        assert f"{DOC}-3.{style.extension}" in response.headers["Content-Disposition"]
        assert response.data
    found = get(client, f"/api/v1/cite/{DOC}-3?style=csl-json&format=file").data
    assert json.loads(found)[0]["URL"].endswith(f"/passages/{DOC}-3")
    refused = get(client, f"/api/v1/cite/{DOC}-3?style=mla")
    assert refused.status_code == 400
    assert "oscola" in refused.get_json()["error"]["hint"]


def test_a_document_has_metadata_for_reference_managers(client: FlaskClient) -> None:
    page = tree(get(client, f"/documents/{DOC}"))
    metadata = {m.get("name"): m.get("content") for m in page.xpath("//meta[@name]")}
    assert metadata["citation_title"] == "護照申辦及領務工作報告"
    assert metadata["citation_author"] == "外交部"
    assert metadata["citation_publication_date"] == "2024/03"
    assert metadata["citation_public_url"] == f"http://localhost/documents/{DOC}"
    bare = tree(get(client, "/documents/bbbbbbbbbbbbbbbb"))
    assert not bare.xpath("//meta[@name='citation_publication_date']"), "nothing is made up"


def test_every_passage_of_a_document_leads_to_its_citations(client: FlaskClient) -> None:
    page = tree(get(client, f"/documents/{DOC}"))
    pins = page.xpath("//a[@class='pin']")
    assert {p.get("href") for p in pins} >= {f"/passages/{DOC}-3/cite", f"/passages/{DOC}-9/cite"}
    assert all(p.get("aria-label") for p in pins)


def test_an_unusable_index_is_reported_on_every_list(service: FakeService) -> None:
    service.error = IndexMissing(Path("ix"))
    client = create_app({}, service).test_client()
    for path in ("/figures", "/instruments", "/instruments/x", "/authorities"):
        assert client.get(path).status_code == 503
        assert client.get(f"/api/v1{path}").status_code == 503


def test_recognised_figures_are_marked_wherever_they_are_shown(service: FakeService) -> None:
    page = service.pages[DOC]
    at = next(n for n, p in enumerate(page.passages) if p.figures)
    first, *rest = page.passages[at].figures
    figures = (replace(first, recognised=0.87), *rest)
    page.passages[at] = replace(page.passages[at], figures=figures, recognised=0.91)
    client = create_app({}, service).test_client()

    def marks(path: str, places: str) -> list[str]:
        return [words(mark) for mark in tree(get(client, path)).xpath(places)]

    found = "//*[@class='flag partial']"
    assert marks("/figures?q=申辦護照", f"//td[@class='figure-value']{found}") == ["辨識 87%"]
    assert marks("/figures", "//section[@class='conflicts']//li/*[@class='flag partial']") == [
        "辨識 87%"
    ]
    assert marks("/search?q=申辦護照", f"//li[@class='chip']{found}") == ["辨識 87%"]
    rows = get(client, f"/api/v1/figures?doc={DOC}&size=1000").get_json()["figures"]
    assert {row["figure"]["recognised"] for row in rows} == {0.87, None}
    cells = {row["recognised"] for row in table(client, f"/api/v1/figures?doc={DOC}&format=csv")}
    assert cells == {"0.87", ""}
    hit = get(client, f"/api/v1/passages/{page.passages[at].id}").get_json()
    assert [figure["recognised"] for figure in hit["figures"]] == [0.87, None]


def test_the_upper_end_of_a_range_is_given_wherever_its_value_is(
    service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = service.pages[DOC]
    at = next(n for n, passage in enumerate(page.passages) if passage.figures)
    first, *rest = page.passages[at].figures
    high = first.value + 2
    page.passages[at] = replace(page.passages[at], figures=(replace(first, value_high=high), *rest))
    plain = service.answer(QUESTION)
    assert plain.answer
    ranged = replace(plain, answer=replace(plain.answer, value_high=Decimal(150)))
    monkeypatch.setattr(service, "answer", lambda *_, **__: ranged)
    client = create_app({}, service).test_client()
    hit = get(client, f"/api/v1/passages/{page.passages[at].id}").get_json()
    assert [figure["value_high"] for figure in hit["figures"]] == [high, *(None for _ in rest)]
    found = get(client, "/api/v1/search?q=申辦護照").get_json()["hits"]
    assert high in {figure["value_high"] for one in found for figure in one["figures"]}
    reply = get(client, f"/api/v1/answer?q={QUESTION}").get_json()
    assert reply["answer"]["value_high"] == 150
    assert reply["alternatives"][0]["value_high"] is None
    (shown,) = tree(get(client, f"/search?q={QUESTION}")).xpath("//p[@class='answer-value']")
    assert words(shown).endswith("–150 件")


@pytest.mark.parametrize("partial", [True, False])
def test_a_list_that_may_have_more_items_says_so(
    service: FakeService, monkeypatch: pytest.MonkeyPatch, partial: bool
) -> None:
    reply = service.answer(QUESTION)
    assert reply.answer is not None
    listed = replace(reply.answer, kind="list", items=("甲港", "乙港"), partial=partial)
    monkeypatch.setattr(service, "answer", lambda *_, **__: replace(reply, answer=listed))
    client = create_app({}, service).test_client()
    assert ("以上是館藏文件所載" in get(client, f"/search?q={QUESTION}").text) is partial
    given = client.get(f"/api/v1/answer?q={QUESTION}").get_json()["answer"]
    assert given["partial"] is partial


def test_a_recognised_answer_is_marked(
    service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = service.answer(QUESTION)
    assert plain.answer
    assert not tree(get(create_app({}, service).test_client(), f"/search?q={QUESTION}")).xpath(
        "//p[@class='answer-recognised']"
    )
    marked = replace(
        plain,
        answer=replace(plain.answer, recognised=0.87),
        alternatives=tuple(replace(other, recognised=0.81) for other in plain.alternatives),
    )
    monkeypatch.setattr(service, "answer", lambda *_, **__: marked)
    client = create_app({}, service).test_client()
    shown = tree(get(client, f"/search?q={QUESTION}"))
    (note,) = shown.xpath("//p[@class='answer-recognised']")
    assert words(note).startswith("辨識 87% ")
    others = shown.xpath("//p[@class='other-text']//*[@class='flag partial']")
    assert [words(mark) for mark in others] == ["辨識 81%"]
    reply = get(client, f"/api/v1/answer?q={QUESTION}").get_json()
    assert reply["answer"]["recognised"] == 0.87
    assert [other["recognised"] for other in reply["alternatives"]] == [0.81]
