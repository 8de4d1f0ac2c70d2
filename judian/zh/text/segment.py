"""Words of folded Chinese text, by jieba's dictionary and the project's own.

The only module that knows jieba. `rjieba`, the same algorithm and dictionary in Rust, is used
where it is installed: 15 times as fast, and equal on runs of Han characters, which is all that
either is given here. New-word guessing (HMM) is off: it lowered retrieval quality.
"""

from __future__ import annotations

import importlib.util
import threading
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

from judian.zh.text.fold import DATA, fold

#: What jieba treats as Han; anything else would be handled differently by the two libraries.
HAN = "\u4e00-\u9fd5"

Cut = Callable[[str], list[str]]

_lock = threading.Lock()
_cut: Cut | None = None
_tag: Callable[[str], str] | None = None


def segment(run: str) -> list[str]:
    """The words of `run`, which joined give `run` again.

    `run` is folded and holds only characters of `HAN`, or several such runs with single spaces
    between them; each space then comes back as an item of its own.
    """
    cut = _cut or _load()
    return cut(run)


def part_of_speech(word: str) -> str:
    """The dictionary's tag of a folded word (n noun, ns place, v verb, a adjective, d adverb …
    as in jieba); "n" for the project's own words that it lacks, "" for what is no word or what
    segmentation would cut."""
    global _tag
    if _tag is None:
        with _lock:
            if _tag is None:
                _tag = rust_tag() if importlib.util.find_spec("rjieba") else python_tag()
    return _tag(word)


def own_words() -> list[str]:
    """The project's dictionary, folded, each word once, in the order of the file."""
    text = (DATA / "dictionary.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.split("\n"))
    return list(dict.fromkeys(fold(line) for line in lines if line))


def frequency(word: str) -> int:
    """How often the project's dictionary pretends to have seen `word`.

    Segmentation takes the most probable path, in which each word costs log(total / frequency)
    with a total of 60 million in jieba's dictionary. Two characters compete with single
    characters seen up to a million times; longer words compete with pairs of rarer ones.
    """
    return 20_000 if len(word) == 2 else 2_000


def _load() -> Cut:
    """Make the segmenter once, whichever thread comes first: it costs 0.2 s with rjieba and
    nearly 1 s with jieba."""
    global _cut
    with _lock:
        if _cut is None:
            _cut = rust_cut() if importlib.util.find_spec("rjieba") else python_cut()
        return _cut


@cache
def _rust() -> Any:
    """rjieba with the project's words added to the segmenter that it makes when it is imported:
    nothing else here uses it, and another would take 0.2 s and its dictionary's memory again."""
    import rjieba

    for word in own_words():
        rjieba.add_word(word, frequency(word), "n")
    return rjieba


def rust_cut() -> Cut:
    """Segmentation by rjieba."""
    cut = _rust().cut
    return lambda run: cut(run, False)


def rust_tag() -> Callable[[str], str]:
    """Tags by rjieba."""
    segmenter = _rust()

    def tag(word: str) -> str:
        found = segmenter.tag(word, False)
        return str(found[0][1]) if len(found) == 1 and segmenter.has_word(word) else ""

    return tag


def python_tag() -> Callable[[str], str]:
    """Tags from jieba's dictionary file, a line of which is word, frequency, tag."""
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


def python_cut() -> Cut:
    """A segmenter of jieba with the project's words added.

    Its dictionary is read directly: `jieba.initialize` would log to standard error and keep a
    cache in the shared temporary directory, trusting whatever lies there.
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
