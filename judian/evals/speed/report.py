"""Results of the speed benchmark, and their print as JSON and Markdown."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from judian.evals.speed.whole_replies import to_markdown as kinds_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.evals.speed.clustered import ClusterCost
    from judian.evals.speed.serving import CommitReplies
    from judian.evals.speed.whole_replies import AfterCommit, KindCost

#: The way whose figures the ratios refer to.
YARDSTICK = "tantivy"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One index: seconds to build it, bytes on disk, peak bytes of memory."""

    contender: str
    passages: int
    text: int  # bytes of UTF-8 of the source files
    seconds: float
    size: int
    peak: int | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one way to ask, over all queries.

    `work_…` are processor times of this thread, which other load affects less; a server's are
    not included. `first` is the median over the first run of each query.
    """

    way: str
    passages: int
    p50: float
    p95: float
    work_p50: float
    work_p95: float
    first: float


@dataclass(slots=True)
class SpeedReport:
    """All figures of one run, in which `jobs` processes analysed the texts.

    By number of passages, of our engine only: `opening` has the milliseconds until a snapshot is
    open and until its first query is answered, `adding` the seconds until a report of 50 passages
    is committed and found, `clusters` what a cluster takes if there is one, `renewals` the replies
    of a server during commits, `replies` what whole replies of each kind cost, `after_commits` the
    first ones after a commit.
    """

    jobs: int
    queries: int
    rounds: int
    built: list[BuildResult] = field(default_factory=list)
    latencies: list[Latency] = field(default_factory=list)
    opening: dict[int, tuple[float, float]] = field(default_factory=dict)
    adding: dict[int, float] = field(default_factory=dict)
    clusters: dict[int, ClusterCost] = field(default_factory=dict)
    renewals: dict[int, CommitReplies] = field(default_factory=dict)
    replies: dict[int, list[KindCost]] = field(default_factory=dict)
    after_commits: dict[int, list[AfterCommit]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"machine": machine(), **asdict(self)}

    def to_markdown(self) -> str:
        parts = [
            f"{machine()}; {self.queries} queries, {self.rounds} rounds after one to warm up.",
            "### Building",
            _table(
                ("passages", "engine", "seconds", "÷ tantivy", "size, MB", "÷ text",
                 "peak memory, MB"),
                (self._built_row(each) for each in self.built),
            ),
            f"From ready terms, but for the line that says from text: there, {self.jobs} "
            "processes cut the texts meanwhile, and their memory counts.",
            "### Asking, ms",
            _table(
                ("passages", "engine", "p50", "p95", "p50 ÷ tantivy", "p95 ÷ tantivy",
                 "processor p50", "p95", "p50 of the first time"),
                (self._latency_row(each) for each in self.latencies),
            ),
            *self._cluster_tables(),
            "### Opening and adding (judian)",
            _table(
                ("passages", "open, ms", "and first query, ms", "add 50 passages and find, s",
                 "served after a commit, s", "slowest reply meanwhile, s", "failed of replies"),
                (self._commit_row(n) for n in self.opening),
            ),
            "### Whole replies by kind (judian)",
            *(f"{passages:,} passages\n\n{kinds_table(costs)}"
              for passages, costs in self.replies.items()),
            "### First replies after a commit (judian)",
            _table(
                ("passages", "replies", "first, ms", "the next, ms"),
                ((f"{passages:,}", one.kind, f"{one.first:.1f}", f"{one.next:.1f}")
                 for passages, kinds in self.after_commits.items() for one in kinds),
            ),
        ]  # fmt: skip
        return "\n\n".join(parts)

    def _cluster_tables(self) -> Sequence[str]:
        if not self.clusters:
            return ()
        header = ("passages", "µs to store one, nodes", "program", "bytes of one",
                  "requests a question", "p50 of a search ÷ judian's", "p95")  # fmt: skip
        return ("### The cluster", _table(header, map(self._cluster_row, self.clusters.values())))

    def _cluster_row(self, cost: ClusterCost) -> Sequence[str]:
        ways = {way.way: way for way in self.latencies if way.passages == cost.passages}
        ours, its = (ways[f"{name}, one search by all fields"] for name in ("judian", "cluster"))
        return (
            f"{cost.passages:,}",
            f"{cost.nodes_us or 0:,}",
            f"{cost.program_us or 0:,}",
            f"{cost.bytes:,}",
            f"{cost.requests:.2f}",
            f"{its.p50 / ours.p50:.1f}",
            f"{its.p95 / ours.p95:.1f}",
        )

    def _commit_row(self, passages: int) -> Sequence[str]:
        replies = self.renewals[passages]
        opened, answered = self.opening[passages]
        return (
            f"{passages:,}",
            f"{opened:.1f}",
            f"{answered:.0f}",
            f"{self.adding[passages]:.2f}",
            f"{max(replies.seconds):.2f}",
            f"{replies.slowest:.2f}",
            f"{replies.failed} of {replies.replies:,}",
        )

    def _built_row(self, built: BuildResult) -> Sequence[str]:
        (yardstick,) = (
            b for b in self.built if b.contender == YARDSTICK and b.passages == built.passages
        )
        return (
            f"{built.passages:,}",
            built.contender,
            f"{built.seconds:.1f}",
            f"{built.seconds / yardstick.seconds:.1f}",
            f"{built.size / 1e6:.0f}",
            f"{built.size / built.text:.2f}",
            f"{built.peak / 1e6:.0f}" if built.peak else "–",
        )

    def _latency_row(self, way: Latency) -> Sequence[str]:
        (yardstick,) = (
            other
            for other in self.latencies
            if other.way == YARDSTICK and other.passages == way.passages
        )
        return (
            f"{way.passages:,}",
            way.way,
            f"{way.p50:.2f}",
            f"{way.p95:.2f}",
            f"{way.p50 / yardstick.p50:.2f}",
            f"{way.p95 / yardstick.p95:.2f}",
            f"{way.work_p50:.2f}",
            f"{way.work_p95:.2f}",
            f"{way.first:.2f}",
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


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
