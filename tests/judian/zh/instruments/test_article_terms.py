"""One term for every spelling of an article."""

from __future__ import annotations

import pytest

from judian.zh import instruments
from judian.zh.instruments.article_terms import (
    article_names,
    article_spellings,
    article_terms,
    mention_terms,
    opened_article,
)
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold

TERMS = [
    ("依第一百九十條處罰", ["§190"]),
    ("依第190條處罰", ["§190"]),
    ("依§190處罰", ["§190"]),
    ("第五條之一", ["§5-1"]),
    ("第5條之1", ["§5-1"]),
    ("第5-1條", ["§5-1"]),
    ("第3條第2項第1款", ["§3", "§3.2", "§3.2.1"]),
    ("§14Ⅰ", ["§14", "§14.1"]),
    ("第4條及第7條", ["§4", "§7"]),
    ("共190條河川", []),
]


@pytest.mark.parametrize(("text", "want"), TERMS)
def test_the_terms_of_a_text(text: str, want: list[str]) -> None:
    analysis = analyze(text)
    assert article_terms(analysis.squeezed, analysis.folded) == want


def test_the_terms_of_a_mention_name_its_instrument() -> None:
    (mention,) = instruments.extract("依公路法第26條第1項規定")
    assert mention_terms([mention]) == [
        f"{mention.instrument}§26",
        f"{mention.instrument}§26.1",
    ]


NAMES = [
    ("第190條", ["§190"], []),
    ("190條", ["§190"], []),
    ("§190", ["§190"], []),
    ("公路法第26條", ["§26"], []),
    ("第3條第2項", ["§3.2"], ["§3"]),
    ("查獲190條", [], []),
    ("毒品", [], []),
]


@pytest.mark.parametrize(("text", "terms", "broader"), NAMES)
def test_the_articles_of_a_query(text: str, terms: list[str], broader: list[str]) -> None:
    analysis = analyze(text)
    found = article_names(analysis.squeezed, analysis.folded)
    assert [term for name in found for term in name.terms] == terms
    assert [term for name in found for term in name.broader] == broader


@pytest.mark.parametrize("article", ["190", "110", "5-1", "3.2", "3.2.1", "1203"])
def test_every_spelling_is_read_as_its_article(article: str) -> None:
    spellings = article_spellings(article)
    assert len(spellings) >= 2
    for spelling in spellings:
        analysis = analyze(spelling)
        assert article_terms(analysis.squeezed, analysis.folded)[-1] == f"§{article}"
    assert len({fold(spelling) for spelling in spellings}) == len(spellings)


OPENED = [
    ("第 26 條", "26"),
    ("第26條　汽車運輸業者，應依規定。第3條", "26"),
    ("第五條之一 本法自公布日施行", "5-1"),
    ("第 204-2 條", "204-2"),
    ("第九條、第十一條及第十二條之規定", None),
    ("第九條規定之罰鍰", None),
    ("第二項之罰鍰", None),
    ("第3條第2項", None),
    ("依第26條規定", None),
    ("本法所稱公路", None),
]


@pytest.mark.parametrize(("text", "want"), OPENED)
def test_the_article_that_a_text_opens(text: str, want: str | None) -> None:
    analysis = analyze(text)
    assert opened_article(analysis.squeezed, analysis.folded) == want
