"""Open-domain answers on DRCD by kind of question: exact matches, overlap, the right sentence, and
whether the right span was proposed at all.

Every paragraph of the file is one passage (`judian.evals.retrieval.drcd`); a question is asked
over all of them. EM and F1 are those of SQuAD (Rajpurkar et al., EMNLP 2016), over characters.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.core.matching import sentences
from judian.evals.questions.judge import normalise_answer
from judian.evals.retrieval.drcd import DrcdQuestion, read_drcd, service_over, spread

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.service import Service

#: Kinds of questions by their own words; the first that is found counts, else OTHER.
KINDS = {
    "person": re.compile("誰|何人|哪一?位|哪一?個人|什麼人"),
    "date": re.compile("何時|什麼時候|哪一?年|哪一?天|哪一?月|何年|幾年|時間|日期|年份"),
    "number": re.compile("多少|幾|多[大長高遠久寬重快]"),
    "place": re.compile(
        "哪裡|哪裏|何處|何地|地方|地點|哪一?個?[國州省縣市]|哪一?[座個]城市|位於哪"
    ),
    "organisation": re.compile(
        "哪一?[個家所間支]?(?:公司|機構|組織|單位|學校|大學|部門|團體|球隊|政府)|什麼(?:公司|機構|組織|單位|學校|大學)"
    ),
    "list": re.compile("哪些|哪[二兩三四五]"),
    "reason": re.compile("為什麼|為何|原因|何以|如何|怎麼|怎樣"),
}
OTHER = "other"
#: Measures of the answers that were given, of the best candidates whatever their score, and of all
#: candidates.
MEASURES = (
    "given",
    "right",
    "EM",
    "F1",
    "sentence",
    "best_EM",
    "best_F1",
    "best_sentence",
    "proposed",
)
#: The least overlap of an answer that counts as right.
RIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, the id of its passage, where it begins there, and its score."""

    text: str
    passage: str
    start: int
    score: float


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What was found for a question: the `best` candidate (None without any), whether it was
    `given` as answer, the text of `all` candidates of the right paragraph, normalised, and the
    processor time in ms."""

    question: DrcdQuestion
    sentence: tuple[int, int]
    best: Span | None
    given: bool
    all: frozenset[str]
    milliseconds: float

    @property
    def kind(self) -> str:
        """Its kind: a key of KINDS, or OTHER."""
        return kind_of(self.question.text)

    def measures(self) -> dict[str, float]:
        """Each of MEASURES in [0, 1]. `right` is an answer that was given and overlaps an accepted
        one by RIGHT at least; `sentence`: in the sentence of the accepted answer."""
        accepted = {normalise_answer(a) for a in self.question.answers}
        exact = f1 = in_sentence = 0.0
        if self.best is not None:
            exact = float(normalise_answer(self.best.text) in accepted)
            f1 = max(overlap(self.best.text, a) for a in self.question.answers)
            low, high = self.sentence
            is_here = self.best.passage == self.question.passage
            in_sentence = float(is_here and low <= self.best.start < high)
        return {
            "given": float(self.given),
            "right": float(self.given and f1 >= RIGHT),
            "EM": exact * self.given,
            "F1": f1 * self.given,
            "sentence": in_sentence * self.given,
            "best_EM": exact,
            "best_F1": f1,
            "best_sentence": in_sentence,
            "proposed": float(not accepted.isdisjoint(self.all)),
        }


def kind_of(question: str) -> str:
    """The kind of a question: a key of KINDS, or OTHER."""
    return next((kind for kind, words in KINDS.items() if words.search(question)), OTHER)


def overlap(given: str, accepted: str) -> float:
    """F1 of the characters of two answers, each counted as often as it occurs."""
    ours, theirs = normalise_answer(given), normalise_answer(accepted)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs)) if common else 0.0


def ask(service: Service, question: DrcdQuestion, paragraph: str) -> AnswerOutcome:
    """Ask one question whose answer stands in the text `paragraph`."""
    began = time.process_time()
    found = service.answer_search(question.text)
    took = 1000 * (time.process_time() - began)
    spans = [_span(s.candidate, s.score) for s in found.candidates]
    normal = frozenset(normalise_answer(s.text) for s in spans if s.passage == question.passage)
    sentence = next((s, e) for s, e in sentences(paragraph) if s <= question.start < e)
    best = spans[0] if spans else None
    return AnswerOutcome(question, sentence, best, found.refusal is None, normal, took)


def _span(candidate: Candidate, score: float) -> Span:
    context = candidate.context
    start, end = context.source(candidate.start, candidate.end)
    return Span(context.hit.passage.text[start:end], context.hit.id, start, score)


def summary(outcomes: Sequence[AnswerOutcome]) -> dict[str, float]:
    """The means of all MEASURES, the number of `questions`, the share of wrong ones among the
    surer half of the best candidates (`wrong_half`), and the 95th percentile of processor time."""
    count = max(1, len(outcomes))
    rows = [outcome.measures() for outcome in outcomes]
    means = {name: sum(row[name] for row in rows) / count for name in MEASURES}
    surest = sorted(
        (
            (o.best.score if o.best else 0.0, row["best_F1"])
            for o, row in zip(outcomes, rows, strict=True)
        ),
        reverse=True,
    )[: (count + 1) // 2]
    wrong = sum(f1 < RIGHT for _, f1 in surest) / max(1, len(surest))
    times = sorted(o.milliseconds for o in outcomes) or [0.0]
    return {
        "questions": float(len(outcomes)),
        **means,
        "wrong_half": wrong,
        "p95_ms": times[int(len(times) * 0.95)],
    }


def by_kind(outcomes: Iterable[AnswerOutcome]) -> dict[str, dict[str, float]]:
    """The summary of each kind that was asked for, then of all."""
    every = list(outcomes)
    kinds = {kind: [o for o in every if o.kind == kind] for kind in (*KINDS, OTHER)}
    return {kind: summary(found) for kind, found in kinds.items() if found} | {
        "all": summary(every)
    }


def measure(
    path: Path, distractors: Path | None = None, limit: int | None = None
) -> list[AnswerOutcome]:
    """The outcomes of the questions of a file, in order. Raises ValueError and OSError."""
    paragraphs, questions = read_drcd(path)
    texts = {paragraph.id: paragraph.text for paragraph in paragraphs}
    with service_over(paragraphs, distractors, figures=True) as (service, _):
        return [ask(service, q, texts[q.passage]) for q in spread(questions, limit)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals drcd-answers`."""
    parser.add_argument("file", type=Path, help="a file in SQuAD's format, as DRCD_dev.json")
    parser.add_argument(
        "--distractors", type=Path, help="folder or tar archive of text files to add"
    )
    parser.add_argument("--limit", type=int, help="ask only this many questions, evenly spread")
    parser.add_argument(
        "--failures", metavar="KIND", help="print the questions of a kind that were not exact"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def main(args: argparse.Namespace) -> int:
    """Build, ask, print; 0, or 2 if a file cannot be read."""
    try:
        outcomes = measure(args.file, args.distractors, args.limit)
    except (OSError, ValueError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    found = by_kind(outcomes)
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    if args.failures:
        print(failures(o for o in outcomes if args.failures in (o.kind, "all")))
    print(table(found))
    return 0


def failures(outcomes: Iterable[AnswerOutcome]) -> str:
    """Two lines for each question whose best candidate is not exact."""
    lines = []
    for outcome in outcomes:
        measures, best = outcome.measures(), outcome.best
        if not measures["best_EM"]:
            shown = f"{best.text[:60]} ({best.score:.2f})" if best else "no candidate"
            marks = [n for n in ("given", "best_sentence", "proposed") if measures[n]]
            lines.append(
                f"{outcome.kind} {outcome.question.text}\n"
                f"    want {outcome.question.answers[0]}  got {shown}  {' '.join(marks)}"
            )
    return "\n".join(lines)


def table(found: Mapping[str, Mapping[str, float]]) -> str:
    """A line for each kind, in percent."""
    names = (*MEASURES, "wrong_half")
    lines = [f"{'':<13}{'n':>5}  " + "  ".join(names)]
    for kind, measures in found.items():
        cells = "  ".join(f"{100 * measures[name]:{len(name)}.1f}" for name in names)
        lines.append(f"{kind:<13}{measures['questions']:>5.0f}  {cells}")
    lines.append(f"processor time, 95th percentile: {found['all']['p95_ms']:.0f} ms")
    return "\n".join(lines)
