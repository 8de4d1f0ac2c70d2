"""Persons, recognised by their form: by a title beside the name (局長：沈柏舟, 沈柏舟局長), by the
sign that hides a part of the name (沈○舟, 沈某), or by the dot of a foreign name.

Names of another form are found by `judian.zh.entities.tagger`, where that is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.entities.categories import words
from judian.zh.entities.names import NamedEntity
from judian.zh.text.fold import DATA, fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES = (
    "檢察總長|主任檢察官|檢察長|檢察官|檢察事務官|法官|庭長|審計長|審計官|局長|署長|部長|院長|處長|司長|廳長|關長|主任委員|主任秘書|主委|"
    "主任|主席|副總統|總統|大使|公使|領事|代表|警官|隊長|大隊長|分局長|所長|教授|學者|博士|醫師|建築師|技師|工程師|會計師|"
    "會長|理事長|執行長|秘書長|秘書|縣長|市長|鄉長|鎮長|區長|里長|村長|委員|次長|政務次長|常務次長|組長|科長|股長|課長|專員|科員|"
    "發言人|董事長|董事|監察人|總經理|經理|負責人|代表人|召集人|主持人|承辦人|聯絡人|聯絡官|申請人|講者|講座|顧問|專家|校長|園長|"
    "船長|站長|廠長|館長|典獄長|總監|總司令|司令|參事|督察|督學|特使|首相|總理|議長|議員|立委|律師|記者|作者|作家|導演|先生|女士|小姐"
)
_SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊江呂何蕭羅高潘簡朱鍾游彭詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋"
    "鄧杜侯曹薛傅丁溫紀蔣歐藍連唐馬董石卓程姚康馮古姜湯汪白田涂鄒巫尤鐘龔嚴韓黎阮袁童陸金錢邵"
)


def _transliterating() -> str:
    """The characters of foreign names, of a data file."""
    lines = (DATA / "transliteration.txt").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


_DOUBLE_SURNAMES = "歐陽|司馬|諸葛|上官|張簡|范姜"
#: Longest given name, and the text after a title that is cut into words, in characters.
_GIVEN, _AHEAD = 2, 8
_HIDDEN = compiled(
    f"(?:[{_SURNAMES}]|{_DOUBLE_SURNAMES})(?:副|代理)?(?:{_TITLES})?"
    "(?:[○〇◯Ｏ][一-鿿○〇◯]|(?<![a-z])oo(?![a-z])|某(?:[一-鿿甲乙丙](?=[等,、。與及和]))?)"
)
# The dot of a foreign name folds to several characters.
_DOT = "[.．·‧・]"
_FOREIGN_PART = f"[{_transliterating()}]"
_FOREIGN = compiled(f"{_FOREIGN_PART}{{1,6}}(?:{_DOT}{_FOREIGN_PART}{{1,10}}){{1,3}}")
_BEFORE_TITLE = compiled(f"(?P<name>[{_SURNAMES}][一-鿿]{{2}})(?:副|代理)?(?:{_TITLES})")
_TITLE_END = compiled(f"(?:{_TITLES})$")
_TITLE_START = compiled(f"(?:副|代理)?(?:{_TITLES})")
#: Between a title and the name of its bearer; blanks are squeezed out.
_AFTER_TITLE = compiled(f"(?:{_TITLES})(?:\\((?:兼|代理)[^()]*\\))?[:：為是由]?")
_SURNAME = compiled(f"{_DOUBLE_SURNAMES}|[{_SURNAMES}]")
#: Single characters after a name that belong to the sentence: 局長王明【於】會中.
_AFTER_NAME = frozenset(
    fold("於在及與和或等率表指說主出強為是向對將也即並請就所之的令曾已擬召任因從則經又因自由")
)


def persons(folded: str) -> list[NamedEntity]:
    """The persons in a folded text, left to right; overlapping ones, the longest first."""
    found = {m.span() for pattern in (_HIDDEN, _FOREIGN) for m in pattern.finditer(folded)}
    found |= {m.span("name") for m in _BEFORE_TITLE.finditer(folded) if _can_be_name(m["name"])}
    hidden = {start for start, _ in found}
    found |= {span for span in _after_titles(folded) if span[0] not in hidden}
    return [NamedEntity(s, e, "person") for s, e in sorted(found, key=lambda n: (n[0], -n[1]))]


def _after_titles(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names right after a title."""
    for found in _AFTER_TITLE.finditer(folded):
        start = found.end()
        surname = _SURNAME.match(folded, start)
        if surname is None:
            continue
        given = _given_name(folded[surname.end() : start + _AHEAD], folded[start : start + _AHEAD])
        if given:
            yield start, surname.end() + given


def _given_name(after: str, whole: str) -> int:
    """The length of the given name at the start of `after`; `whole` begins with the surname. 0 if
    the surname begins a word (局長【高度】重視) or no name follows it."""
    tokens = words(whole)
    surname = len(whole) - len(after)
    if not tokens or tokens[0][1] != 0:
        return 0
    if tokens[0][2] > surname and not _can_be_name(tokens[0][0]):
        return 0
    borders = {end for _, _, end in tokens}
    for length in range(min(_GIVEN, len(after)), 0, -1):
        name = [w for w, start, end in tokens if surname <= start and end <= surname + length]
        is_whole = surname + length in borders and tokens[0][2] in (surname, surname + length)
        is_han = all("一" <= char <= "鿿" for char in after[:length])
        is_sentence = after[length - 1] in _AFTER_NAME or any(
            len(word) > 1 and is_verb(word) for word in name
        )
        if is_whole and is_han and not is_sentence:
            return length
    return 0


def _can_be_name(name: str) -> bool:
    """True for a word that can be a person's name: 林志遠, but not 高雄, 方案 or 林岸與."""
    if name[-1] in _AFTER_NAME:
        return False
    tag = part_of_speech(name)
    return tag == "" or tag.startswith("nr")


def ends_in_title(folded: str) -> bool:
    """True if the text ends in a title: …檢察官, …局長."""
    return _TITLE_END.search(folded) is not None


def begins_with_title(folded: str) -> bool:
    """True if the text begins with a title: 檢察官指揮…."""
    return _TITLE_START.match(folded) is not None
