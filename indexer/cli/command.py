"""The command line of the indexer: `python -m indexer`, and its status, failures and verify."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.cli import keeping, output
from indexer.cli.progress import Progress
from indexer.cli.recorder import Recorder
from indexer.readers.common.contract import ReadOptions
from indexer.run import storage
from indexer.run.limits import Limits
from indexer.run.pipeline import Options, run
from indexer.run.scan import UnstableFiles
from indexer.run.scheduler import Scheduler
from indexer.wording import phrases
from judian.core.errors import IndexLocked, IndexUnusable, JudianError, StorageUnavailable
from judian.core.identity import identity
from judian.core.model import DocumentInfo, Verdict, document_from_json, to_json
from judian.core.names import visible
from judian.core.settings import Settings, load
from judian.core.shipped import sample_texts
from judian.engines.registry import engine_names, open_engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Engine

#: Exit statuses; an interrupted run ends with the shell's own for Ctrl-C.
DONE, SOME_FAILED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130
_ACTIONS = ("status", "failures", "verify")


def main(arguments: Sequence[str] | None = None, prog: str = "python -m indexer") -> int:
    """Run a command, called `prog` in its help; the exit status is 0, 1 when some documents
    failed, 2 when nothing could be done."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in keeping.ACTIONS:
        return keeping.main(given, prog, lambda again: main(again, prog))
    action = given[0] if given and given[0] in _ACTIONS else None
    options = _parser(action, prog).parse_args(given[1:] if action else given)
    language, index = "en", Path(options.index or "index")
    try:
        settings = load(vars(options))
        language, index = settings.language, Path(settings.text("index"))
        engine = open_engine(settings.text("engine"), index, identity(), settings.engine_options)
        try:
            if action == "status":
                return _status(engine, options.json, language)
            if action == "failures":
                return _failures(engine, options.json, language)
            if action == "verify":
                return _verify(engine, options.json, language)
            if options.watch:
                return _watch(engine, settings, options, language)
            return _index(engine, settings, options, language)
        finally:
            engine.close()
    except JudianError as error:
        _print_problem(error.message(language), error.hint(language))
        return NOTHING_DONE
    except KeyboardInterrupt:
        _print_problem(phrases.text("interrupted", language))
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the output has ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # errors of sources are in the report; this one is of the index
        unusable = IndexUnusable.of(index, error)
        _print_problem(unusable.message(language), unusable.hint(language))
        return NOTHING_DONE


def _parser(action: str | None, prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"{prog} {action}" if action else prog,
        description={
            None: "Read source files and bring the index up to date, in one commit.",
            "status": "Show what the index contains.",
            "failures": "List the files that could not be read, or only in part, with the remedy.",
            "verify": "Check the stored index.",
        }[action],
        epilog=None if action else f"also: {prog} {' | '.join((*_ACTIONS, *keeping.ACTIONS))}",
    )
    if action is None:
        parser.add_argument("paths", nargs="*", metavar="PATH",
                            help="files, folders, s3://… (default: seeds)")  # fmt: skip
        parser.add_argument("--sample", action="store_true",
                            help="read the texts that come with the program")  # fmt: skip
        parser.add_argument("--jobs", metavar="N", help="files read at once (0: one per processor)")
        parser.add_argument("--scheduler", metavar="ADDRESS",
                            help="read on the workers of a Dask scheduler, or local:N")  # fmt: skip
        parser.add_argument("--ocr", choices=("auto", "never", "always"),
                            help="recognise scanned pages")  # fmt: skip
        parser.add_argument("--by", metavar="NAME", help="who starts the run, for its record")
        parser.add_argument("--dry-run", action="store_true", help="only show what would be done")
        parser.add_argument(
            "--checksum", action="store_true", help="re-read files of the same size and time"
        )
        parser.add_argument("--rebuild", action="store_true", help="build the index from scratch")
        parser.add_argument(
            "--watch", action="store_true", help="keep running, and index changed files"
        )
    parser.add_argument("--index", metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--engine", choices=engine_names(), help="what stores the passages")
    parser.add_argument("--language", choices=("auto", "zh", "en"), help="language of messages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _index(
    engine: Engine,
    settings: Settings,
    options: argparse.Namespace,
    language: str,
    *,
    quiet: bool = False,
    unstable_files: UnstableFiles | None = None,
) -> int:
    """One run of the indexer. With `quiet`, nothing is printed if nothing was done."""
    given = _paths(settings, options)
    if not _exist(given):
        _report_missing_paths(settings, options, language)
        return NOTHING_DONE
    paths = _fetched(given, settings)
    progress = Progress(language)
    record = Recorder(Path(settings.text("index")), options.by, lazy=quiet or options.dry_run)
    try:
        chosen = replace(_options(settings, options), unstable_files=unstable_files)
        with record.recording():
            report = run(
                engine, Path(settings.text("index")), paths, chosen, record.seeing(progress)
            )
            record.report = report
    finally:
        progress.close()
    if not (quiet and report.generation is None):
        if options.json:
            _print_json(output.report_json(report))
        else:
            print(output.summary(report, language), flush=True)
        for info in [*report.failed, *report.partial]:
            _print_problem(output.problem(info, language))
        for path, fault in report.table_faults:
            _print_problem(output.table_fault(path, fault, language))
    return SOME_FAILED if report.failed else DONE


def _options(settings: Settings, options: argparse.Namespace) -> Options:
    return Options(
        read=ReadOptions(ocr=settings.text("ocr")),
        limits=Limits(
            memory=settings.number("reader_memory_mb") << 20,
            cpu=settings.number("reader_cpu_seconds"),
            wall=settings.number("reader_wall_seconds"),
        ),
        jobs=settings.number("jobs"),
        rebuild=options.rebuild,
        dry_run=options.dry_run,
        max_bytes=settings.number("max_file_mb") << 20,
        follow_links=settings.flag("follow_links"),
        checksum=options.checksum,
        scheduler=_scheduler(settings),
    )


def _scheduler(settings: Settings) -> Scheduler | None:
    if not settings.text("scheduler"):
        return None
    return Scheduler(
        settings.text("scheduler"),
        settings.text("scheduler_ca"),
        settings.text("scheduler_certificate"),
        settings.text("scheduler_key"),
    )


def _watch(engine: Engine, settings: Settings, options: argparse.Namespace, language: str) -> int:
    """Run repeatedly until Ctrl-C.

    A lock of another run, a storage that does not answer, and folders that disappear are waited
    for; each is reported once. With --rebuild only the first run rebuilds the index.
    """
    print(phrases.text("watching", language), file=sys.stderr, flush=True)
    quiet, waiting = False, False
    unstable_files = UnstableFiles()
    while True:
        try:
            if not quiet or _exist(_paths(settings, options)):
                status = _index(
                    engine, settings, options, language, quiet=quiet, unstable_files=unstable_files
                )
                if status == NOTHING_DONE:
                    return status
                options.rebuild, quiet, waiting = False, True, False
            elif not waiting:
                waiting = True
                _report_missing_paths(settings, options, language)
        except (IndexLocked, StorageUnavailable) as error:
            if not waiting:
                _print_problem(error.message(language))
            waiting = True
        try:
            time.sleep(settings.number("watch_seconds"))
        except KeyboardInterrupt:
            return DONE


def _paths(settings: Settings, options: argparse.Namespace) -> list[str]:
    """The paths and addresses of the sources."""
    if options.sample:
        return [str(sample_texts()), *options.paths]
    return options.paths or [settings.text("sources")]


def _exist(paths: Sequence[str]) -> bool:
    return any(storage.is_address(path) or os.path.lexists(path) for path in paths)


def _fetched(paths: Sequence[str], settings: Settings) -> list[Path]:
    """The paths, with the copies of what is behind addresses. Raises StorageUnavailable."""
    index, most = Path(settings.text("index")), settings.number("max_file_mb") << 20
    return [
        storage.fetch(path, index, most) if storage.is_address(path) else Path(path)
        for path in paths
    ]


def _report_missing_paths(settings: Settings, options: argparse.Namespace, language: str) -> None:
    where = ", ".join(visible(path) for path in _paths(settings, options))
    _print_problem(f"{phrases.text('no_path', language)}: {where}",
              phrases.text("no_path_hint", language))  # fmt: skip


def _documents(engine: Engine) -> list[DocumentInfo]:
    entries = engine.snapshot().documents()
    return [document_from_json(json.loads(entry.info)) for entry in entries]


def _status(engine: Engine, as_json: bool, language: str) -> int:
    snapshot = engine.snapshot()
    infos = _documents(engine)
    counts = {verdict: sum(i.verdict is verdict for i in infos) for verdict in Verdict}
    if as_json:
        _print_json(
            {
                "engine": engine.name,
                "generation": snapshot.generation,
                "documents": {str(verdict): count for verdict, count in counts.items()},
                "passages": snapshot.passage_count,
                "sources": [to_json(info) for info in infos],
            }
        )
    else:
        passages = snapshot.passage_count
        print(output.status(engine.name, snapshot.generation, passages, counts, language))
    return DONE


def _failures(engine: Engine, as_json: bool, language: str) -> int:
    infos = [info for info in _documents(engine) if info.verdict is not Verdict.KEPT]
    infos.sort(key=lambda info: (info.verdict is not Verdict.FAILED, info.source))
    if as_json:
        _print_json([output.failure_json(info) for info in infos])
    elif infos:
        print("\n".join(output.failure(info, language) for info in infos))
    else:
        print(phrases.text("no_failures", language))
    return SOME_FAILED if any(info.verdict is Verdict.FAILED for info in infos) else DONE


def _verify(engine: Engine, as_json: bool, language: str) -> int:
    engine.snapshot()
    faults = engine.verify()
    if as_json:
        _print_json({"faults": faults})
    else:
        print("\n".join(faults) if faults else phrases.text("sound", language))
    return SOME_FAILED if faults else DONE


def _print_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # A file name may contain bytes that are not UTF-8; in JSON they are escaped.
    print(text.encode("utf-8", "backslashreplace").decode("utf-8"), flush=True)


def _print_problem(message: str, hint: str = "") -> None:
    print(f"{message}\n  → {hint}" if hint else message, file=sys.stderr, flush=True)
