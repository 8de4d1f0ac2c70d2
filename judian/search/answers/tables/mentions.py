"""Mentions of the headers of a table in a question: by their whole name, or by part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.terms import MEASURES
from judian.search.answers.tables.header_names import Role, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def find_mentions(grid: Grid, content: str) -> list[Mention]:
    """The mentions in the folded `content` of a question, in its order.

    Whole names come first, the longest first, and hide shorter ones inside them; what is left may
    name a header in part, if no other header shares as much. A part of its name does not mention a
    total: 支出 is no 支出合計.
    """
    headers = dict(_headers(grid))
    left = list(content)
    found: list[Mention] = []
    for (axis, level, name), items in sorted(headers.items(), key=lambda h: (-len(h[0][2]), h[0])):
        if len(name) < SHORTEST:
            continue
        starts = list(_occurrences(name, "".join(left), found))
        found += [
            Mention(axis, level, name, frozenset(items), ((at, at + len(name)),), 1.0)
            for at in starts
        ]
        for at in starts:
            left[at : at + len(name)] = " " * len(name)
    partial = {key: items for key, items in headers.items() if role_of(key[2]) is not Role.TOTAL}
    found += _partial(partial, found, "".join(left))
    return sorted(_joined(found), key=lambda m: m.spans)


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


def _occurrences(name: str, left: str, found: Iterable[Mention]) -> Iterator[int]:
    """Yield the offsets of a name in what is left; a name of both axes, or of several levels, is
    mentioned wherever the same name was."""
    yield from (m.start for m in found if m.name == name)
    at = left.find(name)
    while at >= 0:
        yield at
        at = left.find(name, at + len(name))


def _partial(
    headers: dict[tuple[str, int, str], list[int]], whole: Sequence[Mention], left: str
) -> list[Mention]:
    """The headers of which only a part is named, those that share most. A word for any number
    (人數) is no such part."""
    named = {(m.axis, m.level, m.name) for m in whole}
    shared: list[Mention] = []
    for key, items in headers.items():
        if key in named:
            continue
        runs = common_runs(key[2], left)
        fit = sum(end - start for start, end in runs) / len(key[2]) if key[2] else 0.0
        says_more = any(left[start:end] not in MEASURES for start, end in runs)
        if says_more and fit >= LEAST_PART:
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
