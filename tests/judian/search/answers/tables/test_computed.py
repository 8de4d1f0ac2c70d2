"""Answers that are computed of the cells of a table, and when there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

FERRIES = """# 蘭嶼海峽渡輪營運統計

發布機關：海峽渡輪管理局

日期：民國114年2月

表1　各航線載客及誤點情形

單位：人次、班、千元

航線	112年			113年
	載客人次	誤點班次（班）	票款收入（千元）	載客人次	誤點班次（班）	票款收入（千元）
東明線	41,200	18	8,240	45,320	12	9,064
西崙線	30,500	25	6,100	27,450	31	5,490
南澳線	12,800	9	2,560	16,000	6	3,200
北潯線	8,900	4	1,780	8,900	7	1,780
合計	93,400	56	18,680	97,670	56	19,534

## 船舶

表2　各船舶修繕經費及保養進度

單位：千元、%

船舶	修繕經費（千元）	保養進度（%）
海鷗號	1,250	92.5
信天號	3,480	78.0
燕鷗號	960	100.0
白鷺號	2,310	64.5

## 乘客

表3　近四年乘客申訴件數

年度	件數	結案率（%）
110	64	95.3
111	81	90.1
112	77	92.2
113	58	98.3
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("computed")
    opened = service_over(folder, {"渡輪.md": FERRIES})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        # Two rows, two times, two columns.
        ("113年東明線的載客人次比西崙線多多少？", 17870, "45,320 − 27,450 = 17,870 人次"),
        ("113年西崙線的載客人次比東明線少多少人次？", 17870, "45,320 − 27,450 = 17,870 人次"),
        ("東明線113年的載客人次較112年增加多少？", 4120, "45,320 − 41,200 = 4,120 人次"),
        ("西崙線113年載客人次比去年減少多少？", 3050, "30,500 − 27,450 = 3,050 人次"),
        ("112年與113年南澳線的誤點班次相差幾班？", 3, "9 − 6 = 3 班"),
        # In per cent, with its sign.
        (
            "南澳線113年載客人次較112年的成長率是多少？",
            25,
            "(16,000 − 12,800) ÷ 12,800 × 100% = 25%",
        ),
        ("西崙線113年載客人次較112年減少百分之幾？", 10, "= -10%"),
        # Named rows, and all rows of a table without a total.
        (
            "113年東明線、南澳線及北潯線載客人次合計多少？",
            70220,
            "45,320 + 16,000 + 8,900 = 70,220",
        ),
        ("各船舶修繕經費合計多少千元？", 8000000, "= 8,000,000 元"),
        ("110年至112年的申訴件數合計幾件？", 222, "64 + 81 + 77 = 222 件"),
        # A share of the stated total, and of all rows.
        ("113年東明線的票款收入占全部的百分之幾？", 46.4, "9,064,000 ÷ 19,534,000"),
        ("信天號的修繕經費占全部船舶的比例是多少？", 43.5, "3,480,000 ÷ (1,250,000 + "),
        ("海鷗號的修繕經費是燕鷗號的幾倍？", 1.3, "1,250,000 ÷ 960,000 = 1.3 倍"),
        ("各船舶的平均修繕經費是多少？", 2000000, "÷ 4 = 2,000,000 元"),
        # Rows on one side of a limit, or of a change.
        ("保養進度未達80%的船舶有幾艘？", 2, "信天號 78% < 80%"),
        ("113年有幾條航線的載客人次超過2萬人次？", 2, "東明線 45,320 人次 > 20,000 人次"),
        (
            "113年載客人次比112年減少的航線有幾條？",
            1,
            "西崙線 30,500 − 27,450 = 3,050 人次 > 0 人次",
        ),
        ("燕鷗號的修繕經費在各船舶中排名第幾？", 4, "信天號 3,480,000 元 ≥ "),
    ],
)
def test_a_number_is_computed(service: Service, question: str, value: float, formula: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.kind == "computed"
    assert answer.formula is not None
    assert formula in answer.formula
    assert isinstance(answer.value, Decimal)
    assert abs(answer.value - Decimal(str(value))) < Decimal("0.01")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("113年載客人次最多的是哪條航線？", "東明線"),
        ("113年誤點班次第二多的航線是哪一條？", "東明線"),
        ("112年票款收入最少的航線是哪一條？", "北潯線"),
        ("保養進度最低的船舶是哪一艘？", "白鷺號"),
        ("哪一年的申訴件數最多？", "111"),
        ("113年載客人次比112年增加最多的是哪條航線？", "東明線"),
        ("保養進度超過90%的船舶有哪些？", "海鷗號、燕鷗號"),
        ("修繕經費最高的前兩名船舶是哪些？", "信天號、白鷺號"),
        ("信天號和白鷺號哪一艘的修繕經費比較高？", "信天號"),
        ("113年東明線的載客人次是否高於西崙線？", "是"),
        ("白鷺號的保養進度有沒有超過80%？", "否"),
    ],
)
def test_a_row_is_named_or_compared(service: Service, question: str, text: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert (answer.kind, answer.text) == ("computed", text)


@pytest.mark.parametrize(
    "question",
    [
        # An operand that no table gives.
        "113年東明線的載客人次比花嶼線多多少？",
        "東明線113年的載客人次較109年增加多少？",
        "109年至112年的申訴件數合計幾件？",
        # Which column is meant stays open.
        "東明線113年比西崙線多多少？",
        # Things of another class than the rows.
        "113年有幾個縣市的載客人次超過2萬人次？",
        "113年載客人次最多的是哪個機關？",
        # An order in time, of values that are no times.
        "停航最久的是哪條航線？",
        # What a rule allows, not the least of many.
        "依規定113年載客人次最少要多少？",
        # Nobody said it of this.
        "113年東明線的載貨噸數比西崙線多多少？",
    ],
)
def test_nothing_is_computed_without_every_operand(service: Service, question: str) -> None:
    answer = service.answer(question).answer
    assert answer is None


def test_the_total_row_is_never_among_its_parts(service: Service) -> None:
    answer = service.answer("113年載客人次最多的是哪條航線？").answer
    assert answer is not None
    assert [o.text for o in answer.operands] == ["45,320", "27,450", "16,000", "8,900"]


def test_each_operand_is_cited_where_it_stands(service: Service) -> None:
    answer = service.answer("東明線113年的載客人次較112年增加多少？").answer
    assert answer is not None
    assert answer.text == "增加 4,120 人次"
    for operand in answer.operands:
        assert operand.hit.passage.text[operand.start : operand.end] == operand.text
        assert operand.hit.citation
    assert [o.value for o in answer.operands] == [45320, 41200]


def test_a_stated_total_is_cited_rather_than_added_up(service: Service) -> None:
    answer = service.answer("113年四條航線的載客人次合計多少？").answer
    assert answer is not None
    assert (answer.kind, answer.text, answer.value) == ("table", "97,670", 97670)


def test_keywords_that_name_one_cell_are_answered(service: Service) -> None:
    reply = service.answer("南澳線 票款收入 112年")
    assert reply.is_question
    assert reply.answer is not None
    assert reply.answer.value == 2560000


@pytest.mark.parametrize("keywords", ["南澳線 保險", "南澳線 票款收入 法條", "白鷺號 承攬廠商"])
def test_keywords_that_name_no_cell_are_no_question(service: Service, keywords: str) -> None:
    reply = service.answer(keywords)
    assert not reply.is_question
    assert reply.answer is None


def test_the_explanation_shows_formula_and_operands(service: Service) -> None:
    shown = service.explain("海鷗號的修繕經費是燕鷗號的幾倍？")
    assert "formula: 1,250,000 ÷ 960,000 = 1.3 倍" in shown
    assert "operand: 海鷗號" in shown
