"""The nouns at the end of treaty names, and the general words that many names consist of."""

from __future__ import annotations

from judian.zh.text.fold import fold

#: Folded last word of a name → kind.
NOUNS = {
    fold(noun): kind
    for noun, kind in (
        ("協議書", "agreement"),
        ("協定書", "agreement"),
        ("協議", "agreement"),
        ("協定", "agreement"),
        ("協約", "agreement"),
        ("條約", "treaty"),
        ("公約", "convention"),
        ("議定書", "protocol"),
        ("備忘錄", "memorandum"),
        ("規約", "treaty"),
        ("憲章", "treaty"),
        ("宣言", "declaration"),
    )
}
#: A pattern for any of them, folded.
NOUN = "|".join(sorted(NOUNS, key=len, reverse=True))

#: General words of subjects. A name that consists of nothing else is a category.
GENERAL = (
    "刑事|民事|商事|司法|互助|引渡|合作|雙邊|多邊|區域|國際|自由|貿易|投資|保障|保護|促進|租稅|稅務|保密|和解"
    "|調解|離婚|團體|共同|打擊|犯罪|相關|有關|雙方|三方|兩國|兩會|政府|機關|經濟|經貿|夥伴|關係|協助|漁業|航空"
    "|航權|服務|授權|補充|瞭解|諒解|架構|框架|綱要|正式|書面|臨時|個別|前述|上述|各項|各種|各類|多項|數項|首項|新"
    "|舊|既有|現行|其他|任何|所有|重要|國家|友好|姊妹市|締盟|移交|受刑人|被判刑人|免簽證|簽證|文化|教育|科技|學術"
    "|技術|交流|農業|環境|環保|衛生|醫療|觀光|旅遊|海關|關務|警政|警務|執法|情資|資訊|交換|避免|雙重|課稅|社會"
    "|安全|勞動|勞工|人權|停火|和平|軍事|防禦|開發|援助|贊助|捐贈|租賃|買賣|採購|委託|合約|契約|框|性|及|與|和|暨"
    "|或|之|的|、|類|等|式"
)
