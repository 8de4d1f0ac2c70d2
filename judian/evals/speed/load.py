"""`python -m judian.evals load INDEX`: mixed requests of many clients at once, over loopback.

Each number of `--workers` is measured with a server of its own, in the order given, so that
`--workers 1 2 1 2` shows what the machine's other work does to the figures. The clients are threads
of one process, this one; what they take of the processors is told as `client_processors`, and
`per_processor_second` is what the server makes of the processor time that it gets itself.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.speed import processes
from judian.evals.speed.load_clients import Replies, ask_for
from judian.evals.speed.load_requests import LoadRequest, make_requests
from judian.evals.speed.serving import Server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

#: Different requests that are asked in turn.
_DIFFERENT = 2_000
#: Seconds of requests before the measurement, which load templates, dictionaries and records.
_WARM_UP = 5.0


@dataclass(frozen=True, slots=True)
class Load:
    """One measurement: times in ms, memory in MiB of all processes of the server (None where it is
    not known), `cpu_ms` the processor time of a reply, `processors` those that the server kept at
    work, `per_processor_second` the replies of one."""

    workers: int
    clients: int
    seconds: float
    replies: int
    per_second: float
    busy: int
    failures: dict[str, int]
    p50: float
    p95: float
    p99: float
    p95_of: dict[str, float]
    cpu_ms: float | None
    processors: float | None
    per_processor_second: float | None
    client_processors: float
    memory_begin: float | None
    memory_end: float | None
    memory_most: float | None


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a measurement took by the clock, with the replies that were still being made at
    its end, and processor seconds of the server (None where not known) and of the clients."""

    clock: float
    server: float | None
    clients: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("index", type=Path, help="folder of an index")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 1, 2], metavar="N")
    parser.add_argument("--clients", type=int, default=8, help="connections that ask at once")
    parser.add_argument("--seconds", type=float, default=30, help="of each measurement")
    parser.add_argument("--seed", type=int, default=1, help="of the random choice of requests")


def main(args: argparse.Namespace) -> int:
    """Print one line of JSON for each measurement; exit status 1 if a request failed."""
    engine = open_engine("whoosh", args.index, identity())
    requests = make_requests(engine.snapshot(), _DIFFERENT, args.seed)
    engine.close()
    failed = False
    for workers in args.workers:
        measured = measure(args.index, requests, workers, args.clients, args.seconds)
        print(json.dumps(asdict(measured), ensure_ascii=False), flush=True)
        failed = failed or bool(measured.failures)
    return 1 if failed else 0


def measure(
    index: Path, requests: Sequence[LoadRequest], workers: int, clients: int, seconds: float
) -> Load:
    """What a server with so many workers does for so many clients."""
    with Server(index, ("--workers", str(workers))) as server:
        server.wait()
        ask_for(*server.address, requests, clients, min(_WARM_UP, seconds))
        watch = processes.MemoryWatch(server.process) if processes.KNOWN else None
        began, own, clock = (
            _processor_seconds(server.process), time.process_time(), time.monotonic(),
        )  # fmt: skip
        replies = ask_for(*server.address, requests, clients, seconds)
        times = Times(
            time.monotonic() - clock,
            _processor_seconds(server.process) - began if watch else None,
            time.process_time() - own,
        )
        seen = [size / 2**20 for size in watch.end()] if watch else []
    return summary(replies, workers, clients, times, seen)


def _processor_seconds(process: int) -> float:
    return processes.processor_seconds(processes.family(process)) if processes.KNOWN else 0.0


def summary(
    replies: Replies, workers: int, clients: int, times: Times, memory: Sequence[float]
) -> Load:
    """The figures of a measurement, with the `memory` that was seen in MiB."""
    every = sorted(1000 * one for times in replies.seconds.values() for one in times)
    p95_of = {kind: round(_share(sorted(times), 0.95) * 1000, 1)
              for kind, times in sorted(replies.seconds.items())}  # fmt: skip
    used = times.server
    # The first and last tenth: one look alone may fall on a large reply.
    part = max(1, len(memory) // 10)
    return Load(
        workers=workers,
        clients=clients,
        seconds=round(times.clock, 1),
        replies=replies.count,
        per_second=round(replies.count / times.clock, 1),
        busy=replies.busy,
        failures=replies.failures,
        p50=round(_share(every, 0.5), 1),
        p95=round(_share(every, 0.95), 1),
        p99=round(_share(every, 0.99), 1),
        p95_of=p95_of,
        cpu_ms=None if used is None else round(1000 * used / max(1, replies.count), 1),
        processors=None if used is None else round(used / times.clock, 2),
        per_processor_second=round(replies.count / used, 1) if used else None,
        client_processors=round(times.clients / times.clock, 2),
        memory_begin=round(statistics.median(memory[:part]), 1) if memory else None,
        memory_end=round(statistics.median(memory[-part:]), 1) if memory else None,
        memory_most=round(max(memory), 1) if memory else None,
    )


def _share(values: Sequence[float], share: float) -> float:
    """The value below which so large a share of the sorted values lies; 0 without values."""
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0
