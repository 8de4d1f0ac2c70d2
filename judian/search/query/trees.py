"""The tree of a query as it was typed, and its description in the words of the query language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.query.tokens import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.replies.results import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text; ranked in a loose query, required in a strict one."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text between quotation marks, required literally."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A required word in which ? stands for one character and * for some."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`field` is one of the values of `judian.search.query.field_names.FIELDS`; `value` as typed,
    quotes removed."""

    field: str
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A part that must not match."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Required:
    """A part that must match in a loose query too."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Boost:
    """A part whose words count `weight` times in the order of hits."""

    part: Tree
    weight: float


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part of which every word, phrase or wildcard must occur `count` times in a passage."""

    part: Tree
    count: int


@dataclass(frozen=True, slots=True)
class Junction:
    """`operator` is one of AND, OR, /s, /p, /d, near/N and pre/N; at least two parts."""

    operator: str
    parts: tuple[Tree, ...]


Leaf = Words | Phrase | Wildcard | FieldTest
Tree = Leaf | Negation | Required | Boost | Repeated | Junction


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query; `parts` are in order. In a strict query (with an operator) all of them are
    required; in a loose one all but the plain words, and beside no `Required` any one of these."""

    parts: tuple[Tree, ...]
    strict: bool
    problems: tuple[Problem, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """The plain words of the query at any depth, in order, except negated ones."""
        return tuple(_words(self.parts))


def _words(parts: tuple[Tree, ...]) -> Iterator[Words]:
    for part in parts:
        if isinstance(part, Words):
            yield part
        elif isinstance(part, Junction):
            yield from _words(part.parts)
        elif isinstance(part, (Required, Boost, Repeated)):
            yield from _words((part.part,))


def leaves(tree: Tree) -> Iterator[Leaf]:
    """The words, phrases, wildcards and field tests of a tree, in order."""
    match tree:
        case Words() | Phrase() | Wildcard() | FieldTest():
            yield tree
        case Junction(_, parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield from leaves(tree.part)


def is_loose(part: Tree) -> bool:
    """True for a part that a loose query does not require: plain words, weighted or not."""
    return isinstance(part, Words) or (isinstance(part, Boost) and is_loose(part.part))


def loose_words(part: Tree) -> tuple[float, Words]:
    """The weight and the words of a part for which `is_loose` is true."""
    if isinstance(part, Boost):
        weight, words = loose_words(part.part)
        return weight * part.weight, words
    assert isinstance(part, Words)
    return 1.0, part


def describe(parsed: Parsed) -> str:
    """The query written out as it was understood; it reads the same again."""
    text = " ".join(_describe(part, parsed.strict) for part in parsed.parts)
    is_marked = any(isinstance(part, (Junction, Negation)) for part in parsed.parts)
    return f"({text})" if parsed.strict and text and not is_marked else text


def _describe(tree: Tree, strict: bool) -> str:
    match tree:
        case Words(text) | Wildcard(text):
            return text
        case Phrase(text):
            return _quote(text)
        case FieldTest(field, value):
            is_bare = re.fullmatch(r"[^\s()（）^＾\"“”„＂「」『』]+", value)
            return f"{field}:{value if is_bare else _quote(value)}"
        case Negation(part):
            return f"{'NOT ' if strict else '-'}{_describe(part, strict)}"
        case Required(part):
            return f"+{_describe(part, strict)}"
        case Boost(part, weight):
            return f"{_describe(part, strict)}^{weight:g}"
        case Repeated(part, count):
            inner = _describe(part, strict)
            is_grouped = isinstance(part, Junction)
            return f"atleast{count}{inner}" if is_grouped else f"atleast{count}({inner})"
        case Junction(operator, parts):
            return "(" + f" {operator} ".join(_describe(p, strict) for p in parts) + ")"


def _quote(text: str) -> str:
    """`text` in quotation marks that it does not contain."""
    opening, closing = next(
        ((mark, ends[0]) for mark, ends in QUOTES.items() if not set(ends) & set(text)), ('"', '"')
    )
    return f"{opening}{text}{closing}"
