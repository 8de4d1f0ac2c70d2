"""Figures in other words, names with a date, and what looks like them and is something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.quotes.audits import audit_text
from judian.search.replies.audits import ClaimKind, Outcome
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORT = """# 兩岸港務聯繫工作報告

發布機關：港務聯繫處

日期：民國113年4月1日

## 一、通報情形

自110年1月1日起至112年12月31日止，雙方通報漁船遇險案件計4,817件。

110年1月1日至112年12月31日，我方通報陸方3,126件，陸方通報我方1,691件。

查獲走私冷凍水產品2,347公斤。

漁船通報：我方通報3,126件（陸方回復2,771件，回復率為88.63%）；陸方通報1,691件（我方回復1,673件，回復率為98.95%）。

港區作業辦法第7條規定，申請人展延規費繳款期限以1次為限，且不得超過2個月。惟113年4月17日公告之作業手冊另定：承租人因故延期，每次不得超過3個月。

漁港疏濬工程歲出預算數847億1千3百餘萬元，水道總容量損失約30.50％，尚有3,067戶未接管。

112年12月19日港務署於第9次「港務聯繫協調會報」決議加強通報。

112年5月7日發布「海上遇險通報作業趨勢：現況與展望」報告。
"""
#: A sentence of a draft, its claim, and the outcome; None for anything but verified and different.
CASES = [
    (
        "截至一百一十二年底，雙方通報的遇險漁船案件共四千八百一十七件。",
        "四千八百",
        Outcome.VERIFIED,
    ),
    ("截至一百一十一年底，雙方通報的遇險漁船案件共四千八百一十七件。", "四千八百", None),
    ("截至一百一十二年底，雙方通報的遇險漁船案件共四千八百七十一件。", "四千八百", None),
    ("我方通報陸方三千一百二十六件。", "三千一百", Outcome.VERIFIED),
    ("陸方通報我方三千一百二十六件。", "三千一百", None),
    ("我方通報部分，陸方回復率為88.63%。", "88.63", Outcome.VERIFIED),
    ("我方通報部分，陸方回復率為98.95%。", "98.95", None),
    ("查獲的走私水產品有二千三百四十七公斤。", "二千三百", Outcome.VERIFIED),
    ("起訴的走私水產品有二千三百四十七公斤。", "二千三百", None),
    ("查獲的走私水產品有二千三百四十七公噸。", "二千三百", None),
    ("港務署在第9次「港務聯繫協調會報」決議加強通報。", "港務聯繫", Outcome.VERIFIED),
    ("港務署在第八次「港務聯繫協調會報」決議加強通報。", "港務聯繫", None),
    ("112年12月19日的「港務聯繫協調會報」決議加強通報。", "港務聯繫", Outcome.VERIFIED),
    ("112年11月19日的「港務聯繫協調會報」決議加強通報。", "港務聯繫", None),
    ("112年5月7日發布「海上遇險通報作業趨勢：現況與展望」。", "海上遇險", Outcome.VERIFIED),
    # 約, 餘 and 近 say that a number is rounded.
    ("漁港疏濬工程歲出預算數約847億元。", "約847", Outcome.VERIFIED),
    ("漁港疏濬工程歲出預算數約848億元。", "約848", Outcome.DIFFERS),
    ("漁港疏濬工程歲出預算數847億元。", "847", Outcome.DIFFERS),
    ("漁港疏濬工程歲出預算數八百四十多億元。", "八百四十", Outcome.VERIFIED),
    ("水道總容量損失約三成。", "約三成", Outcome.VERIFIED),
    ("比前年底多了，水道總容量損失約三成，其中", "約三成", Outcome.VERIFIED),
    ("水道總容量損失約四成。", "約四成", Outcome.DIFFERS),
    ("水道總容量損失三成。", "三成", Outcome.VERIFIED),
    ("水道總容量損失三成三。", "三成三", None),
    ("水道總容量損失將近三成。", "將近三成", None),
    ("尚有三千多戶未接管。", "三千多", Outcome.VERIFIED),
    ("尚有四千多戶未接管。", "四千多", None),
    ("尚有將近四千戶未接管。", "將近四千", None),
    # The words stand beside the other number, in the sentence before.
    (
        "依港區作業辦法第7條，申請人展延規費繳款期限以1次為限，且不得超過3個月，這由作業手冊公告。",
        "不得超過3",
        Outcome.DIFFERS,
    ),
    ("111年5月7日發布「海上遇險通報作業趨勢：現況與展望」。", "海上遇險", None),
]


@pytest.fixture(scope="module", name="service")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("words"), {"report.md": REPORT})
    yield opened
    opened.close()


@pytest.mark.parametrize(("sentence", "claim", "expected"), CASES)
def test_other_words_are_told_from_other_facts(
    service: Service, sentence: str, claim: str, expected: Outcome | None
) -> None:
    reply = audit_text(service, [sentence])
    kinds = (ClaimKind.FIGURE, ClaimKind.QUOTATION)
    outcomes = {
        str(one.outcome)
        for one in reply.findings
        if one.claim.kind in kinds and one.claim.text.startswith(claim)
    }
    assert outcomes == ({str(expected)} if expected else {str(Outcome.NOT_FOUND)})


def test_a_treaty_in_quotation_marks_is_checked(service: Service) -> None:
    reply = audit_text(service, ["雙方簽有「臺灣與帛琉漁業合作協定」及「臺越刑事司法互助協定」。"])
    found = [(one.claim.text, one.outcome) for one in reply.findings]
    assert found == [
        ("臺灣與帛琉漁業合作協定", Outcome.NOT_FOUND),
        ("臺越刑事司法互助協定", Outcome.NOT_FOUND),
    ]


def test_a_treaty_that_is_only_named_is_not_called_verified(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    opened = service_over(tmp_path_factory.mktemp("treaty"))
    reply = audit_text(opened, ["依臺灣與帛琉漁業合作協定，雙方每週會面三次並互設辦事處。"])
    (found,) = [one for one in reply.findings if one.claim.kind is ClaimKind.ARTICLE]
    assert found.outcome is Outcome.NOT_CHECKABLE
    assert found.place is not None
    opened.close()
