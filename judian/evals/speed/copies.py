"""A collection of any size: the documents of a small one, then copies with other words in them.

Making a copy costs a fraction of cutting a text into terms. A copy has as many terms as the passage
that it is made of, or up to three fewer; every fifth is that of another passage at the same place,
so that frequent terms stay as frequent as they are, and no two passages have the same score for
being copies.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from judian.core.engine import DocumentEntry, PassageEntry
    from judian.evals.speed.corpus import Document

#: One of so many terms of a copy is exchanged.
EXCHANGED = 5
#: So many terms of a field may be left out at its end, less one.
_LEFT_OUT = 4
#: Passages whose terms may be taken.
_OTHERS = 1_000
#: Characters of a text that are exchanged.
_PIECE = 20
_SEED = 20240101
#: Numbers of copies lie below this one; two passages that say the same get other, equal numbers.
_COPIES = 2**62
_STEP = 0x1F83_D9AB_FB41_BD6B


def repeated(documents: Callable[[], Iterable[Document]], first: int = 0) -> Iterator[Document]:
    """The documents, then copies of all of them, without end; with `first`, from so many copies of
    all on. The same come each time."""
    if not first:
        yield from documents()
    for number in itertools.count(max(first, 1)):
        pick = random.Random(_SEED + number)
        others: list[PassageEntry] = []
        for document, entries in documents():
            yield _copied(document, entries, number, others, pick)


def portion(documents: Iterator[Document], passages: int) -> Iterator[Document]:
    """The next documents with so many passages together; the last one may lack some of its own,
    which do not come later."""
    while passages > 0:
        document, entries = next(documents)
        yield document, entries[:passages]
        passages -= len(entries)


def _copied(
    document: DocumentEntry,
    entries: Sequence[PassageEntry],
    number: int,
    others: list[PassageEntry],
    pick: random.Random,
) -> Document:
    """A copy of a document; its passages join `others`."""
    name = f"{document.id}+{number}"
    copies = []
    for entry in entries:
        copies.append(_copy(entry, name, number, pick.choice(others or [entry]), pick))
        if len(others) < _OTHERS:
            others.append(entry)
        else:
            others[pick.randrange(_OTHERS)] = entry
    return replace(document, id=name), copies


def _copy(
    entry: PassageEntry, owner: str, number: int, other: PassageEntry, pick: random.Random
) -> PassageEntry:
    at = pick.randrange(EXCHANGED)
    short = pick.randrange(_LEFT_OUT)
    cut = slice(at * _PIECE, (at + 1) * _PIECE)
    squeezed, folded = (
        mine[: cut.start] + its[cut] + mine[cut.start + len(its[cut]) :]
        for mine, its in ((entry.squeezed, other.squeezed), (entry.folded, other.folded))
    )
    name = f"{entry.id}+{number}"
    payload = entry.payload.replace(f'"{entry.doc_id}"', f'"{owner}"')
    return replace(
        entry,
        id=name,
        doc_id=owner,
        terms=_exchanged(entry.terms, other.terms, at, short),
        squeezed=squeezed,
        folded=folded,
        keys={**entry.keys, "doc": (owner,)},
        payload=payload.replace(f'"{entry.id}"', f'"{name}"'),
        copy=(entry.copy + number * _STEP) % _COPIES if entry.copy else 0,
    )


def _exchanged(
    terms: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]], at: int, short: int
) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for field, mine in terms.items():
        its = others.get(field, ())
        most = min(len(mine), len(its))
        exchanged = list(mine)
        exchanged[at:most:EXCHANGED] = its[at:most:EXCHANGED]
        found[field] = exchanged[: max(len(exchanged) - short, 1)]
    return found
