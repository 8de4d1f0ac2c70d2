"""What an article provides is shown as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.question.named_article import named_article
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

#: A statute whose name is known, with a text that we made up.
STATUTE = """# 海商法

## 第 4 條

1 船長應每日記載航海日誌。

2 有下列情形之一者，應即通報：

一、船舶擱淺。

二、人員落水。

3 前項通報，應於六小時內為之。

## 第 5 條

船舶所有人應投保責任保險。
> 理由：第 4 條之通報義務與保險有關。

## 第 7 條

海員每工作七日，應有二日之休息。
"""
OTHER = """# 巡檢報告

依海商法第4條規定，船長應每日記載航海日誌；海商法第5條另有規定。112年依海商法第4條裁罰3件。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(
        tmp_path_factory.mktemp("provisions"), {"law.md": STATUTE, "report.md": OTHER}
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "海商法第4條規定什麼？",
        "海商法第四條的內容是什麼",
        "海商法§4怎麼規定？",
        "請問海商法第4條在講什麼？",
    ],
)
def test_the_whole_article_is_shown_in_its_order(service: Service, question: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.items == (
        "1 船長應每日記載航海日誌。",
        "2 有下列情形之一者，應即通報：",
        "一、船舶擱淺。",
        "二、人員落水。",
        "3 前項通報，應於六小時內為之。",
    )
    assert answer.hit.document.title == "海商法"
    assert answer.text == answer.hit.passage.text[answer.start : answer.end]
    assert "第4條" in answer.hit.citation


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("海商法第4條第1項規定什麼？", ("1 船長應每日記載航海日誌。",)),
        ("海商法第4條第2項第2款規定什麼？", ("二、人員落水。",)),
        (
            "海商法第4條第2項規定為何？",
            ("2 有下列情形之一者，應即通報：", "一、船舶擱淺。", "二、人員落水。"),
        ),
        # The reasons of a draft are no part of it.
        ("海商法第5條規定什麼？", ("船舶所有人應投保責任保險。",)),
    ],
)
def test_a_part_is_shown_alone(service: Service, question: str, texts: tuple[str, ...]) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert (answer.items or (answer.text,)) == texts


@pytest.mark.parametrize(
    "question", ["海商法第6條規定什麼？", "海商法第4條第9項規定什麼？", "民法第4條規定什麼？"]
)
def test_what_is_not_held_is_not_shown(service: Service, question: str) -> None:
    answer = service.answer(question).answer
    assert answer is None or answer.kind != "passage"


def test_an_article_that_documents_state_differently_is_not_chosen(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    other = STATUTE.replace("六小時", "八小時")
    opened = service_over(tmp_path_factory.mktemp("two"), {"a.md": STATUTE, "b.md": other})
    reply = opened.answer("海商法第4條規定什麼？")
    assert reply.answer is None
    assert reply.refusal is not None
    assert reply.refusal.code == "documents_differ"
    same = opened.answer("海商法第5條規定什麼？").answer
    assert same is not None
    opened.close()


def test_a_question_about_an_article_reads_the_article_first(service: Service) -> None:
    found = service.answer_search("依海商法第4條，通報應於幾小時內為之？")
    assert [hit.document.title for hit in found.hits[:5]] == ["海商法"] * 5
    answer = service.answer("依海商法第7條，海員每工作七日應有幾日之休息？").answer
    assert answer is not None
    assert answer.value == 2


@pytest.mark.parametrize(
    ("question", "is_all"),
    [
        ("海商法第4條規定什麼？", True),
        ("海商法第4條之1第2項寫了哪些內容？", True),
        ("海商法第4條規定船長要記載什麼？", False),
        ("海商法第4條", False),
    ],
)
def test_only_a_question_that_says_nothing_else_asks_for_the_text(
    question: str, is_all: bool
) -> None:
    article = named_article(question)
    assert article is not None
    assert article.is_all is is_all


def test_several_articles_are_none() -> None:
    assert named_article("海商法第4條和第5條規定什麼？") is None
    assert named_article("船長規定什麼？") is None
