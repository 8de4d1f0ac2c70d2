"""A writer that commits without pause until it is killed, and the contents its index must have.

    python -m judian.evals.durability.writer FOLDER

The changes of each commit follow from its number alone, so that the contents of the index after
any commit are known. The writer reports on standard output what it does.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.engine import DocumentEntry, Engine, Identity, PassageEntry, Snapshot
from judian.engines.registry import open_engine
from judian.engines.whoosh import assembly, policy, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

IDENTITY = Identity(1, "durability-1", "0" * 8)

#: The document whose info is the number of the commit.
CLOCK = "clock"
#: Events: a reported line is an event and the number of the commit.
BEGUN, MERGING, COMMITTED = "begun", "merging", "committed"

_DOCUMENTS = 150  # put by the first commit
_WORDS = ("海巡署", "取缔", "越界", "渔船", "协议", "生效", "司法", "互助", "返还", "12", "30")
# Small enough for a merge at nearly every commit, some of them after the commit is visible.
_SMALLEST_TIER, _SWIFT_MERGE = 200, 600


def versions(commit: int) -> dict[str, int]:
    """The documents after this commit (from 0), each with the commit that wrote it."""
    found = {f"d{number}": 0 for number in range(_DOCUMENTS)}
    for number in range(1, commit + 1):
        removed, put = _change(number, found)
        for doc_id in removed:
            del found[doc_id]
        found |= dict.fromkeys(put, number)
    return found


def _change(commit: int, before: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Ids of the documents that a commit removes, and of those that it adds or replaces."""
    if commit == 0:
        return [], list(before)
    pick = random.Random(commit)
    known = sorted(before)
    chosen = pick.sample(known, min(len(known), pick.randint(2, 30)))
    # As many are removed as are added, so that the index keeps its size.
    new = [f"d{commit}-{number}" for number in range(pick.randint(0, 3))]
    return chosen[: len(new)], [*chosen[len(new) :], *new]


def passages(doc_id: str, version: int) -> list[PassageEntry]:
    """The passages of a document as this commit wrote it; `mark` occurs in them only."""
    pick = random.Random(f"{doc_id} {version}")
    entries = []
    for number in range(pick.randint(1, 25)):
        words = [*pick.choices(_WORDS, k=pick.randint(0, 12)), mark(doc_id, version)]
        text = "".join(words)
        entries.append(
            PassageEntry(
                id=f"{doc_id}#{number}",
                doc_id=doc_id,
                terms={"words": words, "singles": list("".join(words[:-1]))},
                squeezed=text,
                folded=text,
                keys={"doc": [doc_id], "year": [str(1990 + version % 30)]},
                date=version,
                payload=f"payload {version} of {doc_id}: {text}",
            )
        )
    return entries


def mark(doc_id: str, version: int) -> str:
    """The word that occurs in all passages of this version and in no others."""
    return f"{doc_id}v{version}"


def last_commit(snapshot: Snapshot) -> int:
    """The last commit in the index; -1 without any."""
    clock = snapshot.document(CLOCK)
    return int(clock.info) if clock else -1


def commit_next(engine: Engine, number: int) -> None:
    """Make the change of commit `number` over an index at the one before."""
    before = versions(number - 1) if number else versions(0)
    removed, put = _change(number, before)
    with engine.writer() as change:
        for doc_id in removed:
            change.remove_document(doc_id)
        for doc_id in put:
            change.remove_document(doc_id)
            text = f"text {number} of {doc_id} " * (number % 50)
            change.put_document(DocumentEntry(doc_id, f"info {number}", text))
            change.add_passages(passages(doc_id, number))
        change.put_document(DocumentEntry(CLOCK, str(number)))
        change.commit()


def _report(event: str, number: int) -> None:
    print(event, number, flush=True)


def main(folder: str) -> None:
    """Commit until the process is killed."""
    engine = open_engine("whoosh", Path(folder), IDENTITY)
    number = last_commit(engine.snapshot()) + 1
    policy._SMALLEST, writer._SWIFT_MERGE = _SMALLEST_TIER, _SWIFT_MERGE
    merge = assembly.merge

    def reporting(number: int, make: Callable[..., Any], *args: Sequence[Any]) -> Any:
        _report(MERGING, number)
        made = make(*args)
        _report(BEGUN, number)
        return made

    while True:
        _report(BEGUN, number)
        setattr(writer, "merge", partial(reporting, number, merge))  # noqa: B010 - replaced on purpose
        commit_next(engine, number)
        _report(COMMITTED, number)
        number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
