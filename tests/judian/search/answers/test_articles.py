"""Questions for articles: the one that the relation is said of, of several in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORT = """# 113年勞動檢查處分彙整

發布機關：青嶺縣勞動檢查處

日期：民國114年1月

113年查獲雇主違反就業服務法第57條第3款，指派移工從事許可以外之工作12件，依同法第68條第1項裁處罰鍰60萬元。

本協議參酌國際民用航空公約（1944年）第25條及聯合國海洋法公約（1982年）第98條擬訂。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("articles"), {"report.md": REPORT})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("雇主指派移工從事許可以外之工作違反哪一條法律？", "第57條第3款"),
        pytest.param(
            "協議參酌的聯合國海洋法公約是第幾條？",
            "第98條",
            marks=pytest.mark.xfail(reason="the article of another law is taken", strict=True),
        ),
        ("協議參酌的國際民用航空公約是第幾條？", "第25條"),
    ],
)
def test_the_article_that_the_statement_is_about(
    service: Service, question: str, article: str
) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, reply.refusal
    assert reply.answer.text.endswith(article)


STATUTE = """# 灘地使用管理條例

第十條　使用灘地應向主管機關申請許可，每次以三年為限。

第十一條　許可期間屆滿前三個月，得申請展延。

第二十四條　違反本條例第十條規定，未經許可使用灘地者，處新臺幣三萬元罰鍰。
"""
HEADED = """# 潮間帶觀測辦法

## 第三條

觀測員每季應測量一次沉積厚度，並登載於觀測簿。

## 第四條

觀測簿保存十年。
"""


@pytest.fixture(scope="module")
def statutes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"statute.md": STATUTE, "headed.md": HEADED}
    opened = service_over(tmp_path_factory.mktemp("statutes"), reports)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("使用灘地應申請許可規定在哪一條？", "灘地使用管理條例第十條"),
        ("灘地許可期間屆滿申請展延是第幾條？", "灘地使用管理條例第十一條"),
        # The number stands in the heading.
        ("觀測員每季測量沉積厚度規定在第幾條？", "潮間帶觀測辦法第三條"),
    ],
)
def test_the_article_whose_text_says_it_has_the_name_of_its_statute(
    statutes: Service, question: str, article: str
) -> None:
    reply = statutes.answer(question)
    assert reply.answer is not None, reply.refusal
    assert reply.answer.items == (article,)


def test_an_article_of_the_statute_itself_is_resolved(statutes: Service) -> None:
    found = statutes.answer_search("未經許可使用灘地違反哪一條？").candidates
    texts = {t for s in found for t in s.candidate.texts}
    assert "灘地使用管理條例第十條" in texts


def test_an_article_of_a_report_has_no_name_but_that_of_the_law_before_it(
    service: Service,
) -> None:
    found = service.answer_search("雇主指派移工從事許可以外之工作違反哪一條法律？").candidates
    named = {t for s in found for t in s.candidate.texts}
    assert named == {"就業服務法第68條第1項"}  # 同法
