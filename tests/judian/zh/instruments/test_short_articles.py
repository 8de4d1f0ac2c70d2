"""Articles behind the name of a statute, typed without their signs."""

from __future__ import annotations

import pytest

from judian.zh.instruments.short_articles import full_name, with_articles
from judian.zh.text.fold import fold

COMPLETED = [
    ("預算法72", "預算法第72條"),
    ("預算法 72", "預算法第72條"),
    ("民訴277", "民訴法第277條"),
    ("民184", "民法第184條"),
    ("刑277、民184", "刑法第277條、民法第184條"),
    ("民184Ⅰ後段", "民法§184Ⅰ後段"),
    ("民184前段", "民法第184條前段"),
    ("預算法72Ⅰ②", "預算法§72Ⅰ②"),
    ("預算法72 Ⅰ ②", "預算法§72Ⅰ ②"),
    ("公司法 202 I", "公司法§202I"),
    ("採購法 101", "政府採購法第101條"),
    ("依採購法101", "依採購法101"),
    ("採購法第101條第1項第4款", "政府採購法第101條第1項第4款"),
    ("採購法第一百零一條", "政府採購法第一百零一條"),
    ("採購法§101Ⅰ④", "政府採購法§101Ⅰ④"),
    ("採購法 第101條之1", "政府採購法 第101條之1"),
    ("政府採購法第101條", "政府採購法第101條"),
    ("民法第3條", "民法第3條"),
    ("公司法 101 股東", "公司法第101條 股東"),
    ("刑法339-4", "刑法第339條之4"),
    ("預算法七十二條", "預算法第七十二條"),
    ("預算法七十二", "預算法第七十二條"),
    ("公司法14、審計法69", "公司法第14條、審計法第69條"),
    ("政府採購法101", "政府採購法第101條"),
]


@pytest.mark.parametrize(("text", "want"), COMPLETED)
def test_an_article_is_completed(text: str, want: str) -> None:
    assert with_articles(text) == want


@pytest.mark.parametrize(
    "text",
    ["預算法第72條", "預算法72條", "預算法98年", "無法72", "辦法 3", "預算 98", "預算98",
     "預算法 98年度", "預算法", "A12", "72",
     "國民184", "民 184", "審69", "保護法 3", "組織法12"],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert with_articles(text) == text


@pytest.mark.parametrize(
    ("short", "full"),
    [("都更條例", "都市更新條例"), ("採購法", "政府採購法"), ("土徵條例", "土地徵收條例"),
     ("都市更新條例", None), ("勞基法", None), ("辦法", None), ("方法", None), ("無法", None),
     ("都更", None)],
)  # fmt: skip
def test_short_names_of_no_table_are_those_of_one_statute(short: str, full: str | None) -> None:
    assert full_name(fold(short)) == full
