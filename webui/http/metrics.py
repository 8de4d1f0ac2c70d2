"""Counters of the server in the Prometheus text format (version 0.0.4), written by hand."""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.replies.results import Health

#: Upper bounds of the latency buckets in seconds; a search is expected in the first three.
BUCKETS = (0.025, 0.1, 0.25, 1.0, 2.5, 10.0)
#: Seconds between two times at which a worker writes its counters.
SAVED = 2.0
#: Counters as JSON: lists of [view, status, number] and [view, bound, number], seconds by view.
Counts = dict[str, Any]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Requests by endpoint and status, and their seconds; safe for threads.

    One of several processes has a name, `worker`, and writes its counters every SAVED seconds into
    a folder that all share, so that any of them can tell those of all.
    """

    def __init__(self, worker: str = "", folder: Path | None = None) -> None:
        self._lock = Lock()
        self._worker = worker
        self._folder = folder
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: dict[str, float] = {}
        self._count: Counter[str] = Counter()

    def record(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one reply. Endpoints are names of views, so that their number is bounded."""
        with self._lock:
            self._requests[endpoint, status] += 1
            self._count[endpoint] += 1
            self._seconds[endpoint] = self._seconds.get(endpoint, 0.0) + seconds
            for bound in BUCKETS:
                if seconds <= bound:
                    self._buckets[endpoint, bound] += 1

    def save_always(self) -> None:
        """Write the counters into the shared folder from now on; returns at once."""

        def save() -> None:
            while True:
                with suppress(OSError):  # the supervisor has gone with its folder
                    self.save()
                time.sleep(SAVED)

        Thread(target=save, name="counts", daemon=True).start()

    def save(self) -> None:
        """Write the counters into the shared folder, in one piece."""
        if self._folder is not None:
            draft = self._folder / f"{self._worker}.draft"
            draft.write_text(json.dumps(self._counts()), encoding="utf-8")
            draft.replace(self._folder / f"{self._worker}.json")

    def _counts(self) -> Counts:
        with self._lock:
            return {
                "requests": [[*key, n] for key, n in sorted(self._requests.items())],
                "buckets": [[*key, n] for key, n in sorted(self._buckets.items())],
                "seconds": dict(self._seconds),
            }

    def _all_counts(self) -> list[tuple[str, Counts]]:
        """The counters of each process, this one's as they are now."""
        found = {self._worker: self._counts()}
        for path in sorted(self._folder.glob("*.json")) if self._folder is not None else ():
            with suppress(OSError, ValueError):
                found.setdefault(path.stem, json.loads(path.read_text("utf-8")))
        return sorted(found.items())

    def exposition(self, health: Health) -> str:
        """All metrics as text, with the state of the index."""
        counted = self._all_counts()
        lines = [
            *_gauge("judian_ready", "1 when searches can be answered.", int(health.ready)),
            *_gauge("judian_index_generation", "Newest commit of the index.", health.generation),
            *_gauge("judian_documents", "Documents that are searched.", health.documents),
            *_gauge("judian_documents_failed", "Files that could not be read.", health.failed),
            *_gauge("judian_passages", "Passages that are searched.", health.passages),
            *_gauge(
                "judian_reader_ready",
                "1 when a network reads passages for answers.",
                int(health.reader_problem is None),
            ),
            "# HELP judian_requests_total Replies by view and status.",
            "# TYPE judian_requests_total counter",
        ]
        for worker, counts in counted:
            for name, status, count in counts["requests"]:
                labels = f'view="{name}",status="{status}"{_worker(worker)}'
                lines.append(f"judian_requests_total{{{labels}}} {count}")
        lines += [
            "# HELP judian_request_seconds Seconds from request to reply by view.",
            "# TYPE judian_request_seconds histogram",
        ]
        for worker, counts in counted:
            lines += _histograms(counts, _worker(worker))
        return "\n".join(lines) + "\n"


def _worker(name: str) -> str:
    """The label of a process; none where there is only one."""
    return f',worker="{name}"' if name else ""


def _histograms(counts: Counts, worker: str) -> Iterator[str]:
    within = {(name, bound): n for name, bound, n in counts["buckets"]}
    total: Counter[str] = Counter()
    for name, _, count in counts["requests"]:
        total[name] += count
    for name, count in sorted(total.items()):
        for bound in BUCKETS:
            labels = f'view="{name}",le="{bound}"{worker}'
            yield f"judian_request_seconds_bucket{{{labels}}} {within.get((name, bound), 0)}"
        labels = f'view="{name}"{worker}'
        yield f'judian_request_seconds_bucket{{view="{name}",le="+Inf"{worker}}} {count}'
        yield f"judian_request_seconds_sum{{{labels}}} {counts['seconds'][name]:.6f}"
        yield f"judian_request_seconds_count{{{labels}}} {count}"


def _gauge(name: str, about: str, value: int) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} gauge", f"{name} {value}"]
