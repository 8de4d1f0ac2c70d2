"""Files read by the workers of a Dask scheduler: the same index, whatever becomes of a worker.

The tests share one scheduler with three workers on the loopback address. JUDIAN_TEST_KILLS says
how often a worker is killed (once unless it is set), JUDIAN_TEST_FILES over how many files.
"""

from __future__ import annotations

import os
import random
import signal
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import dask
import pytest
from distributed import LocalCluster
from distributed.security import Security

from indexer.cli.output import report_json
from indexer.run import reading_task, remote
from indexer.run.pipeline import Options, run
from indexer.run.remote import RemotePool
from indexer.run.scheduler import Scheduler
from judian.core.errors import IndexMissing, ReadersUnavailable
from judian.engines.memory import MemoryEngine, open_engine
from judian.evals.contents.dump import records
from tests.indexer import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.run.progress import ProgressState
    from indexer.run.report import RunReport

KILLS = int(os.environ.get("JUDIAN_TEST_KILLS", "1"))
FILES = int(os.environ.get("JUDIAN_TEST_FILES", "12"))


def _pem(folder: Path, security: Any) -> tuple[str, str, str]:
    """Authority, certificate and key of a client, as files."""
    found = []
    for name, text in (
        ("ca", security.tls_ca_file),
        ("certificate", security.tls_client_cert),
        ("key", security.tls_client_key),
    ):
        (folder / f"{name}.pem").write_text(text, "ascii")
        found.append(str(folder / f"{name}.pem"))
    return found[0], found[1], found[2]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    security = Security.temporary()
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(
            n_workers=3, threads_per_worker=1, host="127.0.0.1", protocol="tls",
            dashboard_address="127.0.0.1:0", worker_dashboard_address="127.0.0.1:0", memory_limit=0,
            security=security,
        ) as cluster,
    ):  # fmt: skip
        files = _pem(tmp_path_factory.mktemp("pem"), security)
        yield Scheduler(cluster.scheduler_address, *files)


def _write_sources(folder: Path, count: int) -> None:
    """So many reports in six formats, one that cannot be read, and a container of two."""
    folder.mkdir()
    for number in range(count):
        first = replace(samples.REPORT[0], text=f"雲海縣第 {number} 號道路養護成果報告")
        report = (first, *samples.REPORT[1:])
        place = folder / f"{number:03}"
        match number % 6:
            case 0:
                place.with_suffix(".html").write_bytes(samples.html(report))
            case 1:
                samples.package(samples.odt(report), place.with_suffix(".odt"))
            case 2:
                samples.package(samples.docx(report), place.with_suffix(".docx"))
            case 3:
                place.with_suffix(".md").write_text(samples.markdown(report), "utf-8")
            case 4:
                text = "".join(f"第 {number} 號文件第 {n} 段，共 {n} 件。\n\n" for n in range(300))
                place.with_suffix(".txt").write_text(text, "utf-8")
            case _:
                text = "".join(f"甲{number},{n}\n" for n in range(50))
                place.with_suffix(".csv").write_text(f"項目,件數\n{text}", "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no container")
    with zipfile.ZipFile(folder / "more.zip", "w") as container:
        container.writestr("a.txt", "容器內的第一份文件，共 7 件。\n")
        container.writestr("b.md", "# 標題\n\n容器內的第二份文件。\n")


def _contents(engine: MemoryEngine) -> list[dict[str, Any]]:
    return list(records(engine.snapshot()))


def _told(report: RunReport) -> dict[str, Any]:
    told = report_json(report)
    told.pop("seconds")
    for info in (*told["failed"], *told["partial"]):
        info.pop("indexed_at", None)
    return told


def _run(base: Path, progress: Any = None, **options: Any) -> tuple[MemoryEngine, RunReport]:
    engine = open_engine()
    report = run(engine, base / "index", [base / "sources"], Options(**options), progress)
    return engine, report


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[RemotePool]:
    """The pools that runs have begun."""
    begun: list[RemotePool] = []

    class Noted(RemotePool):
        def __enter__(self) -> Noted:
            super().__enter__()
            begun.append(self)
            return self

    monkeypatch.setattr(remote, "RemotePool", Noted)
    return begun


def test_the_index_is_that_of_one_machine_though_workers_are_killed(
    tmp_path: Path, scheduler: Scheduler, pools: list[RemotePool]
) -> None:
    _write_sources(tmp_path / "sources", FILES)
    alone, report = _run(tmp_path, jobs=2)
    expected, told = _contents(alone), _told(report)
    assert len(report.added) == FILES + 2
    assert [info.source for info in report.failed] == ["broken.docx"]
    chance = random.Random(13)
    for _ in range(KILLS):
        killed: list[int] = []
        moment = chance.randrange(FILES)

        def kill(state: ProgressState, moment: int = moment, killed: list[int] = killed) -> None:
            if state.files >= moment and not killed:
                workers = pools[-1]._client.run(os.getpid)
                killed.append(chance.choice(list(workers.values())))
                os.kill(killed[0], signal.SIGKILL)

        together, again = _run(tmp_path, kill, scheduler=scheduler)
        assert len(killed) == 1
        assert _contents(together) == expected
        assert _told(again) == told


def test_a_file_that_workers_do_not_see_is_read_here(
    tmp_path: Path, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_sources(tmp_path / "sources", 0)
    (tmp_path / "sources" / "seen.txt").write_text("工作程序自己讀取的文件。\n", "utf-8")
    read_here: list[str] = []
    original = RemotePool._read_here

    def noted(self: RemotePool, job: Any) -> Any:
        read_here.append(job.info.source)
        return original(self, job)

    monkeypatch.setattr(RemotePool, "_read_here", noted)
    monkeypatch.setattr(remote, "read", _sees_nothing)
    expected = _contents(_run(tmp_path, jobs=1)[0])
    assert _contents(_run(tmp_path, scheduler=scheduler)[0]) == expected
    assert len(read_here) == 4


def _sees_nothing(*_: object) -> reading_task.Answer:
    return reading_task.Answer()


def test_what_is_no_answer_of_a_reader_fails_that_file(
    tmp_path: Path, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_sources(tmp_path / "sources", 1)
    monkeypatch.setattr(remote, "read", _forged)
    _, report = _run(tmp_path, scheduler=scheduler)
    assert {info.reason for info in report.failed} == {"crash"}
    assert report.passages == 0


def _forged(*_: object) -> reading_task.Answer:
    return reading_task.Answer(record=b"\x93\x01\x02\x03")


def test_files_are_sent_to_workers_that_do_not_see_them(
    tmp_path: Path, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_sources(tmp_path / "sources", 6)
    expected = _contents(_run(tmp_path, jobs=1)[0])
    monkeypatch.setattr(RemotePool, "_read_here", None)  # a call would fail
    assert _contents(_run(tmp_path, scheduler=scheduler)[0]) == expected
    monkeypatch.setattr(remote, "readiness", _blind)
    monkeypatch.setattr(remote, "read", _reads_what_is_sent)
    assert _contents(_run(tmp_path, scheduler=scheduler)[0]) == expected


def _reads_what_is_sent(job: Any, content: bytes | None = None) -> reading_task.Answer:
    assert content is not None
    elsewhere = replace(job, path=job.path.with_name(f"elsewhere-{job.path.name}"))
    return reading_task.read(elsewhere, content)


def test_workers_of_another_version_or_that_start_no_process_are_refused(
    tmp_path: Path, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_sources(tmp_path / "sources", 1)
    with monkeypatch.context() as patched:
        patched.setattr(remote, "program", lambda: "another")
        with pytest.raises(ReadersUnavailable, match="another version of this program"):
            _run(tmp_path, scheduler=scheduler)
    with monkeypatch.context() as patched:
        patched.setattr(remote, "readiness", _daemon)
        with pytest.raises(ReadersUnavailable, match="WORKER__DAEMON=false"):
            _run(tmp_path, scheduler=scheduler)


def _blind(*_: object) -> reading_task.Readiness:
    return reading_task.Readiness(reading_task.program(), True, False)


def _daemon(*_: object) -> reading_task.Readiness:
    return reading_task.Readiness(reading_task.program(), False, True)


def test_a_scheduler_refuses_other_certificates_and_is_not_waited_for(
    tmp_path: Path, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CONNECT_SECONDS", 2.0)
    _write_sources(tmp_path / "sources", 1)
    stranger = Scheduler(scheduler.address, *_pem(tmp_path, Security.temporary()))
    engine = open_engine()
    with pytest.raises(ReadersUnavailable, match="cannot read"):
        run(engine, tmp_path / "index", [tmp_path / "sources"], Options(scheduler=stranger))
    with pytest.raises(IndexMissing):
        engine.snapshot()


def test_a_run_may_start_its_own_workers(tmp_path: Path) -> None:
    _write_sources(tmp_path / "sources", 2)
    expected = _contents(_run(tmp_path, jobs=1)[0])
    assert _contents(_run(tmp_path, scheduler=Scheduler("local:1"))[0]) == expected
