"""Sentences of answers, refusals and follow-up questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS: Mapping[str, Mapping[str, str]] = {
    # what stands beside an answer
    "answer.agreeing": both("另有 {n} 處相同", "{n} other passage agrees|{n} other passages agree"),
    "answer.beside": both("前後段落", "Passages before and after"),
    "answer.elsewhere": both("其他文件所載", "In other documents"),
    "answer.same_document": both("同一文件所載", "In the same document"),
    "condition.met": both("相符", "met"),
    "answer.grounds": both("採用理由", "Why this answer"),
    "answer.caution": both("留意", "Note"),
    "answer.not_taken": both("未採用理由", "Why not"),
    "answer.source": both("取得方式", "Found by"),
    "answer.differ": both("依文件而異", "It depends on the document"),
    "answer.differ.period": both("依期間而異", "It depends on the period"),
    "answer.differ.unknown": both("期間不明", "period not stated"),
    "answer.unsure": both("查得內容（{n}），均未能確定", "What was found ({n}), none of it sure"),
    "found_by.rules": both("句中字詞比對", "words of the sentence"),
    "found_by.table": both("表格欄列", "row and column of a table"),
    "found_by.tagger": both("人名機關名辨識", "recognition of names"),
    "found_by.reader": both("閱讀模型", "the reading model"),
    "found_by.own_model": both(
        "自備模型指出，文字已與原文核對",
        "your own model, checked against the source",
    ),
    "own_model.pointed": both(
        "已詢問自備模型（{host}），其指出的內容與其他結果一併比較",
        "your own model ({host}) was asked; what it pointed at was compared with the rest",
    ),
    "own_model.not_said": both(
        "已詢問自備模型（{host}），其表示段落中沒有答案",
        "your own model ({host}) was asked; it says that the passages do not have the answer",
    ),
    "own_model.unverified": both(
        "已詢問自備模型（{host}），其指出的文字不在原文中，未採用",
        "your own model ({host}) was asked; its words do not stand in the source and were dropped",
    ),
    "own_model.failed": both(
        "自備模型（{host}）沒有可用的回覆",
        "your own model ({host}) gave no reply that can be used",
    ),
    "found_by.computed": both("由表格數值計算", "computed from a table"),
    "answer.read": both("並經閱讀模型比對", "checked by the reading model"),
    "answer.unread": both("未使用閱讀模型", "without the reading model"),
    # grounds for an answer, and against others
    "ground.in_sentence": both("同一句提及{words}", "its sentence has {words}"),
    "ground.in_headers": both("欄列標題有{words}", "its row and column have {words}"),
    "ground.read_same.bare": both("閱讀模型標示同一處", "the reading model marks the same"),
    "ground.read_other.bare": both("閱讀模型標示於另一處", "the reading model marks another place"),
    "ground.same_period": both("期間相符{words}", "same period {words}"),
    "ground.same_unit": both("單位相符{words}", "same unit {words}"),
    "ground.other_period": both("期間為{words}", "its period is {words}"),
    "ground.other_period.bare": both("期間不同", "of another period"),
    "ground.other_span.bare": both("期間長短不同", "of a longer or shorter period"),
    "ground.other_span": both("期間長短與{words}不同", "its period is not {words}"),
    "ground.no_period.bare": both("未載明期間", "its period is not stated"),
    "ground.other_thing": both("所述並非{words}", "not about {words}"),
    "ground.other_thing.bare": both("所述為其他對象", "about something else"),
    "ground.other_party": both("行為雙方不同（所問{words}）", "who acts on whom differs ({words})"),
    "ground.other_party.bare": both("行為的一方不同", "another party acts"),
    "ground.denied": both("句中否定{words}", "{words} is denied there"),
    "ground.denied.bare": both("句中為否定", "it is denied there"),
    "ground.planned": both("{words}僅為預計", "{words} is only planned"),
    "ground.planned.bare": both("僅為預計，並非實際", "planned, not actual"),
    "ground.other_label.bare": both("編號或類別不同", "another number or class"),
    "ground.other_instrument.bare": both("所述為其他協定或法規", "of another instrument"),
    "ground.other_event": both("所述並非{words}", "not about {words}"),
    "ground.other_event.bare": both("所述為其他事件", "about another event"),
    "ground.missing": both("前後文未提及{words}", "{words} is not mentioned near it"),
    "ground.missing.bare": both("前後文未提及所問對象", "what is asked about is not near it"),
    "ground.total.bare": both("為各期間合計", "a total of all periods"),
    "ground.joint.bare": both("為數者合計", "a number of several together"),
    "ground.bound.bare": both("僅為期限之一端", "only the end of a period"),
    "ground.other_unit": both("單位為{words}", "its unit is {words}"),
    "ground.other_unit.bare": both("單位不同", "another unit"),
    "ground.other_type.bare": both("並非所問的類型", "not of the kind asked for"),
    "ground.part.bare": both("僅為其中一部分", "only a part"),
    "ground.change.bare": both("為增減的數量", "the amount of a change"),
    "ground.rest.bare": both("為其餘的數量", "only the rest"),
    "ground.limit.bare": both("為上限或下限", "a limit"),
    "ground.average.bare": both("為平均數", "an average"),
    "ground.former.bare": both("為變更前的數字", "a figure that was changed"),
    # follow-up questions
    "followup.read": both("接續前一問，檢索", "A follow-up; searched for"),
    "followup.after": both("前一問：", "After:"),
    "followup.replaced": both("改", "instead of"),
    "followup.added": both("加上", "added"),
    "followup.separator": both("；", "; "),
    "followup.off": both("不接續，僅檢索輸入的文字", "Search only what was typed"),
    "followup.ask": both("接續提問", "Ask a follow-up"),
    "followup.example": both("例如：那112年呢？", "e.g. 那112年呢？"),
    "followup.button": both("提問", "Ask"),
}
