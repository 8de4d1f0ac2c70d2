"""The measure of a figure: the noun phrase beside it, in the words of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from judian.zh.figures import respective
from judian.zh.figures.clauses import LEADING, MOST_STEPS, clause_start, squeezed
from judian.zh.numbers.signs import DECREASES, UNCERTAIN
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled
from judian.zh.text.segment import part_of_speech, segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.zh.numbers.quantities import Quantity

#: Joining words behind a phrase, each without the words that only end like it.
_TRAILING = compiled(
    rf"(?:[\s、,(\[*+{DECREASES}{UNCERTAIN}-]|共計|合計|總計|累計|累積|計有|計達|計|共有|總共|共|高達|多達|達到|達|現有|約為|約占"
    r"|(?<![條公協契預合簽節特大])約|有|已|僅有?|只有?|(?<![最附鄰])近|為|是|係|占|佔|增加|減少|增至|增為|減至|降至|降為|升至"
    r"|上升|下降|成長|提高|降低|提升|上漲|下跌|衰退|短少|擴增|調降|調升|調高|調整|縮短|延長|減列|增列|新增|增|減|至|到|自|由|雖|之|的|等|分別|依序|各為|各有|各"
    r"|均|皆|尚|仍|即|則|應|不得|將|需|須|推估|估計|預估|折合|以上|以下|者?以|了|多|再|(?<![回恢修答收康平])復|惟|造成|導致|致"
    r"|介?於|在|平均|較)+$"
)
#: Words of decrease before a number: the value has no sign, so that its measure says the direction.
_LESSENED = Lookbehind(
    r"(?P<word>減少|減列|下降|降低|下跌|衰退|短少|調降|縮短|(?<![增加])減)了?\s{0,2}\Z",
    reach=6,
)
_TOTAL = compiled(r"合計|總計|共計|累計")
#: The sum of what was counted before it: 累計逾900萬元.
_SUM = compiled(r"(?:金額)?(?:合計|總計|共計|累計|累積)(?:金額)?")
#: 約占全體之一成: a share of what was counted before.
_SHARE_OF = compiled("約?[占佔]")
_LIMITS = frozenset({"以上", "以下"})
#: 處五萬元以下罰鍰: the penalty behind the number is its measure.
_PENALTY = compiled(
    r"(?:以[上下])?(?:之|的)?(?P<noun>罰鍰|罰金|有期徒刑|拘役|怠金|滯納金|滯報金|懲罰性賠償金?)"
)
_PENALTIES = frozenset({"amount", "duration"})
#: Phrases that need the clause before them: 每月, 平均每趟, 最高.
_LIGHT = compiled(r"^(?:平均|每|最高|最低|最多|最少|提供|其餘|金額|人數|件數|完成|執行|比率|比例)")
#: Longest such phrase, in code points; a longer one needs no clause before it.
_LIGHT_LENGTH = 5
#: Shortest phrase that is a measure, in code points.
_SHORTEST = 2
#: Shortest phrase that names what is counted with its verb (查獲私運案), in code points.
_WHOLE_PHRASE = 4
_NEXT_NUMBER = compiled(r"\s?[0-9]")
#: Longest phrase before a date that is joined to the phrase behind the date, in code points.
_LONGEST_AHEAD = MOST_STEPS // 3
#: 接種率較前一季, 由上期: a phrase ends before what it is compared with.
_AGAINST = compiled(r"(?:較|由|自|比)(?:前|上|去|同|往|原|其他|全[國縣市])[^,]*$")
_COMPARED = compiled(r"^\s*(?:較|比(?![例率重])|相較)")
_NOUN = compiled(
    r"(?!中[僅有]|[僅均尚皆]|赴|前往|來[臺華]|返|抵|到[案場庭達]|逃|落網|入境|出境|[〇零一二兩三四五六七八九十百千萬億餘]{1,9}[件人名案次個項家]|成長|衰退|下降|上升|下跌|上漲|遞[增減]|[縮延]|[增減])(?P<noun>[^\s\x00-\x40\x5b-\x60\x7b-\x7f，。、；：？！（）「」《》〈〉…—～予於在被遭將已並且而由自至為"
    r"是有以向從均係須應得可能未不各其再及與和或之的最]{2,16})"
)
_VERBS = compiled(
    r"參與|進行|辦理|接受|完成|提供|查獲|破獲|緝獲|簽[訂署]|施用|通過|申請|提出|獲得|發生|使用|設置|設立|成立|涉及|占|佔|達|計|共|等"
    r"|分布|位[於在]|擔任|執行|實施|通報|送達|死亡|受傷|採|經|遭|受|需|符合|違反|夾帶|參加|出席|核定|核准|增加|減少|送醫|納入|調[降升高整]|較"
)
_ENDS_WITH_VERB = re.compile(f"(?:{_VERBS.pattern})$")
#: Behind a number without a phrase before it: 3人死亡, 20萬人被迫…
_PREDICATE = compiled(
    r"\s?[後內前間]?(?![為係是者之的以及和與或至到最等較計共增減升降縮]|成長|下降|上升|延長)(?P<noun>[^\s,。、;:!?()0-9%]{2,20})"
)
_QUOTED = compiled(r"\s?(?P<noun>「[^」]{1,40}」)")
_QUOTED_LIST = compiled(r"「[^」]*」(?:[、,及和與]?\s?「[^」]*」)+$")
_SENTENCE = compiled(r"[。!?\n]")
_JOINT = compiled(r"[、,;。及和與]|以及")
_ITEM_NUMBER = re.compile("^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})$")
_SHARES = frozenset({"%", "‰", "百分點"})
_ORDINAL = frozenset({"rank", "ordinal"})


def measures_of(
    text: str,
    folded: str,
    found: Sequence[Quantity],
    dates: Sequence[tuple[int, int]],
    same: Mapping[int, int],
) -> list[str | None]:
    """The measure of each quantity.

    It is the noun behind the measure word, else the phrase before the number, else the measure of
    the last quantity of the same unit in the sentence. `dates` are the spans of the dates of the
    text; `same` maps the members of a list of years to its first one, whose measure they share.
    """
    phrases: list[str | None] = []
    names = respective.names_of(text, folded, found, same, dates)
    finder = _PhraseFinder(text, folded, dates)
    last: dict[str | None, str] = {}  # in this sentence, by unit; "" is any unit
    low = 0
    for at, quantity in enumerate(found):
        is_member = at in same
        phrase = phrases[same[at]] if is_member else names.get(at) or finder.of(quantity, low)
        if at and _SENTENCE.search(folded, low, quantity.start):
            last.clear()
        if phrase and quantity.kind == "rate" and last and _SHARE_OF.match(fold(phrase)):
            phrase = last[""] + phrase
        elif phrase and _SUM.fullmatch(fold(phrase)) and quantity.unit in last:
            phrase = last[quantity.unit]
        if phrase is None:
            # 占四成 is of what was counted last, a second number of 件 of what the first was
            phrase = last.get("" if quantity.unit in _SHARES else quantity.unit) or last.get("")
        if quantity.kind == "change" and quantity.value > 0 and not is_member:
            phrase = _lessened(text, folded, quantity, phrase)
        phrases.append(phrase)
        if phrase:
            last[quantity.unit] = last[""] = phrase
        low = quantity.end
    return phrases


def _lessened(text: str, folded: str, quantity: Quantity, phrase: str | None) -> str | None:
    """`phrase` with the word of decrease before a quantity, in place of the one it ends in."""
    less = _LESSENED.before(folded, quantity.start)
    if less is None:
        return phrase
    phrase = phrase or ""
    earlier = _LESSENED.before(fold(phrase), len(phrase))
    base = phrase[: earlier.start()] if earlier else phrase
    return base + text[less.start("word") : less.end("word")]


def is_legal_limit(folded: str, quantity: Quantity) -> bool:
    """True for a limit that a law sets (三年以下有期徒刑); it belongs to no period."""
    limited = fold(quantity.modifier or "") in _LIMITS or (
        quantity.high is not None and folded[quantity.unit_end : quantity.end] in _LIMITS
    )
    return limited and _PENALTY.match(folded, quantity.unit_end) is not None


def path(column: Sequence[str], row: Sequence[str]) -> str:
    """The headers of a cell, without item numbers, joined by ` › `."""
    parts = (squeezed(h) for h in (*column, *row))
    return " › ".join(p for p in parts if p and not _ITEM_NUMBER.match(p))


class _PhraseFinder:
    """Finds the noun phrases beside the quantities of one text.

    `dates` are the spans of its dates, which are left out of phrases.
    """

    def __init__(self, text: str, folded: str, dates: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.folded = folded
        self.dates = dates
        self.date_ends = [end for _, end in dates]

    def of(self, quantity: Quantity, low: int) -> str | None:
        """The phrase of a quantity itself, searched from `low`, the end of the quantity before."""
        if quantity.noun:
            return quantity.noun
        is_penalty = quantity.kind in _PENALTIES
        phrase = self._behind(_PENALTY, quantity.unit_end) if is_penalty else None
        if phrase:
            return phrase
        if quantity.kind in _ORDINAL:
            phrase = self._behind(_QUOTED, quantity.end)
        if (
            phrase is None
            and (quantity.counts_noun or quantity.kind in _ORDINAL)
            and not self._names_next(quantity, low)
        ):
            phrase = self._behind(_NOUN, quantity.end)
        return self._beside(quantity, low) if phrase is None else phrase

    def _names_next(self, quantity: Quantity, low: int) -> bool:
        """True if the noun behind a quantity is that of the next number, and a whole phrase names
        this one: 查獲私運案6件罰鍰9萬元."""
        noun = _NOUN.match(self.folded, quantity.end)
        if noun is None or not _NEXT_NUMBER.match(self.folded, noun.end("noun")):
            return False
        phrase, _ = self._clause(low, quantity.start)
        if phrase is None:
            return False
        if len(phrase) < _WHOLE_PHRASE:
            return part_of_speech(segment(phrase)[-1]).startswith("n")  # 舊制15件新制25件
        return _ENDS_WITH_VERB.search(fold(phrase)) is None

    def _beside(self, quantity: Quantity, low: int) -> str | None:
        """The phrase before a quantity, else the predicate behind it.

        A phrase that says too little by itself (每月) is joined to the clause before it.
        """
        folded, start = self.folded, quantity.start
        if low:
            # what follows the last figure up to the first conjunction is its own (3人死亡、5人受傷)
            joint = _JOINT.search(folded, low, start)
            low = joint.end() if joint else low
        phrase, begin = self._clause(low, start)
        is_light = phrase is not None and len(phrase) <= _LIGHT_LENGTH and _LIGHT.match(phrase)
        if phrase is None:
            phrase = self._behind(_PREDICATE, quantity.end)
        if (phrase is None or is_light) and begin > low and folded[begin - 1] in ",:":
            earlier, _ = self._clause(low, begin - 1)
            return (earlier or "") + (phrase or "") or None
        return phrase

    def _clause(self, low: int, start: int) -> tuple[str | None, int]:
        """(phrase, start of its clause) of the clause that ends at `start`."""
        folded, ends = self.folded, self.date_ends
        begin = clause_start(folded, low, start)
        at = bisect_right(ends, start) - 1
        if at < 0 or ends[at] <= begin:
            phrase = self._phrase(begin, start)
        else:
            phrase = self._phrase(ends[at], start)
            first = max(begin, ends[at - 1] if at else 0)
            date = self.dates[at][0]
            ahead = self._phrase(first, date) if date > first else None
            if phrase is None:
                phrase = ahead
            elif ahead is not None and len(ahead) <= _LONGEST_AHEAD:
                phrase = ahead + phrase
        if phrase is None and begin > low and folded[begin - 1] == "(":
            # a number in brackets is of what they follow
            phrase = self._phrase(clause_start(folded, low, begin - 1), begin - 1)
        return phrase, begin

    def _phrase(self, begin: int, start: int) -> str | None:
        """The text of `[begin, start)` without joining words; None if nothing else is there."""
        folded = self.folded
        stop = _trimmed(folded, begin, start)
        led = LEADING.match(folded[begin:stop])
        first = begin + (led.end() if led else 0)
        against = _AGAINST.search(folded, first, stop)
        if against and against.start() > first:
            stop = against.start()
        if first < stop and not _COMPARED.match(folded[first:stop]):
            phrase = squeezed(self.text[first:stop])
            is_phrase = len(phrase) >= _SHORTEST and not _ITEM_NUMBER.match(phrase)
            return phrase if is_phrase else None
        total = _TOTAL.search(folded, begin, start)
        return self.text[total.start() : total.end()] if total else None

    def _behind(self, pattern: re.Pattern[str], end: int) -> str | None:
        """The noun that `pattern` matches at `end`, behind a quantity, up to a verb."""
        match = pattern.match(self.folded, end)
        if match is None:
            return None
        begin, stop = match.span("noun")
        if pattern is _NOUN:
            verb = _VERBS.search(self.folded, begin, stop + 1)
            stop = min(verb.start(), stop) if verb else stop
        return squeezed(self.text[begin:stop]) if stop - begin >= _SHORTEST else None


def _trimmed(folded: str, begin: int, start: int) -> int:
    """The end of the phrase of `[begin, start)` without joining words and listed names."""
    phrase = folded[begin:start]
    ended = _TRAILING.search(phrase)
    phrase = phrase[: ended.start()] if ended else phrase
    listed = _QUOTED_LIST.search(phrase)
    if listed:
        ended = _TRAILING.search(phrase[: listed.start()])
        rest = phrase[: ended.start()] if ended else phrase[: listed.start()]
        phrase = rest or phrase
    return begin + len(phrase)
