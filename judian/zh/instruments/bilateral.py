"""Bilateral instruments of Taiwan, recognised by their parties and subject.

臺灣與甲國漁業合作協定, 駐甲國代表處與…辦事處間…協議, 與甲國於112年簽署之引渡條約. The other party
need not be in a table: its name ends where the general words of the subject begin (刑事司法互助). A
party that is not a single state (各國, 東南亞國家) gives no instrument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.instruments.name_nouns import GENERAL, NOUN
from judian.zh.instruments.parties import COUNTRIES, COUNTRY
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

#: Words of subjects, besides the general ones.
_SUBJECT = (
    "海事|海域|海洋|海巡|能源|電力|氣候|移民|入出境|出入境|洗錢|毒品|緝毒|販運|人口|跨國|跨境|返還|所得|反恐|資恐|網路|資安|電信|詐騙"
    "|詐欺|文物|標準|智慧財產|專利|打工|度假|青年|太空|核能|消防|防災|災害|救援|搜救|醫藥|藥物|食品|動物|植物|動植物|檢疫|檢驗|認證"
    "|相互|承認|駕照|金融|監理|保險|證券|民航|空運|運輸|港口|船員|漁船|養護|走私|查緝|偵查|調查|取證|送達|判決|仲裁|婚姻|兒童|少年"
    "|平等|原住民|土地|水利|水資源|公共|數位|電子|商務|中小企業|創新|研究|訓練|外交|領事|國防|邊境|邊防|治安|公安|獄政|矯正"
)
_HERE = r"(?:我國|臺灣|中華民國)(?:\([^()]{1,6}\))?(?:政府)?"
_TOPIC = rf"(?P<topic>(?:{GENERAL}|{_SUBJECT}){{1,12}}?(?:{NOUN}))"
_STATE = r"(?P<country>[一-鿿]{2,10}?)"
_BETWEEN = r"(?:政府)?(?:間|之間)?(?:之|的)?"

#: 臺灣與甲國漁業合作協定.
_NAMED = compiled(rf"{_HERE}[與和及]{_STATE}{_BETWEEN}{_TOPIC}")
#: 帛琉與臺灣漁業合作協定: named from the other side. The party must be in the table, since nothing
#: else shows where its name begins.
_NAMED_BY_THEM = compiled(rf"(?P<country>{COUNTRY})(?:政府)?[與和及]{_HERE}{_BETWEEN}{_TOPIC}")
_DATE = r"(?:(?:於|在)?(?:民國|西元)?[0-9]{2,4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)"
_DONE = "(?:所)?(?:簽署|簽訂|簽定|締結|訂定)"
#: 與帛琉於112年簽署之漁業合作協定: an instrument, since it was signed.
_DESCRIBED = compiled(
    rf"(?:(?<=我國)|(?<![國盟美日韓]))[與和同](?P<country>{COUNTRY}|[一-鿿]{{2,10}}?)(?:政府)?"
    rf"(?:{_DATE}?{_DONE}(?:之|的)|{_DATE}{_DONE}(?:了|完成)?)"
    rf"(?P<topic>[一-鿿]{{2,16}}?(?:{NOUN}))"
)
#: 與帛琉之漁業合作協定, without a signing: the party must be a state of the table.
_OF = compiled(
    rf"(?:(?<=我國)|(?<![國盟美日韓]))[與和同](?P<country>{COUNTRY}|[一-鿿]{{2,6}}(?:群島|共和國|王國|聯邦))(?:政府)?"
    rf"(?:之|的)(?P<topic>[一-鿿]{{2,16}}?(?:{NOUN}))"
)
#: 帛琉與我國簽署之引渡條約.
_WITH_US = compiled(
    rf"(?P<country>{COUNTRY})(?:政府)?[與和同](?:我國|臺灣|中華民國)(?:政府)?"
    rf"(?:{_DATE}?{_DONE}(?:之|的)|{_DATE}{_DONE}(?:了|完成)?)"
    rf"(?P<topic>[一-鿿]{{2,16}}?(?:{NOUN}))"
)
_OFFICE = "(?:代表處|辦事處|代表團|協會)"
_OFFICES = compiled(
    rf"(?P<name>(?:駐[一-鿿]{{2,14}}?{_OFFICE}|臺北經濟文化(?:代表處|辦事處|代表團))(?:\([^()]{{1,6}}\))?[與和及][一-鿿]{{4,24}}?{_OFFICE}(?:\([^()]{{1,6}}\))?"
    r"(?:間|之間)?(?:之|的)?(?:關於|有關)?(?P<subject>[一-鿿、]{2,30}?)"
    rf"(?:{NOUN}))"
)
#: Code points before a description in which a word says that nothing was signed.
_UNSIGNED_REACH = 8
_UNSIGNED = compiled("(?:未|擬|欲|將|規劃|洽|盼|爭取|推動|研議|尚無|並無)[一-鿿]{0,4}$")
#: Words of dealing, of number and general ones: not a single state.
_NOT_STATE = compiled(
    "[簽訂洽談等於在將已未擬尚曾再續並就為以對由從向之的有無各諸多兩雙三其該此他外鄰數幾]|國家|友邦|邦交|締約|對方|地區|世界|全球"
    "|國際|國內|請求|政府|機關|單位|理念|相近|大陸|陸方|中共|歐盟|歐洲|亞洲|非洲|美洲|東協|南亞|與|和|及|合作|互助|司法|進行|我國|臺灣|中華民國|本國|國人"
)
_STATE_ENDS = compiled("(?:人民|民主)?(?:共和國|王國|聯邦|大公國|政府)$")
_DEALING = compiled("簽署|簽訂|簽定|洽簽|締結|換文|批准|談判|召開|會晤|協商")


def state(folded: str) -> str | None:
    """The name under which a folded party is compared; None if it is not a single state."""
    if folded in COUNTRIES:
        return COUNTRIES[folded]
    bare = _STATE_ENDS.sub("", folded)
    if bare in COUNTRIES:
        return COUNTRIES[bare]
    return bare if len(bare) >= 2 and not _NOT_STATE.search(bare) else None


def split(folded_name: str) -> tuple[str, str] | None:
    """(state, subject with kind) of the folded name of a bilateral instrument, or None."""
    match = _NAMED.fullmatch(folded_name) or _NAMED_BY_THEM.fullmatch(folded_name)
    party = state(match["country"]) if match else None
    return (party, match["topic"]) if match and party else None


def named(folded: str) -> Iterator[re.Match[str]]:
    """Yield matches of names like 臺灣與甲國漁業合作協定, with the groups country and topic."""
    for pattern in (_NAMED, _NAMED_BY_THEM):
        for match in pattern.finditer(folded):
            if state(match["country"]):
                yield match


def offices(folded: str) -> Iterator[re.Match[str]]:
    """Yield matches of names by the two offices that signed the instrument, with the group name."""
    for match in _OFFICES.finditer(folded):
        if not _DEALING.search(match["name"]):
            yield match


def described(folded: str) -> Iterator[re.Match[str]]:
    """Yield matches of descriptions by party, signing and subject; groups: country and topic.

    與帛琉於112年簽署之漁業合作協定.
    """
    for pattern in (_DESCRIBED, _OF, _WITH_US):
        for match in pattern.finditer(folded):
            before = folded[max(0, match.start() - _UNSIGNED_REACH) : match.start()]
            if state(match["country"]) and not _UNSIGNED.search(before):
                yield match
