"""Processes that read: what kills one costs one file, and not what it had sent."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.run import limits, worker
from indexer.run import pool as worker_pool
from indexer.run import processes as forking
from indexer.run.limits import ENFORCED, Limits
from indexer.run.messages import dumps
from indexer.run.pool import Outcome, Pool, _Phase
from indexer.run.worker import Job
from indexer.structure.blocks import Block, Reading
from judian.core.model import DocumentInfo, Kind, PageVerdict, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.run.confinement import Rights
    from indexer.run.progress import ProgressState

LIMITS = Limits(memory=768 << 20, cpu=20, wall=120)


def job(path: Path, limits: Limits = LIMITS) -> Job:
    info = DocumentInfo(path.stem, "", (path.name,), "", "0" * 64, (path.name,), ("..",), ((1, 1),))
    return Job(info, None, path, ReadOptions(), limits)


def outcomes(jobs: Sequence[Job], count: int = 2) -> list[Outcome]:
    with Pool(count, lambda *_: None) as pool:
        return list(pool.run(jobs))


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_outcomes_come_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    paths = [write(tmp_path, "0.txt", "長文。" * 20000)]
    paths += [write(tmp_path, f"{n}.txt", f"第 {n} 號文字。") for n in range(1, 12)]
    found = outcomes([job(path) for path in paths])
    assert [o.built.info.source for o in found] == [path.name for path in paths]
    assert all(o.built.info.verdict is Verdict.KEPT for o in found)
    entries = [entry for portion in found[3].entries() for entry in portion]
    assert [entry.squeezed for entry in entries] == ["第3號文字。"]


def test_nothing_is_begun_ahead_of_a_slow_file_when_too_much_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "MAX_FINISHED_BYTES", -1)
    paths = [write(tmp_path, f"{n}.txt", f"第 {n} 號文字。" * (n + 1)) for n in range(6)]
    found = outcomes([job(path) for path in paths])
    assert [o.built.info.source for o in found] == [path.name for path in paths]


def test_how_far_a_run_is_counts_files_pages_and_bytes(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", "長文。" * 10 ** (n + 1)) for n in range(4)]
    states: list[ProgressState] = []
    with Pool(2, lambda *_: None, states.append) as pool:
        list(pool.run([job(path) for path in paths]))
    last = states[-1]
    assert (last.files, last.total, last.pages, last.share) == (4, 4, 4, 1.0)
    assert last.name in {path.name for path in paths}
    assert [s.share for s in states] == sorted(s.share for s in states)
    assert states[0].share < 0.5


def test_a_refused_file_says_why(tmp_path: Path) -> None:
    (found,) = outcomes([job(write(tmp_path, "a.txt", ""))])
    assert (found.built.info.verdict, found.built.info.reason) == (Verdict.FAILED, "empty")
    assert found.built.info.message_zh


# The messages about one job, without a process.


def state_of(path: Path, **fields: object) -> worker_pool._JobState:
    worker = worker_pool._Worker(_Dead.process, None, "")  # type: ignore[arg-type]
    state = worker_pool._JobState(0, job(path), worker, deadline=0.0)
    return replace(state, **fields)  # type: ignore[arg-type]


def test_parts_larger_than_the_memory_limit_end_a_job(tmp_path: Path) -> None:
    state = state_of(tmp_path / "a.txt")
    state.job = job(tmp_path / "a.txt", Limits(memory=5))
    phases = [state.take(worker.PART + part, _keep_nothing) for part in (b"123", b"45", b"6")]
    assert phases == [_Phase.RUNNING, _Phase.RUNNING, _Phase.ENDED]
    assert (state.stopped, state.pages) == ("memory", 2)


def test_a_reading_is_kept_and_leaves_the_rest_of_the_time(tmp_path: Path) -> None:
    kept: list[bytes] = []
    state = state_of(tmp_path / "a.txt", last=5.0)
    state.take(worker.PART + b"part", _keep_nothing)
    state.take(worker.READING + b"reading", lambda _, reading: kept.append(reading))
    state.take(worker.ENTRIES + b"entries", _keep_nothing)
    assert (kept, state.reading_kept, state.size) == ([b"reading"], True, len(b"entries"))
    assert state.deadline == 5.0


@pytest.mark.parametrize("tag", [worker.RECORD, worker.REFUSED])
@pytest.mark.parametrize("payload", [b"", b"\xc1", b"cos\nsystem\n(S'true'\ntR.", dumps("text")])
def test_a_message_that_is_none_ends_the_job(tmp_path: Path, tag: bytes, payload: bytes) -> None:
    state = state_of(tmp_path / "a.txt")
    assert state.take(tag + payload, _keep_nothing) is _Phase.ENDED
    assert state.outcome().built.info.reason == "crash"


def test_messages_without_end_end_the_job(tmp_path: Path) -> None:
    state = state_of(tmp_path / "a.txt")
    state.job = job(tmp_path / "a.txt", Limits(memory=100))
    phases = [state.take(worker.ENTRIES + bytes(60), _keep_nothing) for _ in range(2)]
    assert phases == [_Phase.RUNNING, _Phase.ENDED]
    assert state.stopped == "memory"


@pytest.mark.parametrize(
    ("payload", "stopped", "phase"),
    [
        (worker.REUSABLE, None, _Phase.ENDED_REUSABLE),
        (worker.REUSABLE, "memory", _Phase.ENDED),
        (b"", None, _Phase.ENDED),
    ],
)
def test_only_a_worker_that_was_not_stopped_is_reused(
    tmp_path: Path, payload: bytes, stopped: str | None, phase: _Phase
) -> None:
    state = state_of(tmp_path / "a.txt", stopped=stopped)
    assert state.take(worker.DONE + payload, _keep_nothing) is phase


@pytest.mark.parametrize(
    ("fields", "assembled"),
    [
        ({"stopped": "cpu", "parts": [b"1"]}, True),
        ({"stopped": None, "parts": [b"1"]}, False),
        ({"stopped": "cpu", "parts": []}, False),
        ({"stopped": "cpu", "parts": [b"1"], "reading_kept": True}, False),
    ],
)
def test_parts_of_a_stopped_job_are_assembled(
    tmp_path: Path, fields: dict[str, object], assembled: bool
) -> None:
    again = state_of(tmp_path / "a.txt", **fields).assembly_job()
    assert (again is not None) is assembled
    if again is not None:
        assert (again.parts, again.stopped) == ((b"1",), "cpu")
        twice = state_of(tmp_path / "a.txt", **fields, job=again)
        assert twice.assembly_job() is None
        twice.stopped = "crash"
        assert twice.outcome().built.info.reason == "cpu", "the first reason is reported"


def test_a_job_without_a_record_crashed(tmp_path: Path) -> None:
    assert state_of(tmp_path / "a.txt").outcome().built.info.reason == "crash"


def _keep_nothing(_job: Job, _reading: bytes) -> None:
    pass


# What follows is a reader that misbehaves as its file tells it to. It lives in this module, so
# that a worker can import it.


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    script = path.read_text(encoding="utf-8").splitlines()[1:]
    for line in script:
        if line == "die":
            os.abort()
        elif line == "eat":
            hoard = [bytearray(1 << 24) for _ in range(1 << 12)]
            yield len(hoard)
        elif line == "spin":
            while True:
                pass
        elif line == "sleep":
            time.sleep(60)
        elif line == "raise":
            raise RecursionError("too deep")
        else:
            yield line


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    if "poison" in parts:
        os.abort()
    begun = time.process_time()
    while "toil" in parts and time.process_time() < begun + 0.5:
        pass
    verdicts = (PageVerdict(len(parts) + 1, "missing", stopped),) if stopped else ()
    blocks = tuple(Block(Kind.PARAGRAPH, str(part)) for part in parts)
    return Reading(blocks, "text", page_verdicts=verdicts)


def serve_misbehaving(connection: object, rights: Rights) -> None:
    """`worker.serve` with this module for a reader."""
    import tests.indexer.run.test_pool as module

    worker.reader = lambda _: module  # type: ignore[attr-defined,assignment,return-value]
    worker.detect = lambda _: "text"  # type: ignore[attr-defined,assignment]
    make = worker.build_document  # type: ignore[attr-defined]

    def built(info: DocumentInfo, entry: None, reading: Reading) -> object:
        if any(block.text == "burst" for block in reading.blocks):
            raise MemoryError
        return make(info, entry, reading)

    worker.build_document = built  # type: ignore[attr-defined,assignment]
    worker.serve(connection, rights)  # type: ignore[arg-type]


@pytest.fixture(name="pool")
def _pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    with Pool(1, lambda *_: None) as pool:
        start = pool._context.Process

        def process(**arguments: object) -> object:
            return start(**{**arguments, "target": serve_misbehaving})

        monkeypatch.setattr(pool, "_context", _Context(pool._context, process))
        yield pool


class _Context:
    def __init__(self, context: object, process: object) -> None:
        self.Pipe = context.Pipe  # type: ignore[attr-defined]
        self.Process = process


def done(pool: Pool, tmp_path: Path, *scripts: str, limits: Limits = LIMITS) -> list[DocumentInfo]:
    jobs = [
        job(write(tmp_path, f"{n}.txt", "script\n" + script), limits)
        for n, script in enumerate(scripts)
    ]
    return [outcome.built.info for outcome in pool.run(jobs)]


@pytest.mark.parametrize("end", ["die", "raise"])
def test_what_ends_one_reading_leaves_the_others(pool: Pool, tmp_path: Path, end: str) -> None:
    found = done(pool, tmp_path, "文一。", end, "文三。")
    assert [(i.verdict, i.reason) for i in found] == [
        (Verdict.KEPT, None), (Verdict.FAILED, "crash"), (Verdict.KEPT, None),
    ]  # fmt: skip


def test_finished_parts_survive_a_death(pool: Pool, tmp_path: Path) -> None:
    (info,) = done(pool, tmp_path, "第一頁。\n第二頁。\ndie\n第四頁。")
    assert (info.verdict, info.passages, info.reason) == (Verdict.PARTIAL, 2, "missing")
    assert info.page_verdicts == (PageVerdict(3, "missing", "crash"),)


@pytest.mark.skipif(not ENFORCED, reason="this system does not limit processes")
def test_putting_finished_parts_together_has_a_share_of_the_time(
    pool: Pool, tmp_path: Path
) -> None:
    limits = Limits(LIMITS.memory, cpu=2, wall=120)
    (info,) = done(pool, tmp_path, "第一頁。\ntoil\nspin", limits=limits)
    assert info.verdict is Verdict.PARTIAL
    assert info.page_verdicts == (PageVerdict(3, "missing", "cpu"),)


def test_parts_that_kill_a_second_process_are_given_up(pool: Pool, tmp_path: Path) -> None:
    (info,) = done(pool, tmp_path, "第一頁。\npoison\ndie")
    assert (info.verdict, info.reason) == (Verdict.FAILED, "crash")


def test_the_clock_ends_a_reading(pool: Pool, tmp_path: Path) -> None:
    limits = Limits(LIMITS.memory, LIMITS.cpu, wall=8.0)
    found = done(pool, tmp_path, "第一頁。\nsleep", "文二。", limits=limits)
    assert [(i.verdict, i.reason) for i in found] == [
        (Verdict.PARTIAL, "missing"), (Verdict.KEPT, None),
    ]  # fmt: skip
    assert found[0].page_verdicts[0].detail == "time"


@pytest.mark.skipif(not ENFORCED, reason="this system does not limit processes")
@pytest.mark.parametrize(("end", "reason"), [("eat", "memory"), ("spin", "cpu")])
def test_memory_and_processor_time_are_limited(
    pool: Pool, tmp_path: Path, end: str, reason: str
) -> None:
    # Taking the memory costs processor time too, on a busy machine more than a second of it.
    limits = Limits(LIMITS.memory, cpu=1 if end == "spin" else 60, wall=120)
    found = done(pool, tmp_path, end, "文二。", limits=limits)
    assert [(i.verdict, i.reason) for i in found] == [
        (Verdict.FAILED, reason), (Verdict.KEPT, None),
    ]  # fmt: skip
    setting = {"memory": "reader_memory_mb", "cpu": "reader_cpu_seconds"}[reason]
    assert setting in (found[0].message_zh or "")


def test_memory_is_limited_too_when_passages_are_made(pool: Pool, tmp_path: Path) -> None:
    found = done(pool, tmp_path, "burst", "文二。")
    assert [(i.verdict, i.reason) for i in found] == [
        (Verdict.FAILED, "memory"), (Verdict.KEPT, None),
    ]  # fmt: skip


def test_where_nothing_can_be_limited_or_forked_the_clock_and_new_processes_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = SimpleNamespace(platform="win32")
    monkeypatch.setattr("indexer.run.limits.sys", windows)
    monkeypatch.setattr("indexer.run.limits.resource", None)
    limits.impose(LIMITS)
    limits.lift()
    with monkeypatch.context() as patch:
        patch.setattr("indexer.run.processes.sys", windows)
        forking.prepare()
        pool = Pool(1, lambda *_: None)
        assert forking.cause_of_death(-9) == "crash"
    assert pool._context.get_start_method() == "spawn"
    with pool:
        (outcome,) = pool.run([job(write(tmp_path, "a.txt", "共三件。"), Limits(wall=180))])
    assert outcome.built.info.verdict is Verdict.KEPT


class _Dead:
    """A worker whose process the system has killed."""

    process = SimpleNamespace(join=lambda _: None, exitcode=-9)


def test_leaving_the_pool_leaves_no_process_behind(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", "文字。" * 5000) for n in range(6)]
    with Pool(2, lambda *_: None) as pool:
        next(pool.run([job(path) for path in paths]))
        workers = [*(state.worker for state in pool._running), *pool._idle]
        processes = [worker.process for worker in workers]
        assert processes
    for process in processes:
        with pytest.raises(ValueError, match="closed"):
            process.is_alive()
