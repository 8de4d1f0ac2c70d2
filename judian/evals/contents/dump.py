"""The contents of an index, comparable between two runs or two versions of the program.

Printed as JSON lines, two indexes of the same files are the same if `cmp` says so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.errors import JudianError
from judian.core.identity import identity
from judian.core.settings import system_language
from judian.engines.registry import open_engine

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from judian.core.engine import Snapshot

#: Fields of a document's record that differ between runs over the same file.
_OF_THE_RUN = ("indexed_at",)


def records(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield each document, ordered by id, followed by its passages in their order.

    A document has `document` (its id), `info` without the time of indexing, and `text`; a
    passage has `passage` (its id), `squeezed` and `folded` (its two indexed texts) and
    `payload`, as the engine stores them.
    """
    for entry in snapshot.documents():
        document = snapshot.document(entry.id) or entry  # the list comes without texts
        info = json.loads(document.info)
        for name in _OF_THE_RUN:
            info.pop(name, None)
        yield {"document": document.id, "info": info, "text": document.text}
        ids = snapshot.passage_ids(document.id)
        for passage_id, payload, texts in zip(
            ids, snapshot.payloads(ids), snapshot.texts(ids), strict=True
        ):
            squeezed, folded = texts or (None, None)
            yield {
                "passage": passage_id,
                "squeezed": squeezed,
                "folded": folded,
                "payload": payload,
            }


def by_document(snapshot: Snapshot) -> dict[str, list[dict[str, Any]]]:
    """The records of each document by its id."""
    found: dict[str, list[dict[str, Any]]] = {}
    of_document: list[dict[str, Any]] = []
    for record in records(snapshot):
        if "document" in record:
            of_document = found.setdefault(record["document"], [])
        of_document.append(record)
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("index", type=Path, help="folder of the index")


def main(args: argparse.Namespace) -> int:
    """Print the records of an index. Exit status 0, or 2 if the index cannot be read."""
    engine = open_engine("whoosh", args.index, identity())
    try:
        for record in records(engine.snapshot()):
            print(json.dumps(record, ensure_ascii=False))
    except JudianError as error:
        language = system_language()
        print(error.message(language), error.hint(language), sep="\n", file=sys.stderr)
        return 2
    finally:
        engine.close()
    return 0
