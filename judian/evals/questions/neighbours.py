"""Neighbours of questions, and whether the reasons for which they are refused are true.

A neighbour is a question of a file with one word swapped: for one that the collection does not
hold, or for one of another question about it. Most have no answer. What a refusal claims is then
looked up by plain search in the texts that the reply and the page show, without the program that
made the claim.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.evals.questions.ask import indexed, opened
from judian.evals.questions.judge import load, normalise_answer
from judian.search.answers.refusals import UNSURE
from judian.search.requests.values import SearchRequest
from judian.zh.entities.categories import joined_words
from judian.zh.text.fold import fold
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from judian.search.replies.results import AnswerReply, Hit
    from judian.search.service import Service

#: Neighbours that are asked, and the seed with which they are drawn.
NUMBER, SEED = 200, 11
#: Words of the dictionary of which one that the collection lacks is drawn.
STRANGERS = (
    *("衛星", "鋼琴", "火山", "駱駝", "潛艇", "古墳", "珊瑚", "滑雪場", "歌劇院", "隕石"),
    *("冰島", "秘魯", "摩洛哥", "古柯鹼", "鴉片", "天文臺", "氣象局", "博物館", "熊貓", "鯨魚"),
)
#: Tags of the words that are swapped: nouns and names.
_SWAPPED = ("n",)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question with `word` in the place of another; `held` is True if the collection holds it."""

    question: str
    word: str
    held: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reply to a neighbour: the code of its refusal, "" for an answer; `untrue` is what is not
    true of its reason, None if all is."""

    neighbour: Neighbour
    code: str
    reason: str
    untrue: str | None


def neighbours(questions: Sequence[str], texts: Sequence[str], number: int) -> list[Neighbour]:
    """`number` neighbours of the questions, drawn with SEED over a collection of `texts`."""
    draw = random.Random(SEED)
    whole = normalise_answer("\n".join(texts))
    strangers = [word for word in STRANGERS if normalise_answer(word) not in whole]
    words = sorted({word for question in questions for word in _nouns(question)})
    held = [word for word in words if normalise_answer(word) in whole]
    found: dict[str, Neighbour] = {}
    for _ in range(20 * number):
        question = draw.choice(questions)
        own = _nouns(question)
        if not own or len(found) == number:
            continue
        is_held = draw.random() < 0.5
        old, new = draw.choice(own), draw.choice(held if is_held else strangers)
        changed = question.replace(old, new)
        if new not in question:
            found[changed] = Neighbour(changed, new, is_held)
    return list(found.values())


def _nouns(question: str) -> list[str]:
    """The nouns and names of a question, as written."""
    spans = [(start, end) for word, start, end in joined_words(fold(question)) if _is_noun(word)]
    return [question[start:end] for start, end in spans]


def _is_noun(word: str) -> bool:
    tag = part_of_speech(word)
    return len(word) > 1 and word not in STOP_WORDS and (not tag or tag.startswith(_SWAPPED))


def verdicts(service: Service, asked: Sequence[Neighbour]) -> Iterator[Verdict]:
    """The verdict on the reply to each neighbour."""
    texts = [service.document(info.id).text for info in service.documents() if info.passages]
    whole = normalise_answer("\n".join(texts))
    for neighbour in asked:
        reply = service.answer(neighbour.question)
        refusal = reply.refusal
        if refusal is None:
            yield Verdict(neighbour, "", reply.answer.text if reply.answer else "", None)
            continue
        page = service.search(SearchRequest(neighbour.question)).hits
        untrue = _untrue(reply, page, whole) or _unmentioned(neighbour, reply)
        yield Verdict(neighbour, refusal.code, refusal.reason_zh, untrue)


def _untrue(reply: AnswerReply, page: Sequence[Hit], whole: str) -> str | None:
    """What is not true of the reason of a refusal."""
    refusal = reply.refusal
    if refusal is None:
        return None
    shown = [_shown(hit) for hit in (*reply.evidence, *page)]
    words = [normalise_answer(word) for word in refusal.words]
    if refusal.code == "nowhere":
        return next((f"{word} occurs" for word in words if word in whole), None)
    if refusal.code == "not_said":
        return next((f"{w} is shown" for w in words if any(w in text for text in shown)), None)
    if refusal.code == "not_together":
        together = any(all(word in text for word in words) for text in shown)
        return "a passage shows all" if together else None
    if refusal.code == "contradicted":
        return _untrue_conflict(reply, words)
    if refusal.code == "unsure" and not reply.alternatives:
        return "nothing was found"
    return None


def _unmentioned(neighbour: Neighbour, reply: AnswerReply) -> str | None:
    """What is not true if a refusal says that a passage mentions what the question names, though
    no passage of the collection holds the word that was swapped in."""
    is_claimed = reply.refusal == UNSURE and not neighbour.held
    return f"{neighbour.word} is not mentioned" if is_claimed else None


def _untrue_conflict(reply: AnswerReply, words: Sequence[str]) -> str | None:
    """What is not true of a conflict: the nearest candidate's text has what is stated (of a period
    its year at least, unless it is that of the document), and not what is asked about."""
    if not reply.alternatives or reply.refusal is None:
        return "no passage is shown"
    found = reply.alternatives[0]
    text = _shown(found.hit)
    if not any(normalise_answer(part) in text for part in _years(reply.refusal.stated[0])):
        return "what is stated is not shown"
    line = normalise_answer(found.hit.passage.text)
    return "what is asked about is in the passage" if words[0] in line else None


def _years(stated: str) -> tuple[str, ...]:
    """The text itself, and the year of a period in both calendars."""
    year, sign, _ = stated.removeprefix("截至").partition("年")
    if not sign or not year.isdigit():
        return (stated,)
    return stated, f"{year}年", f"{int(year) + 1911}", year


def _shown(hit: Hit) -> str:
    passage, table = hit.passage, hit.passage.table
    parts = [passage.text, *passage.section, hit.document.title, hit.citation]
    if table is not None:
        parts += [table.caption or "", table.note or "", table.unit or ""]
        parts += [name for cell in table.cells for name in (*cell.column, *cell.row)]
    return normalise_answer("\n".join(parts))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals refusals`."""
    parser.add_argument("file", type=Path, help="questions, one JSON object a line")
    parser.add_argument("--index", type=Path, default=Path("index"), help="index to ask (index/)")
    parser.add_argument("--sources", type=Path, help="index this folder first, and ask that index")
    parser.add_argument("--number", type=int, default=NUMBER, help=f"neighbours ({NUMBER})")
    parser.add_argument("--list", action="store_true", help="print every neighbour with its reply")


def main(args: argparse.Namespace) -> int:
    """Ask and print; 0 if every reason is true, else 1."""
    questions = [expected.question for expected in load(args.file)]
    with indexed(args.sources) if args.sources else opened(args.index) as service:
        texts = [service.document(info.id).text for info in service.documents() if info.passages]
        found = list(verdicts(service, neighbours(questions, texts, args.number)))
    for one in found:
        if args.list or one.untrue:
            print(one.code or "answered", one.neighbour.question, one.reason, one.untrue or "")
    counts = Counter((one.code or "answered", one.neighbour.held) for one in found)
    for (code, held), count in sorted(counts.items()):
        print(f"{code:<14}{'held' if held else 'not held':<10}{count:>5}")
    untrue = sum(one.untrue is not None for one in found)
    print(f"untrue reasons: {untrue} of {sum(bool(one.code) for one in found)} refusals")
    return 1 if untrue else 0
