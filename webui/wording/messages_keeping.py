"""Sentences about former editions and about keeping the collection, in both languages."""

from __future__ import annotations

from webui.wording.messages_documents import both

KEEPING = {
    "former": both("文件已更新", "Replaced edition"),
    "former.removed": both("文件已移除", "Document removed"),
    "former.lead": both(
        "您開啟的是《{title}》的舊版本，該版本已於{day}由新版本取代。以下內容出自現行版本，並非舊版原文。",
        "You opened a former edition of {title}. It was replaced on {day}. What stands below is "
        "from the present edition; it is not the former text.",
    ),
    "former.again": both("其後另有更新：{days}。", "It was replaced again since then: {days}."),
    "former.removed.lead": both(
        "《{title}》已於{day}自館藏移除，沒有可供查閱的新版本。",
        "{title} was taken out of the collection on {day}. There is no later edition for you.",
    ),
    "former.present": both("現行版本", "Present edition"),
    "fate.same": both("相同段落", "The same passage"),
    "fate.same.about": both(
        "現行版本中的這一段與舊版文字完全相同。",
        "The text of this passage is the same in the present edition, character for character.",
    ),
    "fate.changed": both("最接近的段落", "The nearest passage"),
    "fate.changed.about": both(
        "這一段的文字已有變動。標示處為現行版本新增或改寫的文字；舊版另有 {n} 個字元未見於此。",
        "The text of this passage changed. Marked words are new in the present edition; {n} "
        "character of the former text is not in it.|The text of this passage changed. Marked words "
        "are new in the present edition; {n} characters of the former text are not in it.",
    ),
    "fate.changed.unknown": both(
        "這一段的文字曾經變動，未能逐字標示差異，請與原引文對照。",
        "The text of this passage changed. The differences cannot be marked; compare it with what "
        "you quoted.",
    ),
    "fate.gone": both("段落已刪除", "The passage is gone"),
    "fate.gone.about": both(
        "現行版本中沒有與這一段相同或相近的段落。",
        "The present edition has no passage that is the same or nearly the same.",
    ),
    "former.open": both("在現行版本中開啟", "Open it in the present edition"),
    "former.citing": both(
        "依舊版所作的引註仍屬正確，惟其頁次及段次以舊版為準。如須引用現行版本，請使用下列引註。",
        "A citation of the former edition stays right for that edition, its page and paragraph "
        "numbers too. To cite the present edition, use the citation below.",
    ),
    "former.text": both(
        "本系統不保留舊版全文，僅保留各段的對應關係。",
        "The text of former editions is not kept, only what each passage became.",
    ),
}
