"""The query language of the search box; every text is a valid query.

    words and 中文 words      ranked; any one of them is enough
    "an exact phrase"         required, in these characters; also “…”, 「…」, 『…』
    +word  -word              required; excluded
    A AND B, A OR B, NOT A    also 且, 或, 非, &, |; ( ) group; neighbours of an operator are AND
    海?因  司法*助  extrad*    ? is one character, * some within a word
    A near/5 B  A pre/5 B     at most five characters between them; in this order
    A /s B  A /p B  A /d B    in one sentence; in one passage; in one document
    atleast3(A)               at least three times in a passage
    word^2                    counts twice in the order of hits
    title:x year:105..107     fields; their names in `judian.search.query.field_names`

Signs, letters and brackets may be full-width. `parse` returns a tree; what is not understood is
reported with its position. docs/query-language.md is the manual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.query import MAX_NEAR
from judian.search.query.token import Token
from judian.search.query.tokens import tokens
from judian.search.query.trees import (
    Boost,
    FieldTest,
    Junction,
    Negation,
    Parsed,
    Phrase,
    Repeated,
    Required,
    Tree,
    Wildcard,
    Words,
)
from judian.search.replies.results import Problem
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.segment import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most characters of a query; the rest is cut off and reported.
MAX_QUERY = 2000
#: Most words and operators of a query that are read.
MAX_TOKENS = 200

#: Most words with * or ? of a query that are read. Each may read every text: 32 take 0.6 s of
#: processor time over 18,000 passages.
MAX_WILDCARDS = 32

#: Most problems that are reported for one query.
MAX_PROBLEMS = 20

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# What means another thing in a question than in other queries.
# 走私或販運; 或許, 或者 and 而且 are words of their own.
_INNER = re.compile(rf"(?<=[{HAN}]{{2}})(?:或(?![許者是])|(?<![而並況])且)(?=[{HAN}]{{2}})")
_ASKING = re.compile(r"[?？「」『』]")
#: One or two Latin words with ? at an end, as stems are written elsewhere: extradit? 走私
_STEM = re.compile(rf"(?:[A-Za-z]{{3,}}\?|[A-Za-z{HAN}]+)(?:\s+(?:[A-Za-z]{{3,}}\?|[{HAN}]+))?")
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|\"[^\"]*\"")


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
    clean = _CONTROL.sub(" ", text[:MAX_QUERY])
    found = tokens(clean, problems, question=_is_question(clean))
    parser = _Parser(_bounded(found, problems), problems)
    parts = tuple(parser.parts())
    problems.sort(key=lambda p: p.position)
    return Parsed(parts, parser.strict, tuple(problems[:MAX_PROBLEMS]))


def _bounded(found: list[Token], problems: list[Problem]) -> list[Token]:
    """The tokens up to what is too much for one query, which is reported."""
    wild = [number for number, token in enumerate(found) if token.kind == "word" and token.value]
    end = wild[MAX_WILDCARDS] if len(wild) > MAX_WILDCARDS else len(found)
    if min(end, MAX_TOKENS) == len(found):
        return found
    what = f"{MAX_TOKENS} words and operators", f"{MAX_TOKENS} 個詞與運算子"
    if end <= MAX_TOKENS:
        what = f"{MAX_WILDCARDS} words with * or ?", f"{MAX_WILDCARDS} 個含 * 或 ? 的詞"
    end = min(end, MAX_TOKENS)
    note = "and nothing behind them" if end < MAX_TOKENS else ""
    problems.append(
        Problem(
            found[end].position,
            " ".join(f"only the first {what[0]} are read {note}".split()),
            f"只讀取前 {what[1]}" + ("，其後的查詢條件已略過" if note else ""),
        )
    )
    return found[:end]


def _is_question(text: str) -> bool:
    """True for a text that asks something; only told for one with a question mark or 「」."""
    if _ASKING.search(text) is None or _STEM.fullmatch(text):
        return False
    outside = _QUOTED.sub(" ", text)  # Words of asking inside quotation marks ask nothing.
    return read(squeezed_fold(outside)).answer_type is not AnswerType.NOTHING


class _Parser:
    """Recursive descent; OR binds loosest, then AND and adjacency, then proximity, then NOT."""

    def __init__(self, found: list[Token], problems: list[Problem]) -> None:
        self.tokens = found
        self.problems = problems
        self.at = 0
        self.strict = any(t.kind in ("operator", "open") for t in found)
        #: The field of the group that is read, as in title:(A OR B).
        self.field: str | None = None
        self.reported_precedence = False

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
        mixed_before = self.at
        parts = [self._and()]
        first: Token | None = None
        while token := self._peek("operator", "OR"):
            first = first or token
            self.at += 1
            parts.append(self._and())
            self._lacks(token, parts == [None, parts[-1]], parts[-1] is None)
        if first is not None and any(_is_conjunction(part) for part in parts):
            self._report_precedence(first, self.tokens[mixed_before : self.at])
        return _joined("OR", parts)

    def _report_precedence(self, token: Token, within: list[Token]) -> None:
        """Report once that AND binds before OR, where both stand in one group of brackets."""
        depth = 0
        for one in within:
            depth += {"open": 1, "field_group": 1, "at_least": 1, "close": -1}.get(one.kind, 0)
            if depth == 0 and one.kind == "operator" and one.text == "AND":
                if not self.reported_precedence:
                    self._problem(
                        token,
                        "AND binds before OR; write brackets around what belongs together",
                        "AND 先於 OR 結合；請用括號標明哪些字詞屬同一組",
                    )
                self.reported_precedence = True
                return

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
            if left is not None and right is not None and token.text.startswith("not "):
                near = Token("operator", token.text.removeprefix("not "), token.position)
                left = Junction("AND", (left, Negation(self._together(near, left, right))))
                continue
            if left is None or right is None:
                self._lacks(token, left is None, right is None)
                left = _joined("AND", [left, right])
                continue
            left = self._together(token, left, right)
        return left

    def _together(self, token: Token, left: Tree, right: Tree) -> Tree:
        """The two trees joined by an operator of proximity."""
        parts: tuple[Tree, ...] = (left, right)
        if isinstance(left, Junction) and left.operator == token.text:
            parts = (*left.parts, right)
        if token.text not in ("/p", "/d") and not all(map(_is_text, parts)):
            self._problem(
                token,
                f"{token.text} joins words, phrases and (A OR B) only, and is read as AND",
                f"{token.text} 兩邊須是字詞、片語或（甲 OR 乙），改讀作 AND",
            )
            return Junction("AND", (left, right))
        if token.text.startswith("near/") and len(parts) > MAX_NEAR:
            self._problem(
                token,
                f"{token.text} joins at most {MAX_NEAR} words or phrases",
                f"{token.text} 最多連接 {MAX_NEAR} 個字詞或片語",
            )
            return left
        return Junction(token.text, parts)

    def _unary(self) -> Tree | None:
        tree = self._operand()
        while tree is not None and (token := self._peek("boost")):
            self.at += 1
            tree = Boost(tree, float(token.text))
        return tree

    def _operand(self) -> Tree | None:
        if self.at >= len(self.tokens) or self._peek("close"):
            return None
        token = self.tokens[self.at]
        if token.kind == "operator" and token.text != "NOT":
            return None  # The caller reports AND, OR and proximity without an operand.
        self.at += 1
        match token.kind:
            case "minus" | "operator":
                return self._signed(token, "excluded", "排除")
            case "plus":
                return self._signed(token, "required", "要求")
            case "open":
                return self._group(token)
            case "at_least":
                return self._repeated(token)
            case "field_group":
                return self._field_group(token)
            case "boost":
                return None  # After something that is no operand: a weight of nothing.
        return self._leaf(token)

    def _signed(self, token: Token, what: str, zh: str) -> Tree | None:
        """What follows a minus, a plus or NOT."""
        part = self._operand()
        if part is None:
            self._problem(token, f"nothing follows to be {what}", f"後面沒有要{zh}的字詞")
            return None
        return Required(part) if token.kind == "plus" else Negation(part)

    def _leaf(self, token: Token) -> Tree:
        text, position = token.text, token.position
        if token.kind == "field":
            return FieldTest(text, token.value, position)
        if self.field is not None:
            return FieldTest(self.field, text, position)
        if token.kind == "phrase":
            return Phrase(text, position)
        if token.value:
            return Wildcard(text, position)
        self._report_inner_operator(token)
        return Words(text, position)

    def _report_inner_operator(self, token: Token) -> None:
        """Report 或 or 且 between two words without spaces, which joins nothing."""
        match = _INNER.search(token.text) if self.strict else None
        if match:
            self.problems.append(
                Problem(
                    token.position + match.start(),
                    f"{match[0]} inside a word joins nothing; write spaces around it",
                    f"字詞中間的「{match[0]}」不作運算子；要用時請在前後加空格",
                )
            )

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

    def _field_group(self, token: Token) -> Tree | None:
        """The tests of title:(A OR B)."""
        outer, self.field = self.field, token.text
        tree = self._group(token)
        self.field = outer
        return tree

    def _repeated(self, token: Token) -> Tree | None:
        tree = self._group(token)
        if tree is None:
            return None
        if not _is_text(tree):
            self._problem(
                token,
                f"atleast{token.text}() takes words, phrases and (A OR B) only, and is left out",
                f"atleast{token.text}() 只能用於字詞、片語或（甲 OR 乙），已略過",
            )
            return tree
        return Repeated(tree, int(token.text))


def _is_conjunction(tree: Tree | None) -> bool:
    return isinstance(tree, Junction) and tree.operator == "AND"


def _is_proximity(operator: str) -> bool:
    operator = operator.removeprefix("not ")
    return operator in ("/s", "/p", "/d") or operator.startswith(("near/", "pre/"))


def _is_text(tree: Tree) -> bool:
    """True for a word, a phrase, a wildcard, and for a choice of these."""
    if isinstance(tree, Boost):
        return _is_text(tree.part)
    if isinstance(tree, Junction):
        return tree.operator == "OR" and all(map(_is_text, tree.parts))
    return isinstance(tree, (Words, Phrase, Wildcard))


def _joined(operator: str, parts: list[Tree | None]) -> Tree | None:
    kept = [p for p in parts if p is not None]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else Junction(operator, tuple(kept))
