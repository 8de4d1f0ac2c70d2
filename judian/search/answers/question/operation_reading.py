"""Reading the operation of a question, by the words that ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.search.answers.question.asked_periods import asked_periods
from judian.search.answers.question.operations import (
    AskedPeriod,
    Operation,
    OperationKind,
    Span,
    Threshold,
)
from judian.zh.entities.noun_phrases import phrase_at
from judian.zh.figures.extraction import extract
from judian.zh.numbers.numerals import parse
from judian.zh.questions.forms import AnswerType, Question
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.question.units import RequestedUnit
    from judian.zh.dates.expressions import DateMention

_MORE, _LESS = "多高大重長久快遠嚴好", "少低小輕短慢近差"
_EXTREME = compiled(f"最(?P<side>[{_MORE}{_LESS}])重?")
_NTH = compiled(f"第(?P<nth>[一二三四五1-5])(?P<side>[{_MORE}{_LESS}])")
_NEXT = compiled(f"次(?P<side>[{_MORE[:3]}{_LESS[:3]}])")
_FIRST = compiled(
    f"前(?P<count>[二兩三四五六七八九十2-9]|10)(?:名|大|位|個(?![月年星工半])|項|種|家|(?P<side>[{_MORE}{_LESS}]))"
)
_LEADER = compiled("居冠|居首|冠軍|第一名|排名第一|(?P<last>墊底|敬陪末座|最後一名)")
_WHICH_OF_TWO = compiled(
    f"(?:哪一?[一-鿿]{{1,2}}?|何者|誰)(?:的[一-鿿]{{1,8}})?(?:比較|較|更)(?P<side>[{_MORE}{_LESS}])"
)
_RANK = compiled(
    f"(?:排名|排行|名次|排|名列|位居|居)?第幾(?:名|位|(?P<side>[{_MORE}{_LESS}]))?(?=[?]|$|的)"
)
_TIMES = compiled("(?:幾|多少)倍|倍數")
_SHARE = compiled(
    "(?P<pivot>[占佔](?:比|了|有)?)(?=.{0,24}(?:多少|幾|比例|比率|百分比|比重|若干|[?]|$))"
)
#: 增加最多, 減幅最大, 比112年多的是哪個: changes that are ordered or counted.
_CHANGE_ORDERED = compiled(
    "(?P<change>增加|成長|減少|衰退|下降|上升|增幅|減幅|降幅|漲幅|跌幅)(?:率|幅度|比例)?(?=(?:最|前[二兩三四五]|第[二三]))"
)
_CHANGE_LIMITED = compiled(
    "(?P<pivot>[較比](?![例率重較值賽]))(?P<base>.{0,16}?)(?:還|更|變|有)?(?<!最)(?P<change>增加|成長|減少|衰退|下降|上升|惡化|改善|多|少|高|低|大|小)(?:了)?(?=的[一-鿿]{0,8}(?:有|是|為)?[哪幾])"
)
_SHARE_NOUN = compiled("(?:所[占佔])?(?:的)?(?:比例|比重|百分比|占比|佔比)")
_CHANGE = "增加|減少|成長|衰退|上升|下降|提高|降低|增減|變動|變化|增長|減低|提升|增|減|升|降"
_GROWTH_NOUN = compiled(
    "(?P<noun>(?:年|月|季)?(?:成長|增加|增減|變動|減少|衰退|下降|增長|年增)(?:率|幅度?|比率|比例|百分比)|增幅|減幅|降幅|漲幅|跌幅)"
)
_CHANGED = compiled(
    f"(?P<pivot>[較比](?![例率重較值賽]))?(?P<base>.{{0,20}}?)(?P<change>{_CHANGE})(?:了|約)?(?=\\s*(?:多少|幾|百分之|若干|的?(?:金額|件數|人數|數量|數額|幅度|比[例率])?(?:是|為)?(?:多少|幾|百分|若干|為何)|[?]|$))"
)
_THAN = compiled(
    "(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)(?P<base>[^,。?]{1,24}?)(?P<side>多出?|少|高出?|低|大|小|長|短|重|輕)(?:了|約)?(?=\\s*(?:多少|幾|若干|百分))"
)
_APART = compiled("相差|差距|差額|落差|差異|(?<![誤偏時還尚])差(?=\\s*(?:了)?(?:多少|幾))")
_AVERAGE = compiled("平均(?:每|一)?(?:(?P<per>[件人案次戶家所校隻艘輛場座處間棟個])(?![月年]))?")
#: A rate, as the last word of what is asked about.
_RATE = compiled("率|比例|比重|百分比|占比|佔比")
_WHOLE = compiled("(?:全部|全體|整體|總體|所有|當年|總額|總數|合計|總計)的?")
_SUM = compiled(
    "合計|總計|小計|加總|總和|總數|加起來|合起來|加在一起|相加|總共|一共|共計|共有|全部|總額"
    "|共(?!同|有?犯)"
)
_OVER = "(?P<over>超過|逾|高於|大於|多於|超出|突破|達到?|至少|不低於|不少於)"
_UNDER = "(?P<under>未達到?|低於|小於|少於|不到|未滿|不足|未逾|未超過|不超過|不高於)"
_LIMIT_BEFORE = compiled(f"(?:{_UNDER}|{_OVER})(?:新臺幣|約)?$")
_LIMIT_INSIDE = compiled(f"(?:{_UNDER}|{_OVER})")
_EXACTLY = compiled("(?:已經?是?|為|等於|剛好是?|恰為)$")
_LIMIT_AFTER = compiled("^(?:\\(含\\)|含)?以(?P<side>上|下)")
_HIGHER = compiled(
    "(?P<pivot>高於|多於|大於|超過|優於|高過)|(?P<lower>低於|少於|小於|不如|不及|低過)"
)
_COMPARED = compiled(
    f"(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)(?P<base>[^,。?]{{1,24}}?)(?P<side>[{_MORE}{_LESS}]|增加|減少|上升|下降|成長)(?=了?嗎?[?]?$)"
)
_SIGNS = {"達": ">=", "至少": ">=", "不低於": ">=", "不少於": ">=", "未逾": "<=", "未超過": "<=",
          "不超過": "<=", "不高於": "<="}  # fmt: skip
_EQUAL_SIGNS = {fold(word): sign for word, sign in _SIGNS.items()}
_DECREASES = frozenset(
    map(fold, ("減少", "衰退", "下降", "降低", "減低", "減", "降", "減幅", "降幅", "跌幅"))
)
_NAMES = (
    AnswerType.ENTITY,
    AnswerType.PLACE,
    AnswerType.ORGANISATION,
    AnswerType.PERSON,
    AnswerType.INSTRUMENT,
    AnswerType.ARTICLE,  # 哪條航線
    AnswerType.LIST,
    AnswerType.DATE,
    AnswerType.FIGURE,
    AnswerType.NOTHING,
)
_NUMBERS = (AnswerType.FIGURE, AnswerType.NOTHING)
#: Words that only ask, and function words between headers: 各【縣市】的.
_ASKING = compiled("各|其中|分別|請問|以及|何者|當中|之中")


def read_operation(
    form: Question, dates: Sequence[DateMention], unit: RequestedUnit, noun: str, squeezed: str
) -> Operation:
    """The operation of a question with the times in it. `noun` names the type of its answer,
    `squeezed` is its text as typed."""
    periods = asked_periods(form.content, dates)
    reading = _Reading(form, unit, squeezed, periods, _class_noun(form, noun))
    for reader in _READERS:
        found = reader(reading)
        if found is not None:
            return found
    return reading.operation(OperationKind.VALUE)


def _class_noun(form: Question, noun: str) -> str:
    """The noun of the things that are counted or chosen from: 有幾個【縣市】, 減少的【機關】有幾個,
    各【分署】."""
    counted = (
        form.answer_type is AnswerType.FIGURE and fold("幾") in form.text[form.start : form.end]
    )
    if noun and form.answer_type not in _NUMBERS:
        return noun
    if counted and form.text[form.end : form.end + 1] in _MEASURES:
        start, end = phrase_at(form.text, form.end + 1)
        if end > start:
            return form.text[start:end]
    for pattern in (_COUNTED_NOUN, _EACH, _NUMBER_OF):
        found = pattern.search(form.text)
        if found is not None:
            start, end = phrase_at(form.text, found.start("noun"))
            return form.text[start : min(end, found.end("noun"))]
    return noun


_MEASURES = fold("個項座類種家所處位間")
_COUNTED_NOUN = compiled("的(?P<noun>[一-鿿]{1,8}?)(?:一共|總共|共)?(?:有|是|為)[哪幾]")
_EACH = compiled("各(?P<noun>[一-鿿]{1,8})")
_NUMBER_OF = compiled(
    "[二兩三四五六七八九十2-9](?:個|座|家|處|條|艘|所|種|項)(?P<noun>[一-鿿]{2,8})"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question while its operation is looked for."""

    form: Question
    unit: RequestedUnit
    squeezed: str
    periods: tuple[AskedPeriod, ...]
    class_noun: str

    @property
    def text(self) -> str:
        """The folded text."""
        return self.form.text

    def operation(self, kind: OperationKind, *spans: Span, **fields: Any) -> Operation:
        """The operation of this kind with the other `fields`; `spans` are blank in its content."""
        chars = list(self.form.content)
        noun_end = self.form.end + len(self.unit.unit or "")
        pivot: Span | tuple[()] = fields.get("pivot", ())
        asked = [(self.form.start, noun_end), *(p.span for p in self.periods), *spans]
        asked += [pivot] if pivot else []
        asked += [found.span() for found in _ASKING.finditer(self.text)]
        for start, end in asked:
            chars[start:end] = " " * (min(end, len(chars)) - start)
        content = "".join(chars)
        return Operation(
            kind,
            of_rate=_RATE.search(content) is not None,
            class_noun=self.class_noun,
            periods=self.periods,
            content=content,
            **fields,
        )


def _is_more(side: str) -> bool:
    return fold(side[0]) not in fold(_LESS)


def _compare(reading: _Reading) -> Operation | None:
    """A是否高於B, A比B多嗎."""
    if reading.form.answer_type is not AnswerType.WHETHER:
        return None
    limited = _threshold(reading)
    if limited is not None:
        threshold, spans = limited
        return reading.operation(OperationKind.COMPARE, *spans, threshold=threshold)
    found = _HIGHER.search(reading.text)
    if found is not None:
        more = found["pivot"] is not None
        return reading.operation(OperationKind.COMPARE, pivot=found.span(), descending=more)
    found = _COMPARED.search(reading.text)
    if found is None:
        return None
    more = _is_more(found["side"]) and found["side"] not in _DECREASES
    return reading.operation(
        OperationKind.COMPARE, found.span("side"), pivot=found.span("pivot"), descending=more
    )


def _rank(reading: _Reading) -> Operation | None:
    """丙港排名第幾, 丙港是第幾高."""
    found = _RANK.search(reading.text)
    if found is None:
        return None
    side = found["side"]
    return reading.operation(
        OperationKind.RANK, found.span(), descending=side is None or _is_more(side)
    )


def _limited(reading: _Reading) -> Operation | None:
    """有幾個港超過500件, 哪些港超過500件."""
    kinds = {AnswerType.FIGURE: OperationKind.COUNT, AnswerType.LIST: OperationKind.SELECT}
    kind = kinds.get(reading.form.answer_type)
    limited = _threshold(reading) if kind else None
    if kind is None or limited is None:
        return None
    threshold, spans = limited
    return reading.operation(kind, *spans, threshold=threshold)


def _threshold(reading: _Reading) -> tuple[Threshold, list[Span]] | None:
    """The only limit of a question with the spans of its words."""
    found = []
    for figure in extract(reading.squeezed):
        before = _LIMIT_BEFORE.search(reading.text[: figure.start])
        inside = _LIMIT_INSIDE.match(reading.text, figure.start)
        before = before or inside
        after = _LIMIT_AFTER.search(reading.text[figure.end :])
        exact = _EXACTLY.search(reading.text[: figure.start])
        if before is None and after is None and exact is None:
            continue
        spans = [(figure.start, figure.end)]
        sign = ">"
        if before is not None:
            spans.append((figure.start, figure.start) if before is inside else before.span())
            word = before["over"] or before["under"]
            sign = _EQUAL_SIGNS.get(word, ">" if before["over"] else "<")
        if before is None and after is None and exact is not None:
            spans.append(exact.span())
            sign = "="
        if after is not None:
            spans.append((figure.end + after.start(), figure.end + after.end()))
            sign = ">=" if after["side"] == "上" else "<="
        found.append((Threshold(sign, figure.value, figure.unit), spans))
    return found[0] if len(found) == 1 else None


def _extreme(reading: _Reading) -> Operation | None:
    """The greatest or the first of many."""
    if reading.form.answer_type not in _NAMES:
        return None
    changed = _CHANGE_ORDERED.search(reading.text)
    text, spans = reading.text, []
    descending, first, count, side = True, 1, 1, None
    for pattern in (_FIRST, _NTH, _NEXT, _EXTREME, _WHICH_OF_TWO, _LEADER):
        found = pattern.search(text)
        if found is None:
            continue
        spans.append(found.span())
        groups = found.groupdict()
        side = side or groups.get("side")
        if groups.get("count"):
            count = int(parse(groups["count"]) or count)
        if groups.get("nth"):
            first = int(parse(groups["nth"]) or first)
        if pattern is _NEXT:
            first = 2
        if groups.get("last"):
            descending = False
    if not spans:
        return None
    descending = descending if side is None else _is_more(side)
    of_change = 0
    if changed is not None:
        spans.append(changed.span())
        of_change = -1 if changed["change"] in _DECREASES else 1
    return reading.operation(
        OperationKind.EXTREME,
        *spans,
        descending=descending,
        first=first,
        count=count,
        of_change=of_change,
    )


def _changed_rows(reading: _Reading) -> Operation | None:
    """有幾個港比去年減少, 比112年多的是哪個港."""
    form = reading.form
    counts = (
        form.answer_type is AnswerType.FIGURE and fold("幾") in form.text[form.start : form.end]
    )
    names = form.answer_type in _NAMES[:7]
    changed = _CHANGE_LIMITED.search(reading.text)
    if changed is None or not (counts or names) or changed.end() > form.start:
        return None
    less = changed["change"] in _DECREASES or not _is_more(changed["change"])
    return reading.operation(
        OperationKind.COUNT if counts else OperationKind.SELECT,
        changed.span("change"),
        pivot=changed.span("pivot"),
        of_change=-1 if less else 1,
    )


def _ratio(reading: _Reading) -> Operation | None:
    """甲港是丙港的幾倍."""
    found = _TIMES.search(reading.text)
    if found is None:
        return None
    pivot = [m.span() for m in re.finditer("[是為]", reading.text[: found.start()])]
    return reading.operation(OperationKind.RATIO, found.span(), pivot=pivot[-1] if pivot else ())


def _share(reading: _Reading) -> Operation | None:
    """甲港占全部的百分之幾."""
    found = _SHARE.search(reading.text)
    if found is None or reading.unit.group not in ("share", None, "money"):
        return None
    nouns = [noun.span() for noun in _SHARE_NOUN.finditer(reading.text, found.end())]
    nouns += [whole.span() for whole in _WHOLE.finditer(reading.text, found.end())]
    return reading.operation(OperationKind.SHARE, *nouns, pivot=found.span("pivot"))


def _change(reading: _Reading) -> Operation | None:
    """較去年增加多少, 成長率多少."""
    if reading.form.answer_type not in _NUMBERS:
        return None
    noun = _GROWTH_NOUN.search(reading.text)
    is_share = reading.unit.group == "share" and reading.unit.unit != fold("百分點")
    changed = _CHANGED.search(reading.text)
    if noun is not None:
        pivot = re.search(fold("較|(?<![百分占])比(?![例率重較值])"), reading.text[: noun.start()])
        sides = [w for w in _DECREASES if noun["noun"].startswith(w)]
        return reading.operation(
            OperationKind.GROWTH,
            noun.span("noun"),
            pivot=pivot.span() if pivot else (),
            direction=-1 if sides else 0,
            is_percent=True,
        )
    is_keyword = reading.form.answer_type is AnswerType.NOTHING
    if changed is None or (not is_keyword and changed.end("change") > reading.form.start):
        return None
    word = changed["change"]
    neutral = word in map(fold, ("增減", "變動", "變化"))
    return reading.operation(
        OperationKind.GROWTH if is_share else OperationKind.DIFFERENCE,
        changed.span("change"),
        pivot=changed.span("pivot") if changed["pivot"] else (),
        direction=0 if neutral else -1 if word in _DECREASES else 1,
        is_percent=is_share,
    )


def _difference(reading: _Reading) -> Operation | None:
    """甲港比丙港多多少, 甲港與丙港相差多少."""
    if reading.form.answer_type not in _NUMBERS:
        return None
    found = _THAN.search(reading.text)
    if found is not None:
        return reading.operation(
            OperationKind.DIFFERENCE,
            found.span("side"),
            pivot=found.span("pivot"),
            direction=1 if _is_more(found["side"]) else -1,
            is_percent=reading.unit.group == "share" and reading.unit.unit is None,
        )
    found = _APART.search(reading.text)
    return found and reading.operation(OperationKind.DIFFERENCE, found.span(), is_open=True)


def _average(reading: _Reading) -> Operation | None:
    """各港平均多少."""
    found = _AVERAGE.search(reading.text)
    if found is None or reading.form.answer_type not in _NUMBERS:
        return None
    per = found["per"]
    return reading.operation(OperationKind.AVERAGE, found.span(), per=per)


def _sum(reading: _Reading) -> Operation | None:
    """甲港及丙港合計多少."""
    spans = [found.span() for found in _SUM.finditer(reading.text)]
    if not spans or reading.form.answer_type not in _NUMBERS:
        return None
    return reading.operation(OperationKind.SUM, *spans)


#: Tried in order; the first that finds its words decides.
_READERS = (
    _compare,
    _rank,
    _limited,
    _changed_rows,
    _extreme,
    _ratio,
    _share,
    _change,
    _difference,
    _average,
    _sum,
)
