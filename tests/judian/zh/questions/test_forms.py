"""The answer type of a question, from its form alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.questions.forms import AnswerType, Question, read
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold


def asked(text: str) -> Question:
    return read(analyze(text).folded)


#: question, what it asks, the noun or measure word it governs
FORMS = [
    # Figures.
    ("全國有多少座水庫？", "figure", "座水庫"),
    ("水庫清淤量是多少？", "figure", ""),
    ("清淤經費花了多少錢？", "figure", "錢"),
    ("去年清出多少公噸淤泥？", "figure", "公噸淤泥"),
    ("清淤幾次？", "figure", "次"),
    ("幾個縣市參加？", "figure", "個縣市"),
    ("共有幾名潛水員？", "figure", "名潛水員"),
    ("水庫蓄水率為何？", "figure", "水率"),
    ("水位下降百分之幾？", "figure", ""),
    ("滿水位的比例占幾成？", "figure", ""),
    ("淤積量增加了幾倍？", "figure", "倍"),
    ("壩體有多高？", "figure", ""),
    ("若干件陳情尚未結案？", "figure", "件陳情尚未結"),
    ("多少的水量流失？", "figure", "水量流失"),
    ("112年水庫清淤量？", "figure", "淤量"),
    ("罹災人數為何", "figure", "災人數"),
    ("這是第幾屆會議？", "figure", "屆"),
    # Dates.
    ("水庫何時完工？", "date", "時"),
    ("水庫是什麼時候完工的？", "date", ""),
    ("水庫於哪一年完工？", "date", "年"),
    ("哪個月份降雨最多？", "date", "月份"),
    ("工程在幾月開始？", "date", ""),
    ("民國幾年開工？", "date", ""),
    ("開工日期為何？", "date", ""),
    ("管理辦法何年何月修正？", "date", ""),
    ("水庫施行日期？", "date", ""),
    ("竣工時間是？", "date", ""),
    ("哪天放水？", "date", "天"),
    # Lists.
    ("有哪些水庫完成清淤？", "list", "水庫完成清淤"),
    ("哪幾座水庫完成清淤？", "list", "座水庫完成清"),
    ("清淤方式分為哪三種？", "list", "種"),
    ("參加的有什麼單位？", "list", "單位"),
    ("三項措施分別是什麼？", "list", "項措施"),
    ("措施包括什麼？", "list", ""),
    ("兩大水庫分別為何？", "list", "大水庫"),
    # Organisations, places, persons.
    ("哪個機關負責清淤？", "organisation", "機關"),
    ("由哪一個單位執行？", "organisation", "單位"),
    ("何機關核定計畫？", "organisation", "機關"),
    ("由哪家公司承攬？", "organisation", "公司"),
    ("水庫在哪裡？", "place", ""),
    ("水庫位於哪個縣市？", "place", "縣市"),
    ("會議於何處召開？", "place", ""),
    ("在什麼地方取水？", "place", ""),
    ("哪國專家參訪？", "place", "國"),
    ("誰主持會議？", "person", ""),
    ("會議由誰主持？", "person", ""),
    ("哪位局長出席？", "person", "局長出席"),
    ("何人簽署同意書？", "person", ""),
    # Instruments and articles.
    ("依據什麼法律取水？", "instrument", "法律"),
    ("依哪部法律處罰？", "instrument", "法律"),
    ("該罰則規定於哪項條例？", "instrument", "條例"),
    ("依何規定辦理？", "instrument", "規定"),
    ("依據什麼？", "instrument", ""),
    ("清淤依據為何種公約？", "instrument", "公約"),
    ("規定於第幾條？", "article", "條"),
    ("依哪一條處罰？", "article", "條"),
    ("第幾項有規定？", "article", "項"),
    # Definitions, reasons, manners, whether, and what is none of these.
    ("什麼是水力排砂？", "definition", ""),
    ("何謂水力排砂？", "definition", ""),
    ("水力排砂是指什麼？", "definition", ""),
    ("水力排砂是什麼？", "definition", ""),
    ("水力排砂是什麼制度？", "definition", ""),
    ("排砂的工具是什麼？", "entity", ""),
    ("哪個國際組織參加？", "entity", "國際組織參加"),
    ("哪一站淤積？", "entity", "站淤積"),
    ("水力排砂的定義為何？", "definition", "定義"),
    ("法律如何定義水庫？", "definition", "定義"),
    ("為什麼水庫淤積？", "reason", ""),
    ("為什麼要簽協議？", "reason", ""),
    ("清淤隊決算實現數為何（元）？", "figure", "現數"),
    ("和鄰縣簽成的備忘錄是哪三份？", "list", "份"),
    ("淤積率為什麼上升？", "reason", ""),
    ("怎麼會淤積？", "reason", ""),
    ("水庫幾時清淤？", "date", ""),
    ("憑什麼法律開罰？", "instrument", "法律"),
    ("是哪個法條規定的？", "article", ""),
    ("清淤 數量", "figure", "數量"),
    ("水庫清淤數量", "figure", "數量"),
    ("水庫清淤完成率", "figure", "完成率"),
    ("水庫清淤 公噸", "figure", "公噸"),
    ("第九次清淤會報 主席", "person", "主席"),
    ("水庫淤積的原因是什麼？", "reason", ""),
    ("為何水庫停止供水？", "reason", ""),
    ("如何防止淤積？", "manner", ""),
    ("水庫是怎麼清淤的？", "manner", ""),
    ("水庫是否停止供水？", "whether", ""),
    ("水庫有沒有清淤？", "whether", ""),
    ("水庫滿了嗎？", "whether", ""),
    ("哪座水庫最大？", "entity", "水庫最大"),
    ("採用何種工法？", "entity", "工法"),
    ("用什麼方法清淤？", "entity", "方法清淤"),
    ("使用什麼工具？", "entity", "工具"),
    ("最大的水庫？", "entity", ""),
]


@pytest.mark.parametrize(("text", "answer_type", "noun"), FORMS)
def test_the_answer_type_of_a_question(text: str, answer_type: str, noun: str) -> None:
    found = asked(text)
    assert (str(found.answer_type), found.noun) == (answer_type, fold(noun))


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("因為國會譴責而召回駐外大使的國家", "place"),
        ("112年跟清淤隊一起巡查的鄰國單位", "organisation"),
        ("水庫的國家", "nothing"),
        ("國家", "nothing"),
    ],
)
def test_a_thing_is_asked_for_by_what_is_said_of_it(text: str, answer_type: str) -> None:
    found = asked(text)
    assert str(found.answer_type) == answer_type
    assert found.is_keywords is (answer_type != "nothing")


KEYWORDS = [
    "水庫清淤",
    "水庫 2023",
    "K他命",
    '"水庫" AND 清淤',
    "幾乎乾涸的水庫",
    "任何水庫",
    "一經查獲",
    "水力排砂第三條",
    "",
    " ",
    "!!!",
]


@pytest.mark.parametrize("text", KEYWORDS)
def test_keywords_are_no_question(text: str) -> None:
    assert asked(text).answer_type is AnswerType.NOTHING


@pytest.mark.parametrize("text", [case[0] for case in FORMS])
def test_simplified_questions_are_read_alike(text: str) -> None:
    simplified = fold(text)
    left, right = asked(text), asked(simplified)
    assert (left.answer_type, left.noun, left.count) == (right.answer_type, right.noun, right.count)


COUNTS = [
    ("清淤方式分為哪三種？", 3),
    ("哪兩個縣市參加？", 2),
    ("哪十項措施？", 10),
    ("哪12個縣市？", 12),
    ("四項措施分別是什麼？", 4),
    ("有哪些水庫？", None),
    ("哪幾座水庫？", None),
    ("哪十二個縣市？", None),  # A numeral of several characters is not read.
    ("多少座水庫？", None),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_how_many_a_list_should_have(text: str, count: int | None) -> None:
    assert asked(text).count == count


CONTENTS = [
    ("請問112年全國有多少座水庫？", "112年全国有  座水库"),
    ("哪個機關負責清淤？", "  机关负责清淤"),
    ("什麼是水力排砂？", "   水力排砂"),
    ("水庫在哪裡呢？", "水库在"),
    # What refers to the question itself stands in no passage.
    ("壩頂太低卻沒改善，那座水庫竟歸誰管？", "坝顶太低 没改善, 水库 归 管"),
    ("冷卻水庫平常占百分之多少？", "冷却水库 占"),
    ("清淤須編預算是第幾條第幾項講的？", "清淤须编预算 条"),
    ("據報告指出，清淤了幾次？", ",清淤了 次"),
    ("報告中提到的水庫有哪些？", "水库有"),
    ("三項措施分別是什麼？", "三项措施分别"),
    ("水庫清淤", "水库清淤"),
]


@pytest.mark.parametrize(("text", "content"), CONTENTS)
def test_the_words_of_asking_are_blanked(text: str, content: str) -> None:
    found = asked(text)
    assert len(found.content) == len(found.text)
    assert found.content.strip().split() == content.split()


def test_what_stands_before_and_behind_the_interrogative() -> None:
    found = asked("請問水庫由哪個機關管理？")
    assert found.before.strip() == "水库由"
    assert found.after.strip() == "机关管理"


PIECES = st.sampled_from("哪幾何誰多時候第條項由是為嗎？?12、，。 的") | st.sampled_from(
    ["多少", "哪些", "為何", "第幾", "何時", "什麼", "人數"]
)


@given(st.lists(PIECES, max_size=15).map("".join) | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    folded = analyze(text).folded
    found = read(folded)
    assert found.text == folded
    assert 0 <= found.start <= found.end <= len(folded)
    assert len(found.content) == len(folded)
    assert all(char in (" ", own) for char, own in zip(found.content, folded, strict=True))
    assert found.count is None or found.count >= 0


LONG = ["多少" * 5000, "哪" * 10_000, "？" * 10_000, "第幾" * 5000, "a" * 10_000]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:2])
def test_a_long_text_is_read_in_time(text: str) -> None:
    began = time.process_time()
    assert read(fold(text)).text == fold(text)
    assert time.process_time() - began < 1
