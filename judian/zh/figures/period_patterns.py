"""The patterns of `judian.zh.figures.period_scope`, over folded text."""

from __future__ import annotations

import re

from judian.zh.text.patterns import Lookbehind, compiled

#: The scope of a compared date ends at the change, or with the clause.
CHANGE = compiled(
    r"[,。;\n）]|增|減|縮|延|擴|退步|進步|跌|漲|升|降|倍|成長|下降|上升|衰退|提高|提升|降低|下跌|上漲|多(?!數)|少(?!數)|高(?![雄中等])|低"
)
ACTS = (
    "簽署|簽訂|簽定|公布|發布|訂定|修正|成立|制定|通過|核定|出版"
    "|頒布|設立|施行|發表|提出|研訂|函頒|訂頒|開辦|創立|締結|開幕|啟用|落成|開業|完工|通車|上市"
)
TO_NOW = re.compile("[迄至]今")
#: 與我國於1981年建交: the date of a single event, not of the figures before it.
ONCE = compiled(r"\s?[^,。;、0-9]{0,6}?(?:建交|斷交|復交|成立|創立|獨立|出生|開國|落成)")
#: 占全年41%, 達成全年預算數: 全年 is a measure here, not a date.
OF_YEAR = compiled("全年度?")
SHARE_OF = Lookbehind(r"(?:占|佔|為)\s?$", reach=4)
GOAL_OF = Lookbehind(r"(?:達成?|較|相當於?|完成)\s?$", reach=4)
GOAL_ENDS = compiled(r"[之的,，。;、）)]")
ACT = compiled(rf"\s?[^,。;、0-9「]{{0,8}}?(?:{ACTS})(?:之|的)")
FROM = Lookbehind(r"[由自從]\s?$", reach=2)
OF = compiled(r"\s?(?:之|的)")
#: 2004年6月19日生效: the date of an act does not govern the next sentences.
DATED = compiled(
    r"\s?[^,。;、0-9「]{0,10}?(?:簽署|簽訂|締結|生效|公布|施行|發布|通過|換文|批准|修正|建交|斷交|復交|成立|創立)"
)
BACKGROUND = compiled(r"\s?[^,。;]{0,30}?(?:之|的)?(?:情境|情況|前提|背景|基礎)[之]?下")
#: A title with a year: 2014年「…公約」, 1930年第29號「…公約」.
TITLE = compiled(
    r"\s?(?:第\s?[0-9一二三四五六七八九十]{1,4}\s?號)?(?:「[^」]{0,60}|<[^>]{0,60})"
    r"(?:公約|條約|協定|協議|議定書|法|條例|宣言|備忘錄|決議|規約|規則|準則|憲章|指令|規章|辦法|要點)(?:」|>)"
    r"|\s?[^\s,。;:、0-9「]{1,12}(?:公約|條約|議定書|宣言|規約|憲章|施行法)"
)
PUBLISHED = compiled(
    r"\s?[^,。;、0-9]{0,6}?(?:發布|公布|出版|發表|提出)?(?:之|的)?(?:「[^」]{0,80}」|<[^>]{0,80}>)"
    r"[^,。;0-9]{0,8}?(?:\([^()]{0,80}\))?(?:報告|統計|調查|白皮書|資料|載述|指出|顯示|載明|略以)"
)
#: 為近5年最低: the period says how rare the number is.
RECORD = compiled(
    r"\s?(?:同期)?(?:以?來)?(?:之|的)?(?:[各單](?:年度?|季|月|週|日))?(?:之|的)?(?:最[高低多少大小佳]|新[高低]|次[高低]|首[見次度])"
)
AT = Lookbehind(r"[於在]\s?$", reach=2)
PLANNED = compiled("預計|預定|將於|應於|擬於|目標|期於|規劃|另|惟|又|嗣")
#: 預定於114年底, 展延至115年: the date of a plan, and the new date of one.
PLANNED_BEFORE = Lookbehind(
    r"(?:預計|預定|擬|將|應|須|訂|規劃|可望|原訂|原定)(?:自|於|在|至)?\s?$",
    reach=5,
)
MOVED_TO = Lookbehind(r"(?:展延|延長|延後|延遲|延宕|順延|提前|延)(?:至|到)?\s?$", reach=5)
#: 延至10月僅到貨5部: the figure is true by then.
AT_LAST = compiled(r"\s?(?:底|止)?[，,]?(?:僅|始|才|方(?!案)|仍|已)")
SAID = compiled(r"[^,。;0-9]{0,24}?(?:指出|表示|略以|載述|報導|函復|函請|函示)")
