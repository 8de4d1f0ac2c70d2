"""Names of statutes in a text: 民法, but not the 民法 of 國民法官.

The words around a name of the tables decide whether it is one. A foreign country before it makes
it that country's statute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.instruments import abbreviations
from judian.zh.instruments.name_forms import FoundName
from judian.zh.instruments.parties import COUNTRY
from judian.zh.instruments.registry import full_statutes, identify, table
from judian.zh.text.analyze import word_edges
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.zh.instruments.model import Entry

#: Words that may precede a short name, since it may also be part of a common word.
_BEFORE_SHORT = compiled(
    "(?:^|[^一-鿿]|依|據|按|照|與|及|或|和|暨|之|的|在|於|違反|觸犯|犯|因|以|為|現行|我國|中華民國|本國|修正|適用"
    "|準用|參照|對|從|就|由|將|至|如|即|係|是|有關|關於|涉及|涉|等|年|日|除|符合|依循|增訂|制定|訂定|公布|施行|廢止"
    "|引用|援引|規範|落實|執行|牴觸|屬|非|新|舊|併|並|經|受|惟|但|故|且|而|則|向|自|到|主管|研修|研議|推動|完成|通過"
    "|審議|配合|包括|包含|含|例如|諸如|其中|另|又|再|所|原|前|該國|修|有|背|遵循|遵守|觸及|提及|述及|論及|納入|列入|增列|檢討|研擬|擬具|刪除|牽涉|抵觸|比照|參考|熟悉|審查|辦理|處理|指|獲得|修習|公布之|公告之)$"
)
#: 公司法人, 保險法規, 建築法令: the last character of the name belongs to the next word.
OTHER_WORD = compiled(
    "[院庭官學系律治界制師令務典則源醫扶警籍文語庫術式]|法[院庭官醫]|人(?!格)|規(?![定範])|案(?!件)|理(?!由)|部門"
)
CITED_NEXT = compiled(
    r"[」>\"]?(?:\([^()]{0,30}\))?(?:之|的|中|有關)?"
    r"(?:第?[0-9一二三四五六七八九十百]+(?:[之\-][0-9一二三四五六七八九十]+)?條|§)"
)
#: Code points before a name that are searched for a country or a word that may precede it.
_BEFORE_NAME = 12
_STATE = re.compile(COUNTRY)
_FOREIGN = re.compile(f"(?:{COUNTRY})(?:的|之)?$")
#: Ends of names that mean a statute only in a long name, or with an article after it.
_VAGUE_ENDS = compiled("(?:辦法|標準|準則|規則|要點|細則|通則|規程|綱要)$")
#: In code points: a full name from here on is a statute whatever its last word, and one up to here
#: needs a word before it.
_LONG, _SHORT = 8, 5
#: Longest name that statutes of all states have (憲法), in code points. It is Taiwan's statute
#: unless the sentence speaks of another state.
_EVERYWHERE = 3
#: Code points beside a name that are segmented to find the edges of words.
_WORD_REACH = 6
#: Code points of a sentence before a name that are searched for another state.
_SENTENCE_REACH = 80
#: Longest name of a statute outside of the tables, in code points.
_LONGEST_UNLISTED = 40
_SENTENCE = re.compile(r"[^。！？；!?;\n]*$")
_HERE = compiled("我國|臺灣|中華民國|本國|國人|國內")
_OTHER_STATE = compiled(f"{COUNTRY}|該國|東德|西德|蘇聯|聯邦|新憲|條憲|年憲")

_NOUN = "法|條例|辦法|規則|細則|準則|標準|規程|要點|注意事項|作業規定"
_UNLISTED = compiled(
    rf"(?:{_NOUN})(?=(?:\([^()]{{1,60}}\))?第[0-9一二三四五六七八九十百]+(?:[之\-][0-9一二三四五六七八九十]+)?條)"
)
_CUT = compiled(
    "依據|依照|依|按照|按|根據|違反|修正|適用|準用|符合|觸犯|參照|援引|執行|落實|配合|獲得?|(?<!關)係|是|為|經|就|對|將|由|在|並"
    "|諸如|譬如|例如|比照|遵照|查照|遵循|遵守|參酌|審酌|援用|引用|抵觸|牴觸|參考|(?<![護執牌拍寫光日])照|(?<![數證])據"
    "|而|且|但|其|所定|規定|以及|與|第|[條項款]及|涉及|，|、|。|；|：|[^一-鿿]"
)
#: The stem of a name before §, and the shortest one, in code points.
_BEFORE_SIGN = compiled(r"(?P<name>[一-鿿]{2,12}(?<!法)) ?§")
_SHORTEST_STEM = 2
_POINTING = compiled(
    rf"[本該同各此前號].*|(?:.*(?:本|該|同|前|此|各|前揭|上開|原|現行))?(?:施行|組織|自治|設置|管理|暫行|特別|單行|審查|作業|實施|處理"
    rf"|補助|獎勵|收費|辦|方|做|作|立|司|執|憲)?(?:{_NOUN})"
)


_FOREIGN_LAW = compiled(
    rf"(?P<state>{COUNTRY}|歐盟|歐洲聯盟)(?P<subject>[一-鿿]{{2,20}}?)(?P<noun>法典|法案|法|條例)"
)
#: 美國執法, 日本無法, 德國政府的立法 are not names.
_NOT_LAW = compiled(
    "[的之與在於是有無未已被將為等以而或並且由向對從到了所其]|[方做作看說想手辦語療用書魔司立執違合非不犯守修依設文憲]$"
    "|目前|正在|推動|和|政府|警方|警察|當局|國會|總統|簽署|通過|制定|修正|公布|規定|適用"
)


#: Subjects of laws, at the end of such a name; a law on another subject must be cited as one.
_SUBJECT = compiled(
    "(?:保護|管理|管制|防制|防治|防止|安全|基本|促進|組織|程序|訴訟|交易|競爭|奴役|供應鏈|制裁|隱私|移民|難民|選舉|稅|貪污|腐敗"
    "|貪腐|賄賂|秘密|機密|投資|貿易|環境|衛生|健康|勞動|勞工|就業|保險|銀行|證券|公司|企業|契約|商標|專利|著作權|教育"
    "|國籍|刑事|民事|行政|人權|平等|歧視|犯罪|恐怖|洗錢|洗錢防制|毒品|藥品|食品|醫療|能源|氣候|動物|兒童|少年|老人|婦女"
    "|家庭|婚姻|個人資料|資料|資訊|網路|網絡|電信|廣播|數位|服務|市場|人工智慧|晶片|科學|降低通膨|關係|國家安全|國安|國家情報"
    "|反間諜|海警|遵循|責任|問責|救濟|賠償|補償|引渡|互助|執行|稅收|關稅|海關|出口|進口|外匯|反壟斷|反托拉斯|破產|土地|建築|交通)$"
)
_SIGN = compiled(r"(?:第[0-9一二三四五六七八九十百]+[條章]|之?規定|施行|生效|明定|\([A-Za-z])")


def statute_at(
    squeezed: str, folded: str, start: int, end: int, entries: tuple[Entry, ...]
) -> FoundName | None:
    """The statute whose name is at `[start, end)`; None if the name is part of another word."""
    name = folded[start:end]
    if name.endswith("法") and OTHER_WORD.match(folded, end):
        return None
    is_full = name in full_statutes()
    is_vague = _VAGUE_ENDS.search(name) and not (is_full and len(name) >= _LONG)
    if is_vague and not CITED_NEXT.match(folded, end):
        return None
    before = folded[max(0, start - _BEFORE_NAME) : start]
    country = _FOREIGN.search(before)
    if country:
        start -= len(country[0])
        return FoundName(start, end, (identify(squeezed[start:end], "statute"),))
    if len(name) <= _EVERYWHERE and not _is_of_here(folded, start):
        return None
    if (len(name) <= _SHORT or not is_full) and not _BEFORE_SHORT.search(before):
        # 審酌關稅法第17條: cited by article, and no word runs over its beginning
        cited = is_full and len(name) > 2 and CITED_NEXT.match(folded, end)
        low = max(0, start - _WORD_REACH)
        if not cited or start - low not in word_edges(folded[low : end + 2]):
            return None
    return FoundName(start, end, entries)


def of_other_states(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield statutes of other states, named with their state (英國現代奴役法)."""
    for match in _FOREIGN_LAW.finditer(folded):
        named = not _NOT_LAW.search(match["subject"])
        start, end = match.span()
        about_law = _SUBJECT.search(match["subject"]) or _SIGN.match(folded, end)
        if named and about_law and _ends_word(folded, start, end):
            yield FoundName(start, end, (identify(squeezed[start:end], "statute"),))


def _ends_word(folded: str, start: int, end: int) -> bool:
    """True if a word ends at `end`: not at the 法 of 法國 or of 賓夕法尼亞."""
    if OTHER_WORD.match(folded, end):
        return False
    return end - start in word_edges(folded[start : end + _WORD_REACH])


def _is_of_here(folded: str, start: int) -> bool:
    """True unless the sentence before the name speaks of another state."""
    sentence = _SENTENCE.search(folded, max(0, start - _SENTENCE_REACH), start + 1)
    before = sentence[0] if sentence else ""
    return bool(_HERE.search(before)) or not _OTHER_STATE.search(before)


def unlisted(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield statutes outside of the tables that are cited by article (某某發展條例第3條)."""
    yield from _without_noun(folded)
    for match in _UNLISTED.finditer(folded):
        end = match.end()
        start = max(0, end - _LONGEST_UNLISTED)
        for cut in _CUT.finditer(folded, start, match.start()):
            start = cut.end()
        country = _STATE.search(folded, start, match.start())
        start = country.start() if country else start
        if _POINTING.fullmatch(folded, start, end):
            continue
        # A short name of the table that was not accepted as a name may end here; this one is not
        # either.
        is_doubtful = any(end - known < _SHORT for known in table().ending_at(folded, end))
        short = () if is_doubtful else abbreviations.statute_of(folded[start:end])
        if short:
            yield FoundName(start, end, short)
        elif end - start >= _SHORT - 1 and not is_doubtful:
            yield FoundName(start, end, (identify(squeezed[start:end], "statute"),))


def _without_noun(folded: str) -> Iterator[FoundName]:
    """Yield statutes without their last word before a sign: 民訴§277, 行程§7."""
    for match in _BEFORE_SIGN.finditer(folded):
        start, end = match.span("name")
        for cut in _CUT.finditer(folded, start, end):
            start = cut.end()
        name = folded[start:end] + "法"
        entries = table().names.get(name) or abbreviations.statute_of(name)
        if end - start >= _SHORTEST_STEM and entries and entries[0].kind == "statute":
            yield FoundName(start, end, entries)
