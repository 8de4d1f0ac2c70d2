"""Questions of DRCD and CMRC as records: files in SQuAD's format, with rival paragraphs."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from judian.core.matching import sentences
from judian.evals.reader.records import ReaderCollection, ReaderRecord
from judian.search.answers.reader.inputs import TITLE, PassageInput, sentence_units
from judian.zh.text.analyze import analyze, squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: Rival paragraphs of a question: those that share the rarest pairs of characters with it.
RIVALS = 4
#: A pair of characters in more than this share of the paragraphs says nothing about them.
_COMMON = 0.1


def read_squad(path: Path) -> ReaderCollection:
    """The questions of a file, each with its paragraph first and its rivals behind. Raises
    ValueError."""
    try:
        articles = json.loads(path.read_text("utf-8"))["data"]
        paragraphs = [
            (f"{path.stem}-{number}-{index}", article.get("title", ""), paragraph)
            for number, article in enumerate(articles)
            for index, paragraph in enumerate(article["paragraphs"])
        ]
        texts = {key: (title, paragraph["context"]) for key, title, paragraph in paragraphs}
        questions = [
            (key, asked["question"], asked["answers"][0])
            for key, _, paragraph in paragraphs
            for asked in paragraph["qas"]
        ]
    except (KeyError, IndexError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not in SQuAD's format: {error!r}") from error
    passages = {key: _passage(title, text) for key, (title, text) in texts.items()}
    records = list(_records(questions, texts, path.stem))
    return ReaderCollection(records, passages)


def _passage(title: str, text: str) -> PassageInput:
    folded = analyze(text).folded
    above = (squeezed_fold(title)[:TITLE],) if title else ()
    return PassageInput(above, tuple(sentence_units(folded, sentences(folded))))


def _records(
    questions: Iterable[tuple[str, str, dict[str, Any]]],
    texts: dict[str, tuple[str, str]],
    name: str,
) -> Iterator[ReaderRecord]:
    folded = {key: analyze(text).folded for key, (_, text) in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, text in folded.items():
        for pair in {a + b for a, b in pairwise(text)}:
            holders[pair].append(key)
    for key, typed, answer in questions:
        title, text = texts[key]
        span = _span(text, answer)
        if span is not None:
            question, wanted = squeezed_fold(typed), folded[key][slice(*span)]
            near = _nearest(question, holders, _COMMON * len(folded))
            rivals = [k for k in near if k != key and wanted not in folded[k]][:RIVALS]
            yield ReaderRecord(question, name, title or key, (key, *rivals), ((0, *span),))


def _nearest(question: str, holders: Mapping[str, list[str]], common: float) -> list[str]:
    """The keys of the paragraphs that share the rarest pairs with a question, best first, some
    more than are wanted. A pair of more than `common` paragraphs does not count."""
    shared: dict[str, float] = defaultdict(float)
    for pair in {a + b for a, b in pairwise(question)}:
        members = holders.get(pair, [])
        if len(members) < common:
            for member in members:
                shared[member] += 1 / len(members)
    return sorted(shared, key=lambda key: -shared[key])[: 3 * RIVALS]


def _span(text: str, answer: dict[str, Any]) -> tuple[int, int] | None:
    """The folded span of an answer, None if the paragraph does not hold it."""
    start = answer["answer_start"]
    if text[start : start + len(answer["text"])] != answer["text"]:
        start = text.find(answer["text"])
    if start < 0:
        return None
    offsets = analyze(text).offsets
    positions = {offset: at for at, offset in enumerate(offsets)}
    low, high = positions.get(start), positions.get(start + len(answer["text"]))
    return None if low is None or high is None or low >= high else (low, high)
