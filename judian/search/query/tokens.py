"""The words, phrases, fields and operators of a query, in order, each with its position."""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.search.replies.results import Problem

#: Deepest nesting of parentheses that is honoured.
MAX_DEPTH = 20

#: Field names as people write them, and the field of each.
FIELDS = {
    "title": "title", "標題": "title", "篇名": "title", "标题": "title",
    "agency": "agency", "機關": "agency", "机关": "agency",
    "doc": "doc", "文件": "doc",
    "kind": "kind", "種類": "kind", "种类": "kind",
    "instrument": "instrument", "條約": "instrument", "法規": "instrument", "条约": "instrument",
    "法规": "instrument", "year": "year", "年": "year", "年度": "year", "年份": "year",
}  # fmt: skip

#: Each opening quotation mark with those that close it.
QUOTES = {'"': '"', "“": '”"', "＂": "＂", "„": "”“"}
_MARKS = frozenset("".join((*QUOTES, *QUOTES.values())))
# and, or, not in small letters are words of an English phrase; near/5, /s, /p are not words.
_OPERATOR = re.compile(r"(?:AND|OR|NOT|(?i:near/[0-9]{1,3}|/s|/p))(?=[\s()\"“”＂„]|$)")
_FIELD = re.compile(r"([A-Za-z]+|[一-鿿]{1,3})[:：]")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is one of word, phrase, prefix, field, operator, open, close and minus; `text` the
    word, the operator or the field name, `value` the required value of the field."""

    kind: str
    text: str
    position: int
    value: str = ""


def tokens(text: str, problems: list[Problem]) -> list[Token]:
    """The tokens of `text`; parts that are not understood are added to `problems`."""
    return _Lexer(text, problems).run()


class _Lexer:
    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.found: list[Token] = []
        self.depth = 0
        self.at = 0
        #: True if an operator may begin here, outside a word.
        self.free = True

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            if self.text[self.at].isspace():
                self.at += 1
                self.free = True
            elif not (self._quotation() or self._bracket() or self._special()):
                self._word()
        return self.found

    def _add(self, kind: str, text: str, end: int, value: str = "") -> None:
        self.found.append(Token(kind, text, self.at, value))
        self.at = end
        self.free = kind not in ("word", "prefix")

    def _problem(self, position: int, en: str, zh: str) -> None:
        self.problems.append(Problem(position, en, zh))

    def _quotation(self) -> bool:
        char = self.text[self.at]
        if char not in _MARKS:
            return False
        phrase, end = _quoted(self.text, self.at)
        if phrase is not None and phrase.strip():
            self._add("phrase", phrase, end)
            return True
        if phrase is None and char in QUOTES:
            self._problem(
                self.at,
                "this quotation mark is not closed; the words are searched without it",
                "引號沒有成對，改以一般字詞檢索",
            )
        self.at = end
        self.free = True
        return True

    def _bracket(self) -> bool:
        char = self.text[self.at]
        if char == "(" and self.free:
            self.depth += 1
            if self.depth <= MAX_DEPTH:
                self._add("open", char, self.at + 1)
                return True
            if self.depth == MAX_DEPTH + 1:
                self._problem(self.at, "too many nested brackets", "括號層數過多")
            self.at += 1
            return True
        if char == ")" and self.depth > 0:
            self.depth -= 1
            if self.depth < MAX_DEPTH:
                self._add("close", char, self.at + 1)
            else:
                self.at += 1
            return True
        return False

    def _special(self) -> bool:
        """An operator, a minus or a field."""
        if not self.free:
            return False
        text, at = self.text, self.at
        operator = _OPERATOR.match(text, at)
        if operator:
            name = operator.group()
            self._add("operator", name if name.isalpha() else name.lower(), operator.end())
            return True
        if text[at] == "-" and at + 1 < len(text) and text[at + 1] not in "- \t\n\u3000":
            self._add("minus", "-", at + 1)
            return True
        field = _FIELD.match(text, at)
        if field is None or field.group(1).lower() not in FIELDS:
            return False
        value, end = _field_value(text, field.end())
        if value:
            self._add("field", FIELDS[field.group(1).lower()], end, value)
        else:
            self._problem(
                at,
                f"the field {field.group(1)} has no value and is left out",
                f"欄位「{field.group(1)}」沒有值，已略過",
            )
            self.at = end
        return True

    def _word(self) -> None:
        text, end = self.text, self.at + 1
        stops = {*_MARKS, ")"} if self.depth else _MARKS
        while end < len(text) and not text[end].isspace() and text[end] not in stops:
            end += 1
        word = text[self.at : end]
        stem = word.rstrip("*")
        if not stem.strip("-"):  # A dash between words is not a word.
            self.at, self.free = end, False
            return
        self._add("word" if stem == word else "prefix", stem, end)


def _quoted(text: str, at: int) -> tuple[str | None, int]:
    """The text of the quotation that opens at `at`, None if it is not closed, and the offset after
    it."""
    closers = QUOTES.get(text[at], "")
    ends = [end for closer in closers if (end := text.find(closer, at + 1)) >= 0]
    return (text[at + 1 : min(ends)], min(ends) + 1) if ends else (None, at + 1)


def _field_value(text: str, at: int) -> tuple[str, int]:
    """The field value that begins at `at`, and its end."""
    if at < len(text) and text[at] in QUOTES:
        phrase, end = _quoted(text, at)
        if phrase is not None:
            return phrase.strip(), end
    end = at
    while (
        end < len(text)
        and not text[end].isspace()
        and text[end] not in "()"
        and (text[end] not in _MARKS)
    ):
        end += 1
    return text[at:end], end
