"""The card of a passage: the same wherever passages are shown, and mentions grouped by article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from judian.search.lists.instruments import by_article
from judian.search.replies.listings import LocatedMention
from judian.search.replies.results import Place
from judian.search.requests.values import SearchRequest
from tests.webui.fake import HOSTILE, QUESTION, FakeService, document
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.pages.cards import cards_of, mentions_by_article, naming_parties

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from judian.search.replies.listings import InstrumentView

DOC = "aaaaaaaaaaaaaaaa"
BAD = "bbbbbbbbbbbbbbbb"


@pytest.mark.parametrize(
    ("path", "at_least"),
    [
        ("/search?q=護照", 5),
        (f"/search?q={QUESTION}", 3),
        ("/instruments/treaty-1", 2),
        ("/instruments/bad-1", 1),
        ("/authorities", 3),
        (f"/authorities?doc={BAD}", 1),
        ("/figures?q=護照", 3),
        ("/figures", 5),
    ],
)
def test_every_card_has_place_links_and_a_citation_to_copy(
    client: FlaskClient, path: str, at_least: int
) -> None:
    cards = tree(get(client, path)).xpath("//article[@class='card']")
    assert len(cards) >= at_least
    for card in cards:
        [place] = card.xpath(".//a[@class='at']")
        assert "#p-" in place.get("href")
        [cited] = card.xpath(".//span[@data-copy]")
        assert words(cited).endswith("。")
        assert cited.get("data-quote").startswith("「")
        assert card.xpath(".//p[contains(@class, 'hit-links')]/a")


def test_figures_of_a_passage_that_follow_each_other_have_one_card(client: FlaskClient) -> None:
    page = tree(get(client, "/figures?q=申辦護照"))
    [of_passage] = [
        body
        for body in page.xpath("//table[contains(@class, 'figure-list')]/tbody")
        if len(body.xpath("./tr")) > 2
    ]
    *rows, last = of_passage.xpath("./tr")
    [card] = last.xpath(".//article[@class='card']")
    marked = [words(mark) for mark in card.xpath(".//p[@class='snippet']//mark")]
    assert sorted(marked) == sorted(words(row.xpath("./td/b")[0]) for row in rows)


def test_a_card_shows_figures_and_instruments_of_its_passage(client: FlaskClient) -> None:
    for path in ("/search?q=申辦護照", "/figures?q=申辦護照", f"/search?q={QUESTION}"):
        cards = tree(get(client, path)).xpath("//article[@class='card']")
        assert any(card.xpath(".//ul[contains(@class, 'chips')]/li") for card in cards), path
    [mention, *_] = tree(get(client, "/instruments/treaty-1")).xpath("//article[@class='card']")
    assert mention.xpath(".//details//ul[contains(@class, 'named')]/li")


def test_the_card_of_a_passage_with_a_place_leads_to_its_picture(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=身分證明"))
    [card] = page.xpath("//article[@class='card']")
    assert card.xpath(".//a[contains(@href, '/cite#place')]")
    assert not tree(get(client, "/search?q=陳情書")).xpath("//a[contains(@href, '#place')]")


def test_what_documents_say_of_an_instrument_stands_on_cards(client: FlaskClient) -> None:
    page = tree(get(client, "/instruments/treaty-1"))
    facts = page.xpath("//dl[@class='stated']/div")
    assert facts
    for fact in facts:
        [card, *_] = fact.xpath(".//article[@class='card']")
        assert card.xpath(".//mark[@class='answer']")
        assert card.xpath(".//span[@data-copy]/@data-quote")


def test_an_answer_shows_its_passage_as_a_card_and_so_do_those_that_agree() -> None:
    service = FakeService()
    reply = service.answer(QUESTION)
    assert reply.answer is not None
    place = Place(reply.answer.hit.document, reply.answer.hit.passage)
    best = replace(reply.answer, agreeing=(place,))
    service.answer = lambda *_, **__: replace(reply, answer=best)  # type: ignore[method-assign]
    page = tree(get(create_app({}, service).test_client(), f"/search?q={QUESTION}"))
    [card] = page.xpath("//section[contains(@class, 'answer-card')]")
    assert card.xpath(".//div[@class='answer-source']/article[@class='card']")
    assert card.xpath(".//details[@class='agreeing']//article[@class='card']")
    assert card.xpath(".//details[@class='others']//article[@class='card']")


def test_a_row_of_a_table_is_quoted_under_its_headers() -> None:
    service = FakeService()
    found = service.search(SearchRequest("112年\t15")).hits
    row = next(hit for hit in found if hit.passage.table)
    reply = service.answer(QUESTION)
    assert reply.answer is not None
    place = Place(row.document, row.passage)
    other = replace(reply.answer, hit=row, start=0, end=4, text="112年")
    best = replace(reply.answer, agreeing=(place, place))
    answered = replace(reply, answer=best, alternatives=(other, other))
    service.answer = lambda *_, **__: answered  # type: ignore[method-assign]
    client = create_app({}, service).test_client()
    page = tree(get(client, f"/search?q={QUESTION}"))
    for name, least in (("agreeing", 2), ("others", 2)):
        tables = page.xpath(f"//details[@class='{name}']//article[@class='card']//table")
        assert len(tables) >= least
        assert all(table.xpath("./thead//th") for table in tables)
        assert {table.getparent().get("role") for table in tables} == {"group"}
    cited = tree(get(client, f"/passages/{row.id}/cite"))
    assert cited.xpath("//section[h2[@id='passage']]//table/thead//th")


def test_a_card_shows_hostile_words_as_text(client: FlaskClient) -> None:
    page = tree(get(client, "/instruments/bad-1"))
    assert HOSTILE in words(page.xpath("//article[@class='card']")[0])
    assert not page.xpath("//main//script | //main//img")


def view(service: FakeService, texts: dict[str, list[str]], articles: list[str]) -> InstrumentView:
    """An instrument that passages of some documents mention, each with these articles."""
    places = []
    model = service.pages[DOC].passages[4]
    for name, passages in texts.items():
        info = document(name * 16, name, f"{name}.txt")
        for number, text in enumerate(passages):
            end = model.start + len(text)
            passage = replace(
                model, id=f"{name}-{number}", doc_id=info.id, text=text, end=end, mentions=()
            )
            mention = replace(model.mentions[1], start=0, end=2, articles=tuple(articles))
            places.append(LocatedMention(mention, passage, info))
    whole = service.instrument("treaty-1")
    return replace(whole, articles=by_article("treaty-1", places), total=len(places))


def test_mentions_are_grouped_by_article_and_document_over_the_pages() -> None:
    texts = {"甲": ["甲一。", "甲二。"], "乙": ["乙一。"]}
    found = view(FakeService(), texts, ["3", "4"])
    first, second = mentions_by_article(found, 1, 2)
    assert (first.cited.article, first.count, first.page) == ("3", 3, 1)
    assert [(d.document.title, len(d.hits)) for d in first.documents] == [("甲", 2)]
    assert (second.count, second.page, second.documents) == (3, 2, ())
    shown = [h.id for n in (1, 2, 3) for g in mentions_by_article(found, n, 2) for d in g.documents
             for h in d.hits]  # fmt: skip
    assert shown == ["甲-0", "甲-1", "乙-0"] * 2
    assert all(not g.documents for g in mentions_by_article(found, 9, 2))


def test_two_mentions_of_a_passage_are_one_card_with_two_marks() -> None:
    found = view(FakeService(), {"甲": ["本協定與本協定"]}, [])
    [cited] = found.articles
    second = replace(cited.places[0], mention=replace(cited.places[0].mention, start=4, end=6))
    both = replace(cited, places=(cited.places[0], second))
    [group] = mentions_by_article(replace(found, articles=(both,)), 1, 10)
    assert [hit.marks for hit in group.documents[0].hits] == [((0, 2), (4, 6))]


def test_parties_are_given_only_with_a_passage_that_names_them() -> None:
    service = FakeService()
    silent = view(service, {"甲": ["本協定於臺灣簽署。"]}, [])
    assert naming_parties(silent) is None
    said = view(service, {"甲": ["本協定。"], "乙": ["本協定由臺灣與帛琉簽署。"]}, [])
    found = naming_parties(said)
    assert found is not None
    assert found.id == "乙-0"
    assert naming_parties(replace(said, item=replace(said.item, parties=()))) is None


def test_a_table_of_authorities_has_a_limited_number_of_cards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reply = FakeService().authorities()
    assert sum(map(len, cards_of(reply.authorities).values())) == 4
    monkeypatch.setattr("webui.pages.limits.CARDS", 2)
    assert sum(map(len, cards_of(reply.authorities).values())) == 2


def test_instruments_and_authorities_lead_to_each_other(client: FlaskClient) -> None:
    page = tree(get(client, "/instruments/treaty-1"))
    [table] = page.xpath("//p[@class='doc-actions']/a[contains(@href, '/authorities')]/@href")
    assert tree(client.get(table)).xpath("//a[@href='/instruments']")
    assert tree(get(client, "/instruments")).xpath("//main//a[@href='/authorities']")
