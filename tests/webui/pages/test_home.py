"""The home page: what is held, and what was added since the visit before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from judian.core.model import Verdict
from tests.webui.fake import HOSTILE, FakeService, document
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.http.visits import COOKIE, Visit, visit
from webui.pages import limits
from webui.pages.by_generation import ByGeneration
from webui.pages.holdings import make

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def asked(cookie: str) -> Request:
    return Request(EnvironBuilder(headers={"Cookie": f"{COOKIE}={cookie}"}).get_environ())


def stamp(minutes: int) -> str:
    return str(int((NOW - timedelta(minutes=minutes)).timestamp()))


@pytest.mark.parametrize(
    ("cookie", "before"),
    [
        ("", None),
        (f".{stamp(5)}", None),
        (f".{stamp(45)}", 45),
        (f"{stamp(600)}.{stamp(5)}", 600),
        (f"{stamp(600)}.{stamp(45)}", 45),
        (f"{stamp(600)}.{stamp(-45)}", None),
        (HOSTILE, None),
        ("1.99999999999999999999", None),
        ("٣.٣", None),
        ("1.1.1", None),
    ],
)
def test_a_visit_ends_with_half_an_hour_without_a_request(cookie: str, before: int | None) -> None:
    expected = None if before is None else NOW - timedelta(minutes=before)
    assert visit(asked(cookie), NOW) == Visit(expected, NOW)


def held(count: int) -> FakeService:
    service = FakeService()
    for n in range(count):
        read = f"2026-11-{n % 28 + 1:02}T00:00:00+00:00"
        facts = {"agency": "環境部", "date": "2026", "indexed_at": read}
        service.extra.append(document(f"{n:016x}", f"新{n}", f"{n}.txt", **facts))
    return service


def test_the_first_visit_is_told_nothing_of_new_documents() -> None:
    client = create_app({}, held(3)).test_client()
    reply = client.get("/")
    assert not tree(reply).xpath("//*[@id='news']")
    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith(COOKIE)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_later_visit_is_told_what_was_added() -> None:
    client = create_app({}, held(3)).test_client()
    earlier = int(datetime(2026, 11, 1, 12, tzinfo=UTC).timestamp())
    client.set_cookie(COOKIE, f".{earlier}")
    [news] = tree(get(client, "/")).xpath("//section[@aria-labelledby='news']")
    assert [words(a) for a in news.xpath(".//ul//a")] == ["新2", "新1"]
    assert "新增 2 份文件" in words(news)
    [address] = news.xpath(".//p[@class='all']/a/@href")
    assert "new_since=2026-11-01T12" in address
    assert client.get(address).status_code == 200
    english = words(tree(get(client, "/", **{"Accept-Language": "en"})))
    assert "Since your last visit" in english


def test_nothing_new_is_said_and_many_are_counted_as_many() -> None:
    client = create_app({}, held(1)).test_client()
    client.set_cookie(COOKIE, f".{int(datetime.now(UTC).timestamp()) - 3600}")
    assert "沒有新增文件" in words(
        tree(get(client, "/")).xpath("//section[@id or @aria-labelledby='news']")[0]
    )
    client = create_app({}, held(limits.LATEST + 5)).test_client()
    client.set_cookie(COOKIE, f".{int(datetime(2026, 10, 1, tzinfo=UTC).timestamp())}")
    assert "份以上" in words(tree(get(client, "/")))


def test_agencies_and_years_are_links_to_their_passages(client: FlaskClient) -> None:
    page = tree(get(client, "/"))
    agencies = page.xpath("//section[@aria-labelledby='by-agency']//a")
    assert words(agencies[0]) == "外交部"
    assert agencies[0].get("href").startswith("/search?agency=")
    years = page.xpath("//section[@aria-labelledby='by-year']//li")
    assert words(years[0]) == "113年（2024） 1 份"
    assert words(years[-1]) == "未載日期 1 份"
    assert page.xpath("//section[@aria-labelledby='by-year']//a/@href")[0].startswith("/search?q=")


def test_the_home_page_leads_to_how_reports_are_added(client: FlaskClient) -> None:
    [link] = [a for a in tree(get(client, "/")).xpath("//main//a") if words(a) == "新增報告"]
    assert link.get("href") == "/help#add"
    [heading] = tree(get(client, "/help")).xpath("//h2[@id='add']")
    assert "judian index" in words(heading.getnext())


def test_holdings_count_what_was_read() -> None:
    service = held(2)
    service.extra.append(document("f" * 16, "", "壞.pdf", verdict=Verdict.FAILED, date="1999"))
    found = make(service)
    assert (found.documents, found.undated, found.range_of_years) == (4, 1, (2024, 2026))
    assert found.agencies[0] == ("環境部", 2)
    assert found.latest[0].title == "新1"


def test_a_value_is_made_once_for_a_state_and_read_path() -> None:
    made: list[FakeService] = []
    known = ByGeneration(lambda backend: made.append(backend) or len(made))  # type: ignore[arg-type,func-returns-value]
    one, other = FakeService(), FakeService()
    found = [known.of(one), known.of(one)]
    one.built = 2
    assert [*found, known.of(one), known.of(other)] == [1, 1, 2, 3]
