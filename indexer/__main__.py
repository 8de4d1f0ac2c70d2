"""The command line of the indexer: `python -m indexer`, and its status, failures and verify."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from core.engine import Engine
from core.errors import JudianError
from core.identity import identity
from core.model import DocumentInfo, Verdict, document_from_json, to_json
from core.settings import Settings, load
from engines import FACTORIES, open_engine
from indexer import messages
from indexer.limits import Limits
from indexer.pipeline import Options, run
from indexer.progress import Progress
from indexer.readers import ReadOptions
from indexer.report import Report

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
_ACTIONS = ("status", "failures", "verify")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, 1 when some documents failed, 2 when nothing could
    be done."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = load().language if _loads() else "en"
    action = given[0] if given and given[0] in _ACTIONS else None
    options = _parser(action).parse_args(given[1:] if action else given)
    try:
        settings = load(vars(options))
        language = settings.language
        engine = open_engine(settings.text("engine"), Path(settings.text("index")), identity())
        try:
            if action == "status":
                return _status(engine, options.json, language)
            if action == "failures":
                return _failures(engine, options.json, language)
            if action == "verify":
                return _verify(engine, options.json, language)
            return _index(engine, settings, options, language)
        finally:
            engine.close()
    except JudianError as error:
        _complain(error.message(language), error.hint(language))
        return NOTHING_DONE
    except KeyboardInterrupt:
        _complain(messages.text("interrupted", language))
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return NOTHING_DONE


def _loads() -> bool:
    """True when the settings can be read, so that even an error has the user's language."""
    try:
        load()
    except JudianError:
        return False
    return True


def _parser(action: str | None) -> argparse.ArgumentParser:
    name = "python -m indexer" + (f" {action}" if action else "")
    parser = argparse.ArgumentParser(
        prog=name,
        description={
            None: "Read source files and bring the index up to date, in one commit.",
            "status": "Say what the index holds.",
            "failures": "List the files that could not be read, or only in part, with the remedy.",
            "verify": "Check the stored index.",
        }[action],
        epilog=None if action else "also: python -m indexer status | failures | verify",
    )
    if action is None:
        parser.add_argument("paths", nargs="*", metavar="PATH", type=Path,
                            help="files or folders (default: seeds)")  # fmt: skip
        parser.add_argument("--jobs", metavar="N", help="files read at once (0: one per processor)")
        parser.add_argument("--ocr", choices=("auto", "never", "always"),
                            help="recognise scanned pages")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--rebuild", action="store_true", help="build the index anew")
        parser.add_argument("--watch", action="store_true", help="go on, and follow changes")
    parser.add_argument("--index", metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--engine", choices=sorted(FACTORIES), help="what stores the passages")
    parser.add_argument("--language", choices=("auto", "zh", "en"), help="language of messages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _index(engine: Engine, settings: Settings, options: argparse.Namespace, language: str) -> int:
    paths = options.paths or [Path(settings.text("sources"))]
    if not any(path.exists() or path.is_symlink() for path in paths):
        _complain(
            f"{messages.text('no_path', language)}: {', '.join(map(str, paths))}",
            messages.text("no_path_hint", language),
        )
        return NOTHING_DONE
    progress = Progress(language)
    try:
        report = run(
            engine,
            Path(settings.text("index")),
            paths,
            Options(
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
            ),
            progress,
        )
    finally:
        progress.close()
    if options.json:
        print(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        print(_summary(report, language))
    for info in [*report.failed, *report.partial]:
        _complain(_told(info, language))
    return SOME_FAILED if report.failed else DONE


def _summary(report: Report, language: str) -> str:
    sums = [
        messages.counted(len(report.added), "added", language),
        messages.counted(len(report.changed), "changed", language),
        messages.counted(len(report.removed), "removed", language),
        messages.counted(report.unchanged, "unchanged", language),
        messages.counted(len(report.failed), "failed", language),
    ]
    if report.moved:
        sums.insert(2, messages.counted(len(report.moved), "moved", language))
    if report.partial:
        sums.append(messages.counted(len(report.partial), "partial", language))
    comma, semicolon, colon = ("、", "；", "：") if language == "zh" else (", ", "; ", ": ")
    line = messages.text("documents", language) + colon + comma.join(sums)
    line += semicolon + messages.counted(report.passages, "passages", language)
    line += semicolon + f"{report.seconds:.1f} {messages.text('seconds', language)}"
    if report.dry_run:
        line += f" ({messages.text('dry_run', language)})"
        marks = (("+", report.added), ("~", report.changed), (">", report.moved),
                 ("-", report.removed))  # fmt: skip
        line += "".join(f"\n{mark} {name}" for mark, names in marks for name in names)
    elif report.generation is None:
        line += f" ({messages.text('nothing_to_do', language)})"
    return line


def _as_json(report: Report) -> dict[str, object]:
    return {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": [_failure(info) for info in report.failed],
        "partial": [_failure(info) for info in report.partial],
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "generation": report.generation,
        "dry_run": report.dry_run,
    }


def _failure(info: DocumentInfo) -> dict[str, object]:
    return {
        "id": info.id,
        "sources": list(info.sources),
        "verdict": str(info.verdict),
        "reason": info.reason,
        "message": {"en": info.message_en, "zh": info.message_zh},
        "pages": to_json(info.page_verdicts),
    }


def _told(info: DocumentInfo, language: str) -> str:
    message = info.message_zh if language == "zh" else info.message_en
    return f"{info.source}: {message}"


def _documents(engine: Engine) -> list[DocumentInfo]:
    entries = engine.snapshot().documents()
    return [document_from_json(json.loads(entry.info)) for entry in entries]


def _status(engine: Engine, as_json: bool, language: str) -> int:
    snapshot = engine.snapshot()
    infos = _documents(engine)
    counts = {verdict: sum(i.verdict is verdict for i in infos) for verdict in Verdict}
    if as_json:
        print(
            json.dumps(
                {
                    "engine": engine.name,
                    "generation": snapshot.generation,
                    "documents": {str(verdict): count for verdict, count in counts.items()},
                    "passages": snapshot.passage_count,
                    "sources": [to_json(info) for info in infos],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return DONE
    text = messages.text
    print(f"{text('engine', language)}: {engine.name}")
    print(f"{text('generation', language)}: {snapshot.generation}")
    print(f"{text('documents', language)}: {counts[Verdict.KEPT]:,}"
          f", {messages.counted(counts[Verdict.PARTIAL], 'partial', language)}"
          f", {messages.counted(counts[Verdict.FAILED], 'failed', language)}")  # fmt: skip
    print(f"{text('passages', language)}: {snapshot.passage_count:,}")
    return DONE


def _failures(engine: Engine, as_json: bool, language: str) -> int:
    infos = [info for info in _documents(engine) if info.verdict is not Verdict.KEPT]
    infos.sort(key=lambda info: (info.verdict is not Verdict.FAILED, info.source))
    if as_json:
        print(json.dumps([_failure(info) for info in infos], ensure_ascii=False, indent=2))
    elif not infos:
        print(messages.text("no_failures", language))
    for info in [] if as_json else infos:
        kind = "failed" if info.verdict is Verdict.FAILED else "partial"
        print(f"[{messages.text(kind, language)}] {_told(info, language)}")
        for page in info.page_verdicts:
            if page.verdict not in ("good", "empty"):
                print(f"    {messages.text('pages', language)} {page.page}: "
                      f"{page.verdict.replace('_', ' ')} {page.detail}".rstrip())  # fmt: skip
    return SOME_FAILED if any(info.verdict is Verdict.FAILED for info in infos) else DONE


def _verify(engine: Engine, as_json: bool, language: str) -> int:
    engine.snapshot()
    faults = engine.verify()
    if as_json:
        print(json.dumps({"faults": faults}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(faults) if faults else messages.text("sound", language))
    return SOME_FAILED if faults else DONE


def _complain(message: str, hint: str = "") -> None:
    print(f"{message}\n  → {hint}" if hint else message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
