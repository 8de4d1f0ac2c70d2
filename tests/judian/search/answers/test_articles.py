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
        ("協議參酌的聯合國海洋法公約是第幾條？", "第98條"),
        ("協議參酌的國際民用航空公約是第幾條？", "第25條"),
    ],
)
def test_the_article_that_the_statement_is_about(
    service: Service, question: str, article: str
) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, reply.refusal
    assert reply.answer.text.endswith(article)
