"""The mixed requests of a load: what people and programs ask of an index, drawn from its texts."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from judian.core.model import passage_from_json
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import Passage

#: How often each kind is asked, of 100: reading results and passages is what people do most.
SHARES = {
    "search page": 30,
    "search": 20,
    "suggest": 15,
    "passage page": 15,
    "answer": 8,
    "documents": 4,
    "citations": 4,
    "figures": 2,
    "authorities": 2,
}
#: Passages from whose words the requests are made.
_SAMPLED = 400
#: Characters of the words that are asked for.
_WORD = range(2, 7)


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """A request: its kind, and its address without the host."""

    kind: str
    path: str


def make_requests(snapshot: Snapshot, count: int, seed: int) -> list[LoadRequest]:
    """`count` different requests in random order, the kinds in their shares; the same for the same
    index and seed. Raises ValueError if the index has no passage with two words."""
    rng = random.Random(seed)
    passages = sample(snapshot, rng)
    if not passages:
        raise ValueError("the index has no passage with two words")
    kinds = rng.choices(list(SHARES), list(SHARES.values()), k=count)
    return [LoadRequest(kind, _path(kind, rng.choice(passages), rng)) for kind in kinds]


def sample(snapshot: Snapshot, rng: random.Random) -> list[tuple[Passage, list[str]]]:
    """Passages of the index with the words that they can be found by, drawn at random."""
    ids = [p for document in snapshot.documents() for p in snapshot.passage_ids(document.id)]
    chosen = rng.sample(ids, min(_SAMPLED, len(ids)))
    payloads = [payload for payload in snapshot.payloads(chosen) if payload is not None]
    passages = [passage_from_json(json.loads(payload)) for payload in payloads]
    cut = [(passage, _words(passage.text)) for passage in passages]
    return [(passage, words) for passage, words in cut if len(words) > 1]


def _words(text: str) -> list[str]:
    words = segment(squeezed_fold(text))
    return [word for word in words if len(word) in _WORD and word.isalpha()]


def _path(kind: str, drawn: tuple[Passage, Sequence[str]], rng: random.Random) -> str:
    passage, words = drawn
    first = rng.randrange(len(words) - 1)
    query = " ".join(words[first : first + 2])
    if kind == "suggest":
        return f"/api/v1/suggest?{urlencode({'q': query[: rng.randint(1, 3)]})}"
    if kind == "passage page":
        return f"/passages/{passage.id}?{urlencode({'q': query})}"
    if kind == "citations":
        return f"/api/v1/cite/{passage.id}"
    if kind == "documents":
        return "/documents"
    asked = {"q": f"{query}有哪些規定？" if kind == "answer" else query}
    place = {
        "search page": "/search",
        "search": "/api/v1/search",
        "answer": "/api/v1/answer",
        "figures": "/api/v1/figures",
        "authorities": "/api/v1/authorities",
    }[kind]
    return f"{place}?{urlencode(asked)}"
