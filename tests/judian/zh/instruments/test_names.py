"""Names that no table knows, short names, and articles cited by reference."""

from __future__ import annotations

import pytest

from judian.zh.instruments import extract


def names(text: str) -> list[str]:
    """The preferred names of what is mentioned, each once, in order."""
    return list(dict.fromkeys(mention.name for mention in extract(text)))


def cited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.name, mention.articles) for mention in extract(text)]


PARTIES = [
    # other names than a table can know
    ("依臺灣與諾瓦維亞刑事司法互助協定第3條辦理", ["臺灣與諾瓦維亞刑事司法互助協定"]),
    ("我國與諾瓦維亞共和國簽署之引渡條約第2條", ["我國與諾瓦維亞共和國引渡條約"]),
    ("與瑞士於109年簽署移交受刑人協定", ["我國與瑞士移交受刑人協定"]),
    ("帛琉與我國簽署之刑事司法互助協定", ["我國與帛琉刑事司法互助協定"]),
    (
        "駐越南臺北經濟文化辦事處與駐臺北越南經濟文化辦事處關於漁船查驗協定第2條",
        ["駐越南臺北經濟文化辦事處與駐臺北越南經濟文化辦事處關於漁船查驗協定"],
    ),
    # what is no instrument yet, or none in particular
    ("我國與諾瓦維亞洽簽刑事司法互助協定", []),
    ("我國與各國刑事司法互助協定、我國與他國間之司法互助協定", []),
    ("我國與東南亞國家簽署刑事司法互助協定", []),
    ("尚未與泰國簽署刑事司法互助協定", []),
    ("我國與泰國簽署刑事司法互助協定之可能", []),
    ("駐斯洛伐克臺北代表處與斯洛伐克經濟文化辦事處於110年簽署合作協議", []),
]


@pytest.mark.parametrize(("text", "want"), PARTIES, ids=lambda v: str(v)[:30])
def test_bilateral_instruments_with_parties_of_no_table(text: str, want: list[str]) -> None:
    assert names(text) == want


JOINED = [
    "臺灣與諾瓦維亞關務互助協定（下稱臺諾關務協定），依臺諾關務協定第7條第2項",
    "「臺灣與諾瓦維亞關務互助協定」（105年簽署，下稱「臺諾協定」）第7條第2項",
    "甲乙關務互助協定（下稱本協定）第七條第二項",
    "臺灣與諾瓦維亞關務互助協定已生效，臺諾關務互助協定第7條第2項",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_short_name_and_the_articles_behind_it_join_the_long_name(text: str) -> None:
    found = extract(text)
    assert len({mention.instrument for mention in found}) == 1
    assert len(found) >= 2
    assert [a for mention in found for a in mention.articles] == ["7.2"]


def test_a_short_name_is_no_long_name_of_another_state() -> None:
    text = "臺灣與諾瓦維亞關務互助協定及臺灣與諾斯蘭關務互助協定生效，臺諾關務互助協定亦同"
    assert len({mention.instrument for mention in extract(text)}) == 3


def test_a_year_distinguishes_one_convention_from_a_category() -> None:
    text = "1980年海牙國際子女拐帶公約第13條；2007年通過之公約；2010年國際公約"
    assert cited(text) == [("海牙國際子女拐帶公約", ("13",))]


def test_a_treaty_may_be_named_without_its_place() -> None:
    (full, short) = extract("1965年海牙送達公約有84國；第8條係參考送達公約第5條而定")
    assert full.instrument == short.instrument
    assert short.articles == ("5",)


REFERENCES = [
    ("修正人口販運防制法修正草案第二條、第29條之1", [("2", "29-1")]),
    (
        "刑法第5條第1項第2款前段；同條第3項；民法第184條，同條第1項第2款",
        [("5.1.2", "5.3"), ("184", "184.1.2")],
    ),
    ("民法§184、§195I", [("184", "195.1")]),
    ("UNTOC Article 18, paragraph 3", [("18.3",)]),
    (
        "UNTOC. Articles 46 to 48 of the United Nations Convention against Corruption",
        [(), ("46", "47", "48")],
    ),
    ("依司法院釋字第748號解釋施行法第2條", [("2",)]),
    ("某契約第3條，同條第2項；刑法第5條", [("5",)]),
]


@pytest.mark.parametrize(("text", "articles"), REFERENCES, ids=lambda v: str(v)[:30])
def test_articles_cited_by_reference(text: str, articles: list[tuple[str, ...]]) -> None:
    assert [mention.articles for mention in extract(text)] == articles


def test_a_kind_of_agreement_in_brackets_is_no_name() -> None:
    (only,) = extract("依「臺灣印尼漁業合作瞭解備忘錄」（MOU）第2條")
    assert only.articles == ("2",)


def test_a_name_in_brackets_distinguishes_one_convention_from_a_category() -> None:
    text = "貨櫃標示公約（International Convention on the Marking of Containers，下稱ICMC）第6條"
    assert names(text) == ["貨櫃標示公約"]
    assert names("洽簽司法互助協定（Mutual Legal Assistance Agreement）") == []


def test_a_statute_cited_by_article_needs_no_joining_word_before_it() -> None:
    assert cited("審酌關稅法第17條") == [("關稅法", ("17",))]
    assert names("國民法第3條、人民法第3條") == []


def test_a_range_to_an_inserted_article_holds_the_one_before_it() -> None:
    assert cited("貪污治罪條例第四條至第六條之一") == [("貪污治罪條例", ("4", "5", "6", "6-1"))]


def test_a_treaty_may_be_named_by_its_first_word() -> None:
    text = "環洋共同體引渡公約（Convention on Extradition of the Community）有34國；環洋公約第7條"
    *_, short = extract(text)
    assert (short.name, short.articles) == ("環洋共同體引渡公約", ("7",))


BRACKETED = [
    "兒童及少年福利與權益保障法（下稱兒少法）第49條",
    "兒童及少年福利與權益保障法（以下稱「兒少法」）第四十九條",
    "兒童及少年福利與權益保障法（109年修正，下稱兒少法）第49條",
]


@pytest.mark.parametrize("text", BRACKETED)
def test_an_article_behind_the_bracket_of_a_short_name_is_the_statutes(text: str) -> None:
    assert [a for mention in extract(text) for a in mention.articles] == ["49"]
