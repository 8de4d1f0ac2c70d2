"""What the speed benchmark found, and how it is printed."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.evals.speed.serving import Renewal

#: Whose figures all others are divided by.
YARDSTICK = "tantivy"


@dataclass(frozen=True, slots=True)
class Built:
    """One index: seconds it took, bytes on disk, most bytes of memory."""

    contender: str
    passages: int
    text: int  # bytes of UTF-8 of the source files
    seconds: float
    size: int
    peak: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of one way of asking, over all queries; `work_…` are those of the processor
    in this thread, which other programs on the machine disturb less (a server's are not among
    them); `first` is the median of the first time that each was asked."""

    way: str
    passages: int
    p50: float
    p95: float
    work_p50: float
    work_p95: float
    first: float


@dataclass(slots=True)
class Report:
    """All figures of one run; `jobs` processes cut texts into terms. The rest are of our engine
    at each size: `opening` milliseconds until a snapshot is open and until it has answered its
    first query, `adding` seconds until a report of 50 passages is committed and found."""

    jobs: int
    queries: int
    rounds: int
    built: list[Built] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    opening: dict[int, tuple[float, float]] = field(default_factory=dict)
    adding: dict[int, float] = field(default_factory=dict)
    renewals: dict[int, Renewal] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"machine": machine(), **asdict(self)}

    def to_markdown(self) -> str:
        parts = [
            f"{machine()}; {self.queries} queries, {self.rounds} rounds after one to warm up.",
            "### Building",
            _table(
                ("passages", "engine", "seconds", "÷ tantivy", "size, MB", "÷ text",
                 "peak memory, MB"),
                (self._built_row(one) for one in self.built),
            ),
            f"From ready terms, but for the line that says from text: there, {self.jobs} "
            "processes cut the texts meanwhile, and their memory counts.",
            "### Asking, ms",
            _table(
                ("passages", "engine", "p50", "p95", "p50 ÷ tantivy", "p95 ÷ tantivy",
                 "processor p50", "p95", "p50 of the first time"),
                (self._asked_row(one) for one in self.asked),
            ),
            "### Opening and adding (judian)",
            _table(
                ("passages", "open, ms", "and first query, ms", "add 50 passages and find, s",
                 "served after a commit, s", "slowest reply meanwhile, s", "failed of replies"),
                (self._renewal_row(n) for n in self.opening),
            ),
        ]  # fmt: skip
        return "\n\n".join(parts)

    def _renewal_row(self, passages: int) -> Sequence[str]:
        renewal = self.renewals[passages]
        opened, answered = self.opening[passages]
        return (
            f"{passages:,}",
            f"{opened:.1f}",
            f"{answered:.0f}",
            f"{self.adding[passages]:.2f}",
            f"{max(renewal.seconds):.2f}",
            f"{renewal.slowest:.2f}",
            f"{renewal.failed} of {renewal.replies:,}",
        )

    def _built_row(self, one: Built) -> Sequence[str]:
        (yardstick,) = (
            b for b in self.built if b.contender == YARDSTICK and b.passages == one.passages
        )
        return (
            f"{one.passages:,}",
            one.contender,
            f"{one.seconds:.1f}",
            f"{one.seconds / yardstick.seconds:.1f}",
            f"{one.size / 1e6:.0f}",
            f"{one.size / one.text:.2f}",
            f"{one.peak / 1e6:.0f}" if one.peak else "–",
        )

    def _asked_row(self, one: Asked) -> Sequence[str]:
        (yardstick,) = (a for a in self.asked if a.way == YARDSTICK and a.passages == one.passages)
        return (
            f"{one.passages:,}",
            one.way,
            f"{one.p50:.2f}",
            f"{one.p95:.2f}",
            f"{one.p50 / yardstick.p50:.2f}",
            f"{one.p95 / yardstick.p95:.2f}",
            f"{one.work_p50:.2f}",
            f"{one.work_p95:.2f}",
            f"{one.first:.2f}",
        )


def machine() -> str:
    """Processor, cores and Python of this run."""
    model = platform.processor() or platform.machine()
    if sys.platform == "linux":
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.partition(":")[2].strip() for line in file if "model name" in line]
        model = models[0] if models else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
