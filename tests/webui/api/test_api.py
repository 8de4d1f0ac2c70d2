"""The REST API: shapes, parameters, errors."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema
import pytest

from judian.core.errors import IndexMissing
from tests.webui.fake import QUESTION, UNANSWERED, FakeService
from webui.api import openapi, serialise
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"
#: (path, schema of its reply)
REPLIES = (
    ("/api/v1/search?q=護照", "SearchReply"),
    ("/api/v1/search?q=旅券", "SearchReply"),
    ("/api/v1/search?q=護昭", "SearchReply"),
    ('/api/v1/search?q="護照', "SearchReply"),
    ("/api/v1/search?q=112年&size=100", "SearchReply"),
    (f"/api/v1/answer?q={QUESTION}", "AnswerReply"),
    (f"/api/v1/answer?q={UNANSWERED}", "AnswerReply"),
    ("/api/v1/documents", "Documents"),
    (f"/api/v1/documents/{DOC}", "Document"),
    ("/api/v1/documents/bbbbbbbbbbbbbbbb", "Document"),
    (f"/api/v1/passages/{DOC}-3", "Hit"),
    (f"/api/v1/passages/{DOC}-10", "Hit"),
    (f"/api/v1/cite/{DOC}-3", "Citation"),
    (f"/api/v1/cite/{DOC}-10?style=bibtex", "Citation"),
    ("/api/v1/figures", "FiguresReply"),
    ("/api/v1/figures?q=護照&unit=件&sort=-value&size=1", "FiguresReply"),
    ("/api/v1/instruments", "InstrumentsReply"),
    ("/api/v1/instruments?q=條例&kind=statute", "InstrumentsReply"),
    ("/api/v1/instruments/treaty-1", "Instrument"),
    ("/api/v1/instruments/bad-1?size=1&page=2", "Instrument"),
    ("/api/v1/authorities", "AuthoritiesReply"),
    (f"/api/v1/authorities?doc={DOC}", "AuthoritiesReply"),
    ("/api/v1/suggest?q=護", "Suggestions"),
    ("/healthz", "Alive"),
    ("/readyz", "Ready"),
)


#: What stands for {id} in an address, by its third part.
_IDS = {"cite": f"{DOC}-3", "passages": f"{DOC}-3", "instruments": "treaty-1"}


def get(client: FlaskClient, path: str, status: int = 200, language: str = "") -> Any:
    response = client.get(quote(path, safe="/?=&:%"), headers={"Accept-Language": language})
    assert response.status_code == status, response.text
    return response.get_json()


def validate(reply: object, schema: str) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", **openapi.document()}
    jsonschema.Draft202012Validator(whole).validate(reply)


@pytest.mark.parametrize(("path", "schema"), REPLIES)
def test_every_reply_is_as_openapi_says(client: FlaskClient, path: str, schema: str) -> None:
    validate(get(client, path), schema)


def test_openapi_describes_exactly_the_addresses_there_are(client: FlaskClient) -> None:
    described = get(client, "/openapi.json")
    rules = {
        re.sub("<[a-z_]+>", "{id}", r.rule)
        for r in client.application.url_map.iter_rules()
        if r.endpoint.startswith("api.")
    }
    assert set(described["paths"]) == rules
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_openapi_describes_exactly_the_parameters_that_are_taken(client: FlaskClient) -> None:
    for path, methods in get(client, "/openapi.json")["paths"].items():
        method, operation = next(iter(methods.items()))
        names = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
        there = path.replace("{id}", _IDS.get(path.split("/")[3], DOC) if "{id}" in path else "")
        reply = client.open(there, method=method.upper(), query_string={"bogus": "1"})
        assert reply.status_code == 400, path
        error = reply.get_json()["error"]
        assert error["code"] == "parameter_unknown"
        known = set(error["hint"].partition("：")[2].replace("–", "").split(", ")) - {""}
        assert known == names, path


def test_a_hit_has_the_documented_keys_and_offsets_that_fit(client: FlaskClient) -> None:
    hit = get(client, f"/api/v1/passages/{DOC}-3")
    assert list(hit) == [
        *("id", "score", "document", "location", "text"),
        *("snippet_html", "citation", "figures", "instruments"),
        *("copies", "places", "more"),
    ]
    text = client.get(f"/api/v1/documents/{DOC}/text").text
    place = hit["location"]
    assert text[place["start"] : place["end"]] == hit["text"]
    figure = hit["figures"][0]
    assert hit["text"][figure["start"] : figure["end"]] == figure["text"] == "4萬5,426件"
    assert figure["value"] == 45426
    assert isinstance(figure["value"], int)
    assert hit["figures"][1]["value"] == 12.5
    assert figure["period"] == {"text": "112年度", "start": "2023-01-01", "end": "2023-12-31"}


def test_an_answer_lies_verbatim_in_its_hit(client: FlaskClient) -> None:
    reply = get(client, f"/api/v1/answer?q={QUESTION}")
    for answer in (reply["answer"], *reply["alternatives"]):
        assert answer["hit"]["text"][answer["start"] : answer["end"]] == answer["text"]
    assert reply["refusal"] is None
    assert reply["answer"]["value"] == 45426
    assert reply["evidence"]


def test_a_refusal_gives_its_reason_in_the_language_asked_for(client: FlaskClient) -> None:
    path = f"/api/v1/answer?q={UNANSWERED}"
    chinese = get(client, path)
    english = get(client, path, 200, "en-GB,en;q=0.8")
    assert chinese["answer"] is None
    assert chinese["refusal"]["reason"] == "沒有段落提到所問的內容"
    assert english["refusal"]["reason"] == "no passage says it"


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (Decimal("45426"), 45426),
        (Decimal("3.7E+10"), 37000000000),
        (Decimal("57.240"), 57.24),
        (Decimal("-0.5"), -0.5),
        (Decimal("NaN"), None),
        (Decimal("1E+5000"), None),
        ("2009-06-25", "2009-06-25"),
        (None, None),
    ],
)
def test_numbers_become_json_numbers(value: Decimal | str | None, json: object) -> None:
    assert serialise.number(value) == json
    assert type(serialise.number(value)) is type(json)


#: (query string of /api/v1/search, code of the error)
REFUSED = (
    ("", "query_missing"),
    ("q=", "query_missing"),
    ("q=%20%20", "query_missing"),
    ("q=a&q=b", "parameter_repeated"),
    ("q=a&page=1&page=2", "parameter_repeated"),
    ("q=a&bogus=1", "parameter_unknown"),
    ("q=a&lang=en", "parameter_unknown"),
    ("q=a&Q=b", "parameter_unknown"),
    ("q=a&page=0", "parameter_invalid"),
    ("q=a&page=-1", "parameter_invalid"),
    ("q=a&page=x", "parameter_invalid"),
    ("q=a&page=1.5", "parameter_invalid"),
    ("q=a&page=10001", "parameter_invalid"),
    ("q=a&page=%EF%BC%91", "parameter_invalid"),
    ("q=a&page=" + "9" * 5000, "parameter_invalid"),
    ("q=a&size=0", "parameter_invalid"),
    ("q=a&size=101", "parameter_invalid"),
    ("q=a&sort=best", "parameter_invalid"),
    ("q=a&exact=yes", "parameter_invalid"),
    ("q=a&kind=poem", "parameter_invalid"),
    ("q=a&year_from=2020&year_to=2019", "parameter_invalid"),
    ("q=a&year_from=twenty", "parameter_invalid"),
    ("q=a&doc=" + "d" * 201, "parameter_invalid"),
    ("q=" + "a" * 2001, "query_too_long"),
    ("q=" + "%E8%AD%B7" * 10_000, "query_too_long"),
    ("q=a%00b", "control_character"),
    ("q=%1b%5b31m", "control_character"),
    ("q=a&agency=%07", "control_character"),
    ("q=%A8%B1", "encoding_invalid"),
    ("q=%ED%A0%80", "encoding_invalid"),
    ("q=%FF", "encoding_invalid"),
)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize(("args", "code"), REFUSED, ids=lambda v: v[:40])
def test_bad_parameters_are_refused_with_the_remedy(
    client: FlaskClient, args: str, code: str, language: str
) -> None:
    response = client.get(f"/api/v1/search?{args}", headers={"Accept-Language": language})
    assert response.status_code == 400
    validate(response.get_json(), "Error")
    error = response.get_json()["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]
    chinese = any("一" <= c <= "鿿" for c in error["message"])
    assert chinese == (language == "zh-TW")


def test_a_position_points_at_the_character(client: FlaskClient) -> None:
    assert get(client, "/api/v1/search?q=護照%00", 400)["error"]["position"] == 2


def test_filters_may_be_repeated(client: FlaskClient) -> None:
    both = get(client, f"/api/v1/search?q=護照&doc={DOC}&doc=bbbbbbbbbbbbbbbb&size=100")
    one = get(client, f"/api/v1/search?q=護照&doc={DOC}&size=100")
    assert both["total"] > one["total"] > 0


def test_line_breaks_of_a_pasted_query_are_white_space(client: FlaskClient) -> None:
    get(client, "/api/v1/search?q=護照%0A%0D%09簽證")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents/nope",
        "/api/v1/passages/nope",
        "/api/v1/cite/nope",
        "/api/v2/search",
        "/api/v1/instruments/nope",
        "/api/v1/authorities?doc=nope",
    ],
)
def test_what_is_not_there_is_404_in_the_error_shape(client: FlaskClient, path: str) -> None:
    reply = get(client, path, 404)
    validate(reply, "Error")
    assert reply["error"]["code"] == "not_found"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_405_and_name_those_allowed(client: FlaskClient, method: str) -> None:
    response = client.open("/api/v1/search?q=a", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))
    validate(response.get_json(), "Error")


def test_the_methods_head_and_options(client: FlaskClient) -> None:
    reply = client.head(quote("/api/v1/search?q=護照", safe="/?="))
    assert reply.status_code == 200
    assert reply.data == b""
    options = client.options("/api/v1/search")
    assert options.status_code == 200
    assert "GET" in options.headers["Allow"]


def test_a_large_body_is_413(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=a", data=b"x" * 100_000)
    assert response.status_code == 413
    assert response.get_json()["error"]["code"] == "body_too_large"


def test_a_missing_index_is_503_with_the_command() -> None:
    client = create_app({}, FakeService(IndexMissing(Path("my-index")))).test_client()
    for path in ("/api/v1/search?q=a", "/api/v1/documents", "/readyz"):
        response = client.get(path)
        assert response.status_code == 503
        assert "judian index --index my-index" in response.get_json()["error"]["hint"]
        assert response.headers["Retry-After"]
    assert client.get("/healthz").status_code == 200
    assert "judian_ready 0" in client.get("/metrics").text


def test_an_internal_error_shows_a_reference_number_only(
    service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    service.search = fail  # type: ignore[assignment, method-assign]
    client = create_app({}, service).test_client()
    for path in ("/api/v1/search?q=a", "/search?q=a"):
        response = client.get(path)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
        assert response.headers["Content-Security-Policy"]
    number = client.get("/api/v1/search?q=a").get_json()["error"]["hint"]
    assert any(record.args and record.args[0] in number for record in caplog.records)  # type: ignore[index]


def test_the_source_is_served_only_while_it_is_the_file_that_was_read(
    service: FakeService, tmp_path: Path
) -> None:
    content = "護照".encode()
    folder = tmp_path / "來源"
    folder.mkdir()
    (folder / "報告.html").write_bytes(content)
    (tmp_path / "outside.txt").write_bytes(content)
    page = service.pages[DOC]
    digest = hashlib.sha256(content).hexdigest()
    client = create_app({"INDEX": tmp_path / "index"}, service).test_client()

    def source(name: str, sha256: str = digest) -> Any:
        page.info = replace(
            page.info, sources=(name,), addresses=(name,), roots=("../來源",), sha256=sha256
        )
        return client.get(f"/api/v1/documents/{DOC}/source")

    good = source("報告.html")
    assert good.data == content
    assert good.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in good.headers["Content-Security-Policy"]
    assert good.mimetype == "application/octet-stream"
    for gone in (source("報告.html", "0" * 64), source("../outside.txt"), source("none.txt")):
        assert gone.status_code == 404
        assert gone.get_json()["error"]["code"] == "source_gone"
    assert (
        create_app({}, service).test_client().get(f"/api/v1/documents/{DOC}/source").status_code
        == 404
    )


def test_metrics_count_replies(service: FakeService) -> None:
    client = create_app({}, service).test_client()
    client.get("/api/v1/search?q=a")
    client.get("/api/v1/search?q=b")
    client.get("/api/v1/search")
    text = client.get("/metrics").text
    assert 'judian_requests_total{view="api.search",status="200"} 2' in text
    assert 'judian_requests_total{view="api.search",status="400"} 1' in text
    assert 'judian_request_seconds_count{view="api.search"} 3' in text
    assert "judian_passages 15" in text
    samples: Mapping[str, str] = dict(
        line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")
    )
    assert all(float(value) >= 0 for value in samples.values())


def test_completions_name_their_kinds(client: FlaskClient) -> None:
    reply = client.get("/api/v1/suggest?q=護").get_json()
    assert reply["suggestions"] == ["護照", "護照條例"]
    assert reply["kinds"] == ["word", "instrument"]


def test_a_quotation_is_verified_as_json_and_as_a_form(client: FlaskClient) -> None:
    sent = {"text": "112年度國人申辦護照"}
    for reply in (
        client.post("/api/v1/verify-quote", json=sent),
        client.post("/api/v1/verify-quote", data=sent),
    ):
        body = reply.get_json()
        validate(body, "QuoteReply")
        assert body["verdict"] == "verbatim"
        assert body["places"][0]["spans"][0]["link"].startswith("http://localhost/passages/")
    body = client.post("/api/v1/verify-quote", json={"text": "簽證申辦"}).get_json()
    validate(body, "QuoteReply")
    assert body["differences"][0]["quoted"] == "簽證"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"json": {"text": ""}}, "query_missing"),
        ({"json": {}}, "query_missing"),
        ({"json": ["text"]}, "body_invalid"),
        ({"json": {"text": 5}}, "body_invalid"),
        ({"json": {"text": "護照", "more": "1"}}, "parameter_unknown"),
        ({"data": b"{", "content_type": "application/json"}, "body_invalid"),
        ({"data": {"text": "護\0照"}}, "control_character"),
    ],
)
def test_a_body_that_is_no_quotation_is_refused(
    client: FlaskClient, sent: dict[str, Any], code: str
) -> None:
    reply = client.post("/api/v1/verify-quote", **sent)
    assert reply.status_code == 400
    assert reply.get_json()["error"]["code"] == code


def test_a_draft_is_audited_as_openapi_says(client: FlaskClient) -> None:
    body = client.post("/api/v1/audit-draft", json={"text": "護照案件的草稿。"}).get_json()
    validate(body, "AuditReply")
    assert body["counts"]["differs"] == 1
    assert body["findings"][0]["claim"] == "護照"
