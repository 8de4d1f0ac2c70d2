"""Mentions of the headers of a table in a question: by their whole name, or by part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.terms import MEASURES
from judian.search.answers.tables.header_names import Role, role_of
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from judian.search.answers.question.model import QuestionTerm
    from judian.search.answers.tables.grid import Grid

Span = tuple[int, int]
ROW, COLUMN = "row", "column"

#: Fewest characters of a name, and of a run of characters that it shares with the question.
SHORTEST, SHORTEST_RUN = 2, 2
#: The least share of a name's characters that the question must hold to mention it in part.
LEAST_PART = 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """A header that a question names. `axis` is ROW or COLUMN, `items` are the indexes of the rows
    or columns under it, `spans` the parts of the question that name it, `fit` the share of its
    characters in them."""

    axis: str
    level: int
    name: str
    items: frozenset[int]
    spans: tuple[Span, ...]
    fit: float

    @property
    def start(self) -> int:
        return self.spans[0][0]


def find_mentions(
    grid: Grid, content: str, terms: Sequence[QuestionTerm] = (), above: str = ""
) -> list[Mention]:
    """The mentions in the folded `content` of a question, in its order. `terms` are its words with
    their other names; what the caption or heading `above` says distinguishes no header.

    Whole names come first, the longest first, and hide shorter ones inside them; what is left may
    name a header in part, if no other header shares as much. A part of its name does not mention a
    total: 支出 is no 支出合計.
    """
    headers = dict(_headers(grid))
    named = headers | _in_brackets(grid) | _alternatives(grid)
    left = list(content)
    found: list[Mention] = []
    for (axis, level, name), items in sorted(named.items(), key=lambda h: (-len(h[0][2]), h[0])):
        if len(name) < SHORTEST:
            continue
        starts = list(_occurrences(name, "".join(left), found))
        starts = starts or list(_rearranged(name, "".join(left)))
        found += [
            Mention(axis, level, name, frozenset(items), ((at, at + len(name)),), 1.0)
            for at in starts
        ]
        for at in starts:
            left[at : at + len(name)] = " " * len(name)
    found += _cells(grid, content, found)
    found += _sexes(headers, "".join(left))
    found += _phrases(headers, "".join(left))
    found += _reworded(headers, found, terms)
    for mention in found:
        for start, end in mention.spans:
            left[start:end] = " " * (end - start)
    found += _shared(grid, found, "".join(left))
    for mention in found:
        for start, end in mention.spans:
            left[start:end] = " " * (end - start)
    partial = {key: items for key, items in headers.items() if _has_parts(key[2])}
    begins = _beginnings(grid)
    found += _partial(partial, found, "".join(left), above, begins)
    return sorted(_joined(found), key=lambda m: m.spans)


#: Fewest characters that begin the names of most rows, and fewest that follow them.
SHORTEST_BEGINNING, SHORTEST_END = 4, 2


def _beginnings(grid: Grid) -> dict[str, int]:
    """How many characters the names of half of the rows begin with, for each of those names: 東港排
    水改善計畫 of 東港排水改善計畫-護岸工程."""
    names = list(dict.fromkeys(row.names[-1] for row in grid.rows if row.names))
    found: dict[str, int] = {}
    for name in names:
        for length in range(len(name) - SHORTEST_END, SHORTEST_BEGINNING - 1, -1):
            alike = [other for other in names if other.startswith(name[:length])]
            if len(alike) > 2 and 2 * len(alike) >= len(names):
                found[name] = length
                break
    return found


_SUBTOTAL = compiled("小計$")


def _has_parts(name: str) -> bool:
    """True unless a name is that of a total: 支出 is no 支出合計, but 北部 is 北部小計."""
    return role_of(name) is not Role.TOTAL or _SUBTOTAL.search(name) is not None


#: 女 and 男, with what may follow in a question: 女性, 男嬰, 女生.
_SEXES = {sex: compiled(f"{sex}(?:[性生嬰童孩子士]|使用者)?") for sex in ("女", "男")}


def _sexes(headers: dict[tuple[str, int, str], list[int]], left: str) -> Iterator[Mention]:
    """Yield the mentions of headers for one sex, which are shorter than other names."""
    for (axis, level, name), items in headers.items():
        pattern = _SEXES.get(name[:1])
        if pattern is None or not pattern.fullmatch(name):
            continue
        for found in pattern.finditer(left):
            yield Mention(axis, level, name, frozenset(items), (found.span(),), 1.0)


#: Headers, with phrases of questions that mean nothing else.
_PHRASES = tuple(
    (compiled(header), compiled(said))
    for header, said in (
        ("實現數", "實際上?(?:支出|支用|花費|花掉|花了|花|動支|執行了)|實支(?:金額|數)?"),
        (
            "(?:尚|仍)?未(?:完[工成]|竣工)(?:[件項處座間]?數)?",
            "(?:還|尚|仍)?(?:沒有?|未)(?:做完|完[工成]|竣工|[蓋做弄]好|蓋完)(?:的?[件項處座間]數)?",
        ),
    )
)


def _phrases(headers: dict[tuple[str, int, str], list[int]], left: str) -> Iterator[Mention]:
    """Yield the mentions of headers by a phrase for them: 沒做完 for 尚未完工."""
    for (axis, level, name), items in headers.items():
        for header, said in _PHRASES:
            for found in said.finditer(left) if header.fullmatch(name) else ():
                yield Mention(axis, level, name, frozenset(items), (found.span(),), 1.0)


def _reworded(
    headers: dict[tuple[str, int, str], list[int]],
    whole: Sequence[Mention],
    terms: Sequence[QuestionTerm],
) -> Iterator[Mention]:
    """Yield the mentions of headers by another name or word for them: 日照 for 日間照顧. A word
    that a header holds itself stands for no other: 預定 of 預定辦理件數 is not 規劃."""
    taken = {at for m in whole for start, end in m.spans for at in range(start, end)}
    for term in terms:
        if any(at in taken for at in range(term.start, term.end)):
            continue
        if any(term.text in name for _, _, name in headers):
            continue
        for other in (*term.names[1:], *term.paraphrases):
            if len(other) < SHORTEST or other in MEASURES:
                continue
            for axis, level, name in [key for key in headers if key[2] == other]:
                items = frozenset(headers[axis, level, name])
                yield Mention(axis, level, name, items, ((term.start, term.end),), 1.0)


def _headers(grid: Grid) -> Iterator[tuple[tuple[str, int, str], list[int]]]:
    """Yield (axis, level, name) of every header with the items under it."""
    paths: tuple[tuple[str, Sequence[tuple[str, ...]]], ...] = (
        (ROW, [row.names for row in grid.rows]),
        (COLUMN, [column.names if column.is_numeric else () for column in grid.columns]),
    )
    for axis, names_of in paths:
        under: dict[tuple[str, int, str], list[int]] = {}
        for item, names in enumerate(names_of):
            for level, name in enumerate(names):
                under.setdefault((axis, level, name), []).append(item)
        yield from under.items()


#: The level of what stands in brackets behind the name of a row.
IN_BRACKETS = -1
_BRACKETS = re.compile("[（(]([^（）()]{2,12})[）)]$")
#: What stands in brackets and distinguishes no row.
_REMARK = compiled("單位|[:=％%]|含|除|不|未|非|註|按|如|詳|同上|續|新增|^[0-9.,年月日\\-]+$")


#: The level of a text that stands in a cell of a row and is no header of it.
IN_CELL = -2
#: Fewest characters of such a text.
SHORTEST_CELL = 4


def _cells(grid: Grid, content: str, whole: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions of rows by a text in another column, 東港公所 of 受款人, if no row is
    named otherwise. An empty cell beside an empty label says what the cell above it says."""
    if any(m.axis == ROW for m in whole):
        return
    found: dict[str, list[int]] = {}
    for n, column in enumerate(grid.columns):
        if column.is_numeric or n < grid.first_number:
            continue
        above = ""
        for row in range(len(grid.rows)):
            cell, label = grid.cell(row, n), grid.cell(row, 0)
            own = cell.text if cell is not None else ""
            if not own.strip() and label is not None and not label.text.strip():
                own = above
            above = own
            name = "".join(analyze(own).folded.split())
            if len(name) >= SHORTEST_CELL and grid.rows[row].role is Role.PART:
                found.setdefault(name, []).append(row)
    for name, rows in found.items():
        at = content.find(name)
        if at >= 0:
            yield Mention(ROW, IN_CELL, name, frozenset(rows), ((at, at + len(name)),), 1.0)


#: Fewest characters that the names of several rows share to be named together.
SHORTEST_SHARED = 4


def _shared(grid: Grid, whole: Sequence[Mention], left: str) -> Iterator[Mention]:
    """Yield the mention of several rows by the longest beginning that their names share and those
    of other rows do not: 東港排水 of 東港排水護岸工程 and 東港排水閘門工程."""
    if any(m.axis == ROW for m in whole):
        return
    parts = [n for n, row in enumerate(grid.rows) if row.role is Role.PART and row.names]
    found: dict[Span, set[int]] = {}
    for item in parts:
        name = grid.rows[item].names[-1]
        for length in range(len(name) - 1, SHORTEST_SHARED - 1, -1):
            at = left.find(name[:length])
            if at >= 0:
                found.setdefault((at, at + length), set()).add(item)
                break
    for span, items in found.items():
        is_only = len(found) == 1 and 1 < len(items) < len(parts)
        if is_only and not any(
            left[slice(*span)] in grid.rows[n].names[-1] for n in parts if n not in items
        ):
            yield Mention(ROW, 0, left[slice(*span)], frozenset(items), (span,), 1.0)


def _in_brackets(grid: Grid) -> dict[tuple[str, int, str], list[int]]:
    """What stands in brackets behind the names of rows (第二期B標), with the rows that have it."""
    found: dict[tuple[str, int, str], list[int]] = {}
    for item, row in enumerate(grid.rows):
        for label in row.labels:
            inside = _BRACKETS.search("".join(analyze(label).folded.split()))
            if inside is not None and not _REMARK.search(inside[1]):
                found.setdefault((ROW, IN_BRACKETS, inside[1]), []).append(item)
    return found


#: A header with another word in brackets behind the one that it may stand for: 實收（支）金額.
_ALTERNATIVE = re.compile("[（(]([一-鿿]{1,3})[）)]")


def _alternatives(grid: Grid) -> dict[tuple[str, int, str], list[int]]:
    """The names of columns with what stands in brackets in place of the characters before it:
    實支金額 of 實收（支）金額."""
    found: dict[tuple[str, int, str], list[int]] = {}
    for item, column in enumerate(grid.columns):
        for level, header in enumerate(column.key[0] if column.is_numeric else ()):
            folded = "".join(analyze(header).folded.split())
            inside = _ALTERNATIVE.search(folded)
            if inside is not None and inside.end() < len(folded):
                start = inside.start() - len(inside[1])
                name = folded[: max(start, 0)] + inside[1] + folded[inside.end() :]
                found.setdefault((COLUMN, level, name), []).append(item)
    return found


def _occurrences(name: str, left: str, found: Iterable[Mention]) -> Iterator[int]:
    """Yield the offsets of a name in what is left; a name of both axes, or of several levels, is
    mentioned wherever the same name was."""
    yield from (m.start for m in found if m.name == name)
    at = left.find(name)
    while at >= 0:
        yield at
        at = left.find(name, at + len(name))


#: Fewest characters of a name whose words a question may say in another order.
SHORTEST_REARRANGED = 4


def _rearranged(name: str, left: str) -> Iterator[int]:
    """Yield the offset of a stretch that says the words of a name in another order: 審定決算數 for
    決算審定數."""
    length = len(name)
    if length < SHORTEST_REARRANGED or not set(name) <= set(left):
        return
    own = sorted(name)
    for at in range(len(left) - length + 1):
        if sorted(left[at : at + length]) == own:
            yield at
            return


def _partial(
    headers: dict[tuple[str, int, str], list[int]],
    whole: Sequence[Mention],
    left: str,
    above: str,
    begins: Mapping[str, int],
) -> list[Mention]:
    """The headers of which only a part is named, those that share most: half of the name, or
    characters that no other header of the axis has, nor what stands above the table (墜落 of
    墜落、滾落). A word for any number (人數) is no such part. What `begins` a name and others
    names none of them."""
    named = {(m.axis, m.level, m.name) for m in whole}
    shared: list[Mention] = []
    for key, items in headers.items():
        if key in named:
            continue
        own_name = key[2][begins.get(key[2], 0) if key[0] == ROW else 0 :]
        runs = _of_few(common_runs(own_name, left), left, headers, key)
        fit = sum(end - start for start, end in runs) / len(own_name) if own_name else 0.0
        own = [left[start:end] for start, end in runs if left[start:end] not in MEASURES]
        others = [n for axis, _, n in headers if axis == key[0] and n != key[2]]
        is_only = any(run not in above and not any(run in o for o in others) for run in own)
        has_end = key[0] == ROW or _ends_alike(key[2], own)
        if (
            own
            and has_end
            and (not _DENIED.search(_rest(key[2], own)) or _denies(key[2], own, left))
            and (fit >= LEAST_PART or is_only)
        ):
            shared.append(Mention(*key, frozenset(items), tuple(runs), fit))
    shared.sort(key=lambda m: (-sum(e - s for s, e in m.spans), -m.fit))
    kept: list[Mention] = []
    for mention in shared:
        rivals = [k for k in kept if k.axis == mention.axis and _overlap(k.spans, mention.spans)]
        if not rivals or all(
            k.level == mention.level and k.spans == mention.spans and k.fit == mention.fit
            for k in rivals
        ):
            kept.append(mention)
    return kept


def _of_few(
    runs: list[Span], left: str, headers: Iterable[tuple[str, int, str]], key: tuple[str, int, str]
) -> list[Span]:
    """The runs without those of SHORTEST_RUN characters that half of the names of the rows have
    (工程), if longer ones are left."""
    names = [name for axis, level, name in headers if (axis, level) == key[:2]]
    long = [(start, end) for start, end in runs if end - start > SHORTEST_RUN]
    if key[0] != ROW or not long or len(names) < LEAST_OF_MANY:
        return runs
    return [
        (start, end)
        for start, end in runs
        if end - start > SHORTEST_RUN
        or 2 * sum(left[start:end] in name for name in names) < len(names)
    ]


#: Fewest names of which half can share a word that names none of them.
LEAST_OF_MANY = 4
#: What may be left of a column's name behind the words that name it in part: 損失 of 損失金額 is
#: named, 旅客 of 旅客消費額 is not.
_MEASURE = compiled(
    "^(?:[件人戶場家處班個輛艘項筆座]?數|總?金額|總?額|數?量|人次|場次|班次|[件人次場戶家])?$"
)
#: A part of a name that says the opposite of it: 成立 does not name 調解不成立.
_DENIED = compiled("不|未|非|無|其他|以外|平均|每")


_NOT_YET = compiled("(?:沒有?|未|尚未|還沒)$")


def _denies(name: str, runs: Sequence[str], left: str) -> bool:
    """True if a header and the question both say that something has not come about: 尚未完工件數
    and 沒完工的工程."""
    return any(
        _NOT_YET.search(name[: name.find(run)]) is not None
        and _NOT_YET.search(left[: left.find(run)]) is not None
        for run in runs
    )


def _ends_alike(name: str, runs: Sequence[str]) -> bool:
    """True if the runs hold the end of a name, or all but a word for a number."""
    end = max(name.rfind(run) + len(run) for run in runs) if runs else 0
    return _MEASURE.match(name[end:]) is not None


def is_measure(rest: str) -> bool:
    """True if the rest of a header says only a word for a number: 數, 金額, or nothing."""
    return _MEASURE.match(rest) is not None


def _rest(name: str, runs: Sequence[str]) -> str:
    """What the runs leave of a name."""
    for run in runs:
        name = name.replace(run, " ", 1)
    return name


def _joined(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by the same words as one: under 111年 and under 112年 there is a 件數."""
    joined: dict[tuple[str, tuple[Span, ...]], Mention] = {}
    for mention in mentions:
        key = (mention.axis, mention.spans)
        known = joined.get(key)
        items = mention.items | known.items if known else mention.items
        joined[key] = Mention(
            mention.axis, mention.level, mention.name, items, mention.spans, mention.fit
        )
    return list(joined.values())


def common_runs(name: str, text: str) -> list[Span]:
    """The spans of `text` that hold runs of `name`, the longest first and then in order; each
    character counts once."""
    found: list[Span] = []
    rest, left = name, text
    while True:
        run = _longest_run(rest, left)
        if len(run) < SHORTEST_RUN:
            return sorted(found)
        at = left.index(run)
        found.append((at, at + len(run)))
        left = left[:at] + " " * len(run) + left[at + len(run) :]
        rest = rest.replace(run, "\n", 1)


def _longest_run(name: str, text: str) -> str:
    """The longest run of characters of `name` in `text`, "" without one."""
    best = ""
    for start in range(len(name)):
        for end in range(start + len(best) + 1, len(name) + 1):
            run = name[start:end]
            if run.isspace() or " " in run or "\n" in run or run not in text:
                break
            best = run
    return best


def _overlap(left: Iterable[Span], right: Sequence[Span]) -> bool:
    return any(s < end and start < e for s, e in left for start, end in right)
