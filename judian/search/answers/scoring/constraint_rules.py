"""Constraints of a question (country, region, party, agency, substance) that the context of a
candidate meets or contradicts.

The rules are tried in order for each constraint; the first that applies decides. Rules with the
factor 1 confirm the constraint.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from judian.search.answers.scoring.clause_match import SIDES, facts_of, is_other_participant
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.zh.entities.categories import CategoryValue, find_values, same
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from judian.search.answers.scoring.evidence import Evidence

#: Categories whose nearest name decides.
_DISTINCT = ("substance", "country", "region")
#: The factors of another value of the category and of another agency before the candidate, of
#: another value between the two, and of a value that only follows the candidate.
OTHER_VALUE, OTHER_AGENCY, INTERVENING_VALUE, VALUE_BEHIND = 0.4, 0.7, 0.85, 0.7
#: The factor of a country that only another sentence behind the candidate names.
VALUE_ELSEWHERE = 0.5


class Mentions:
    """The values of one constraint's category that the context of a candidate mentions; `others`
    are the question's other constraints of the category."""

    def __init__(
        self, value: CategoryValue, others: Sequence[CategoryValue], evidence: Evidence
    ) -> None:
        self.value = value
        self.others = others
        self.candidate = evidence.candidate
        self.zones = evidence.zones
        self.context = evidence.candidate.context
        self.is_figure = evidence.candidate.kind in ("figure", "table")
        self.sentence = evidence.sentence

    def has(self, values: Iterable[CategoryValue]) -> bool:
        """True if the constraint is among the values."""
        return any(same(v, self.value) for v in values)

    def is_other(self, value: CategoryValue) -> bool:
        """True if the question does not name the value as another constraint."""
        return not any(same(value, other) for other in self.others)

    def _of_category(self, text: str) -> list[CategoryValue]:
        return [v for v in find_values(text) if v.category == self.value.category]

    @cached_property
    def inside(self) -> list[CategoryValue]:
        """The values in the candidate's sentence."""
        low, high = self.sentence
        category = self.value.category
        return [v for v in self.context.values if v.category == category and low <= v.start < high]

    @cached_property
    def ahead(self) -> list[CategoryValue]:
        """The values in the sentence before the candidate."""
        return [v for v in self.inside if v.end <= self.candidate.start]

    @cached_property
    def in_clause(self) -> list[CategoryValue]:
        """The values in the candidate's clause."""
        return self._of_category(self.zones.clause)

    @cached_property
    def in_headers(self) -> list[CategoryValue]:
        return self._of_category(self.zones.headers)

    @cached_property
    def beside(self) -> list[CategoryValue]:
        """The values between the candidate and the delimiter before it."""
        return self._of_category(self.zones.segment.partition("|")[0])


def _is_around(m: Mentions) -> bool:
    zones = m.zones
    return not m.is_figure and m.value.name in f"{zones.before}|{zones.segment}|{zones.after}"


def _is_inside(m: Mentions) -> bool:
    return not m.is_figure and m.has(m.inside)


def _is_in_headers(m: Mentions) -> bool:
    return m.has(m.in_headers)


def _is_other_in_headers(m: Mentions) -> bool:
    return bool(m.in_headers)


def _is_other_column(m: Mentions) -> bool:
    table = m.context.hit.passage.table
    if m.candidate.kind != "table" or table is None:
        return False
    headers = {header for cell in table.cells for header in cell.column}
    return any(same(v, m.value) for header in headers for v in find_values(analyze(header).folded))


def _is_region_beside(m: Mentions) -> bool:
    text = f"{m.zones.before}|{m.zones.segment}"
    return m.value.category == "region" and m.value.name in text


def _is_beside(m: Mentions) -> bool:
    return m.value.category in _DISTINCT and m.has(m.beside)


def _is_other_beside(m: Mentions) -> bool:
    return m.value.category in _DISTINCT and bool(m.beside) and all(m.is_other(v) for v in m.beside)


def _is_party(m: Mentions) -> bool:
    return m.value.category == "party"


def _is_organisation_between(m: Mentions) -> bool:
    """True if what the value stands with is done by another than what the candidate stands with."""
    if m.value.category != "substance" or not m.is_figure:
        return False
    ahead = [v for v in m.context.values if v.end <= m.candidate.start and same(v, m.value)]
    if not ahead:
        return False
    last = ahead[-1]
    theirs = m.context.clause_facts(last.start, last.end, m.candidate.kind).actors
    own = facts_of(m.candidate).actors
    return bool(theirs) and any(
        all(is_other_participant(actor, their) for their in theirs) for actor in own
    )


def _is_elsewhere(m: Mentions) -> bool:
    """True if only another sentence, behind the candidate's or of no use to it, names the value."""
    zones = m.zones
    around = f"{zones.outline}\n{zones.lead_in}\n{zones.earlier}\n{zones.caption}\n{zones.headers}"
    is_near = m.has(m.inside) or m.value.name in around or m.has(find_values(around))
    is_side = m.value.name in SIDES  # 大陸 is called 陸方 where it is a party.
    return m.is_figure and m.value.category == "country" and not is_side and not is_near


def _is_value_between(m: Mentions) -> bool:
    return m.has(m.ahead) and not same(m.ahead[-1], m.value) and m.is_other(m.ahead[-1])


def _is_ahead(m: Mentions) -> bool:
    return m.has(m.ahead)


def _is_in_clause(m: Mentions) -> bool:
    return m.has(find_values(m.zones.clause))


def _is_other_ahead(m: Mentions) -> bool:
    return any(m.is_other(v) for v in m.ahead)


def _is_other_agency_ahead(m: Mentions) -> bool:
    return m.value.category == "agency" and _is_other_ahead(m)


def _is_other_of_date(m: Mentions) -> bool:
    return (
        m.candidate.kind == "date"
        and m.value.category in _DISTINCT
        and bool(m.inside)
        and all(m.is_other(v) for v in m.inside)
        and m.value.name not in m.zones.outline
    )


def _is_other_document(m: Mentions) -> bool:
    if m.value.category != "region" or m.inside:
        return False
    zones = m.zones
    around = f"{_outline(m)}\n{zones.lead_in}\n{zones.earlier}\n{zones.caption}"
    named = [v for v in find_values(around) if v.category == "region"]
    return bool(named) and not m.has(named)


def _outline(m: Mentions) -> str:
    """What stands above the candidate: if the title names a place, without the agency and the
    opening of the document, since 基隆市審計室 reports on 連江縣 too."""
    passage, title = m.context.hit.passage, analyze(m.context.hit.document.title).folded
    if not any(v.category == "region" for v in find_values(title)):
        return m.zones.outline
    return "\n".join([*(analyze(part).folded for part in passage.section), title])


def _is_behind(m: Mentions) -> bool:
    return m.is_figure and m.has(m.inside)


def _confirms(name: str, example: str) -> Rule:
    return Rule(name, 1.0, example)


def _is_of_other_side(m: Mentions) -> bool:
    """True for a name in a clause that states another party than the one asked about alone."""
    if m.value.category != "party" or m.is_figure:
        return False
    stated = m.in_clause
    return bool(stated) and not m.has(stated) and all(m.is_other(v) for v in stated)


#: What stands between two values that are spoken of together: 日本橫濱港及韓國.
_TOGETHER = compiled("[^,，。;；:：()0-9\\n]{0,6}(?:、|以及|及|與|和|暨)")
#: Words that give each of them a number of its own.
_EACH = compiled("各|分別|依序|[0-9]")


def _is_joint(m: Mentions) -> bool:
    """True for a number of several values together (日本、美國及韓國，計12人) of which the question
    names one."""
    if not m.is_figure or m.context.is_row or not m.has(m.ahead):
        return False
    text, group = m.context.text, m.ahead[-1:]
    for value in m.ahead[-2::-1]:
        if not _TOGETHER.fullmatch(text, value.end, group[0].start):
            break
        group = [value, *group]
    between = text[group[-1].end : m.candidate.start]
    return (
        len(group) > 1
        and m.has(group)
        and all(same(v, m.value) or m.is_other(v) for v in group)
        and bool(between)
        and not _EACH.search(between)
    )


CONSTRAINT_RULES: tuple[tuple[Rule, Callable[[Mentions], bool]], ...] = (
    (Rule("other_side", OTHER_VALUE, "asked 陸方誰帶隊: 我方由甲君率團"), _is_of_other_side),
    (Rule("joint_value", OTHER_VALUE, "asked 日本幾人: 日本及韓國，計12人"), _is_joint),
    (_confirms("value_around", "大麻的來源地: 走私之【大麻】來自泰國"), _is_around),
    (_confirms("value_in_sentence", "a name in the candidate's sentence"), _is_inside),
    (_confirms("value_in_headers", "北區 over the cell"), _is_in_headers),
    (Rule("other_value_in_headers", OTHER_VALUE, "asked 日本, header 韓國"), _is_other_in_headers),
    (Rule("other_column", OTHER_VALUE, "asked 日本: the total beside 日本"), _is_other_column),
    (_confirms("region_beside", "福建省漳州市 names two regions, one known"), _is_region_beside),
    (_confirms("value_beside", "【海洛因】5公斤"), _is_beside),
    (Rule("other_value_beside", OTHER_VALUE, "asked 海洛因: 大麻5公斤"), _is_other_beside),
    (_confirms("party", "我方, 陸方: scored by the rules of parties"), _is_party),
    (
        Rule("organisation_between", OTHER_VALUE, "甲局查獲海洛因5公斤，乙局查獲各式毒品9公斤"),
        _is_organisation_between,
    ),
    (
        Rule("intervening_value", INTERVENING_VALUE, "asked 日本: 日本及韓國共12件"),
        _is_value_between,
    ),
    (_confirms("value_ahead", "日本……12件"), _is_ahead),
    (_confirms("value_in_clause", "12件(日本)"), _is_in_clause),
    (
        Rule("other_agency_ahead", OTHER_AGENCY, "asked 法務部: 外交部辦理12件"),
        _is_other_agency_ahead,
    ),
    (Rule("other_value_ahead", OTHER_VALUE, "asked 日本: 韓國通報的案件計12件"), _is_other_ahead),
    (Rule("other_value_of_date", OTHER_VALUE, "asked 日本: 112年3月與韓國簽署"), _is_other_of_date),
    (Rule("other_document", OTHER_VALUE, "asked 宜蘭縣: a report of 花蓮縣"), _is_other_document),
    (Rule("value_behind", VALUE_BEHIND, "12件移送日本"), _is_behind),
    (Rule("value_elsewhere", VALUE_ELSEWHERE, "查獲12件。…日本"), _is_elsewhere),
)


def apply_constraint_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    """Yield the rules that apply, at most one for each constraint of the question."""
    question = evidence.question
    for value in question.constraints:
        if value.category == "home":
            continue
        others = [v for v in question.constraints if v.category == value.category and v != value]
        mentions = Mentions(value, others, evidence)
        rule = next((rule for rule, applies in CONSTRAINT_RULES if applies(mentions)), None)
        if rule is not None and rule.factor < 1.0:
            written = question.as_written(value.start, value.end)
            conflicts = (written,) if rule.factor <= OTHER_VALUE else ()
            yield AppliedRule(rule.name, rule.factor, conflicts)
