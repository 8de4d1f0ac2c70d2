"""Makes the table of near words of `judian.zh.questions.near_words` from a Chinese-English
dictionary in the format of CC-CEDICT: `python -m judian.evals near-words FILE`.

Two words are near if one narrow gloss in English stands for both (to dredge: 疏浚, 浚渫), or if the
dictionary refers from one to the other (abbr. for, also called).
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from judian.zh.questions.near_words import FILE, MAX_GROUP

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

#: Fewest and most characters of a word: of one it means too much, longer ones are sayings.
SHORTEST, LONGEST = 2, 6
#: Fewest letters of a gloss.
LEAST_LETTERS = 3
_ENTRY = re.compile(r"^(?P<word>\S+) \S+ \[(?P<sound>[^\]]+)\] /(?P<glosses>.*)/$")
_HAN = re.compile(rf"[\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}}$")
_REFERENCE = re.compile(
    r"\b(?:abbr\. (?:for|of)|also (?:called|known as|written)|same as|equivalent (?:to|of)"
    r"|synonymous with|another (?:name|term) for)\s+"
    rf"([\u4e00-\u9fff]{{{SHORTEST},{LONGEST}}})(?![\u4e00-\u9fff])"
)
#: Labels of words that no report uses, and of glosses that describe no meaning.
_UNUSED = re.compile(
    r"\b(?:slang|dialect|old|archaic|literary|idiom|vulgar|fig|honorific|onom|surname|polite|coll"
    r"|humorous|derog|Buddhism|TCM|neologism|jocular|chess|music|mythology)\b|variant of|CL:"
)
#: Labels before a gloss; a remark behind one (to appreciate (in value)) is a part of it.
_LABEL = re.compile(r"^(?:\([^)]*\)\s*)+|\[[^\]]*\]")
_ARTICLE = re.compile(r"^(?:a|an|the)\s+")
_NOTE = """\
# Words with one meaning, a group a line: made by `python -m judian.evals near-words` from CC-CEDICT
# (https://cc-cedict.org, published by MDBG), CC BY-SA 4.0.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line."""
    parser.add_argument("dictionary", type=Path, help="CC-CEDICT as text, or compressed as .gz")
    parser.add_argument("--out", type=Path, default=FILE, help="(default: the file that ships)")


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, or 2 if the dictionary cannot be read."""
    try:
        data = args.dictionary.read_bytes()
        text = (gzip.decompress(data) if args.dictionary.suffix == ".gz" else data).decode("utf-8")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        print(f"{args.dictionary}: {error}", file=sys.stderr)
        return 2
    groups = near_groups(text.splitlines())
    content = _NOTE + "".join("\t".join(group) + "\n" for group in groups)
    args.out.write_text(content, encoding="utf-8")
    words = len({word for group in groups for word in group})
    print(f"{len(groups)} groups, {words} words, {len(content)} characters")
    return 0


def near_groups(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The groups of near words of a dictionary, ascending, each once."""
    by_gloss: dict[str, dict[str, None]] = {}
    groups: dict[tuple[str, ...], None] = {}
    for line in lines:
        entry = _ENTRY.match(line.strip())
        if entry is None or not _HAN.match(entry["word"]):
            continue
        word = entry["word"]
        for gloss in entry["glosses"].split("/"):
            for other in _REFERENCE.findall(gloss):
                if other != word:
                    groups[tuple(sorted((word, other)))] = None
        if entry["sound"][0].isupper():  # a name
            continue
        for meaning in _meanings(entry["glosses"]):
            by_gloss.setdefault(meaning, {})[word] = None
    for words in by_gloss.values():
        if 2 <= len(words) <= MAX_GROUP:
            groups[tuple(sorted(words))] = None
    return sorted(groups)


def _meanings(glosses: str) -> Iterator[str]:
    """The meanings of an entry; a verb keeps its "to", so that it is no noun (to lead, lead)."""
    for gloss in re.split("[/;]", glosses):
        if _UNUSED.search(gloss) or re.search("[\u4e00-\u9fff]", gloss):
            continue
        meaning = _ARTICLE.sub(
            "", " ".join(_LABEL.sub("", gloss.strip()).lower().split()).strip(".! ")
        )
        if len(meaning) >= LEAST_LETTERS:
            yield meaning
