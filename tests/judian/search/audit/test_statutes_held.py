"""Audits of articles whose statute the collection holds, and of ranges and parts of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.quotes.audits import audit_text
from judian.search.replies.audits import Outcome
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

#: An invented text under the name of a statute; the real one provides other things.
STATUTE = """# 水利法

第一條 本法所稱水庫，指蓄水容量一百萬立方公尺以上之蓄水設施。

第二條 管理機關應於每年汛期開始前，邀集經濟部完成水門操作檢查。

第三條 違反前條規定者，處新臺幣三萬元以上十五萬元以下罰鍰。

第四條 管理機關得委託專業機構辦理淤積測量。

第六條 施工期間依下列規定預告：

一、施工三個月以上者，於十日前預告。

二、施工一年以上者，於二十日前預告。

第五條 外國廠商申請取水許可，應經由外交部轉送主管機關。
"""
REPORT = """# 取水許可檢討報告

依商港法第三十六條，港區取水申請案件由港務單位受理登記。

水利法第9條：「管理機關應於每年汛期開始前，邀集經濟部完成水門操作檢查。」

本局另依商港法第四十條辦理航道疏濬，疏濬契約明定工期逾期違約金計算方式。
"""
VERIFIED, DIFFERS = Outcome.VERIFIED, Outcome.DIFFERS
NOT_FOUND, NOT_CHECKABLE = Outcome.NOT_FOUND, Outcome.NOT_CHECKABLE

CASES = [
    # The words of the article itself, in another order.
    ("依水利法第2條，水門操作檢查由管理機關於汛期開始前完成。", "水利法", VERIFIED),
    ("依水利法第二條，管理機關於汛期前做好閘門的檢點。", "水利法", NOT_CHECKABLE),
    ("依水利法第4條，水門操作檢查由管理機關於汛期開始前完成。", "水利法", DIFFERS),
    # Another report cites another article for the same words.
    ("依商港法第40條，水門操作檢查由管理機關完成。", "商港法", None),
    (
        "水利法第2條：「管理機關應於每年汛期開始前，邀集經濟部完成水門操作檢查。」",
        "水利法",
        VERIFIED,
    ),
    # Another agency, another duty, another number than the article says.
    ("依水利法第5條，外國廠商申請取水許可，應經由司法院轉送主管機關。", "水利法", None),
    ("依水利法第4條，管理機關應委託專業機構辦理淤積測量。", "水利法", None),
    ("依水利法第4條，管理機關不得委託專業機構辦理淤積測量。", "水利法", None),
    ("依水利法第1條，水庫指蓄水容量二百萬立方公尺以上之蓄水設施。", "水利法", None),
    ("依水利法第4條，管理機關得委託專業機構辦理淤積測量。", "水利法", VERIFIED),
    # The numbers of two subparagraphs, and the words of another one than is cited.
    ("依水利法第6條，施工一年以上者，於十日前預告。", "水利法", None),
    ("依水利法第6條，施工一年以上者，於二十日前預告。", "水利法", VERIFIED),
    ("依水利法第6條第2款，施工一年以上者，於二十日前預告。", "水利法", VERIFIED),
    ("依水利法第6條第1款，施工期間於二十日前預告。", "水利法", None),
    # Both ends of a range are its value.
    ("違反規定者，處新臺幣三萬元以上十五萬元以下罰鍰。", "新臺幣三萬元", VERIFIED),
    ("違反規定者，處新臺幣三萬元以上三十萬元以下罰鍰。", "新臺幣三萬元", None),
    # The report cites the article; the draft a part of it.
    ("依商港法第36條第2項，港區取水申請案件由港務單位受理登記。", "商港法", None),
    ("依商港法第40條第1款，疏濬契約明定工期逾期違約金計算方式。", "商港法", None),
    ("依商港法第36條，港區取水申請案件由港務單位受理登記。", "商港法", VERIFIED),
    ("依商港法第36條，港區取水申請案件由外交部受理登記。", "商港法", None),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("statutes")
    opened = service_over(folder, {"statute.md": STATUTE, "report.md": REPORT})
    yield opened
    opened.close()


@pytest.mark.parametrize(("text", "claim", "outcome"), CASES, ids=[case[0] for case in CASES])
def test_what_an_article_is_said_to_provide(
    service: Service, text: str, claim: str, outcome: Outcome | None
) -> None:
    found = next(f for f in audit_text(service, [text]).findings if claim in f.claim.text)
    if outcome is None:  # neither verified nor called a mistake of the article
        assert found.outcome in (NOT_FOUND, NOT_CHECKABLE) or (
            found.outcome is DIFFERS and found.differences
        )
    else:
        assert found.outcome is outcome
    if found.outcome in (VERIFIED, DIFFERS, NOT_CHECKABLE):
        assert found.place is not None


def test_a_number_in_other_words_is_shown_where_it_stands(service: Service) -> None:
    (found,) = audit_text(
        service, ["要蓄到一百萬立方公尺才叫做水庫，蓄水容量不到的不算。"]
    ).findings
    assert found.outcome is NOT_FOUND
    assert found.place is not None
    assert "in other words" in found.reason_en
