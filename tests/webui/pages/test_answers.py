"""The block of the answer: what decided, what agrees, and values that differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from judian.search.replies.results import (
    Answer,
    AnswerReply,
    Ground,
    ModelNote,
    ModelOutcome,
    Place,
    Refusal,
)
from tests.webui.fake import QUESTION, FakeService
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.pages.examples import ExampleFinder, Examples

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from lxml.html import HtmlElement

FOR = Ground("in_sentence", supports=True, words=("申辦護照",))
AGAINST = Ground("other_period", supports=False, words=("111年",))


@pytest.fixture
def best(service: FakeService) -> Answer:
    found = service.answer(QUESTION).answer
    assert found is not None
    place = Place(found.hit.document, found.hit.passage)
    return replace(found, grounds=(FOR,), source="rules", period="112年", agreeing=(place, place))


def client_for(service: FakeService, reply: AnswerReply) -> FlaskClient:
    service.answer = lambda *_, **__: reply  # type: ignore[method-assign]
    return create_app({}, service).test_client()


def card(client: FlaskClient, language: str = "zh-TW") -> HtmlElement:
    page = tree(get(client, f"/search?q={QUESTION}", **{"Accept-Language": language}))
    found: HtmlElement = page.xpath("//section[contains(@class, 'answer-card')]")[0]
    return found


def test_the_block_says_what_decided_and_what_agrees(service: FakeService, best: Answer) -> None:
    reply = service.answer(QUESTION)
    others = tuple(replace(other, grounds=(FOR, AGAINST)) for other in reply.alternatives)
    client = client_for(service, replace(reply, answer=best, alternatives=others))
    chinese = words(card(client))
    for part in ("同一句提及「申辦護照」", "句中字詞比對", "另有 2 處相同", "期間為「111年」"):
        assert part in chinese
    english = words(card(client, "en"))
    for part in ("its sentence has “申辦護照”", "2 other passages agree", "its period is “111年”"):
        assert part in english


def test_values_that_differ_stand_side_by_side(service: FakeService, best: Answer) -> None:
    refusal = Refusal("documents_differ", "documents differ", "各文件所載不同")
    other = replace(best, text="3件", period=None)
    reply = replace(service.answer(QUESTION), answer=None, refusal=refusal, variants=(best, other))
    client = client_for(service, reply)
    shown = card(client)
    assert "依文件而異" in words(shown.xpath(".//h2")[0])
    items = shown.xpath(".//ul[@class='variants']/li")
    assert [words(item.xpath(".//b")[0]) for item in items] == ["4萬5,426件", "3件"]
    assert "112年" in words(items[0].xpath(".//p[@class='variant-when']")[0])
    assert "期間不明" in words(items[1])
    assert all(item.xpath(".//p[@class='cite']") for item in items)
    given = client.get(f"/api/v1/answer?q={QUESTION}").get_json()
    assert [v["text"] for v in given["variants"]] == ["4萬5,426件", "3件"]
    assert given["variants"][0]["grounds"] == [
        {"name": "in_sentence", "supports": True, "words": ["申辦護照"]}
    ]
    assert len(given["variants"][0]["agreeing"]) == 2


def test_what_was_found_but_is_not_sure_is_shown(service: FakeService, best: Answer) -> None:
    refusal = Refusal("unsure", "not sure", "不足以確定答案")
    reply = replace(service.answer(QUESTION), answer=None, refusal=refusal, alternatives=(best,))
    shown = card(client_for(service, reply))
    assert "查得內容（1），均未能確定" in words(shown)
    assert "4萬5,426件" in words(shown.xpath(".//details[@class='others']")[0])


@pytest.mark.parametrize("outcome", ModelOutcome)
def test_what_came_of_asking_a_model_of_ones_own_is_said(
    service: FakeService, best: Answer, outcome: ModelOutcome
) -> None:
    note = ModelNote(outcome, "127.0.0.1:11434", (best.hit.passage.id,))
    by_model = replace(best, source="own_model")
    reply = replace(service.answer(QUESTION), answer=by_model, own_model=note)
    client = client_for(service, reply)
    chinese, english = words(card(client)), words(card(client, "en"))
    assert "自備模型指出，文字已與原文核對" in chinese
    assert "your own model, checked against the source" in english
    assert "自備模型（127.0.0.1:11434）" in chinese
    assert "your own model (127.0.0.1:11434)" in english
    given = client.get(f"/api/v1/answer?q={QUESTION}").get_json()
    assert given["answer"]["source"] == "own_model"
    assert given["own_model"] == {
        "outcome": str(outcome),
        "host": "127.0.0.1:11434",
        "sent": [best.hit.passage.id],
    }
    refusal = Refusal("unsure", "not sure", "不足以確定答案")
    refused = client_for(service, replace(reply, answer=None, refusal=refusal))
    assert "自備模型（127.0.0.1:11434）" in words(card(refused))


def test_the_examples_of_the_home_page_ask_no_model(service: FakeService) -> None:
    plain, asked = service.answer, []

    def answer(*given: str, with_own_model: bool = True, **_: bool) -> AnswerReply:
        asked.append(with_own_model)
        return plain(*given)

    service.answer = answer  # type: ignore[method-assign, assignment]
    client = create_app({}, service).test_client()
    assert client.get("/").status_code == 200
    assert not any(asked)
    client.get(f"/api/v1/answer?q={QUESTION}")
    assert asked[-1]


def test_a_question_in_english_is_told_in_a_sentence(service: FakeService) -> None:
    refusal = Refusal("not_chinese", "questions are understood in Chinese only", "僅能回答中文問題")
    reply = replace(service.answer(QUESTION), answer=None, refusal=refusal, alternatives=())
    shown = card(client_for(service, reply), "en")
    assert words(shown.xpath(".//h2")[0]) == "Please ask in Chinese"
    assert words(shown.xpath(".//p[@class='reason']")[0]).startswith("Questions are understood")
    assert words(shown.xpath(".//p[@class='reason']")[0]).endswith("only.")
    assert not shown.xpath(".//form"), "no follow-up to a question that was not understood"


def test_who_asked_in_english_is_shown_questions_that_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ("查獲毒品多少件？", "遣返多少人？")
    monkeypatch.setattr(ExampleFinder, "of", lambda *_: Examples(None, asked, ("毒品",)))
    refusal = Refusal("not_chinese", "questions are understood in Chinese only", "僅能回答中文問題")
    for code, shown_there in (("not_chinese", list(asked)), ("no_passage", [])):
        service = FakeService()
        told = replace(
            service.answer(QUESTION),
            answer=None,
            refusal=replace(refusal, code=code),
            alternatives=(),
        )
        shown = card(client_for(service, told), "en")
        like = shown.xpath(".//ul[@class='asked-like']//a")
        assert [words(one) for one in like] == shown_there
        assert all(one.get("href").startswith("/search?q=") for one in like)
        assert len(shown.xpath(".//a[contains(@href, '/help')]")) == len(shown_there[:1])


def test_a_condition_is_marked_as_met_only_by_a_ground(service: FakeService, best: Answer) -> None:
    period = Ground("same_period", supports=True, words=("112年度",))
    for grounds, marks in (((period,), 1), ((AGAINST,), 0), ((FOR,), 0), ((), 0)):
        reply = replace(service.answer(QUESTION), answer=replace(best, grounds=grounds))
        fresh = FakeService()
        shown = card(client_for(fresh, reply))
        assert len(shown.xpath(".//span[@class='met']")) == marks, grounds


def test_the_passages_before_and_after_the_answer_are_folded_below_it(client: FlaskClient) -> None:
    [beside] = card(client).xpath(".//details[@class='beside']")
    assert "一、申辦情形" in words(beside)
    assert "承辦單位收到陳情書" in words(beside)
    assert len(beside.xpath(".//a[contains(@href, '#p-')]")) == 2


def test_answers_of_other_documents_stand_first(service: FakeService, best: Answer) -> None:
    own = replace(best, text="3件")
    hit = replace(best.hit, document=replace(best.hit.document, id="e" * 16, title="別的文件"))
    reply = replace(
        service.answer(QUESTION),
        answer=best,
        alternatives=(own, replace(best, text="9件", hit=hit)),
    )
    [others] = card(client_for(service, reply)).xpath(".//details[@class='others']")
    assert [words(p) for p in others.xpath("./p[@class='others-of']")] == [
        "其他文件所載",
        "同一文件所載",
    ]
    assert [words(b) for b in others.xpath(".//p[@class='other-text']/b")] == ["9件", "3件"]
