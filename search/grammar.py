"""The query language: one box, read without ever failing.

    words and 中文 words      ranked; none of them is required
    "an exact phrase"         required, in these characters (也可用 “…” 或 ＂…＂)
    -word  -"a phrase"        excluded
    A AND B, A OR B, NOT A    required as written; ( ) group; neighbours without an operator are AND
    prefix*                   words that begin so
    A near/5 B                at most five characters between them, in either order
    A /s B    A /p B          in one sentence; in one passage
    title:x agency:x doc:x kind:x instrument:x year:105 year:105..107 year:2016..2018

Fields may be named in Chinese (標題 機關 文件 種類 條約 年). `parse` returns a tree; what could
not be understood is read as plain words and reported with its position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.results import Problem

#: Longest query that is read; the rest is cut off and reported.
MAX_QUERY = 2000
#: Deepest nesting of parentheses that is honoured.
MAX_DEPTH = 20
#: Most words and operators of a query that are read.
MAX_TOKENS = 200

FIELDS = {
    "title": "title", "標題": "title", "篇名": "title", "标题": "title",
    "agency": "agency", "機關": "agency", "机关": "agency",
    "doc": "doc", "文件": "doc",
    "kind": "kind", "種類": "kind", "种类": "kind",
    "instrument": "instrument", "條約": "instrument", "法規": "instrument", "条约": "instrument",
    "year": "year", "年": "year", "年度": "year", "年份": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text; ranked in a loose query, required in a strict one."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class PrefixWord:
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`field` is one of the values of FIELDS; `value` as typed, quotes removed."""

    field: str
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    part: Tree


@dataclass(frozen=True, slots=True)
class Junction:
    """`operator` is one of AND, OR, /s, /p or near/N; at least two parts."""

    operator: str
    parts: tuple[Tree, ...]


Tree = Words | Phrase | PrefixWord | FieldTest | Negation | Junction


@dataclass(frozen=True, slots=True)
class Parsed:
    """`parts` stand side by side. In a strict query (one that uses an operator) all of them
    are required; in a loose one only phrases, prefixes, fields and negations are."""

    parts: tuple[Tree, ...]
    strict: bool
    problems: tuple[Problem, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """The plain words of the query, wherever they stand, in order; negated ones not."""
        return tuple(_words(self.parts))


def _words(parts: tuple[Tree, ...]) -> list[Words]:
    found: list[Words] = []
    for part in parts:
        if isinstance(part, Words):
            found.append(part)
        elif isinstance(part, Junction):
            found.extend(_words(part.parts))
    return found


_QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "„": "”"}
_OPERATOR = re.compile(r"(AND|OR|NOT)(?=[\s()\"“＂]|$)|(near/\d{1,3}|/s|/p)(?=[\s()\"“＂]|$)", re.I)
_FIELD = re.compile(r"([a-z]+|[一-鿿]{1,3})[:：]", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word phrase prefix field operator open close minus
    text: str
    position: int
    value: str = ""


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
        text = text[:MAX_QUERY]
    tokens = _tokens(_CONTROL.sub(" ", text), problems)
    if len(tokens) > MAX_TOKENS:
        cut = tokens[MAX_TOKENS].position
        problems.append(
            Problem(
                cut,
                f"only the first {MAX_TOKENS} words and operators are read",
                f"只讀取前 {MAX_TOKENS} 個詞與運算子",
            )
        )
        tokens = tokens[:MAX_TOKENS]
    parser = _Parser(tokens, problems)
    parts = parser.parts()
    return Parsed(
        tuple(parts), parser.strict, tuple(sorted(parser.problems, key=lambda p: p.position))
    )


def _tokens(text: str, problems: list[Problem]) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        free = at == 0 or text[at - 1].isspace() or text[at - 1] in "(-"
        if char.isspace():
            at += 1
        elif char in _QUOTES and char != "”":
            phrase, end = _quoted(text, at)
            if phrase is None:
                problems.append(
                    Problem(
                        at,
                        "this quotation mark is not closed; the words are searched without it",
                        "引號沒有成對，改以一般字詞檢索",
                    )
                )
                at += 1
            else:
                if phrase.strip():
                    tokens.append(_Token("phrase", phrase, at))
                at = end
        elif char == "”":
            at += 1
        elif free and (found := _OPERATOR.match(text, at)) and _is_operator(found, text):
            tokens.append(_Token("operator", _operator_name(found.group()), at))
            at = found.end()
        elif char == "(" and free:
            tokens.append(_Token("open", char, at))
            at += 1
        elif char == ")" and _open_depth(tokens) > 0:
            tokens.append(_Token("close", char, at))
            at += 1
        elif char == "-" and free and at + 1 < len(text) and text[at + 1] not in " \t\n-":
            tokens.append(_Token("minus", char, at))
            at += 1
        elif free and (found := _FIELD.match(text, at)) and found.group(1).lower() in FIELDS:
            value, end = _field_value(text, found.end())
            name = FIELDS[found.group(1).lower()]
            if value:
                tokens.append(_Token("field", name, at, value))
            else:
                problems.append(
                    Problem(
                        found.end(),
                        f"the field {found.group(1)} has no value and is left out",
                        f"欄位「{found.group(1)}」沒有值，已略過",
                    )
                )
            at = max(end, found.end())
        else:
            end = _word_end(text, at, _open_depth(tokens) > 0)
            word = text[at:end]
            if word.endswith("*") and len(word) > 1:
                tokens.append(_Token("prefix", word.rstrip("*"), at))
            else:
                tokens.append(_Token("word", word, at))
            at = end
    return tokens


def _quoted(text: str, at: int) -> tuple[str | None, int]:
    end = text.find(_QUOTES[text[at]], at + 1)
    if end < 0 and text[at] == "“":
        end = text.find('"', at + 1)
    return (None, at + 1) if end < 0 else (text[at + 1 : end], end + 1)


def _is_operator(found: re.Match[str], text: str) -> bool:
    # and/or/not in small letters are words of an English phrase; near/5, /s, /p are not words.
    return found.group(1) is None or found.group(1).isupper()


def _operator_name(text: str) -> str:
    return text.upper() if text.isalpha() else text.lower()


def _open_depth(tokens: list[_Token]) -> int:
    return sum((t.kind == "open") - (t.kind == "close") for t in tokens)


def _word_end(text: str, at: int, grouped: bool) -> int:
    end = at + 1
    while end < len(text) and not text[end].isspace() and text[end] not in '"“＂':
        if grouped and text[end] == ")":
            break
        end += 1
    return end


def _field_value(text: str, at: int) -> tuple[str, int]:
    if at < len(text) and text[at] in _QUOTES:
        phrase, end = _quoted(text, at)
        if phrase is not None:
            return phrase.strip(), end
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in '()"“':
        end += 1
    return text[at:end], end


class _Parser:
    """Recursive descent; OR binds loosest, then AND and adjacency, then nearness, then NOT."""

    def __init__(self, tokens: list[_Token], problems: list[Problem]) -> None:
        self.tokens = tokens
        self.problems = problems
        self.at = 0
        self.depth = 0
        self.strict = any(t.kind in ("operator", "open") for t in tokens)

    def parts(self) -> list[Tree]:
        found: list[Tree] = []
        while self.at < len(self.tokens):
            tree = self._or() if self.strict else self._unary()
            if tree is not None:
                found.append(tree)
            if self.at < len(self.tokens) and self._peek("close"):
                self._problem("this bracket closes nothing", "這個括號沒有對應的左括號")
                self.at += 1
        return found

    def _peek(self, kind: str, *texts: str) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.kind == kind and (not texts or token.text in texts)

    def _problem(self, en: str, zh: str, position: int | None = None) -> None:
        if position is None:
            token = self.tokens[min(self.at, len(self.tokens) - 1)]
            position = token.position
        self.problems.append(Problem(position, en, zh))

    def _or(self) -> Tree | None:
        parts = [self._and()]
        while self._peek("operator", "OR"):
            operator = self.tokens[self.at].position
            self.at += 1
            part = self._and()
            if part is None:
                self._problem("OR lacks a word on its right", "OR 右邊缺少字詞", operator)
            parts.append(part)
        return _joined("OR", parts)

    def _and(self) -> Tree | None:
        parts = [self._near()]
        while self.at < len(self.tokens) and not self._peek("close"):
            if self._peek("operator", "OR"):
                break
            if self._peek("operator", "AND"):
                operator = self.tokens[self.at].position
                self.at += 1
                if parts == [None]:
                    self._problem("AND lacks a word on its left", "AND 左邊缺少字詞", operator)
                part = self._near()
                if part is None:
                    self._problem("AND lacks a word on its right", "AND 右邊缺少字詞", operator)
                parts.append(part)
            else:
                before = self.at
                parts.append(self._near())
                if self.at == before:
                    break
        return _joined("AND", parts)

    def _near(self) -> Tree | None:
        left = self._unary()
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "operator":
            token = self.tokens[self.at]
            if not (token.text in ("/s", "/p") or token.text.startswith("near/")):
                break
            self.at += 1
            right = self._unary()
            if left is None or right is None or not _is_text(left) or not _is_text(right):
                self._problem(
                    f"{token.text} joins two words or phrases",
                    f"{token.text} 兩邊都須是字詞或片語",
                    token.position,
                )
                left = _joined("AND", [left, right])
            elif isinstance(left, Junction) and left.operator == token.text:
                left = Junction(token.text, (*left.parts, right))
            else:
                left = Junction(token.text, (left, right))
        return left

    def _unary(self) -> Tree | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.kind == "minus" or (token.kind == "operator" and token.text == "NOT"):
            self.at += 1
            part = self._unary()
            if part is None:
                self._problem(
                    "nothing follows to be excluded", "後面沒有要排除的字詞", token.position
                )
                return None
            return Negation(part)
        if token.kind == "open":
            self.at += 1
            self.depth += 1
            if self.depth > MAX_DEPTH:
                if self.depth == MAX_DEPTH + 1:
                    self._problem("too many nested brackets", "括號層數過多", token.position)
                self.depth -= 1
                return self._unary()
            tree = self._or()
            self.depth -= 1
            if self._peek("close"):
                self.at += 1
            else:
                self._problem("this bracket is not closed", "括號沒有成對", token.position)
            return tree
        if token.kind in ("operator", "close"):
            if token.kind == "operator" and token.text in ("AND", "OR"):
                return None
            if token.kind == "close":
                return None
            self._problem(
                f"{token.text} lacks a word on its left",
                f"{token.text} 左邊缺少字詞",
                token.position,
            )
            self.at += 1
            return None
        self.at += 1
        if token.kind == "phrase":
            return Phrase(token.text, token.position)
        if token.kind == "prefix":
            return PrefixWord(token.text, token.position)
        if token.kind == "field":
            return FieldTest(token.text, token.value, token.position)
        return Words(token.text, token.position)


def _is_text(tree: Tree) -> bool:
    if isinstance(tree, Junction):
        return tree.operator in ("/s", "/p") or tree.operator.startswith("near/")
    return isinstance(tree, (Words, Phrase))


def _joined(operator: str, parts: list[Tree | None]) -> Tree | None:
    kept = [p for p in parts if p is not None]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else Junction(operator, tuple(kept))
