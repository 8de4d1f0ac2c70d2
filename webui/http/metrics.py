"""Counters of the server in the Prometheus text format (version 0.0.4), written by hand."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.search.replies.results import Health

#: Upper bounds of the latency buckets in seconds; a search is expected in the first three.
BUCKETS = (0.025, 0.1, 0.25, 1.0, 2.5, 10.0)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Requests by endpoint and status, and their seconds; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._count: Counter[str] = Counter()

    def record(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one reply. Endpoints are names of views, so that their number is bounded."""
        with self._lock:
            self._requests[endpoint, status] += 1
            self._count[endpoint] += 1
            # A Counter of floats: mypy knows Counter values as int only.
            self._seconds[endpoint] += seconds  # type: ignore[assignment]
            for bound in BUCKETS:
                if seconds <= bound:
                    self._buckets[endpoint, bound] += 1

    def exposition(self, health: Health) -> str:
        """All metrics as text, with the state of the index."""
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
        with self._lock:
            for (name, status), count in sorted(self._requests.items()):
                labels = f'view="{name}",status="{status}"'
                lines.append(f"judian_requests_total{{{labels}}} {count}")
            lines += [
                "# HELP judian_request_seconds Seconds from request to reply by view.",
                "# TYPE judian_request_seconds histogram",
            ]
            for name, count in sorted(self._count.items()):
                for bound in BUCKETS:
                    labels = f'view="{name}",le="{bound}"'
                    within = self._buckets[name, bound]
                    lines.append(f"judian_request_seconds_bucket{{{labels}}} {within}")
                lines += [
                    f'judian_request_seconds_bucket{{view="{name}",le="+Inf"}} {count}',
                    f'judian_request_seconds_sum{{view="{name}"}} {self._seconds[name]:.6f}',
                    f'judian_request_seconds_count{{view="{name}"}} {count}',
                ]
        return "\n".join(lines) + "\n"


def _gauge(name: str, about: str, value: int) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} gauge", f"{name} {value}"]
