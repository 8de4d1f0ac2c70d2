"""The articles of a statute to which the passages of its own text belong."""

from __future__ import annotations

from indexer.documents.own_articles import own_articles
from judian.core.model import Kind, Passage


def passages(*lines: tuple[str, str]) -> list[Passage]:
    """Passages of (headings, text), the headings joined by a slash."""
    return [
        Passage(
            f"d-{number:05}", "d", number, Kind.PARAGRAPH, text, 0, len(text), number,
            section=tuple(filter(None, sections.split("/"))),
        )
        for number, (sections, text) in enumerate(lines, 1)
    ]  # fmt: skip


STATUTE = passages(
    ("", "公路法"),
    ("第 一 章 總則", "第 一 章 總則"),
    ("第 一 章 總則/第 1 條", "第 1 條"),
    ("第 一 章 總則/第 1 條", "為加強公路規劃，制定本法。"),
    ("第 一 章 總則/第 2 條", "本法用詞，定義如下："),
    ("一", "一、公路：指國道。"),
    ("第九條", "第九條、第十一條之規定，於前項準用之。"),
    ("第 一 章 總則/第 2 條", "第 2-1 條"),
    ("第 一 章 總則/第 2 條", "前條準用之。"),
    ("第 二 章 修建", "第 二 章 修建"),
    ("第 二 章 修建/第 3 條", "第 1 條之規定，於國道準用之。"),
)


def test_a_passage_of_a_statute_belongs_to_the_last_article_that_was_opened() -> None:
    terms = list(own_articles(STATUTE, "公路法"))
    articles = ["".join({term.partition("§")[2] for term in found}) for found in terms]
    assert articles == ["", "", "1", "1", "2", "2", "2", "2-1", "2-1", "", "3"]


def test_the_heading_and_the_text_below_it_have_the_term_twice() -> None:
    assert [len(found) for found in own_articles(STATUTE, "公路法")][2:6] == [2, 2, 2, 1]


def test_a_report_that_cites_articles_has_none_of_its_own() -> None:
    assert not any(own_articles(STATUTE, "公路法執行情形報告"))


def test_the_terms_name_the_statute() -> None:
    other = list(own_articles(STATUTE, "水利法"))[3]
    assert other != list(own_articles(STATUTE, "公路法"))[3]
    assert all(term.startswith("=") for term in other)
