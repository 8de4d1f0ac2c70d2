"""The page of batch searches."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.webui.fake import HOSTILE, QUESTION, UNANSWERED
from tests.webui.reading import get, tree, words
from webui.http.security import BATCH_LIMIT
from webui.pages.batch_routes import MOST_TERMS

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_page_says_its_limits(client: FlaskClient) -> None:
    page = words(tree(get(client, "/batch")))
    assert f"最多 {MOST_TERMS} 個" in page
    assert f"{BATCH_LIMIT // 1024} KB" in page


def test_pasted_terms_are_shown_with_counts_passages_and_answers(client: FlaskClient) -> None:
    terms = f"護照\n{QUESTION}\n{UNANSWERED}\n查無此詞\n{HOSTILE}"
    response = client.post("/batch", data={"terms": terms, "best": "2"})
    assert response.status_code == 200
    page = tree(response)
    rows = page.xpath("//tbody/tr")
    assert len(rows) == 5
    total = get(client, "/api/v1/search?q=護照").get_json()["total"]
    assert [words(cell) for cell in rows[0].xpath("./td")[1:3]] == [str(total), "0"]
    assert len(rows[0].xpath(".//ol/li")) == 2
    assert "4萬5,426件" in words(rows[1])
    assert "沒有段落提到所問的內容" in words(rows[2])
    assert "沒有" in words(rows[3])
    assert HOSTILE in words(rows[4])
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//textarea")[0].text.strip() == terms


def test_an_uploaded_file_becomes_a_table(client: FlaskClient) -> None:
    file = (io.BytesIO("檢索詞,備註\n護照,1\n=簽證,2\n".encode("cp950")), "terms.csv")
    response = client.post("/batch", data={"file": file, "format": "csv", "terms": "不看"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="batch.csv"'
    found = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert [row["query"] for row in found] == ["護照", "'=簽證"]
    assert found[0]["best1_link"].startswith("http://localhost/passages/")
    assert found[0]["best3_text"]


def test_a_batch_gives_json(client: FlaskClient) -> None:
    reply = client.post("/batch", data={"terms": "護照", "format": "json", "best": "1"}).get_json()
    assert [row["query"] for row in reply] == ["護照"]
    assert len(reply[0]["best"]) == 1
    assert client.post("/batch", data={"terms": "", "format": "json"}).get_json() == []


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"terms": "甲\n" * (MOST_TERMS + 1)}, 413, f"一次最多 {MOST_TERMS} 個"),
        ({"terms": "長" * BATCH_LIMIT}, 413, "請求的資料量超過上限"),
        ({"terms": "甲", "best": "99"}, 400, "best"),
        ({"terms": "甲", "format": "pdf"}, 400, "format"),
        ({"file": (io.BytesIO(b"PK\x03\x04\x00"), "a.xlsx")}, 400, "不是文字檔"),
    ],
)
def test_what_is_no_batch_is_explained_on_a_page(
    client: FlaskClient, data: dict[str, object], status: int, said: str
) -> None:
    response = client.post("/batch", data=data)
    assert response.status_code == status
    assert said in words(tree(response))


def test_an_empty_list_is_said_to_be_empty(client: FlaskClient) -> None:
    assert "清單沒有內容" in words(tree(client.post("/batch", data={"terms": " \n"})))


def test_other_addresses_take_no_longer_bodies(client: FlaskClient) -> None:
    assert client.post("/search/open", data={"text": "x" * 100_000}).status_code == 413
