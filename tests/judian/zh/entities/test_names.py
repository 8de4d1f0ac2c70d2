"""Names of organisations, places and persons are found by their form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.entities.names import organisations, places
from judian.zh.entities.persons import ends_in_title, persons
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold


def spelled(found: object, text: str) -> list[str]:
    return [text[n.start : n.end] for n in found if not n.generic]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中央主管機關為司法行政部國際司。", ["司法行政部國際司"]),
        ("經濟部能源管理司於同年7月裁處業者250萬元。", ["經濟部能源管理司"]),
        ("本案委託財團法人晨光關懷協會辦理。", ["財團法人晨光關懷協會"]),
        ("款項匯入卡國第一海洋銀行帳戶。", ["卡國第一海洋銀行"]),
        ("檢察官判處有期徒刑。", []),
        ("順弘報關行負責人到案。", ["順弘報關行"]),
        ("該拖車屬承包商宏遠土木公司所有。", ["宏遠土木公司"]),
        ("甲國國土安全調查署駐香港辦公室提供情資。", ["甲國國土安全調查署駐香港辦公室"]),
        ("資料由法務部國際及兩岸法律司提供。", ["法務部國際及兩岸法律司"]),
        ("移請臺灣高等檢察署及法務部調查局偵辦。", ["臺灣高等檢察署", "法務部調查局"]),
        ("由荷屬三角洲研究院主辦。", ["荷屬三角洲研究院"]),
        ("接獲荷蘭海關提供之情資。", ["荷蘭海關"]),
    ],
)
def test_organisations_begin_and_end_where_their_names_do(text: str, names: list[str]) -> None:
    folded = analyze(text).folded
    expected = [fold(n) for n in names]
    found = spelled(organisations(folded), folded)
    assert [n for n in expected if n not in found] == []
    if not names:
        assert found == []


def test_a_class_of_organisations_is_generic() -> None:
    folded = analyze("石崗監獄之合作醫院為仁濟綜合醫院。").folded
    generic = {folded[n.start : n.end]: n.generic for n in organisations(folded)}
    assert generic[fold("合作醫院")]
    assert not generic[fold("仁濟綜合醫院")]
    folded = analyze("由各地水上警察機關及港務局辦理。").folded
    assert all(n.generic for n in organisations(folded) if n.end == folded.index(fold("及")))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("主席：陳副部長○瑋", ["陳副部長○瑋"]),
        ("由交通局副局長蔡○諺率團。", ["蔡○諺"]),
        ("演講人為前顧問安娜．貝克。", ["安娜．貝克"]),
        # A title is no part of the name, on either side of it.
        ("由林志遠組長主持。", ["林志遠"]),
        ("審計長　沈柏舟", ["沈柏舟"]),
        ("局長：沈明", ["沈明"]),
        ("所聘郭柏江博士之費用", ["郭柏江"]),
        ("海防部長沈柏舟、外交部長林岸與次長高星野共同主持。", ["沈柏舟", "林岸", "高星野"]),
        # What follows a title is not always a name.
        ("局長高度重視，委員會江口會議，局長陳建議改善", []),
        ("局長沈明於會中、組長林岸指出", ["沈明", "林岸"]),
        ("負責人王OO與被害人林某等三人", ["王OO", "林某"]),
        # A foreign name ends where its characters do.
        ("西德尼·斯科夫在他的文章", ["西德尼·斯科夫"]),
        ("是作曲家漢斯·艾斯勒正是", ["漢斯·艾斯勒"]),
        ("高雄市長、方案經理及洪水專家", []),
    ],
)
def test_persons_are_known_by_title_circle_or_dot(text: str, names: list[str]) -> None:
    folded = analyze(text).folded
    assert spelled(persons(folded), folded) == [fold(n) for n in names]


@pytest.mark.parametrize(
    ("text", "name"), [("經高雄港轉口。", "高雄港"), ("現由東岬史前博物館典藏。", "東岬史前博物館")]
)
def test_places_are_known_by_their_last_word(text: str, name: str) -> None:
    folded = analyze(text).folded
    assert fold(name) in spelled(places(folded), folded)


def test_an_office_ends_in_a_title() -> None:
    assert ends_in_title(fold("高雄地檢署檢察官"))
    assert not ends_in_title(fold("高雄地檢署"))


@given(st.text(alphabet="甲乙局署司長○．公司由經在的，。0a ", max_size=60))
def test_names_lie_inside_the_text(text: str) -> None:
    folded = analyze(text).folded
    for name in (*organisations(folded), *places(folded), *persons(folded)):
        assert 0 <= name.start < name.end <= len(folded)
