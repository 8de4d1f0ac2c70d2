"""Values that are one operand of what the question asks to compute: the first row of those that it
asks to add up, one of two that it compares, one of many that it asks the greatest of.

What was computed is no candidate. So a number stays only if its own clause or the headers of its
cell say that it is the result itself: 較112年增加5件 of 120件 and 5件 is the latter.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import OperationKind
from judian.search.answers.question.sums import ALTOGETHER, is_sum
from judian.search.answers.scoring.clause_match import facts_of
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.search.answers.scoring.term_match import term_match
from judian.zh.clauses.markers import Marker
from judian.zh.figures.extraction import extract
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.question.operations import Threshold
    from judian.search.answers.scoring.evidence import Evidence
    from judian.zh.dates.periods import Period

ONE_OPERAND = Rule("one_operand", 0.2, "asked 甲站比乙站多多少: the cell of 甲站 or of 乙站")
ONE_ADDEND = Rule("one_addend", 0.2, "asked 各站共多少: the cell of the first 站")
NOT_ORDERED = Rule("not_ordered", 0.4, "asked which 站 has most: a name in a sentence without 最多")
WHOLE_FOR_REST = Rule("whole_for_rest", 0.2, "asked 不含甲站共多少: the total of all 站")
NO_RANK = Rule("no_rank", 0.2, "asked 甲站排名第幾: the number of 甲站")
#: The rules that say that a candidate is only an operand.
OPERAND_RULES = frozenset(
    rule.name for rule in (ONE_OPERAND, ONE_ADDEND, NOT_ORDERED, WHOLE_FOR_REST, NO_RANK)
)

#: What a sentence says that puts things in an order.
_ORDERED = compiled(
    "最|首[位次要]|居首|冠|主要|居[一二三]|次之|次多|次高|依[次序]|墊底|前[二兩三四五]"
    "|第[一二三四五1-5](?![0-9十百千期次條項點章節款目標批級類組屆審線版號階季年區段科])"
)
#: What bounds a number: the greatest that a rule allows.
_BOUNDED = compiled("以[上下內]|[上下]限|不得|至[多少]|為限|限額|未滿|逾|超過|達|高|低")
#: What the headers of a cell say that holds the result of each operation.
_RESULTS = {
    OperationKind.DIFFERENCE: compiled("增減|增加|減少|比較|差"),
    OperationKind.GROWTH: compiled("增減|增加|減少|成長|比較|率|%"),
    OperationKind.RATIO: compiled("倍"),
    OperationKind.SHARE: compiled("占|佔|比|率|%"),
    OperationKind.AVERAGE: compiled("平均|每|人均|均價"),
}
#: What the sentence of a figure says that is the result of a comparison.
_COMPARED = compiled("[增減多少高低差升降漲跌]|成長|衰退")
#: A measure whose name has a word of change in it: 成長率為2.09% states no change of that rate.
_RATE_OF_CHANGE = compiled("(?:成長|增加|增減|減少|下降|變動|衰退)(?:率|幅度?)|[增減升降漲跌]幅")
#: Words that may stand between a word of difference and its amount; 增為 says what came of it.
_TO_AMOUNT = "(?:了|約|逾|近|達|計|有|共|僅|出|額|數|量|幅度?|金額|的|為|是|[:,\\s]){0,4}$"
#: What stands right before the amount of a difference. 長110公尺 is one only behind 較 or 比.
_APART = compiled(
    "(?:增加|減少|增減|成長|衰退|上升|下降|提高|降低|上漲|下跌|增列|減列|淨[增減]|[增減升降漲跌]"
    "|多出|相差|差[距額異]?|落差|落後|超前|領先|超[出過收支]|短[少缺收絀]|不足|節[省餘]|縮[短減]"
    f"|延[長後]|提[前早]){_TO_AMOUNT}"
    f"|(?:較|(?<![百分占佔對])比)[^,。;]{{1,24}}[多少高低長短快慢大小重輕深淺貴]{_TO_AMOUNT}"
)
#: What a clause says, apart from names of rates, that states a difference of two rates.
_APART_OR_CHANGED = compiled(
    "[增減升降]|提高|降低|相?差|落差|超前|落後|多[了出]|少了|高[了出於]|低[了於]"
)
#: What the difference of two rates is counted in.
_POINTS = fold("百分點")
_APART_BEHIND = compiled("(?:之|的)?(?:差距|落差|差額|差異|之差)")
_PERCENT = compiled("[%‰成]|百分|分之")
_TIMES = fold("倍")
_PER_THING = compiled("平均|每|人均|均[價溫值]")
_SUMMED = compiled(f"合計|總計|小計|加總|總和|總數|相加|一共|兩者|二者|{ALTOGETHER}|總")
_RANKED = compiled("第|名|位|首|冠|末")
#: Words that take something out of what is asked about, and what a text says for them.
_NARROWED = compiled("不含|不計|不包括|不包含|扣除|扣掉|排除|除了|除去|以外|其餘")
_NARROWS = compiled("不含|不計|不包|扣除|排除|除|以外|之外|外|餘|其他|淨|剔")
#: What stands right before the time that is compared with, and how many times a comparison has.
_BASE = compiled("(?:較|(?<![百分占佔對])比|相較於?|與)(?:上|去|前)?$")
_TWO = 2
#: Words that name what something is compared with.
_THAN = compiled("較|(?<![百分占佔對])比(?![例率重較值賽])|相[差較比]|差距|差額|落差|差異")
_JOINED = compiled("和|與|及|跟|、|加上?|以及")


def apply_operation_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    """Yield the rules for a candidate that is only an operand of what is asked for."""
    kind = evidence.question.operation.kind
    if kind is OperationKind.EXTREME and not _is_in_order(evidence):
        yield AppliedRule(NOT_ORDERED.name, NOT_ORDERED.factor)
    if evidence.candidate.kind not in ("figure", "table"):
        return
    if _is_of_more(evidence) or (
        _NARROWED.search(evidence.question.text) and not _NARROWS.search(_around(evidence))
    ):
        yield AppliedRule(WHOLE_FOR_REST.name, WHOLE_FOR_REST.factor)
    if kind is OperationKind.RANK and not _RANKED.search(_own_text(evidence)):
        yield AppliedRule(NO_RANK.name, NO_RANK.factor)
    elif kind is OperationKind.SUM and _is_addend(evidence):
        yield AppliedRule(ONE_ADDEND.name, ONE_ADDEND.factor)
    elif kind in _STATED and not _is_result(evidence, kind):
        yield AppliedRule(ONE_OPERAND.name, ONE_OPERAND.factor)


def _own_text(evidence: Evidence) -> str:
    """The candidate's part of its clause, with its headers if it is a cell."""
    return f"{facts_of(evidence.candidate).own_text}\n{evidence.zones.headers}"


def _around(evidence: Evidence) -> str:
    """The sentence of a candidate, with its headers if it is a cell."""
    low, high = evidence.sentence
    zones = evidence.zones
    return f"{evidence.candidate.context.text[low:high]}\n{zones.headers}\n{zones.caption}"


def _is_in_order(evidence: Evidence) -> bool:
    """True if the sentence of a name, or what stands around a number, puts things in an order or
    bounds the number; a cell only by its headers. Dates and other things are left alone."""
    candidate, zones = evidence.candidate, evidence.zones
    low, high = evidence.sentence
    if candidate.kind in ("entity", "list"):
        return _ORDERED.search(candidate.context.text[low:high]) is not None
    if candidate.kind not in ("figure", "table"):
        return True
    if zones.headers:
        around = f"{zones.headers}\n{zones.caption}"
    else:
        around = f"{candidate.context.text[low:high]}\n{zones.outline}\n{zones.lead_in}"
    bounded = zones.clause + candidate.context.text[candidate.start : candidate.end]
    return _ORDERED.search(around) is not None or _BOUNDED.search(bounded) is not None


def _is_result(evidence: Evidence, kind: OperationKind) -> bool:
    """True if a number is stated as the result of the operation."""
    if kind in _OF_CHANGE and _compares_other_times(evidence):
        return False
    headers = evidence.zones.headers
    if _is_of_rates(evidence.question, kind) and not headers:
        facts = facts_of(evidence.candidate)
        if facts.has(Marker.RESULT) or facts.has(Marker.FORMER):
            return False
        own = _RATE_OF_CHANGE.sub("", facts.own_text)
        return _APART_OR_CHANGED.search(own) is not None
    if evidence.candidate.is_change and kind in _OF_CHANGE:
        return True
    if kind is not OperationKind.COUNT and headers:
        beside = evidence.zones.caption if kind is OperationKind.AVERAGE else ""
        return _RESULTS[kind].search(f"{headers}\n{beside}") is not None
    return _STATED[kind](evidence)


def _is_of_rates(question: QuestionModel, kind: OperationKind) -> bool:
    """True for the difference of two rates of change: 成長率離目標還差多少, 成長率高幾個百分點."""
    is_difference = kind is OperationKind.DIFFERENCE or (
        kind is OperationKind.GROWTH and _POINTS in question.text
    )
    return is_difference and _RATE_OF_CHANGE.search(question.text) is not None


def _compares_other_times(evidence: Evidence) -> bool:
    """True if the sentence of a number in prose compares with another year than the question does:
    asked 113年 against 111年, 較112年增加5件; or if the number is of the earlier year alone."""
    asked = {year for p in evidence.question.operation.periods for year in _years(p.period)}
    if len(asked) < _TWO or evidence.zones.headers:
        return False
    own = {year for period in evidence.candidate.periods for year in _years(period)}
    if own == {min(asked)}:
        return True
    context, (low, _) = evidence.candidate.context, evidence.sentence
    stated = [d for d in context.dates if low <= d.start < evidence.candidate.start]
    named = {year for d in stated for year in _years(d.period)}
    bases = [d for d in stated if _BASE.search(context.text, low, d.start)]
    is_other_base = bool(bases) and not asked & set(_years(bases[-1].period))
    return is_other_base or (len(named) >= _TWO and not asked <= named)


def _years(period: Period) -> tuple[str, ...]:
    """The years of the ends of a period."""
    return tuple({end[:4] for end in (period.start, period.end) if end})


def _states_difference(evidence: Evidence) -> bool:
    """True if the number itself is the amount of a difference: 較去年增加5件, 相差5件; 增為120件 is
    what came of one. Where the question names nothing to compare with (一年下來增加多少), any
    clause of a change will do."""
    candidate = evidence.candidate
    facts = facts_of(candidate)
    if facts.has(Marker.RESULT) or facts.has(Marker.FORMER):
        return False
    if not _names_base(evidence.question):
        return _COMPARED.search(evidence.zones.clause) is not None
    text = candidate.context.text
    return (
        facts.has(Marker.CHANGE)
        or _APART.search(text, facts.own[0], candidate.start) is not None
        or _APART_BEHIND.match(text, candidate.end) is not None
    )


def _names_base(question: QuestionModel) -> bool:
    """True if a question says what to compare with: another thing or another time, or names two
    (第一期跟第二期差多少)."""
    times = {(p.period.start, p.period.end) for p in question.operation.periods}
    return (
        len(times) > 1
        or _THAN.search(question.text) is not None
        or any(True for _ in _joined_names(question))
    )


def _states_growth(evidence: Evidence) -> bool:
    """True for a share in a clause of a change: 增幅9.96%, 增加27件（14.44%）."""
    candidate, zones = evidence.candidate, evidence.zones
    own = candidate.context.text[candidate.start : candidate.end]
    is_share = candidate.unit == "%" or _PERCENT.search(own) is not None
    around = f"{zones.segment}\n{zones.clause}\n{zones.before}"
    return is_share and _COMPARED.search(around) is not None


def _states_ratio(evidence: Evidence) -> bool:
    """True for a number of times: 為管制量62倍, 求供倍數1.76."""
    return _TIMES in _own_text(evidence)


def _states_average(evidence: Evidence) -> bool:
    """True if the sentence speaks of an average, or of each, up to the number."""
    candidate = evidence.candidate
    low, _ = evidence.sentence
    return _PER_THING.search(candidate.context.text, low, candidate.end) is not None


def _states_count(evidence: Evidence) -> bool:
    """True if the headers or the sentence of a number name the limit of what is counted (65歲以上),
    or the change."""
    operation, around = evidence.question.operation, _around(evidence)
    if operation.threshold is None or operation.threshold.unit is None:
        return _COMPARED.search(around) is not None
    return _names_limit(around, operation.threshold)


def _names_limit(text: str, limit: Threshold) -> bool:
    """True if a folded text states the number of a limit: 超過2年 is named by 逾二年者."""
    return any(figure.value == limit.value for figure in extract(text))


#: The operations whose results passages state, each with the test whether a number in prose is one.
_STATED: dict[OperationKind, Callable[[Evidence], bool]] = {
    OperationKind.DIFFERENCE: _states_difference,
    OperationKind.GROWTH: _states_growth,
    OperationKind.RATIO: _states_ratio,
    OperationKind.SHARE: lambda _evidence: True,
    OperationKind.AVERAGE: _states_average,
    OperationKind.COUNT: _states_count,
}
_OF_CHANGE = (OperationKind.DIFFERENCE, OperationKind.GROWTH)


def _is_addend(evidence: Evidence) -> bool:
    """True for a number of one of several years that are added up, of one of two things, and for a
    cell of a row that the question does not name and that is no total."""
    candidate = evidence.candidate
    cell = candidate.context.cell_of(candidate.start)
    if cell is None and _SUMMED.search(_sentence_before(evidence)):
        return False
    if _is_of_one_time(evidence) or _is_of_one_thing(evidence) or _is_of_one_listed(evidence):
        return True
    if cell is None or not cell.row or not evidence.zones.headers:
        return False
    headers = [analyze(h).folded for h in (*cell.row, *cell.column)]
    if any(is_sum(header) for header in headers):
        return False
    label = "".join(headers[: len(cell.row)])
    text = evidence.question.text
    pairs = [label[at : at + 2] for at in range(len(label) - 1)] or [label]
    return not any(pair in text for pair in pairs)


def _sentence_before(evidence: Evidence) -> str:
    """The sentence of a candidate up to its end."""
    low, _ = evidence.sentence
    return evidence.candidate.context.text[low : evidence.candidate.end]


def _is_of_one_time(evidence: Evidence) -> bool:
    """True for a number of one of the times that the question adds up: 112年12件, asked
    111年至113年 or 112年、113年合計."""
    asked = [p.period for p in evidence.question.operation.periods if p.period.start]
    spans = [p.period for p in evidence.question.operation.periods if len(p.parts) > 1]
    own = evidence.candidate.periods
    if any(_is_within(one, span) for one in own for span in spans):
        return True
    is_of_several = len({(p.start, p.end) for p in asked}) > 1
    return (
        is_of_several
        and len(own) == 1
        and (own[0].start, own[0].end) in {(p.start, p.end) for p in asked}
    )


def _is_of_one_thing(evidence: Evidence) -> bool:
    """True if the clause or the headers of a number, or else what its sentence says before, name
    one of the things that the question joins (甲站及乙站) and not the other."""
    near = f"{evidence.zones.clause}\n{evidence.zones.headers}"
    before = _sentence_before(evidence)
    for joined in _joined_names(evidence.question):
        named = [sum(name in text for name in joined) for text in (near, before)]
        if (named[0] or named[1]) == 1:
            return True
    return False


def _is_of_one_listed(evidence: Evidence) -> bool:
    """True if the clause or the headers of a number name one alone of the things that the question
    lists, whatever they end in: 規劃、治理和清淤加起來, 自辦加委外一共."""
    near = f"{evidence.zones.clause}\n{evidence.zones.headers}"
    question = evidence.question
    last = question.sum_spans[0][0] if question.sum_spans else question.form.start
    marks = list(_LISTED.finditer(question.text, 0, last))
    if not marks:
        return False
    first, end = _HAN_BEFORE.search(question.text, 0, marks[0].start()), marks[-1].end()
    rest = _HAN_BEHIND.match(question.text, end)
    if first is None or rest is None:
        return False
    inner = [
        question.text[left.end() : right.start()]
        for left, right in pairwise(marks)
        if len(question.text[left.end() : right.start()]) >= _SHORTEST_LISTED
    ]
    before, behind = question.text[: marks[0].start()], rest.group()
    while len(behind) > _SHORTEST_LISTED and behind[:_SHORTEST_LISTED] in before:
        behind = behind[_SHORTEST_LISTED:]  # 委託規劃和委託監造: 委託 tells them not apart
    names = [first.group()[-_SHORTEST_LISTED:], *inner, behind[:_SHORTEST_LISTED]]
    return len(set(names)) > 1 and sum(name in near for name in set(names)) == 1


#: Fewest characters by which one of several listed things is named; the first one ends, the last
#: one begins so.
_SHORTEST_LISTED = 2
_LISTED = compiled("、|以及|和|與|及|跟|加上?(?!起來|總)")


def _is_of_more(evidence: Evidence) -> bool:
    """True for a total cell, if the question narrows what it is of and the table does not: asked
    離島航線合計, the total of 各航線."""
    question, zones = evidence.question, evidence.zones
    if not evidence.candidate.total:
        return False
    table = "\n".join((zones.headers, zones.caption, zones.outline, zones.lead_in))
    if any(not all(name in table for name in names) for names in _joined_names(question)):
        return True
    said = {t: term_match(t, table) for t in question.terms if _is_own_word(question, t)}
    return any(
        narrowing.is_noun
        and not match
        and any(of >= _NAMED and narrowing.end == named.start for named, of in said.items())
        for narrowing, match in said.items()
    )


def _is_own_word(question: QuestionModel, term: QuestionTerm) -> bool:
    """True for a term of two characters and more that is no word for a sum (全國)."""
    is_of_sum = any(start < term.end and term.start < end for start, end in question.sum_spans)
    return len(term.text) > 1 and not is_of_sum


def _joined_names(question: QuestionModel) -> Iterator[tuple[str, str]]:
    """Yield the names right beside each 和, 及 or 、 before the word for a sum that end alike:
    青礁站和白沙站. 我方與日本 are the two sides of one thing, and 112年及113年 are times."""
    last = question.sum_spans[0][0] if question.sum_spans else question.form.start
    for found in _JOINED.finditer(question.text, 0, last):
        left = _HAN_BEFORE.search(question.text, 0, found.start())
        right = _HAN_BEHIND.match(question.text, found.end())
        if left is None or right is None:
            continue
        end = right.group().find(left.group()[-1], 1)
        name = right.group()[: end + 1]
        if name and left.group().endswith(name[-1]):
            yield left.group()[-len(name) :], name


#: The names on either side of 和, and the longest that is looked at.
_HAN_BEFORE = compiled("[一-鿿]{2,8}$")
_HAN_BEHIND = compiled("[一-鿿]{2,8}")
#: The least match of a term with a text that names it.
_NAMED = 0.75


def _is_within(own: Period, span: Period) -> bool:
    """True if a period is a part of another one, and not all of it."""
    if not (own.start and own.end and span.start and span.end):
        return False
    return (span.start, span.end) != (own.start, own.end) and (
        span.start <= own.start and own.end <= span.end
    )
