"""Rare characters that the PDFs of a folder give where words need a common one (帄均 for 平均).

A broken table of a font gives one rare character wherever a common one of nearly its shape is
printed. Its context tells: put into the words around the rare character, one common character makes
a word of the dictionary nearly everywhere, and the rare one nowhere. Printed are the pairs, for a
look at a page: only characters of like shape belong into `judian/zh/data/lookalikes.tsv`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2

from indexer.files.encoding import common_han
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN, frequent_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

#: Different surroundings of a rare character at least; the share of them in which one common
#: character makes a word, and the number of different words; the weight of the next best character
#: is at most this share of its own, and the rare one makes words in this share of the places. Set
#: by hand.
LEAST_PLACES = 4
LEAST_SHARE = 0.7
LEAST_WORDS = 2
MOST_OF_NEXT = 0.6
MOST_OWN_SHARE = 0.1
#: Words of the dictionary that are tried, the most frequent ones; characters of the longest one.
_WORDS, _LONGEST_WORD = 120_000, 4
#: Examples that are printed of each pair.
_EXAMPLES = 5
_RUN = re.compile(f"[{HAN}]+")
_LINE_END = re.compile(r"[\r\n]+")

Hole = tuple[str, str]


class Pair(NamedTuple):
    """A rare character and the common ones that make words in its places: how many different
    places it has, in how many of them they do, and some of these words."""

    rare: str
    common: str
    places: int
    words: int
    examples: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder of PDFs, or one PDF")


def main(args: argparse.Namespace) -> int:
    """Print the pairs; 0, or 2 if the folder holds no PDF."""
    paths = sorted(args.folder.rglob("*.pdf")) if args.folder.is_dir() else [args.folder]
    if not paths:
        print(f"no PDF in {args.folder}")
        return 2
    for pair in find_pairs(text for path in paths for text in page_texts(path)):
        share = f"{pair.words} of {pair.places}"
        print(pair.common, pair.rare, share, " ".join(pair.examples), sep="\t")
    return 0


def page_texts(path: Path) -> Iterator[str]:
    """Yield the text of each page as PDFium gives it, without line ends; nothing of a file that it
    cannot open, which is named."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return
    for page in document:
        yield _LINE_END.sub("", page.get_textpage().get_text_range())
        page.close()
    document.close()


def find_pairs(texts: Iterable[str]) -> list[Pair]:
    """The rare characters of texts that stand for a common one, the most frequent first."""
    places = _places(texts)
    holes = {hole for found in places.values() for place in found for hole in _holes(place)}
    fillers = _fillers(holes)
    pairs = [pair for rare, found in places.items() if (pair := _pair(rare, found, fillers))]
    return sorted(pairs, key=lambda pair: -pair.places)


def _places(texts: Iterable[str]) -> dict[str, set[Hole]]:
    """The different surroundings of each character that is in no level of frequent characters."""
    common = common_han()
    places: dict[str, set[Hole]] = defaultdict(set)
    for text in texts:
        for run in _RUN.finditer(text):
            for at, char in enumerate(run[0]):
                if char not in common:
                    before = run[0][max(0, at - _LONGEST_WORD + 1) : at]
                    places[char].add((before, run[0][at + 1 : at + _LONGEST_WORD]))
    return {char: found for char, found in places.items() if len(found) >= LEAST_PLACES}


def _holes(place: Hole) -> Iterator[Hole]:
    """Yield the folded characters before and after one in the words of two to four characters that
    it may be in."""
    before, after = fold(place[0]), fold(place[1])
    for left in range(min(len(before), _LONGEST_WORD - 1) + 1):
        for right in range(min(len(after), _LONGEST_WORD - 1 - left) + 1):
            if left or right:
                yield before[len(before) - left :], after[:right]


def _fillers(holes: set[Hole]) -> dict[Hole, str]:
    """The characters that make a word of the dictionary in each of the places."""
    found: dict[Hole, str] = defaultdict(str)
    for word in frequent_words(_WORDS):
        if len(word) <= _LONGEST_WORD:
            for at, char in enumerate(word):
                if (hole := (word[:at], word[at + 1 :])) in holes:
                    found[hole] += char
    return found


def _pair(rare: str, places: set[Hole], fillers: dict[Hole, str]) -> Pair | None:
    """The common character for a rare one; None if there is none, or if it has words of its own."""
    words: dict[str, list[str]] = defaultdict(list)
    scores: dict[str, float] = defaultdict(float)
    own = 0
    for place in places:
        makes = _made_words(place, fillers)
        own += rare in makes
        for char, (weight, word) in makes.items():
            scores[char] += weight
            words[char].append(word)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (folded, score), (_, next_score) = (*ranked, ("", 0.0), ("", 0.0))[:2]
    made = words[folded]
    if len(made) < LEAST_SHARE * len(places) or len(set(made)) < LEAST_WORDS:
        return None
    if next_score > MOST_OF_NEXT * score or own > MOST_OWN_SHARE * len(places):
        return None
    known = sorted(char for char in common_han() if fold(char) == folded)
    forms = "".join(char for char in known if char.encode("big5", "ignore"))
    shown = dict.fromkeys(sorted(made, key=len))
    return Pair(rare, forms or folded, len(places), len(made), tuple(shown)[:_EXAMPLES])


def _made_words(place: Hole, fillers: dict[Hole, str]) -> dict[str, tuple[float, str]]:
    """The characters that make a word in a place, each with the word and its weight: the n-th most
    frequent word of its form counts 1/n, as words are frequent by Zipf's law."""
    made: dict[str, tuple[float, str]] = {}
    for before, after in _holes(place):
        for at, char in enumerate(fillers.get((before, after), "")):
            found = (1 / (at + 1), before + char + after)
            made[char] = max(made.get(char, found), found)
    return made
