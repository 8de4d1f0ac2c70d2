"""The operators of the query language, as they are typed in this program and in legal databases.

Every function works on plain text: full-width signs are half-width (see
`judian.search.query.tokens`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.zh.text.segment import HAN

#: Characters between words for which near without a number stands.
DEFAULT_DISTANCE = 10
#: Most characters that may stand between words near each other.
MAX_DISTANCE = 999

_OPENERS = '("“„「『'
_END = r"(?=[\s)\"“”„「」『』(]|$)"
_BEFORE_HAN = f"(?=[{HAN}])"
# AND, OR and NOT in capitals, also right before Chinese; 且, 或 and 非 by themselves.
_BOOLEAN = re.compile(
    rf"(?P<capital>AND|OR|NOT)(?:{_END}|{_BEFORE_HAN})|(?P<han>且|或|非|但?不(?:含|包含|包括)){_END}"
    rf"|(?P<sign>&&?|\|\|?|\+|(?<![0-9] )%){_END}"
)
_SMALL = re.compile(rf"(?:[aA]nd|[oO]r|[nN]ot|without|except|excluding|near){_END}")
#: The operators that words in small letters stand for, beside Chinese words.
SMALL_WORDS = {"and": "AND", "or": "OR", "not": "NOT", "without": "NOT", "except": "NOT",
               "excluding": "NOT", "near": f"near/{DEFAULT_DISTANCE}"}  # fmt: skip
_BUT_NOT = re.compile(rf"(?:(?i:but\s+not)|AND-NOT|ANDNOT){_END}")
# After a closing bracket or quotation mark an operator needs nothing behind it.
_AFTER_CLOSE = re.compile(r"(?<=[)\"”」』])(?P<sign>&&?|\|\|?|\+|[且或非])(?=[\w(\"“「『])")
_UNITS = {"s": "/s", "p": "/p", "d": "/d"}
_PROXIMITY = re.compile(
    r"(?i:(?P<name>near|within|w|pre)/(?P<distance>[0-9]{1,4})(?![0-9A-Za-z])"
    r"|w?/(?P<unit>sent(?:ence)?|para(?:graph)?|doc(?:ument)?|[spd])(?![0-9A-Za-z])"
    r"|around\((?P<around>[0-9]{1,4})\)"
    r"|\+(?P<before>s|p)(?=[\s(\"“「]))"
    r"|(?P<order>[/+])(?P<number>[0-9]{1,4})(?=[\s(\"“„「『])"
)
_BARE_NEAR = re.compile(rf"(?P<name>NEAR|PRE){_END}")
# Court and patent databases: A SENT B, A PARA B.
_SAME_UNIT = re.compile(rf"(?P<name>SENT(?:ENCE)?|PARA(?:GRAPH)?){_END}")
# Where an operator may follow a word without a space: after Chinese, or between letters for signs.
_INFIX = re.compile(
    rf"(?<=[{HAN}])(?:AND|OR|NOT)(?=[{HAN}{_OPENERS}])"
    rf"|(?<=[{HAN}])(?:near|within|w|pre)/[0-9]{{1,4}}(?![0-9A-Za-z])"
    rf"|(?<=[{HAN}])w?/[spd](?![0-9A-Za-z])|(?<=[{HAN}])/[0-9]{{1,3}}(?=[{HAN}])"
    rf"|(?<=[{HAN}])[且或非](?=\()|(?<=[{HAN}])-(?=\()"
    rf"|(?<=[{HAN}])(?:&&?|\|\|?|\+)(?=[\w{_OPENERS}])|(?<=\w)(?:&&?|\|\|?|\+)(?=[{HAN}])",
    re.IGNORECASE,
)
_SIGNS = {"-": "NOT", "&": "AND", "&&": "AND", "|": "OR", "||": "OR", "+": "OR", "%": "NOT"}
_WORDS = {"且": "AND", "或": "OR", "非": "NOT"}
_NAMES = _SIGNS | _WORDS
#: Operators of other systems, with what to write here.
_OTHER_SYSTEMS = re.compile(
    rf"(?P<name>XOR|SAME|WITH|BUT|UNLESS|(?:ADJ|PROX|ONEAR|FBY|SEQ|WITHIN)[0-9]*){_END}"
    rf"|(?i:(?P<counted>[/+](?:[0-9]{{1,3}}[sp]|seg(?:ment)?))){_END}"
    r"|(?i:<(?P<bracketed>near|sentence|paragraph|and|or|not|phrase|order)(?:/[0-9]{1,4})?>)"
    r"|(?i:(?P<prefix>adj|prox|onear|fby|seq|near|within|pre|w(?!/o\b)|same|before|after|beg)(?:/[^\s()]+|(?<!w)(?<!before)(?<!after)(?<!same)(?<!beg)[0-9]+))(?=[\s()]|$)"
)
# Lexis: A not w/10 B.
_NEGATED = re.compile(
    rf"(?i:(?:(?:and|but)\s+)?not\s+(?P<operator>(?:w|near|pre|within)/[0-9]{{1,4}}|w?/[sp])){_END}"
)
_INSTEAD = {
    "xor": "(A OR B) NOT (A AND B)", "same": "/p", "with": "/s", "but": "NOT", "adj": "pre/5",
    "onear": "pre/5", "fby": "pre/5", "seq": "pre/5", "pre": "pre/5", "prox": "near/5",
    "near": "near/5", "within": "near/5", "w": "near/5", "before": "pre/5", "after": "pre/5",
    "beg": "pre/5", "unless": "NOT", "<near": "near/5", "<sentence": "/s", "<paragraph": "/p",
    "<and": "AND", "<or": "OR", "<not": "NOT", "<phrase": "\"A B\"", "<order": "pre/5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operator:
    """`name` is AND, OR, NOT, /s, /p, /d, near/N or pre/N; `end` the offset after it. `note` is
    (English, Chinese) if the reader must be message how it was read."""

    name: str
    end: int
    note: tuple[str, str] | None = None


def operator_at(plain: str, at: int, infix: bool) -> Operator | None:
    """The operator at offset `at`, after white space, a quotation or a bracket; with `infix` right
    after a word."""
    negated = None if infix else _NEGATED.match(plain, at)
    if negated:
        return _negated(negated)
    match = _INFIX.match(plain, at) if infix else None
    end = match.end() if match else len(plain)
    if infix and match is None:
        return None
    but_not = None if infix else _BUT_NOT.match(plain, at)
    if but_not:
        return Operator("NOT", but_not.end())
    boolean = _BOOLEAN.match(plain, at)
    if boolean:
        return _boolean(boolean)
    after = _AFTER_CLOSE.match(plain, at)
    typed = after["sign"] if after else plain[at:end]
    if after or (infix and (typed in _NAMES or typed.upper() in ("AND", "OR", "NOT"))):
        name = _NAMES.get(typed, typed.upper())
        return Operator(name, at + len(typed), _PLUS if typed == "+" else None)
    if infix and typed[1:].isdigit():
        return Operator(f"near/{int(typed[1:])}", end)
    return _proximity(plain, at)


_PLUS = (
    "+ between words is read as OR; write AND, or + right before a word, to require both",
    "字詞之間的「+」讀作 OR；兩者皆須出現時請用 AND，或在字詞前緊接「+」",
)


def _boolean(match: re.Match[str]) -> Operator:
    typed = match.group()
    if match["capital"]:
        return Operator(typed, match.end())
    if match["han"]:
        return Operator(_WORDS.get(typed, "NOT"), match.end())
    return Operator(_SIGNS[typed], match.end(), _PLUS if typed == "+" else None)


def _negated(match: re.Match[str]) -> Operator:
    """A NOT w/5 B: A, and no B near it."""
    inner = _proximity(match["operator"], 0)
    assert inner is not None
    typed, name = " ".join(match[0].split()), inner.name
    return Operator(f"not {name}", match.end(), (
        f"A {typed} B is read as A NOT (A {name} B), of whole passages",
        f"「甲 {typed} 乙」讀作「甲 NOT (甲 {name} 乙)」，以段落為準",
    ))  # fmt: skip


def _proximity(plain: str, at: int) -> Operator | None:
    note: tuple[str, str] | None
    match = _PROXIMITY.match(plain, at)
    if match is None:
        unit = _SAME_UNIT.match(plain, at)
        if unit:
            name = _UNITS[unit["name"][0].lower()]
            note = (f"{unit['name']} is read as {name}", f"「{unit['name']}」讀作 {name}")
            return Operator(name, unit.end(), note)
        bare = _BARE_NEAR.match(plain, at)
        if bare is None:
            return None
        name = f"{bare['name'].lower()}/{DEFAULT_DISTANCE}"
        message = (f"{bare['name']} without a number is read as {name}",
                f"{bare['name']} 未附字數，讀作 {name}")  # fmt: skip
        return Operator(name, bare.end(), message)
    if match["unit"]:
        return Operator(_UNITS[match["unit"][0].lower()], match.end())
    if match["before"]:
        name = _UNITS[match["before"].lower()]
        return Operator(name, match.end(), (
            f"{match[0]} is read as {name}, in any order; for an order write pre/5",
            f"「{match[0]}」讀作 {name}，不計先後；要計先後請用 pre/5",
        ))  # fmt: skip
    is_ordered = match["order"] == "+" or (match["name"] or "").lower() == "pre"
    distance = int(match["distance"] or match["around"] or match["number"])
    note = None
    if distance > MAX_DISTANCE:
        distance = MAX_DISTANCE
        note = (
            f"the distance is read as {MAX_DISTANCE}, the greatest",
            f"字數上限為 {MAX_DISTANCE}",
        )
    return Operator(f"{'pre' if is_ordered else 'near'}/{distance}", match.end(), note)


def small_word_at(plain: str, at: int) -> int:
    """The end of one of SMALL_WORDS at `at`; 0 if there is none."""
    match = _SMALL.match(plain, at)
    return match.end() if match else 0


def infix_after(plain: str, start: int, end: int) -> int:
    """The offset of the first operator inside a word [start, end), else `end`."""
    match = _INFIX.search(plain, start + 1, end)
    # The lookahead may need a character after the end.
    return match.start() if match else end


def operator_of_another_system(plain: str, at: int) -> tuple[str, str, int] | None:
    """(operator as typed, what to write here, end) of an operator of another system."""
    match = _OTHER_SYSTEMS.match(plain, at)
    if match is None:
        return None
    if match["counted"]:  # Lexis and Westlaw: /3s, /seg.
        ends_in_s = match["counted"].lower().endswith("s")
        is_segment = "seg" in match["counted"].lower()
        return match.group(), "/d" if is_segment else "/p" if ends_in_s else "/d", match.end()
    if match["bracketed"]:
        return match.group(), _INSTEAD["<" + match["bracketed"].lower()], match.end()
    name = (match["prefix"] or match["name"]).rstrip("0123456789").lower()
    return match.group(), _INSTEAD[name], match.end()


#: Signs by which other systems mean something: ~ likeness, # and $ forms of a word, /…/ an
#: expression, #1 a set of results; N5 and W5 nearness.
_FUZZY = re.compile(r"~.+|.*[^0-9~]~[0-9]*|.+~")
_FORMS = re.compile(rf"#[A-Za-z]{{3,}}|(?:[A-Za-z]{{3,}}|[{HAN}]{{2,}})[#$]+")
_EXPRESSION = re.compile(r"/.*[.*+?\[\]\\|].*/")
_SET = re.compile(r"#[0-9]{1,3}")
_NEARNESS = re.compile(r"[NW](?:[1-9]|1[0-9]|20)")
_OPEN_END = re.compile(r"[A-Za-z]{3,}\?")
#: Verity and older court systems: 走私<in>標題.
_IN_FIELD = re.compile(r"(?i).+<in>.+")


#: A boost that stands apart from its word: 甲 ^3.
_LONE_BOOST = re.compile(r"\^[0-9.]+")
#: A case number as a court's form asks for it: 98,判,38.
_CASE = re.compile(rf"(?P<year>[0-9]{{2,3}}),(?P<word>[{HAN}]{{1,5}}),(?P<number>[0-9]{{1,6}})")


def is_expression(plain: str) -> bool:
    """True for a regular expression between slashes: /第[0-9]+條/."""
    return _EXPRESSION.fullmatch(plain) is not None


def note_on_word(plain: str, is_question: bool) -> tuple[str, str] | None:
    """What to say of a word in which another system would see a sign: (English, Chinese)."""
    if _SET.fullmatch(plain):
        return (
            f"{plain} is searched as a number; earlier results have no numbers",
            f"「{plain}」當作數字檢索；先前的檢索結果沒有編號可供組合",
        )
    if is_expression(plain):
        return (
            "regular expressions are not read; ? stands for one character and * for some",
            "不支援正規表示式；請用「?」代表一個字、「*」代表若干個字",
        )
    if _IN_FIELD.fullmatch(plain):
        what, _, field = re.split(r"(<in>)", plain, maxsplit=1, flags=re.IGNORECASE)
        return (
            f"{plain} is searched as a word; write {field}:{what}",
            f"「{plain}」當作一般字詞檢索；請改寫為 {field}:{what}",
        )
    if _LONE_BOOST.fullmatch(plain):
        return (
            f"{plain} is searched as a word; a boost stands right behind its word: A{plain}",
            f"「{plain}」當作一般字詞檢索；加重請緊接在字詞之後，如「甲{plain}」",
        )
    if plain == "§":
        return (
            "§ is searched as a sign; write it right before the number of an article: §101",
            "「§」當作符號檢索；條號請緊接其後，如「§101」",
        )
    case = _CASE.fullmatch(plain)
    if case:
        written = f"{case['year']}年度{case['word']}字第{case['number']}號"
        return (
            f"{plain} is searched as words; a case number is written {written}",
            f"「{plain}」當作一般字詞檢索；案號請寫作「{written}」",
        )
    if _FUZZY.fullmatch(plain):
        return ("~ is left out; other names are searched anyway", "「~」已略過；同義詞一律自動檢索")
    if _FORMS.fullmatch(plain):
        return (
            "# and $ are left out; ? stands for one letter and * for some",
            "「#」「$」已略過；請用「?」代表一個字母、「*」代表若干個字母",
        )
    if _NEARNESS.fullmatch(plain):
        return (
            f"{plain} is searched as a word; for nearness write near/{plain[1:]}",
            f"「{plain}」當作一般字詞檢索；表示相近請用 near/{plain[1:]}",
        )
    if not is_question and _OPEN_END.fullmatch(plain):
        return (
            "? at the end of a word is left out; write * for some letters",
            "字尾的「?」已略過；代表若干個字母請用「*」",
        )
    return None
