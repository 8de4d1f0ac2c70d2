"""Which examples the reader learns from, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from judian.evals.reader.examples import Example, ExampleMaker
    from judian.evals.reader.records import ReaderRecord

#: Windows of a batch, and examples that are made at once to be sorted by length.
BATCH, CHUNK = 30, 240
#: How many rivals are read beside the answer, and how often; for questions in the askers' own words
#: more, since those were found by a search for the question itself.
RIVALS, OWN_RIVALS = (0, 1, 1, 2), (1, 2, 3, 4)


@dataclass(slots=True)
class Pool:
    """Records that are drawn in random order, again from the start when all were drawn; `rivals`
    are the numbers of rivals that each is read with, drawn too."""

    records: Sequence[ReaderRecord]
    rng: random.Random
    rivals: tuple[int, ...] = RIVALS
    _left: list[ReaderRecord] = field(default_factory=list)

    def draw(self) -> ReaderRecord:
        """The next record."""
        if not self._left:
            self._left = list(self.records)
            self.rng.shuffle(self._left)
        return self._left.pop()


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train (seconds by the clock), how fast, and the share of each pool."""

    seconds: float
    rate: float
    pools: tuple[tuple[Pool, float], ...]


def batches(maker: ExampleMaker, plan: Plan, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches without end, windows of like length together."""
    pools, shares = [p for p, _ in plan.pools], [share for _, share in plan.pools]
    while True:
        examples: list[Example] = []
        while len(examples) < CHUNK:
            pool = rng.choices(pools, shares)[0]
            made = maker.example(pool.draw(), rng.choice(pool.rivals))
            if made is not None:
                examples.append(made)
        examples.sort(key=lambda e: max(len(window.ids) for window in e.windows))
        groups: list[list[Example]] = [[]]
        for example in examples:
            if sum(len(e.windows) for e in groups[-1]) >= BATCH:
                groups.append([])
            groups[-1].append(example)
        rng.shuffle(groups)
        yield from groups
