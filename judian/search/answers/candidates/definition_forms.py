"""Candidates for definitions by their form: 所稱海岸，指…; 三、海岸：指…; 潮間帶係指…; …，為童工;
a long name with 下稱; the cell of a glossary.

Only the term that is asked for is defined: what stands before the defining word must be in the
question. A definition runs to the end of its sentence, and over its parts (指下列各款：…).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.question.asked_name import asked_names
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: Fewest characters of a term and of its definition, and most of a definition.
SHORTEST_TERM, SHORTEST, LONGEST = 2, 4, 600
#: The forms of the definition of the term beside the interrogative, and of another name in the
#: question (海岸 in 海岸管理法所稱近岸海域是什麼).
ASKED, MENTIONED = 1.0, 0.6

_TERM = (
    "「?(?P<term>[^,。;:「」()\\n]{2,24}?)」?"
    "(?:\\((?:(?:以下)?簡?稱(?:為|之)?「?(?P<short>[^()「」]{2,16})」?|[^()]{1,40})\\))?"
)
#: What a statute calls itself.
_OWN = "本(?:法|條例|辦法|細則|要點|準則|規則)"
_DEFINED = (
    # 本法所稱海岸，指…; 所謂潮差，係…; 稱公務員者，謂…
    compiled(
        f"(?:所稱之?|所謂的?|{_OWN}之|(?<=[,。;:條\\n])稱|^稱){_TERM}(?:者)?,?(?:係指|是指|乃指|即指|意指|指的是|指|係|是|為|謂|乃|即|包括|包含)[:,「]*"
    ),
    # 三、海岸：指…
    compiled("(?:(?<=[、.)。;:\\n])|^)" + _TERM + "[:,](?:係指|是指|乃指|即指|意指|指|謂)[:,「]*"),
    # 潮間帶係指…; 潮差定義為…
    compiled(
        "(?:(?<=[、.)。;:,\\n])|^)"
        + _TERM
        + "(?:,|一詞)?(?:係指|是指|乃指|即指|意指|指的是|意即)[:,「]*"
    ),
    # 潮差定義為…
    compiled(
        "(?:(?<=[、.)。;:,\\n])|^)"
        + _TERM
        + "(?:之|的)?(?:定義(?:為|是|係|:)|乃(?=[一指為]))[:,「]*"
    ),
)
#: 未滿十二歲之人，為兒童。 The definition stands before the name.
_INVERSE = compiled(
    "(?:(?<=[。;:\\n])|^)(?:第[一二三四五六七八九十百0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,2})?)?"
    "(?:[一二三四五六七八九十0-9]{1,3}[、. ])?"
    "(?P<definition>[^。;:\\n]{4,160}?)(?:,即?為|,?(?:是為|稱之?為|謂之|稱))「?(?P<term>[^,。;:「」()\\n]{2,16})」?(?=[。;\\n]|$)"
)
_SHORT_NAME = compiled(
    "(?P<long>[^,。;:()「」\\n]{3,40})」?\\((?:以下|下)?(?:簡)?稱(?:為|之)?[:「]*(?P<term>[^()「」]{2,20})」?\\)"
)
# The end of a definition: a full stop, a new line, or a semicolon before the next term.
_END = compiled(
    "。|\\n|;(?=(?:\\(?[一二三四五六七八九十0-9]{1,3}[)、.])|[^,。;:]{2,16}[:,](?:係|是)?指|所稱|$)"
)
_PARTS = compiled("(?:下列|左列|如下)[^。;]{0,12}:?$|:$")
# Between the asked term and the interrogative, on either side.
_WORDS = "[\\s的之是係指何謂所為叫做稱意即什甚麼,「」?]*"
_BESIDE = compiled(f"{_WORDS}(?:定義|意思|意義|涵義|含義)?{_WORDS}")
_GLOSSARY = compiled("定義|說明|意義|釋義|解釋|涵義|內涵")
_LEADING = compiled(
    "^(?:第[一二三四五六七八九十百0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,2})?)?(?:\\(?[一二三四五六七八九十0-9]{1,3}[)、.])?"
    "(?:本(?:法|條例|辦法|細則|要點|準則|規則|報告|計畫)|前項|前條|其)?(?:所稱|所謂|稱)?之?"
)


def definitions_by_form(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the definitions of a term of the question in a passage; if it chooses one of many
    things (哪個工程), only the long names of short ones."""
    names = asked_names(question)
    for pattern in () if question.chooses_one and not names else _DEFINED:
        for found in pattern.finditer(context.text):
            form, name = max(
                _asked(question, found["term"], names), _asked(question, found["short"], names)
            )
            if form:
                start = found.end()
                yield from _candidate(context, start, _end(context.text, start), form, name)
    for found in _INVERSE.finditer(context.text) if names else ():
        form, name = _asked(question, found["term"], names)
        start, end = found.span("definition")
        if name:
            yield from _candidate(context, max(start, _past_number(context)), end, form, name)
    for found in _SHORT_NAME.finditer(context.text):
        form, name = _asked(question, found["term"], names)
        if form and found["long"] not in question.text:
            yield from _candidate(context, *found.span("long"), form, name)
    if not question.chooses_one:
        yield from _glossary(question, context, names)


def definitions_of_name(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the definitions of the name that a question of any type asks the meaning of: 海巡機關
    是哪些？, 「本島」包含哪裡？"""
    for candidate in definitions_by_form(question, context) if asked_names(question) else ():
        if candidate.defines:
            yield replace(candidate, source=definitions_by_form.__name__)


#: The number of a paragraph of an article, before white space that is squeezed out.
_NUMBERED = re.compile("[0-9]{1,2}(?=\\s)")


def _past_number(context: CandidateContext) -> int:
    """The offset after the number of the paragraph that a passage is."""
    found = _NUMBERED.match(context.hit.passage.text)
    return found.end() if found else 0


def _candidate(
    context: CandidateContext, start: int, end: int, form: float, name: str = ""
) -> Iterator[Candidate]:
    """Yield a definition; one that announces items after its passage (指下列各款：) has them."""
    if (SHORTEST_TERM if name else SHORTEST) <= end - start <= LONGEST:
        low, _ = context.sentence_of(max(0, start - 1))
        about = context.text[low:end]
        is_open = end == len(context.text.rstrip()) and context.text[end - 1] == ":"
        texts = tuple(context.followers) if is_open else ()
        yield Candidate(
            context, start, end, "definition", form, about=about, defines=name, texts=texts
        )


def _asked(question: QuestionModel, term: str | None, names: Sequence[str]) -> tuple[float, str]:
    """ASKED with the name if the question asks for the term, MENTIONED if it only names it, else
    0; "" unless it is one of the `names` that may be asked for."""
    name = _LEADING.sub("", term or "")
    if name in names:
        return ASKED, name
    at = question.text.find(name) if len(name) >= SHORTEST_TERM else -1
    if at < 0:
        return 0.0, ""
    form = question.form
    before = question.text[at + len(name) : form.start]
    after = question.text[form.end : at]
    is_beside = (
        _BESIDE.fullmatch(before) if at + len(name) <= form.start else _BESIDE.fullmatch(after)
    )
    return ASKED if is_beside and not names else MENTIONED, ""


def _end(text: str, start: int) -> int:
    """The end of the definition that begins at `start`: of its sentence or, if that announces
    parts (指下列各款：), of the passage."""
    found = _END.search(text, start)
    end = found.start() if found else len(text)
    if _PARTS.search(text, start, end):
        end = len(text)
    return len(text[:end].rstrip("。;」\n "))


def _glossary(
    question: QuestionModel, context: CandidateContext, names: Sequence[str]
) -> Iterator[Candidate]:
    """Yield the cell under 定義 or 說明 of the row whose first cell is the term."""
    table = context.hit.passage.table
    if table is None or not table.cells:
        return
    first = table.cells[0]
    own = context.text[slice(*context.folded_span(first.start, first.end))]
    terms = (own, *map(squeezed_fold, first.row))
    form, name = max((_asked(question, term, names) for term in terms), default=(0.0, ""))
    for cell in table.cells[1:] if form else ():
        if any(_GLOSSARY.search(squeezed_fold(header)) for header in cell.column):
            start, end = context.folded_span(cell.start, cell.end)
            yield from _candidate(context, start, len(context.text[:end].rstrip("。")), form, name)
