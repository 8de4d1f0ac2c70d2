"""Article numbers in one form, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.instruments.articles import find_articles
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold


def cited(text: str, *, treaty: bool = False) -> list[tuple[str, ...]]:
    squeezed = squeeze(text)[0]
    return [one.articles for one in find_articles(squeezed, fold(squeezed), treaty=treaty)]


FORMS = [
    ("第一百八十四條", ("184",)),
    ("第184條", ("184",)),
    ("第 １８４ 條", ("184",)),
    ("§184", ("184",)),
    ("§ 184-1", ("184-1",)),
    ("§184Ⅰ①", ("184.1.1",)),
    ("§24 I ②", ("24.1.2",)),
    ("§14 ①依前項", ("14",)),
    ("§184 II", ("184.2",)),
    ("§10、§12-1", ("10", "12-1")),
    ("第三條之二", ("3-2",)),
    ("第3條之2", ("3-2",)),
    ("第3之2條", ("3-2",)),
    ("第3-2條", ("3-2",)),
    ("第一百十條", ("110",)),
    ("第二百零四條", ("204",)),
    ("第一一〇條", ("110",)),
    ("第6條第1項", ("6.1",)),
    ("第6條第1項第2款", ("6.1.2",)),
    ("第六條第一項第二款第三目", ("6.1.2.3",)),
    ("第6條第2款", ("6.1.2",)),
    ("第339條之4第1項第2款", ("339-4.1.2",)),
    ("第184條第1項前段", ("184.1",)),
    ("第3條、第5條及第8條", ("3", "5", "8")),
    ("第3、5、8條", ("3", "5", "8")),
    ("第三條、第五條至第七條", ("3", "5", "6", "7")),
    ("第5至7條", ("5", "6", "7")),
    ("第5條～第7條", ("5", "6", "7")),
    ("第1條至第900條", ("1", "900")),
    ("第6條第1項、第3項", ("6.1", "6.3")),
    ("第6條第1項至第3項", ("6.1", "6.2", "6.3")),
    ("第6條第1項第2款及第4款", ("6.1.2", "6.1.4")),
    ("第6條第1項及第9條第2項", ("6.1", "9.2")),
    ("Article 6(1)", ("6.1",)),
    ("Art. 12", ("12",)),
]


@pytest.mark.parametrize(("text", "articles"), FORMS)
def test_forms_of_one_number(text: str, articles: tuple[str, ...]) -> None:
    assert cited(f"依{text}規定辦理") == [articles]


def test_a_subparagraph_of_a_treaty_belongs_to_the_article() -> None:
    assert cited("第三條第二款", treaty=True) == [("3.2",)]
    assert cited("第三條第一項第二款", treaty=True) == [("3.1.2",)]


NOT_ARTICLES = [
    "第3條例",
    "第3章",
    "第3次",
    "第3名",
    "第條",
    "三條魚",
    "第5條約",
    "第數條",
    "30條款",
]


@pytest.mark.parametrize("text", NOT_ARTICLES)
def test_what_is_no_article(text: str) -> None:
    assert cited(text) == []


def test_a_list_ends_before_other_numbers() -> None:
    assert cited("第3條、5名及112年") == [("3",)]
    assert cited("第3條及第5次會議") == [("3",)]


@given(st.text(st.sampled_from("第條項款目之、及至-~§Ⅰ①一十百0123 9段"), max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    for articles in cited(text):
        assert articles
        assert all(part for article in articles for part in article.split("."))
