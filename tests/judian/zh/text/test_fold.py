"""The fold keeps length, is stable, and makes spellings of one word meet."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold, read_table

MEETING = [
    ("width", "ＡＢＣ１２３％，（）", "abc123%,()"),
    ("ideographic space", "甲　乙", "甲 乙"),
    ("small and vertical forms", "甲﹐乙︰丙﹕丁", "甲,乙:丙:丁"),
    ("case", "UNODC Ketamine", "unodc ketamine"),
    ("Roman numerals keep one character", "第Ⅳ章", "第ⅳ章"),
    ("accents", "Prüm Convention, São Tomé", "prum convention, sao tome"),
    ("臺 and 台", "臺灣颱風檯面", "台湾台风台面"),
    ("Traditional and Simplified", "遣返刑事嫌疑犯", "遣返刑事嫌疑犯"),
    ("Traditional and Simplified of many strokes", "檢警聯手緝獲", "检警联手缉获"),
    ("older forms", "裏群峯着", "里羣峰著"),
    (
        "Taiwanese doublets",
        "刧機、汙染、佔有、祕書、公佈、週邊",
        "劫机、污染、占有、秘书、公布、周边",
    ),
    (
        "shared spellings",
        "計畫、身分、瞭解、藉由、答覆、帳戶",
        "计划、身份、了解、借由、答复、账户",
    ),
    ("Japanese forms", "関税、沖縄県、国際", "關稅、沖繩縣、國際"),
    ("anonymised names", "王○明", "王〇明"),
    ("bopomofo ㄧ for 一", "第ㄧ章", "第一章"),
    ("radicals and compatibility ideographs", "⽉⾦金立", "月金金立"),
    ("radicals that browsers print for characters", "⺠國⻑⻘", "民国长青"),
    ("lookalikes of broken fonts", "帄均就業測詴，尌業頇知", "平均就業測試，就業須知"),
    ("other lookalikes", "貣訴叏得", "起訴取得"),
    ("lookalikes in a word of their own", "顢頇", "颟顸"),
    ("circled and superscript digits", "①²", "12"),
    ("middle dots and dashes", "瑪麗‧王 3–5 A‑1", "瑪麗·王 3-5 a-1"),
]


@pytest.mark.parametrize(("left", "right"), [c[1:] for c in MEETING], ids=[c[0] for c in MEETING])
def test_spellings_of_one_word_meet(left: str, right: str) -> None:
    assert fold(left) == fold(right)


# Old, Japanese, Hong Kong and popular forms, each beside the standard form of Taiwan.
FORMS = (
    "靑青 鄕鄉 郷鄉 衞衛 吿告 緖緒 尙尚 値值 戱戲 戯戲 囯國 圀國 囶國 呑吞",
    "喩喻 姸妍 飮飲 兪俞 塡填 愼慎 倂併 竝並 瓶甁 顚顛 屛屏 揷插 捏揑 厯歷",
    "厯曆 亊事 冝宜 冨富 寕寧 刄刃 凢凡 圡土 尭堯 昻昂 眀明 昬昏 曵曳 曺曹",
    "栁柳 濵濱 熈熙 煕熙 皷鼓 鼔鼓 羙美 聼聽 舖鋪 苖苗 茍苟 觧解 譛譖 讃讚",
    "賔賓 軰輩 逹達 逺遠 邉邊 鐡鐵 閠閏 隂陰 隷隸 靣面 麺麵 兌兊 枱檯 粧妝",
    "衹只 鮎鯰 齶顎 姉姊 姫姬 晄晃 穎頴 駈驅 渋澀 侭儘 谘諮 钜鉅 锺鍾 镕鎔",
    "硷鹼 帋紙 幇幫 朶朵 欵款 灋法 烱炯 畆畝 缾瓶 聨聯 舩船 荅答 荳豆 譌訛",
    "躱躲 輙輒 酧酬 鍳鑒 鎻鎖 陜陝 騐驗 凖準 仝同 迺乃 咲笑 弍二 時旹 琹琴",
    "畄留 縂總 虗虛 覔覓 鳯鳳 峩峨 臯皋 拚拼 勣績 雝雍",
)


@pytest.mark.parametrize("pair", [pair for line in FORMS for pair in line.split()])
def test_forms_of_one_character_meet(pair: str) -> None:
    assert fold(pair[0]) == fold(pair[1])


# Pairs of OpenCC's tables that are different words in Chinese texts.
WORDS_APART = [
    "予豫", "弁辨", "弁辯", "欠缺", "沪濾", "浜濱", "糸絲", "缶罐", "芸藝", "連聯",
    "幺麼", "呆待", "具俱", "像象", "坐座", "宋朱", "仿彷",
]  # fmt: skip


@pytest.mark.parametrize("pair", WORDS_APART)
def test_different_words_stay_apart(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])


#: Characters that both occur often in the names of the statutes and fold to one: writers mix them,
#: or Simplified characters do not tell them apart. Reviewed one by one.
SHARED = {
    "制製", "准準", "回迴", "復複覆", "颱臺台", "核覈", "份分", "注註", "僱雇", "系係繫", "畫劃",
    "托託", "周週", "志誌", "污汙", "煙菸", "遊游",
}  # fmt: skip
#: How often a character must occur there to count.
OFTEN = 5


def test_no_two_frequent_characters_fold_to_one_without_reason() -> None:
    counts = Counter("".join(row[1] for row in read_table("statutes.tsv")))
    frequent = [char for char, count in counts.items() if count >= OFTEN and char > "\u4e00"]
    groups = defaultdict(set)
    for char in frequent:
        groups[fold(char)].add(char)
    shared = {frozenset(group) for group in groups.values() if len(group) > 1}
    assert shared <= {frozenset(group) for group in SHARED}


@pytest.mark.parametrize("char", ["ⅳ", "㈱", "½", "…", "℃", "ﬁ"])
def test_characters_with_longer_forms_stay(char: str) -> None:
    assert fold(char) == char


@pytest.mark.parametrize(("left", "right"), [("他", "她"), ("己", "已"), ("土", "士")])
def test_different_characters_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_every_code_point_keeps_length_and_is_stable() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@given(st.text(st.characters()), st.text(st.characters()))
def test_each_character_folds_by_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
