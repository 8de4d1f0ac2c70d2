"""The tables of known instruments, and the ids of all instruments.

The tables hold 11,000 statutes and regulations of the ROC and 200 treaties and agreements, each
under all of its names. The id of any other instrument is a digest of its canonical name.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from judian.zh.instruments import bilateral
from judian.zh.instruments.model import Entry
from judian.zh.instruments.parties import ABBREVIATION, ABBREVIATIONS, COUNTRIES, COUNTRY
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import read_table
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Shorter names, in code points, that differ by one character are two instruments.
_LONG_ENOUGH = 9

#: 總統副總統選舉罷免法（新 84.08.09 制定）: the database distinguishes two laws of one name.
_MADE_ON = re.compile(r"[（(][^（）()]*[訂制]定[）)]$")
#: The code of a statute in the official database.
_CODE = re.compile(r"[A-Z][0-9]{7}")
_ENGLISH_WORDS = frozenset({"cites"})
_ASIDE = re.compile(r"\([^()]*\)")
_PAIR = re.compile(f"台({ABBREVIATION})(?P<topic>.+)")
_NAMED_PAIR = compiled(rf"(?:我國|臺灣|中華民國)與(?P<country>{COUNTRY})(?P<topic>.+)")
_FORMAL = compiled(
    rf"(?=.*(?:中華民國|臺灣|臺北|我國))(?=.*?(?P<country>{COUNTRY}))"
    r".*[與和及].*(?:政府|協會|辦事處|代表處|辦事處|委員會|大使館|我國|(?<=[^我外])國)"
    r"(?:之)?(?:間)?(?:的|之)?(?P<topic>.+)"
)


@dataclass(frozen=True)
class Lookup:
    """Folded names, found by their end; foreign ones are found by their first word.

    `lengths` maps the last two characters of Chinese names to the lengths of these names, longest
    first. `by_first_word` maps the first word of foreign names to the names. `capitals` are
    abbreviations that must be in capitals: cites is a verb, CITES a convention.
    """

    names: Mapping[str, tuple[Entry, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    by_first_word: Mapping[str, tuple[str, ...]]
    capitals: frozenset[str]

    @classmethod
    def of(cls, names: Mapping[str, tuple[Entry, ...]], capitals: Iterable[str] = ()) -> Lookup:
        """A lookup of squeezed and folded names."""
        lengths: dict[str, set[int]] = {}
        by_first_word: dict[str, list[str]] = {}
        for name in names:
            if name.isascii():
                by_first_word.setdefault(FIRST_WORD.match(name)[0], []).append(name)  # type: ignore[index]
            else:
                lengths.setdefault(name[-2:], set()).add(len(name))
        return cls(
            names,
            {tail: tuple(sorted(found, reverse=True)) for tail, found in lengths.items()},
            {
                word: tuple(sorted(found, key=len, reverse=True))
                for word, found in by_first_word.items()
            },
            frozenset(capitals),
        )

    def ending_at(self, folded: str, end: int) -> list[int]:
        """The starts of the Chinese names that end at `end`, the longest name first."""
        lengths = self.lengths.get(folded[end - 2 : end], ())
        return [
            end - length
            for length in lengths
            if length <= end and folded[end - length : end] in self.names
        ]


FIRST_WORD = re.compile(r"[a-z0-9]*")


def key(name: str) -> str:
    """The form under which names are compared: squeezed and folded."""
    return squeezed_fold(name)


def canonical(name: str) -> str:
    """A key that is the same for the formal and the everyday name of a bilateral instrument.

    臺甲漁業合作協定 and 中華民國與甲國漁業合作協定 have one key, of country, subject and kind.
    """
    bare = _ASIDE.sub("", key(name)).strip("「」<>\"'")
    pair = _PAIR.fullmatch(bare)
    if pair:
        return bilateral_name(ABBREVIATIONS[pair[1]], pair["topic"])
    formal = _NAMED_PAIR.fullmatch(bare) or _FORMAL.fullmatch(bare)
    if formal:
        return bilateral_name(formal["country"], formal["topic"])
    other = bilateral.split(bare)
    return bilateral_name(*other) if other else bare


def bilateral_name(country: str, topic: str) -> str:
    """The canonical name of an instrument between Taiwan and a country, both folded."""
    return f"台|{COUNTRIES.get(country, country)}|{topic}"


def identify(name: str, kind: str, canonical_name: str | None = None) -> Entry:
    """The entry of a name outside of the tables."""
    digest = hashlib.sha256((canonical_name or canonical(name)).encode("utf-8", "surrogatepass"))
    return Entry(f"i{digest.hexdigest()[:12]}", name, kind)


def resolve(name: str) -> Entry | None:
    """The known entry with the name `name`, in any spelling, or None."""
    found = table().names.get(key(name))
    return found[0] if found else None


def groups() -> Iterator[tuple[str, ...]]:
    """Yield the folded names of each known instrument with several names, the preferred one first.

    Names of two instruments and abbreviations whose fold is an English word (CITES) are left out.
    """
    names: dict[Entry, list[str]] = {}
    for name, entries in table().names.items():
        if len(entries) == 1 and not (name in table().capitals and name in _ENGLISH_WORDS):
            names.setdefault(entries[0], []).append(name)
    for entry, known in names.items():
        preferred = key(entry.name)
        if len(known) > 1:
            yield (preferred, *(name for name in known if name != preferred))


@cache
def table() -> Lookup:
    """All known names."""
    names: dict[str, tuple[Entry, ...]] = {}
    capitals: set[str] = set()
    for preferred, kind, *others in read_table("instruments.tsv"):
        entry = identify(preferred, kind)
        for name in (preferred, *(others[0].split("|") if others else ())):
            names[key(name)] = tuple(dict.fromkeys((*names.get(key(name), ()), entry)))
            if name.isascii() and name.isupper():
                capitals.add(key(name))
    full, short = _statute_names()
    names.update(short)
    names.update(full)
    return Lookup.of(names, capitals)


def official_page(instrument: str, article: str | None = None) -> str | None:
    """The page of a statute of the ROC, or of one of its articles, in the official database.

    `instrument` is the id of an entry and `article` one of `Mention.articles`. None for any other
    instrument.
    """
    if not _CODE.fullmatch(instrument):
        return None
    if article is None:
        return f"https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode={instrument}"
    number = article.partition(".")[0]
    return f"https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode={instrument}&flno={number}"


def preferred(names: Iterable[str]) -> str:
    """The name to show for an instrument: the longest of `names`, which is the formal one.

    Among names of the same length it is the first in the order of code points.
    """
    return min(names, key=lambda name: (-len(name), name))


def entries_of_near_name(folded_name: str) -> tuple[Entry, ...]:
    """The entries of the known treaty whose long name has one character more or less, else ()."""
    if len(folded_name) < _LONG_ENOUGH:
        return ()
    shorter = _shortened(folded_name)
    for candidate in (folded_name, *shorter):
        found = (
            _one_less().get(candidate) if candidate == folded_name else table().names.get(candidate)
        )
        if found and found[0].kind != "statute":
            return found
    return ()


def _shortened(name: str) -> list[str]:
    """`name` without one character, in all ways; digits stay, since they distinguish names."""
    return [name[:at] + name[at + 1 :] for at, char in enumerate(name) if not char.isdigit()]


@cache
def _one_less() -> Mapping[str, tuple[Entry, ...]]:
    """The entries of treaties by their long names without one character."""
    return {
        shorter: entries
        for name, entries in table().names.items()
        if len(name) > _LONG_ENOUGH and not name.isascii() and entries[0].kind != "statute"
        for shorter in _shortened(name)
    }


@cache
def statute_names_in_force() -> tuple[tuple[str, Entry], ...]:
    """The folded Chinese names of the statutes in force, aliases included, with their entries."""
    full, short = _statute_names()
    abolished = {row[0] for row in read_table("statutes.tsv") if len(row) > 2 and row[2]}
    return tuple(
        (name, entry)
        for names in (full, short)
        for name, (entry,) in names.items()
        if entry.id not in abolished and not name.isascii()
    )


def full_statutes() -> Mapping[str, tuple[Entry, ...]]:
    """The entries of statutes by their folded full names."""
    return _statute_names()[0]


@cache
def _statute_names() -> tuple[Mapping[str, tuple[Entry, ...]], Mapping[str, tuple[Entry, ...]]]:
    """The statutes and regulations of the ROC by full and by short name, both folded.

    A name that laws share is that of the one in force, then of the newer one.
    """
    full: dict[str, tuple[Entry, ...]] = {}
    short: dict[str, tuple[Entry, ...]] = {}
    rows = [(row + [""] * 5)[:5] for row in read_table("statutes.tsv")]
    for code, name, abolished, aliases, english in sorted(rows, key=lambda r: (not r[2], r[0])):
        entry = Entry(code, _MADE_ON.sub("", name).strip(), "statute")
        full[key(entry.name)] = full[key(name)] = (entry,)
        names = aliases.split("|") if aliases else []
        if english and not abolished:
            names.append(english)
        for alias in names:
            short[key(alias)] = (entry,)
    for alias, (entry,) in list(short.items()):  # 性工法施行細則
        for derived in ("施行细则", "施行法"):
            if entries := full.get(key(entry.name) + derived):
                short.setdefault(alias + derived, entries)
    return full, short
