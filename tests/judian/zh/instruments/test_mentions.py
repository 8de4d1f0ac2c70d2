"""Mentions of instruments in reports of many fields: one entry each, and no other words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.instruments import Mention, extract, introduced, official_page, preferred, resolve
from judian.zh.instruments.registry import canonical, key
from judian.zh.text.fold import read_table
from tests.project import ROOT

SEEDS = ROOT / "seeds"


def names(text: str) -> list[str]:
    """The preferred names of what is mentioned, each once, in order."""
    return list(dict.fromkeys(mention.name for mention in extract(text)))


def cited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.name, mention.articles) for mention in extract(text)]


# Instruments of each source text, by reading it.
IN_SEEDS = {
    "000": {"海峽兩岸共同打擊犯罪及司法互助協議"},
    "001": {"海峽兩岸共同打擊犯罪及司法互助協議"},
    "002": {"海峽兩岸海關合作協議"},
    "003": {
        "我國與帛琉刑事司法互助協定",
        "臺菲刑事司法互助協定",
        "臺越民事司法互助協定",
        "臺越合作預防及打擊犯罪協定",
        "駐德國台北代表處與德國在台協會刑事司法互助協議",
        "中華民國（臺灣）政府與吐瓦魯國政府刑事司法互助條約",
        "中華民國（臺灣）政府與聖露西亞政府刑事司法互助條約",
    },
    "004": {
        "聯合國打擊跨國有組織犯罪公約",
        "Prüm公約",
        "歐洲刑事司法互助公約",
        "東南歐警察合作公約",
        "歐盟憲法條約",
        "國際刑事法院羅馬規約",
    },
}


@pytest.mark.parametrize("number", IN_SEEDS)
def test_the_instruments_of_the_source_texts(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    assert set(names(path.read_text("utf-8"))) == IN_SEEDS[number]


# Own sentences of other fields; each with all of its instruments in order.
NAMED = [
    # labour
    ("依勞動基準法第24條及勞工保險條例辦理", ["勞動基準法", "勞工保險條例"]),
    ("國際勞工組織第29號公約及2014年議定書", ["強迫勞動公約"]),
    ("雇主違反勞基法者，依同法第七十九條裁罰", ["勞動基準法"]),
    ("參照《漁業工作公約》（C188）修正船員法", ["漁業工作公約", "船員法"]),
    # environment
    ("為落實巴黎協定，環境部依氣候變遷因應法訂定階段目標", ["巴黎協定", "氣候變遷因應法"]),
    ("我國雖非水俣公約締約國，仍自主管理汞", ["水俣公約"]),
    ("符合CITES附錄二之物種", ["瀕臨絕種野生動植物國際貿易公約"]),
    ("斯德哥爾摩公約與巴塞爾公約之列管物質", ["斯德哥爾摩公約", "巴塞爾公約"]),
    # health
    ("依傳染病防治法及國際衛生條例通報", ["傳染病防治法", "國際衛生條例"]),
    ("世界衛生組織菸草控制框架公約第8條", ["菸草控制框架公約"]),
    # trade and investment
    ("我國申請加入CPTPP，並盤點與RCEP之差異", ["跨太平洋夥伴全面進步協定", "區域全面經濟夥伴協定"]),
    ("依WTO政府採購協定開放招標", ["政府採購協定"]),
    (
        "臺紐經濟合作協定生效後，出口成長",
        ["紐西蘭與臺灣、澎湖、金門及馬祖個別關稅領域經濟合作協定"],
    ),
    ("簽署「臺加投資促進及保障協議」", ["臺加投資促進及保障協議"]),
    # aviation and sea
    ("民航局依國際民用航空公約第13號附約調查", ["國際民用航空公約"]),
    ("依聯合國海洋法公約第一百零一條，海盜行為係指", ["聯合國海洋法公約"]),
    ("船舶應符合MARPOL及SOLAS之規定", ["防止船舶污染國際公約", "國際海上人命安全公約"]),
    # human rights
    ("消除對婦女一切形式歧視公約（CEDAW）第四次國家報告", ["消除對婦女一切形式歧視公約"]),
    ("兩公約", ["公民與政治權利國際公約", "經濟社會文化權利國際公約"]),
    ("兩公約施行法", ["公民與政治權利國際公約及經濟社會文化權利國際公約施行法"]),
    # foreign law
    ("英國現代奴役法與德國供應鏈法", ["英國現代奴役法", "德國供應鏈法"]),
    ("歐盟一般資料保護規則（GDPR）第45條", ["歐盟一般資料保護規則"]),
    ("依美國憲法及日本個人資料保護法", ["美國憲法", "日本個人資料保護法"]),
    # by form
    ("臺灣與巴拉圭經濟合作協定第3條", ["臺灣與巴拉圭經濟合作協定"]),
    ("租稅協定中，其中臺德避免雙重課稅協定已生效", ["臺德避免雙重課稅協定"]),
    ("世界貿易組織《原產地規則協定》", ["原產地規則協定"]),
    ("性工法施行細則第5條", ["性別平等工作法施行細則"]),
    ("加入東南亞警察合作公約", ["東南亞警察合作公約"]),
    ("與索倫群島簽署之漁業協定", ["我國與索倫群島漁業協定"]),
    ("中華民國與貝里斯政府間經濟合作協定", ["中華民國與貝里斯政府間經濟合作協定"]),
    ("Lugano公約之適用", ["Lugano公約"]),
    ("依某某山區發展條例第3條", ["某某山區發展條例"]),
    ("照某某市有財產處理規則第八條辦理", ["某某市有財產處理規則"]),
    ("爰比照某某市有財產處理規則第八條", ["某某市有財產處理規則"]),
    ("經參酌某某市有財產處理規則第八條", ["某某市有財產處理規則"]),
    ("依某某縣護照影本收取規則第2條", ["某某縣護照影本收取規則"]),
    ("規定過時，諸如辦法第1條未配合修正", []),
    ("例如辦法第1條", []),
    # spelling
    ("联合国反腐败公约", ["聯合國反貪腐公約"]),
    ("聯合國反貪腐\n公　約", ["聯合國反貪腐公約"]),
    ("《聯合國打跨國有組織犯罪公約》", ["聯合國打擊跨國有組織犯罪公約"]),
]


@pytest.mark.parametrize(("text", "want"), NAMED, ids=[text[:16] for text, _ in NAMED])
def test_named_instruments(text: str, want: list[str]) -> None:
    assert names(text) == want


NO_EVENTS = [
    "洽簽司法互助協定、協議或備忘錄",
    "推動「司法互助協定」之洽簽",
    "簽署偵查合作、引渡等方面的新雙邊及多邊協定",
    "國際條約或協議可分為多邊及雙邊兩種類型",
    "與未簽署國家基於互惠原則進行司法互助條約之洽談",
    "雙方達成和解協議，並簽訂保密協議書",
    "於「毒品防制會報」中提出",
    "發布「世界毒品報告」及「年度法規彙編」",
    "經與泰國協議後遣返",
    "採用TCP協定連線",
    "該協議未獲批准",
    "依本辦法第3條及前條規定",
    "國民法官制度與人民法院",
    "屬公司法人及醫療法人",
    "此一方法、做法及看法",
    "違反法令規定之辦法",
    "北大西洋公約組織秘書長",
    "電腦網路通訊協定",
    "與東南亞國家簽訂之司法互助協定",
    "尚未與泰國簽訂之司法互助協定",
    "超國家刑法的例子",
    "美國執法機關與日本警方依法處理",
    "泰國政府無法提供",
    "位於美國賓夕法尼亞州與德國邦中法蘭克福",
    "大陸式握法與中國末年變法派",
    "我國與泰國尚無司法互助協定",
    "野生動物保護法令",
    "he cites the treaty",
    "",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_what_is_no_instrument(text: str) -> None:
    assert extract(text) == ()


ARTICLES = [
    ("民法第一百八十四條第一項前段", [("民法", ("184.1",))]),
    ("刑法339條之4", [("中華民國刑法", ("339-4",))]),
    ("民法§184", [("民法", ("184",))]),
    ("刑法第10條、第12條及民法第1條", [("中華民國刑法", ("10", "12")), ("民法", ("1",))]),
    ("「聯合國反貪腐公約」，其中第五條第二款", [("聯合國反貪腐公約", ("5.2",))]),
    ("違反勞基法者，以工時（第32條第2項）最多", [("勞動基準法", ("32.2",))]),
    ("依公司法辦理；本條例第3條另有規定", [("公司法", ())]),
    ("水俣公約於106年生效。依第3條，各國應減量", [("水俣公約", ("3",))]),
    ("公司法於107年修正。依第3條，各國應減量", [("公司法", ())]),
    ("Article 6 of the Paris Agreement", [("巴黎協定", ("6",))]),
    ("遠洋漁業條例（以下簡稱本條例）第六條第二項", [("遠洋漁業條例", ("6.2",))]),
]


@pytest.mark.parametrize(("text", "want"), ARTICLES)
def test_articles_belong_to_their_instrument(
    text: str, want: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = [one for one in cited(text) if one[1]] or cited(text)[:1]
    assert found == want


INTRODUCED = [
    (
        "「甲乙跨縣市水源調度協議」（下稱調度協議）。依調度協議第二條",
        ["甲乙跨縣市水源調度協議"],
    ),
    ("遠洋漁業條例（以下簡稱本條例）公布。違反本條例第13條", ["遠洋漁業條例"]),
    (
        "「預防海上非法捕撈協定」（Agreement on Illegal Fishing，下稱捕撈協定）。捕撈協定規定",
        ["預防海上非法捕撈協定"],
    ),
    (
        "兒童權利公約及身心障礙者權利公約（以下合稱二公約）。依二公約",
        ["兒童權利公約", "身心障礙者權利公約"],
    ),
    ("依駐甲國代表處與乙方協會間水產品貿易協議（下稱水產協議）。水產協議第3條", None),
]


@pytest.mark.parametrize(("text", "want"), INTRODUCED, ids=[text[:12] for text, _ in INTRODUCED])
def test_short_names_lead_to_what_introduced_them(text: str, want: list[str] | None) -> None:
    first, second = text.split("。")
    document = introduced(text)
    ids = {mention.instrument for mention in extract(second, document)}
    assert ids
    if want is not None:
        assert [m.name for m in extract(second, document)] == want
        assert ids <= {mention.instrument for mention in extract(first, document)}
    assert not ids & {mention.instrument for mention in extract(second)}


POINTING = [
    ("依京都議定書，該議定書之減量", ["京都議定書", "京都議定書"]),
    ("違反公司法，並依同法第9條", ["公司法", "公司法"]),
    ("京都議定書與名古屋議定書均已生效。該議定書", ["京都議定書", "名古屋議定書"]),
    (
        "京都議定書已屆滿。名古屋議定書生效，該議定書",
        ["京都議定書", "名古屋議定書", "名古屋議定書"],
    ),
    ("依公司法，該公約之適用", ["公司法"]),
    ("京都議定書。日本公約、共同協議與合同法", ["京都議定書"]),
]


@pytest.mark.parametrize(("text", "want"), POINTING)
def test_references_are_resolved_only_if_they_have_one_meaning(text: str, want: list[str]) -> None:
    assert [mention.name for mention in extract(text)] == want


def test_a_document_with_one_agreement_may_call_it_this_agreement() -> None:
    document = introduced("簽署「海峽兩岸空運協議」。")
    assert [m.name for m in extract("依本協議機制", document)] == ["海峽兩岸空運協議"]
    two = introduced("簽署「海峽兩岸空運協議」及「海峽兩岸海運協議」。")
    assert extract("依本協議機制", two) == ()


BILATERAL = [
    "臺菲刑事司法互助協定",
    "台菲刑事司法互助協定",
    "我國與菲律賓刑事司法互助協定",
    "中華民國與菲律賓刑事司法互助協定",
    "中華民國（臺灣）政府與菲律賓政府間刑事司法互助協定",
    "駐菲律賓臺北經濟文化辦事處與馬尼拉經濟文化辦事處間刑事司法互助協定",
]


def test_a_bilateral_instrument_has_one_id_under_all_its_names() -> None:
    assert {canonical(name) for name in BILATERAL} == {canonical(BILATERAL[0])}
    (described,) = extract("與菲律賓於101年簽署之刑事司法互助協定")
    (formal,) = extract(f"「{BILATERAL[4]}」")
    assert described.instrument == formal.instrument
    assert described.text == "與菲律賓於101年簽署之刑事司法互助協定"


def test_names_in_other_languages_share_the_entry_of_the_chinese_one() -> None:
    quoted = extract("「甲乙河流域管理公約」（Convention on the Jia River. Zagreb, 1999）")
    assert [m.text for m in quoted] == ["甲乙河流域管理公約", "Convention on the Jia River"]
    assert len({m.instrument for m in quoted}) == 1


def test_statutes_bear_the_code_of_the_official_database() -> None:
    (mention,) = extract("依毒品條例第4條")
    assert (mention.instrument, mention.kind) == ("C0000008", "statute")
    assert mention.name == "毒品危害防制條例"


def test_statutes_of_the_roc_have_an_official_page() -> None:
    page = "https://law.moj.gov.tw/LawClass/"
    assert official_page("C0000008") == page + "LawAll.aspx?pcode=C0000008"
    assert official_page("B0000001", "184.1") == page + "LawSingle.aspx?pcode=B0000001&flno=184"
    (foreign,) = extract("依日本民法")
    assert official_page(foreign.instrument, "1") is None


def test_the_formal_name_is_preferred() -> None:
    assert preferred([BILATERAL[2], BILATERAL[4], BILATERAL[0]]) == BILATERAL[4]


def test_every_known_name_resolves_and_is_found() -> None:
    rows = read_table("instruments.tsv")
    listed = [name for row in rows for name in (row[0], *(row[2].split("|") if row[2:] else ()))]
    assert [name for name in listed if resolve(name) is None] == []
    lost = [n for n in listed if n not in {m.text for m in extract(f"依「{n}」辦理")}]
    assert lost == []


def test_no_name_of_the_table_is_given_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for row in read_table("instruments.tsv"):
        names = (row[0], *(row[2].split("|") if row[2:] else ()))
        twice += [name for name in names if seen.setdefault(key(name), row[0]) != row[0]]
    assert twice == ["兩公約", "兩人權公約", "國際人權兩公約"]  # which mean two instruments


def test_mentions_point_into_the_text_and_come_back_from_json() -> None:
    text = "據「聯合國 反貪腐\n公約」（UNCAC）及刑 法 第10條"
    for mention in extract(text):
        assert text[mention.start : mention.end] == mention.text
        data = {"articles": list(mention.articles)} | {
            name: getattr(mention, name)
            for name in ("text", "start", "end", "instrument", "name", "kind")
        }
        assert Mention.from_json(data) == mention


PIECES = [
    *"「」（）《》§1。，\n\u3000、及與之本該同法",
    *("協定", "條約", "公約", "議定書", "備忘錄", "條例", "第3條", "下稱", "簡稱", "簽署", "臺菲"),
    *("美國", "聯合國", "巴黎", "中華民國", "Prüm", "UN", "Convention", "刑法", "民法", "辦法"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_gives_ordered_mentions_of_its_own_words(parts: list[str]) -> None:
    text = "".join(parts)
    found = extract(text)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(m.text and text[m.start : m.end] == m.text for m in found)


HOSTILE = [
    "臺灣與",
    "駐美國臺北代表處與",
    "臺灣與甲國保護保護保護司法互助",
    "同條第2項",
    "（",
    "「",
    "協定",
    "該公約",
    "第1條、",
    "與",
    "中華民國與",
    "法",
    "A",
    "臺美",
    "§1",
    "(下稱",
    "聯合國公約",
    "\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        extract(text)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(60_000) < 12 * max(seconds(12_000), 0.02)
