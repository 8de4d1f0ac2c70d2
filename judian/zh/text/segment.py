"""Segmentation of folded Chinese text by jieba's dictionary and the project's own.

Only this module knows jieba. If `rjieba`, the same algorithm and dictionary in Rust, is installed,
it is used instead: it is 15 times as fast and gives the same words for runs of Han characters, the
only input here. The guessing of new words (HMM) is off, because it lowered retrieval quality.
"""

from __future__ import annotations

import importlib.util
import threading
import warnings
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from judian.zh.text.fold import DATA, fold

#: The characters that jieba treats as Han; the two libraries differ on all others.
HAN = "\u4e00-\u9fd5"

Segmenter = Callable[[str], list[str]]

Tag = Callable[[str], str]


#: Words and short runs that are remembered with their tags and words, and the most characters of a
#: run: a question looks at the same few hundred again and again. A run takes about 600 bytes.
_REMEMBERED, _LONGEST = 8_192, 24


class _Library:
    """The functions of the library in use, loaded by their first caller in whatever thread.

    Loading costs 0.2 s with rjieba and nearly 1 s with jieba.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.cut: Segmenter | None = None
        self.tag: Tag | None = None

    def load_cut(self) -> Segmenter:
        """`cut`, loaded once."""
        with self._lock:
            if self.cut is None:
                self.cut = rust_cut() if _has_rust() else python_cut()
            return self.cut

    def load_tag(self) -> Tag:
        """`tag`, loaded once."""
        with self._lock:
            if self.tag is None:
                self.tag = rust_tag() if _has_rust() else python_tag()
            return self.tag


_library = _Library()


def _has_rust() -> bool:
    return importlib.util.find_spec("rjieba") is not None


def segment(run: str) -> list[str]:
    """The words of `run`, whose concatenation is `run`.

    `run` is folded and holds only characters of `HAN`, or several such runs with single spaces
    between them; each space is then an item of its own.
    """
    if len(run) <= _LONGEST:
        return [*_remembered_cut(run)]
    cut = _library.cut or _library.load_cut()
    return cut(run)


@lru_cache(_REMEMBERED)
def _remembered_cut(run: str) -> list[str]:
    cut = _library.cut or _library.load_cut()
    return cut(run)


@lru_cache(_REMEMBERED)
def part_of_speech(word: str) -> str:
    """The tag of a folded word as in jieba: n noun, ns place, v verb, a adjective, d adverb, ….

    The tag is "n" for words that only the project's dictionary has, and "" for strings that are
    in neither dictionary or that segmentation would split.
    """
    tag = _library.tag or _library.load_tag()
    return tag(word)


def own_words() -> list[str]:
    """The project's dictionary, folded, each word once, in the order of the file."""
    text = (DATA / "dictionary.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.split("\n"))
    return list(dict.fromkeys(fold(line) for line in lines if line))


def frequent_words(count: int) -> list[str]:
    """The `count` most frequent words of two and more Han characters in jieba's dictionary,
    folded, the most frequent first."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return []
    counts: dict[str, int] = {}
    text = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, number, _ = line.split(" ")
        folded = fold(word)
        if len(folded) > 1 and all("\u4e00" <= char <= "\u9fd5" for char in folded):
            counts[folded] = max(counts.get(folded, 0), int(number))
    return sorted(counts, key=lambda word: -counts[word])[:count]


def frequency(word: str) -> int:
    """The frequency with which a word of the project's dictionary is added to jieba's.

    Segmentation takes the most probable path, in which each word costs log(total / frequency)
    with a total of 60 million in jieba's dictionary. Words of two characters compete with single
    characters of frequencies up to a million; longer words compete with pairs of rarer words.
    """
    return _PAIR_FREQUENCY if len(word) == 2 else _LONGER_FREQUENCY


# Occurrences that words of two characters and longer ones are given in jieba's dictionary.
_PAIR_FREQUENCY, _LONGER_FREQUENCY = 20_000, 2_000


@cache
def _rust() -> Any:
    """rjieba, with the project's words added to the segmenter that its import makes.

    Nothing else uses that segmenter; a second one would cost 0.2 s and its dictionary's memory.
    """
    import rjieba

    for word in own_words():
        rjieba.add_word(word, frequency(word), "n")
    return rjieba


def rust_cut() -> Segmenter:
    """Segmentation by rjieba."""
    cut = _rust().cut
    return lambda run: cut(run, False)


def rust_tag() -> Tag:
    """Tags by rjieba."""
    segmenter = _rust()

    def tag(word: str) -> str:
        found = segmenter.tag(word, False)
        return str(found[0][1]) if len(found) == 1 and segmenter.has_word(word) else ""

    return tag


def python_tag() -> Tag:
    """Tags from jieba's dictionary file, whose lines hold word, frequency and tag."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    tags: dict[str, str] = {}
    with jieba.get_module_res("dict.txt") as file:
        for line in file:
            word, _, tag = line.decode("utf-8").strip().split(" ")
            tags[word] = tag
    for word in own_words():
        tags.setdefault(word, "n")
    return lambda word: tags[word] if word in tags and segment(word) == [word] else ""


def python_cut() -> Segmenter:
    """A segmenter of jieba with the project's words added.

    Its dictionary is read directly. `jieba.initialize` would log to standard error, and would load
    whatever cache file is in the shared temporary directory.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for word in own_words():
        segmenter.add_word(word, frequency(word), "n")

    def cut(run: str) -> list[str]:
        return segmenter.lcut(run, HMM=False)  # type: ignore[no-any-return]

    return cut
