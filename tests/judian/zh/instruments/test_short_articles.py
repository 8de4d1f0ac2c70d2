"""Articles behind the name of a statute, typed without their signs."""

from __future__ import annotations

import pytest

from judian.zh.instruments.short_articles import with_articles

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
