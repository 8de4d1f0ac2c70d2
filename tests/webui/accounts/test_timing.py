"""Whether time tells of hidden documents: completion for a user from whom documents with a word are
hidden takes as long as on a server that never held them.

Processor time is compared, since the clock of a busy machine says nothing. A leak would have to
show in the medians of many prefixes, asked of both servers in turn.
"""

from __future__ import annotations

import gc
import itertools
import random
import statistics
import time
from typing import TYPE_CHECKING

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.memory import MemoryEngine
from judian.engines.registry import open_engine
from judian.search.requests.rights import Rights
from judian.search.service import Service

if TYPE_CHECKING:
    from pathlib import Path

#: Documents in all, and those that are hidden: a tenth of the words stand in these alone.
_DOCUMENTS, _HIDDEN = 60, 20
#: How often each prefix is asked of each server.
_ROUNDS = 15
#: The greatest difference of the medians over all prefixes, as a share. Two servers that hold the
#: same differ by up to 4 % on a busy machine; a search that found and dropped the hidden documents
#: would take a third longer.
_NOISE = 0.15
_LETTERS = "鼎鼐麒麟鳳凰鴛鴦琵琶玫瑰葡萄蝴蝶蜻蜓螞蟻蚯蚓"


def _reports(folder: Path, rng: random.Random) -> None:
    folder.mkdir()
    for number in range(_DOCUMENTS):
        kind = "hidden" if number < _HIDDEN else "shown"
        words = ["".join(rng.choices(_LETTERS, k=3)) for _ in range(12)]
        lines = [f"{word}計畫委員會辦理{word}案件{rng.randint(10, 999)}件。" for word in words]
        text = f"# {words[0]}年報\n\n" + "\n\n".join(lines) + "\n"
        (folder / f"{kind}-{number}.md").write_text(text, encoding="utf-8")


def _services(folder: Path) -> tuple[Service, Service]:
    """The server with rights, and one without what these hide."""
    memory = MemoryEngine()
    run(memory, folder / "memory", [folder / "sources"], Options(jobs=1))
    state = memory._state
    assert state is not None
    rights = Rights(("hidden-*",))
    services = []
    for name in ("whole", "clean"):
        engine = open_engine("whoosh", folder / name, identity())
        with engine.writer() as writer:
            kept = {
                doc_id
                for doc_id, entry in state.documents.items()
                if name == "whole" or "hidden-" not in entry.info
            }
            for doc_id in kept:
                writer.put_document(state.documents[doc_id])
            writer.add_passages([e for e in state.passages.values() if e.doc_id in kept])
            writer.commit()
        services.append(Service(engine))
    whole, clean = services
    return whole.over([(whole.engine, rights)]), clean


def _seconds(service: Service, prefix: str) -> float:
    began = time.thread_time()
    service.complete(prefix)
    return time.thread_time() - began


def test_completion_takes_as_long_as_without_the_hidden_documents(tmp_path: Path) -> None:
    rng = random.Random(1)
    _reports(tmp_path / "sources", rng)
    rights, clean = _services(tmp_path)
    prefixes = [*_LETTERS, *("".join(pair) for pair in itertools.pairwise(_LETTERS))]
    assert [rights.suggest(p) for p in prefixes] == [clean.suggest(p) for p in prefixes]
    taken: dict[str, list[list[float]]] = {p: [[], []] for p in prefixes}
    gc.disable()
    try:
        for _ in range(_ROUNDS):
            for prefix in rng.sample(prefixes, len(prefixes)):
                both = [(0, rights), (1, clean)]
                rng.shuffle(both)
                for which, service in both:
                    taken[prefix][which].append(_seconds(service, prefix))
    finally:
        gc.enable()
    medians = [[statistics.median(times[which]) for times in taken.values()] for which in (0, 1)]
    ratio = statistics.median(a / b for a, b in zip(*medians, strict=True))
    print(f"median ratio of processor time, rights to none: {ratio:.3f}")
    assert abs(ratio - 1) < _NOISE, ratio
