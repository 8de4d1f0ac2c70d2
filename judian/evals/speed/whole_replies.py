"""`python -m judian.evals replies INDEX`: what whole replies cost, by kind, over loopback.

A server of its own answers the same requests, drawn from the texts of the index, in several
rounds. The first round is reported apart: its terms are not decoded and its lists not made. Times
are those of a client, from the request to the last byte of the reply; processor time is that of the
whole process of the server. Allocations are counted in another run, without HTTP.
"""

from __future__ import annotations

import json
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from judian.core.identity import identity
from judian.core.model import document_from_json
from judian.engines.registry import open_engine
from judian.evals.speed import processes
from judian.evals.speed.load_requests import sample
from judian.evals.speed.serving import Server
from judian.search.requests.values import FigureRequest, InstrumentRequest
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse

    from judian.core.engine import Snapshot

#: Requests of a kind that asks for all of the collection: its lists differ only by their page.
_OF_ALL = 5
#: Replies of each kind whose allocations are counted: counting makes a reply several times as slow.
_COUNTED = 10
#: A server is idle that uses less than so many seconds of processor time in one pause; seconds of a
#: pause, and most seconds that it may take to load.
_IDLE, _PAUSE, _LOADED = 0.005, 1.0, 60.0

_ALL_FIGURES = FigureRequest("", size=None)
#: A word of most collections.
_COMMON = "報告"

#: A reply of the read path, made without HTTP.
Make = Callable[[Service], object]


@dataclass(frozen=True, slots=True)
class Request:
    """An address, and the same asked of the read path; None where the reply is not made there."""

    path: str
    make: Make | None


@dataclass(frozen=True, slots=True)
class KindCost:
    """What replies of one kind cost: milliseconds of the first time and of later ones, processor
    milliseconds of each (None where they cannot be had), bytes of a reply, the most bytes that one
    takes while it is made (None where it is not made by the read path)."""

    kind: str
    requests: int
    first_p50: float
    first_p95: float
    first_work: float | None
    p50: float
    p95: float
    work: float | None
    size: int
    allocated: int | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("index", type=Path, help="folder of an index")
    parser.add_argument("--requests", type=int, default=100, help="different ones of each kind")
    parser.add_argument("--rounds", type=int, default=2, help="after the first")
    parser.add_argument("--kinds", nargs="+", metavar="KIND", help="only these kinds")
    parser.add_argument("--reader", action="store_true", help="have passages read for answers")
    parser.add_argument("--seed", type=int, default=1, help="of the random choice of requests")


def main(args: argparse.Namespace) -> int:
    """Print one line of JSON for each kind, then a table."""
    kinds = requests_of(args.index, args.requests, args.seed)
    chosen = {name: kinds[name] for name in args.kinds or kinds}
    costs = measure(args.index, chosen, args.rounds, reader=args.reader)
    for cost in costs:
        print(json.dumps(asdict(cost), ensure_ascii=False))
    print()
    print(to_markdown(costs))
    return 0


def requests_of(index: Path, count: int, seed: int) -> dict[str, list[Request]]:
    """Up to `count` requests of each kind, the same for the same index and seed. There are no
    pictures without a PDF."""
    engine = open_engine("whoosh", index, identity())
    try:
        return _requests(engine.snapshot(), count, random.Random(seed))
    finally:
        engine.close()


def _requests(snapshot: Snapshot, count: int, rng: random.Random) -> dict[str, list[Request]]:
    drawn = sample(snapshot, rng)
    passages, queries = [], []
    for _ in range(count):
        passage, words = rng.choice(drawn)
        first = rng.randrange(len(words) - 1)
        passages.append(passage)
        queries.append(" ".join(words[first : first + 2]))
    infos = [document_from_json(json.loads(entry.info)) for entry in snapshot.documents()]
    instruments = [name for name, _ in snapshot.complete("instrument", "", count)]
    pdfs = [info for info in infos if info.format == "pdf" and info.pages]
    pictures = [(rng.choice(pdfs), rng.random()) for _ in range(count if pdfs else 0)]
    pages = range(1, _OF_ALL + 1)
    return {
        "search": [_asked("search", q, Service.search) for q in queries],
        "answer": [_asked("answer", f"{q}有哪些規定？", Service.answer) for q in queries],
        "figures": [_asked("figures", q, Service.figures) for q in queries],
        "figures of all": [_listed("figures", _figures(page), page=page) for page in pages],
        "figures of all as CSV": [
            _listed("figures", lambda service: service.figures(_ALL_FIGURES), format="csv")
        ],
        "instruments": [_listed("instruments", _instruments(page), page=page) for page in pages],
        "instrument": [
            Request(f"/api/v1/instruments/{one}", partial(Service.instrument, instrument=one))
            for one in instruments
        ],
        "authorities": [_asked("authorities", q, Service.authorities) for q in queries],
        "authorities of all": [
            _listed("authorities", Service.authorities, page=page) for page in pages
        ],
        "document": [
            Request(f"/documents/{p.doc_id}", partial(Service.document_part, doc_id=p.doc_id))
            for p in passages
        ],
        "passage": [
            Request(f"/api/v1/passages/{p.id}", partial(Service.passage, passage_id=p.id))
            for p in passages
        ],
        "picture": [
            Request(f"/api/v1/documents/{i.id}/picture?page={1 + int(at * (i.pages or 1))}", None)
            for i, at in pictures
        ],
    }


def _figures(page: int) -> Make:
    return lambda service: service.figures(FigureRequest("", page=page))


def _instruments(page: int) -> Make:
    return lambda service: service.instruments(InstrumentRequest(page=page))


def _asked(name: str, text: str, make: Callable[[Service, str], object]) -> Request:
    return Request(f"/api/v1/{name}?{urlencode({'q': text})}", lambda service: make(service, text))


def _listed(name: str, make: Make, **values: object) -> Request:
    return Request(f"/api/v1/{name}?{urlencode(values)}", make)


def measure(
    index: Path, kinds: Mapping[str, Sequence[Request]], rounds: int, *, reader: bool
) -> list[KindCost]:
    """What the replies of each kind with requests cost, in one server for all kinds."""
    asked = {name: requests for name, requests in kinds.items() if requests}
    # Counted first: a server closes a connection over which nothing is asked for long.
    allocated = {name: _allocated(index, requests) for name, requests in asked.items()}
    environment = {"JUDIAN_ANSWER_READER": "auto" if reader else "off"}
    costs = []
    with Server(index, environment=environment) as server:
        server.wait()
        _until_idle(server.process)
        for name, requests in asked.items():
            ask = _Asking(server)
            times = [[ask(request.path) for request in requests] for _ in range(rounds + 1)]
            costs.append(_cost(name, times, allocated[name]))
    return costs


def _until_idle(process: int) -> None:
    """Wait until the server has loaded what it loads while it answers already."""
    if not processes.KNOWN:
        time.sleep(_LOADED)
        return
    before, until = -1.0, time.monotonic() + _LOADED
    while (now := processes.exact_seconds(process)) - before > _IDLE and time.monotonic() < until:
        before = now
        time.sleep(_PAUSE)


@dataclass(frozen=True, slots=True)
class AfterCommit:
    """Milliseconds of the first reply of a kind after a commit, and of the next other one; medians
    over several commits."""

    kind: str
    first: float
    next: float


#: Kinds that are asked after commits: those whose first reply reads what the commit changed.
RENEWED = ("search", "figures of all", "instruments", "authorities of all")


def after_commits(
    server: Server,
    kinds: Mapping[str, Sequence[Request]],
    commits: Mapping[str, Sequence[Callable[[], object]]],
) -> list[AfterCommit]:
    """What replies of the kinds of RENEWED take right after a commit. `commits` has for each kind
    functions that commit something."""
    ask = _Asking(server)
    found = []
    for kind in RENEWED:
        requests = kinds[kind]
        times = []
        for number, commit in enumerate(commits[kind]):
            commit()
            first, other = (requests[(2 * number + n) % len(requests)] for n in (0, 1))
            times.append((ask(first.path)[0], ask(other.path)[0]))
        firsts, others = zip(*times, strict=True)
        found.append(AfterCommit(kind, _median(firsts), _median(others)))
    return found


class _Asking:
    """Asks the server; the milliseconds, the processor milliseconds and the bytes of a reply."""

    def __init__(self, server: Server) -> None:
        self._client = server.client()
        self._process = server.process

    def __call__(self, path: str) -> tuple[float, float, int]:
        worked, began = processes.exact_seconds(self._process), time.perf_counter()
        size = len(self._client.get(path))
        taken = time.perf_counter() - began
        return 1000 * taken, 1000 * (processes.exact_seconds(self._process) - worked), size


def _cost(
    name: str, times: Sequence[Sequence[tuple[float, float, int]]], allocated: int | None
) -> KindCost:
    first, later = times[0], times[1:] or times
    walls = [statistics.median(each[at][0] for each in later) for at in range(len(first))]
    works = [statistics.median(each[at][1] for each in later) for at in range(len(first))]
    return KindCost(
        kind=name,
        requests=len(first),
        first_p50=_median([wall for wall, _, _ in first]),
        first_p95=_p95([wall for wall, _, _ in first]),
        first_work=_median([work for _, work, _ in first]) if processes.KNOWN else None,
        p50=_median(walls),
        p95=_p95(walls),
        work=_median(works) if processes.KNOWN else None,
        size=int(statistics.median(size for _, _, size in first)),
        allocated=allocated,
    )


def _allocated(index: Path, requests: Sequence[Request]) -> int | None:
    """The most bytes that one of the replies takes at its peak, with the list that is made for the
    first one and kept."""
    makes = [request.make for request in requests[:_COUNTED] if request.make is not None]
    if not makes:
        return None
    service = Service.open(index, answer_reader="off")
    try:
        peaks = []
        service.search(_COMMON)  # dictionaries and the records of documents are read once
        for make in makes:
            tracemalloc.start()
            make(service)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        return max(peaks)
    finally:
        service.close()


def to_markdown(costs: Sequence[KindCost]) -> str:
    """The costs as a table."""
    rows = [
        "| replies | requests | first p50, ms | p95 | processor | later p50 | p95 | processor "
        "| kB | allocated, kB |",
        f"|{' --- |' * 10}",
    ]
    for one in costs:
        cells = (
            *(one.kind, one.requests, one.first_p50, one.first_p95, _or_dash(one.first_work)),
            *(one.p50, one.p95, _or_dash(one.work), round(one.size / 1000)),
            _or_dash(one.allocated and round(one.allocated / 1000)),
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else str(value)


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 2)


def _p95(values: Sequence[float]) -> float:
    return round(sorted(values)[min(len(values) - 1, int(0.95 * len(values)))], 2)
