"""The query language of the search box; every text is a valid query.

    words and 中文 words      ranked; any one of them is enough
    "an exact phrase"         required, in these characters (也可用 “…” 或 ＂…＂)
    -word  -"a phrase"        excluded
    A AND B, A OR B, NOT A    required as written; ( ) group; neighbours without an operator are AND
    prefix*                   words that begin so
    A near/5 B                at most five characters between them, in either order
    A /s B    A /p B          in one sentence; in one passage
    title:x agency:x doc:x kind:x instrument:x year:105 year:105..107 year:2016..2018

Fields may be named in Chinese (標題 機關 文件 種類 條約 年). `parse` returns a tree; parts that
are not understood are read as plain words and reported with their position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.query import MAX_NEAR
from judian.search.query.tokens import QUOTES, Token, tokens
from judian.search.replies.results import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most characters of a query; the rest is cut off and reported.
MAX_QUERY = 2000
#: Most words and operators of a query that are read.
MAX_TOKENS = 200

#: Most problems that are reported for one query.
MAX_PROBLEMS = 20


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
class PrefixWord:
    """The beginning of a word, before *."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`field` is one of the values of `judian.search.query.tokens.FIELDS`; `value` as typed, quotes
    removed."""

    field: str
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A part that must not match."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Junction:
    """`operator` is one of AND, OR, /s, /p or near/N; at least two parts."""

    operator: str
    parts: tuple[Tree, ...]


Tree = Words | Phrase | PrefixWord | FieldTest | Negation | Junction


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query; `parts` are in order. In a strict query (with an operator) all of them are
    required; in a loose one all phrases, prefixes, fields and negations, and any of the words."""

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


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def parse(text: str) -> Parsed:
    """The tree of `text`; never raises."""
    problems: list[Problem] = []
    if len(text) > MAX_QUERY:
        problems.append(
            Problem(
                MAX_QUERY,
                f"the query is cut after {MAX_QUERY} characters",
                f"查詢過長，只讀取前 {MAX_QUERY} 個字",
            )
        )
    found = tokens(_CONTROL.sub(" ", text[:MAX_QUERY]), problems)
    if len(found) > MAX_TOKENS:
        problems.append(
            Problem(
                found[MAX_TOKENS].position,
                f"only the first {MAX_TOKENS} words and operators are read",
                f"只讀取前 {MAX_TOKENS} 個詞與運算子",
            )
        )
    parser = _Parser(found[:MAX_TOKENS], problems)
    parts = tuple(parser.parts())
    problems.sort(key=lambda p: p.position)
    return Parsed(parts, parser.strict, tuple(problems[:MAX_PROBLEMS]))


class _Parser:
    """Recursive descent; OR binds loosest, then AND and adjacency, then proximity, then NOT."""

    def __init__(self, found: list[Token], problems: list[Problem]) -> None:
        self.tokens = found
        self.problems = problems
        self.at = 0
        self.strict = any(t.kind in ("operator", "open") for t in found)

    def parts(self) -> Iterator[Tree]:
        while self.at < len(self.tokens):
            tree = self._or() if self.strict else self._unary()
            if tree is not None:
                yield tree

    def _peek(self, kind: str, *texts: str) -> Token | None:
        """The next token, if it is of this kind and one of these texts."""
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        return token if token.kind == kind and (not texts or token.text in texts) else None

    def _problem(self, token: Token, en: str, zh: str) -> None:
        self.problems.append(Problem(token.position, en, zh))

    def _lacks(self, token: Token, left: bool, right: bool) -> None:
        """Report the sides on which the operator has no operand."""
        if left:
            self._problem(
                token, f"{token.text} lacks a word on its left", f"{token.text} 左邊缺少字詞"
            )
        if right:
            self._problem(
                token, f"{token.text} lacks a word on its right", f"{token.text} 右邊缺少字詞"
            )

    def _or(self) -> Tree | None:
        parts = [self._and()]
        while token := self._peek("operator", "OR"):
            self.at += 1
            parts.append(self._and())
            self._lacks(token, parts == [None, parts[-1]], parts[-1] is None)
        return _joined("OR", parts)

    def _and(self) -> Tree | None:
        parts = [self._near()]
        while self.at < len(self.tokens) and not self._peek("close"):
            if self._peek("operator", "OR"):
                break
            token = self._peek("operator", "AND")
            if token:
                self.at += 1
            parts.append(self._near())
            if token:
                self._lacks(token, parts == [None, parts[-1]], parts[-1] is None)
        return _joined("AND", parts)

    def _near(self) -> Tree | None:
        left = self._unary()
        while (token := self._peek("operator")) and _is_proximity(token.text):
            self.at += 1
            right = self._unary()
            if left is None or right is None:
                self._lacks(token, left is None, right is None)
                left = _joined("AND", [left, right])
                continue
            parts: tuple[Tree, ...] = (left, right)
            if isinstance(left, Junction) and left.operator == token.text:
                parts = (*left.parts, right)
            if token.text == "/p" or all(isinstance(part, (Words, Phrase)) for part in parts):
                if token.text.startswith("near/") and len(parts) > MAX_NEAR:
                    self._problem(
                        token,
                        f"{token.text} joins at most {MAX_NEAR} words or phrases",
                        f"{token.text} 最多連接 {MAX_NEAR} 個字詞或片語",
                    )
                    continue
                left = Junction(token.text, parts)
            else:
                self._problem(
                    token,
                    f"{token.text} joins words and phrases only",
                    f"{token.text} 兩邊都須是字詞或片語",
                )
                left = Junction("AND", (left, right))
        return left

    def _unary(self) -> Tree | None:
        if self.at >= len(self.tokens) or self._peek("close"):
            return None
        token = self.tokens[self.at]
        if token.kind == "operator" and token.text != "NOT":
            return None  # The caller reports AND, OR and proximity without an operand.
        self.at += 1
        if token.kind in ("minus", "operator"):
            part = self._unary()
            if part is None:
                self._problem(token, "nothing follows to be excluded", "後面沒有要排除的字詞")
                return None
            return Negation(part)
        if token.kind == "open":
            return self._group(token)
        if token.kind == "phrase":
            return Phrase(token.text, token.position)
        if token.kind == "prefix":
            return PrefixWord(token.text, token.position)
        if token.kind == "field":
            return FieldTest(token.text, token.value, token.position)
        return Words(token.text, token.position)

    def _group(self, opening: Token) -> Tree | None:
        before = self.at
        tree = self._or()
        if self.at == before:
            self._problem(opening, "nothing stands in these brackets", "括號內沒有字詞")
        if self._peek("close"):
            self.at += 1
        else:
            self._problem(opening, "this bracket is not closed", "括號沒有成對")
        return tree


def _is_proximity(operator: str) -> bool:
    return operator in ("/s", "/p") or operator.startswith("near/")


def _joined(operator: str, parts: list[Tree | None]) -> Tree | None:
    kept = [p for p in parts if p is not None]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else Junction(operator, tuple(kept))


def describe(parsed: Parsed) -> str:
    """The query written out as it was understood; it reads the same again."""
    return " ".join(_describe(part, parsed.strict) for part in parsed.parts)


def _describe(tree: Tree, strict: bool) -> str:
    if isinstance(tree, Words):
        return tree.text
    if isinstance(tree, Phrase):
        return _quote(tree.text)
    if isinstance(tree, PrefixWord):
        return f"{tree.text}*"
    if isinstance(tree, FieldTest):
        is_bare = re.fullmatch(r"[^\s()\"“”„＂]+", tree.value)
        return f"{tree.field}:{tree.value if is_bare else _quote(tree.value)}"
    if isinstance(tree, Negation):
        return f"{'NOT ' if strict else '-'}{_describe(tree.part, strict)}"
    return "(" + f" {tree.operator} ".join(_describe(p, strict) for p in tree.parts) + ")"


def _quote(text: str) -> str:
    """`text` in quotation marks that it does not contain."""
    opening, closing = next(
        ((mark, ends[0]) for mark, ends in QUOTES.items() if not set(ends) & set(text)), ('"', '"')
    )
    return f"{opening}{text}{closing}"
