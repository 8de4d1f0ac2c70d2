"""The words, phrases, fields and operators of a query, in order, each with its position."""

from __future__ import annotations

import re

from judian.search.query.field_names import field_at
from judian.search.query.operators import (
    MAX_DISTANCE,
    infix_after,
    is_expression,
    note_on_word,
    operator_at,
    operator_of_another_system,
    small_word_at,
)
from judian.search.query.phrasings import advice_at, phrasing_at
from judian.search.query.small_words import with_small_operators
from judian.search.query.token import Token
from judian.search.replies.results import Problem
from judian.zh.numbers.numerals import parse
from judian.zh.text.segment import HAN

#: Deepest nesting of parentheses that is honoured.
MAX_DEPTH = 20
#: Most occurrences that atleastN() can ask for.
MAX_COUNT = 99
#: Range of the weight after ^.
MIN_BOOST, MAX_BOOST = 0.1, 100.0

#: Each opening quotation mark with those that close it.
QUOTES = {'"': '"', "“": '”"', "„": "”“‟", "「": "」", "『": "』", "〝": "〞〟", "‘": "’"}
_CORNERS = "「『"
#: A phrase of several words in single straight quotation marks; don't and 90's hold an apostrophe.
_STRAIGHT = re.compile(rf"'(?=\S)([^']*(?:\s|[{HAN}])[^']*)'(?=[\s)\]]|$)")
#: atleast3(…), as Lexis shortens it atl3(…), and as it is said: at least 3(…), 至少三次(…).
_AT_LEAST = re.compile(
    r"(?:(?P<name>(?i:at\s?least|atl))\s*/?(?P<count>[0-9]{1,4})"
    r"|至少\s*(?P<times>[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s*次)\s*\("
)
_BOOST = re.compile(r"\^([0-9]+(?:\.[0-9]+)?)")
#: A stem as Westlaw and Lexis expand it: extradit!
_EXPANDER = re.compile(r"[A-Za-z]{3,}!")
#: A distance right behind a phrase.
_SLOP = re.compile(r"~([0-9]{1,4})(?=[\s)]|$)")
#: The article of a treaty as English writes it, one word with its number: art. 3(2).
_ENGLISH_ARTICLE = re.compile(
    r"(?i:arts?\.?|articles?)\s+[0-9]{1,4}(?:\([0-9a-z]{1,3}\))*(?=[\s),]|$)"
)
#: Signs of other systems around a word.
_SIGNS_BEFORE = "~$#/～＄＃／"
_SIGNS_AROUND = re.compile(r"^[~$#/～＄＃／]+|(?<![0-9])[~$#/～＄＃／][0-9]*$|[~$#/～＄＃／]$")
#: What ! before it excludes, as Lucene reads it.
_EXCLUDED = re.compile(r"[\w(\"“「『]")
_HYPHEN = re.compile(rf"(?<=[{HAN}])-(?=[{HAN}])")
#: Full-width signs and letters, one to one, as half-width ones, and other minus signs.
_PLAIN = (
    {0xFF01 + n: 0x21 + n for n in range(94)}
    | dict.fromkeys((0x2010, 0x2011, 0x2013, 0x2212, 0xFE63), 0x2D)
    | {0x3000: 0x20}
)
#: Other brackets, which group where the query has an operator.
_BRACKETS = str.maketrans("[{〔【", "((((") | str.maketrans("]}〕】", "))))")
_HAS_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b|[&|]|[且或非](?=\s)|(?:near|pre|w)?/[0-9spd]")


def plain_text(text: str) -> str:
    """`text` with full-width letters, digits and signs as half-width ones; of the same length."""
    return text.translate(_PLAIN)


def tokens(text: str, problems: list[Problem], *, question: bool = False) -> list[Token]:
    """The tokens of `text`; parts that are not understood are added to `problems`.

    In a question 「」 and 『』 name something and require no phrase, and ? is no wildcard.
    """
    found = _Lexer(text, problems, question).run()
    return with_small_operators(found, problems)


class _Lexer:
    def __init__(self, text: str, problems: list[Problem], question: bool) -> None:
        self.text = text
        self.plain = plain_text(text)
        if _HAS_OPERATOR.search(self.plain):
            self.plain = self.plain.translate(_BRACKETS)
        self.problems = problems
        self.question = question
        self.quotes = {m: e for m, e in QUOTES.items() if not question or m not in _CORNERS}
        self.marks = frozenset("".join((*self.quotes, *self.quotes.values())))
        self.found: list[Token] = []
        self.depth = 0
        self.at = 0
        #: True if an operator may begin here, outside a word.
        self.free = True
        #: True right after a word that ends at an operator.
        self.infix = False

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            if self.text[self.at].isspace():
                self.at += 1
                self.free = True
            elif not (self._quotation() or self._bracket() or self._boost() or self._special()):
                self._word()
        return self.found

    def _add(self, kind: str, text: str, end: int, value: str = "") -> None:
        self.found.append(Token(kind, text, self.at, value))
        self.at = end
        self.free = kind != "word"
        self.infix = False

    def _problem(self, position: int, en: str, zh: str) -> None:
        self.problems.append(Problem(position, en, zh))

    def _quotation(self) -> bool:
        char = self.plain[self.at]
        straight = _STRAIGHT.match(self.plain, self.at) if self.free else None
        if straight:
            self._add("phrase", self.text[slice(*straight.span(1))], straight.end())
            return True
        if char not in self.marks:
            return False
        span, end = _quoted(self.plain, self.at)
        near = _SLOP.match(self.plain, end) if span is not None else None
        if span is not None and near and len(self.text[slice(*span)].split()) > 1:
            self._near(self.text[slice(*span)].split(), near)
            return True
        if span is not None and self.text[slice(*span)].strip():
            self._add("phrase", self.text[slice(*span)], end)
            return True
        if span is None and char in self.quotes:
            self._problem(
                self.at,
                "this quotation mark is not closed; the words are searched without it",
                "引號沒有成對，改以一般字詞檢索",
            )
        self.at = end
        self.free = True
        return True

    def _near(self, words: list[str], distance: re.Match[str]) -> None:
        """The words of a phrase with a distance behind it, as Lucene reads it: "甲 乙"~5."""
        name = f"near/{min(int(distance[1]), MAX_DISTANCE)}"
        self._problem(
            self.at,
            f"a phrase with {distance[0]} is read as words with {name} between them",
            f"詞句後的「{distance[0]}」讀作詞與詞之間用 {name}",
        )
        tokens = [Token("open", "(", self.at), Token("word", words[0], self.at)]
        for word in words[1:]:
            tokens += [Token("operator", name, self.at), Token("word", word, self.at)]
        self.found += [*tokens, Token("close", ")", self.at)]
        self.at = distance.end()
        self.free = True

    def _bracket(self) -> bool:
        char = self.plain[self.at]
        if char == "(" and self.free:
            self._open("open", char, self.at + 1)
            return True
        if char == ")" and self.depth == 0:
            self._problem(self.at, "no bracket opens before this one", "前面沒有對應的左括號")
            self.at += 1
            self.free = True
            return True
        if char == ")":
            self.depth -= 1
            if self.depth < MAX_DEPTH:
                self._add("close", char, self.at + 1)
            else:
                self.at += 1
            return True
        return False

    def _open(self, kind: str, text: str, end: int) -> None:
        """Add what opens a bracket before offset `end`, unless brackets are nested too deeply."""
        self.depth += 1
        if self.depth <= MAX_DEPTH:
            self._add(kind, text, end)
            return
        if self.depth == MAX_DEPTH + 1:
            self._problem(self.at, "too many nested brackets", "括號層數過多")
        self.at = end

    def _boost(self) -> bool:
        """A weight right after a word, a quotation, a bracket or a field."""
        match = _BOOST.match(self.plain, self.at)
        is_after = self.at > 0 and not self.text[self.at - 1].isspace()
        if match is None or not is_after or not self.found or self.found[-1].kind == "boost":
            return False
        weight = min(max(float(match[1]), MIN_BOOST), MAX_BOOST)
        if weight != float(match[1]):
            self._problem(
                self.at,
                f"the weight is read as {weight:g}; it lies between {MIN_BOOST:g} and"
                f" {MAX_BOOST:g}",
                f"權重讀作 {weight:g}，範圍為 {MIN_BOOST:g} 至 {MAX_BOOST:g}",
            )
        self._add("boost", f"{weight:g}", match.end())
        self.free = True
        return True

    def _special(self) -> bool:
        """An operator, a sign before a word, a field or atleastN()."""
        if not self.free:
            return False
        if self.infix:
            return self._operator(infix=True)
        return (
            self._operator()
            or self._unknown_operator()
            or self._phrasing()
            or self._sign()
            or self._at_least()
            or self._field()
        )

    def _operator(self, *, infix: bool = False) -> bool:
        plain, at = self.plain, self.at
        found = operator_at(plain, at, infix)
        if found:
            if found.note:
                self._problem(at, *found.note)
            self._add("operator", found.name, found.end)
            return True
        end = 0 if operator_of_another_system(plain, at) else small_word_at(plain, at)
        if end:
            self._add("small", plain[at:end], end)
            self.free = False
            return True
        return False

    def _unknown_operator(self) -> bool:
        """Report an operator of another system, which is left out."""
        at = self.at
        other = operator_of_another_system(self.plain, at)
        if other is None:
            return False
        typed, instead, end = other
        self._problem(
            at,
            f"there is no operator {typed} and it is left out; write {instead}",
            f"沒有「{typed}」這個運算子，已略過；請改用 {instead}",
        )
        self.at = end
        return True

    def _phrasing(self) -> bool:
        """An operator or a field written out in words; others are told how it is written."""
        if self.question:
            return False
        found = phrasing_at(self.plain, self.at)
        if found is None:
            advice = advice_at(self.plain, self.at)
            if advice:
                self._problem(self.at, *advice)
            return False
        if found.operator:
            self._problem(self.at, *found.note)
            self._add("operator", found.operator, found.end)
            return True
        value, end = self._field_value(found.end)
        if value:
            self._problem(self.at, *found.note)
            self._add("field", found.field, end, value)
        return bool(value)

    def _sign(self) -> bool:
        """A minus or a plus right before what it belongs to, or ! for a minus."""
        char = self.plain[self.at]
        following = self.plain[self.at + 1 : self.at + 2]
        if char == "!" and _EXCLUDED.match(following) and not self.question:
            self._problem(self.at, "! before a word is read as -", "字詞前的「!」讀作「-」")
            self._add("minus", char, self.at + 1)
            return True
        if char not in "-+" or not following or following.isspace() or following in "-+":
            return False
        self._add("minus" if char == "-" else "plus", char, self.at + 1)
        return True

    def _at_least(self) -> bool:
        match = _AT_LEAST.match(self.plain, self.at)
        if match is None:
            return False
        number = parse(match["count"] or match["times"])
        typed = 1 if number is None else int(number)
        count = min(max(typed, 1), MAX_COUNT)
        if (match["name"] or "").lower() != "atleast":
            self._problem(
                self.at,
                f"“{match[0]}” is read as atleast{count}(, in one passage",
                f"「{match[0]}」讀作 atleast{count}(，次數以一段計",
            )
        if count != typed:
            self._problem(
                self.at,
                f"the number of times is read as {count}; it lies between 1 and {MAX_COUNT}",
                f"次數讀作 {count}，範圍為 1 至 {MAX_COUNT}",
            )
        self._open("at_least", str(count), match.end())
        return True

    def _field(self) -> bool:
        """A field with its value or the bracket of its values; what only looks like a field is
        reported and read as words."""
        begun = field_at(self.plain, self.at)
        if begun is None:
            return False
        if begun.note:
            self._problem(self.at, *begun.note)
        if begun.name is None:
            is_left_out = begun.end > self.at  # the name, behind which words follow
            self.at = begun.end
            return is_left_out
        if begun.value:
            self._add("field", begun.name, begun.end, begun.value)
            return True
        if self.plain[begun.end : begun.end + 1] == "(" and not begun.sign:
            self._open("field_group", begun.name, begun.end + 1)
            return True
        value, end = self._field_value(begun.end)
        if value:
            self._add("field", begun.name, end, begun.sign + value)
            self.infix = operator_at(self.plain, end, infix=True) is not None
            return True
        name = begun.typed
        self._problem(
            self.at,
            f"the field {name} has no value and is left out",
            f"欄位「{name}」沒有值，已略過",
        )
        self.at = end
        return True

    def _field_value(self, at: int) -> tuple[str, int]:
        """The field value that begins at `at`, and its end."""
        text, plain = self.text, self.plain
        if at < len(text) and plain[at] in self.quotes:
            span, end = _quoted(plain, at)
            if span is not None:
                return text[slice(*span)].strip(), end
        end = at
        while (
            end < len(text)
            and not text[end].isspace()
            and plain[end] not in "()"
            and plain[end] not in self.marks
            and not _BOOST.match(plain, end)
        ):
            end += 1
        end = infix_after(plain, at, end)
        return text[at:end], end

    def _word(self) -> None:
        text, plain, end = self.text, self.plain, self.at + 1
        article = _ENGLISH_ARTICLE.match(plain, self.at) if self.free else None
        if article:
            self._add("word", article[0], article.end())
            return
        opened = int(plain[self.at] == "(")  # Brackets inside the word: 草案(一)
        while (
            end < len(text)
            and not text[end].isspace()
            and plain[end] not in self.marks
            and not (plain[end] == ")" and not opened)
            and not (plain[end] == "^" and _BOOST.match(plain, end))
        ):
            opened += {"(": 1, ")": -1}.get(plain[end], 0)
            end += 1
        cut = end if is_expression(plain[self.at : end]) else infix_after(plain, self.at, end)
        word = text[self.at : cut]
        if not plain[self.at : cut].strip("-*"):  # A dash between words is not a word.
            self._dash(cut)
        elif note := note_on_word(plain[self.at : cut], self.question):
            self._problem(self.at, *note)
            self.at += len(word) - len(word.lstrip(_SIGNS_BEFORE))
            self._add("word", _SIGNS_AROUND.sub("", word), cut)
        elif _EXPANDER.fullmatch(plain, self.at, cut):
            self._problem(cut - 1, "! at the end of a word is read as *", "字尾的「!」讀作「*」")
            self._add("word", f"{plain[self.at : cut - 1]}*", cut, value="*")
        elif not self.question and is_wildcard(plain[self.at : cut]):
            self._add("word", _wildcard(plain[self.at : cut]), cut, value="*")
        else:
            self._report_hyphen(cut)
            self._add("word", word.rstrip("*＊") or word, cut)
        if cut < end:
            self.free = self.infix = True

    def _report_hyphen(self, end: int) -> None:
        """Report a minus between two Chinese words, which excludes nothing."""
        match = _HYPHEN.search(self.plain, self.at, end)
        if match:
            self._problem(
                match.start(),
                "a minus inside a word excludes nothing; write a space before it to exclude",
                "字詞中間的「-」不作排除；要排除時請在「-」前加空格",
            )

    def _dash(self, end: int) -> None:
        if "*" in self.plain[self.at : end]:
            self._problem(
                self.at, "* by itself stands for no word", "單獨的「*」不代表任何字詞，已略過"
            )
        elif self.plain[self.at : end] == "-" and self.found and self.at > 0:
            self._problem(
                self.at,
                "a dash by itself is left out; to exclude a word write - right before it",
                "單獨的「-」已略過；要排除字詞時，請在字詞前緊接「-」",
            )
        self.at, self.free = end, False


def is_wildcard(plain: str) -> bool:
    """True if * stands in the word, or ? before a letter, digit or Han character of it."""
    return re.search(r"[*]|\?(?=\w)", plain) is not None and re.search(r"\w", plain) is not None


def _wildcard(plain: str) -> str:
    """The word with each row of * as one, without punctuation at its end."""
    return re.sub(r"\*+", "*", plain).rstrip("?")


def _quoted(plain: str, at: int) -> tuple[tuple[int, int] | None, int]:
    """The span of the quotation that opens at `at`, None if it is not closed, and the offset after
    it."""
    closers = QUOTES.get(plain[at], "")
    ends = [end for closer in closers if (end := plain.find(closer, at + 1)) >= 0]
    return ((at + 1, min(ends)), min(ends) + 1) if ends else (None, at + 1)
