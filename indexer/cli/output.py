"""Reports of runs and of the index: lines for people, JSON values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.files.names import shown_name
from indexer.wording import page_verdicts
from indexer.wording.page_notes import worded
from indexer.wording.phrases import counted, text
from judian.core.model import DocumentInfo, Verdict, to_json
from judian.core.names import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.documents.sources_table import TableFault
    from indexer.run.report import RunReport


def summary(report: RunReport, language: str) -> str:
    """The totals of a run on one line; for a dry run also its files."""
    sums = [
        counted(len(report.added), "added", language),
        counted(len(report.changed), "changed", language),
        counted(len(report.removed), "removed", language),
        counted(report.unchanged, "unchanged", language),
        counted(len(report.failed), "failed", language),
    ]
    if report.moved:
        sums.insert(2, counted(len(report.moved), "moved", language))
    if report.same:
        sums.append(counted(len(report.same), "same", language))
    if report.partial:
        sums.append(counted(len(report.partial), "partial", language))
    comma, semicolon, colon = ("、", "；", "：") if language == "zh" else (", ", "; ", ": ")
    line = text("documents", language) + colon + comma.join(sums)
    line += semicolon + counted(report.passages, "passages", language)
    line += f"{semicolon}{report.seconds:.1f} {text('seconds', language)}"
    if report.dry_run:
        line += f" ({text('dry_run', language)})"
        marks = (("+", report.added), ("~", report.changed), (">", report.moved),
                 ("-", report.removed))  # fmt: skip
        line += "".join(f"\n{mark} {visible(name)}" for mark, names in marks for name in names)
    elif report.generation is None:
        line += f" ({text('nothing_to_do', language)})"
    return line


def report_json(report: RunReport) -> dict[str, object]:
    """The report of a run as JSON values."""
    return {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "same": report.same,
        "unchanged": report.unchanged,
        "failed": [failure_json(info) for info in report.failed],
        "partial": [failure_json(info) for info in report.partial],
        "notes": [
            {
                "file": shown_name(path.as_posix()),
                "line": fault.line,
                "message": {"en": fault.en, "zh": fault.zh},
            }
            for path, fault in report.table_faults
        ],
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "generation": report.generation,
        "dry_run": report.dry_run,
    }


def failure_json(info: DocumentInfo) -> dict[str, object]:
    """A file that could not be read, or only in part, as JSON values."""
    return {
        "id": info.id,
        "sources": list(info.sources),
        "verdict": str(info.verdict),
        "reason": info.reason,
        "message": {"en": info.message_en, "zh": info.message_zh},
        "pages": to_json(info.page_verdicts),
    }


def table_fault(path: Path, fault: TableFault, language: str) -> str:
    """A fault of a sources table, with its file and line."""
    line = ""
    if fault.line:
        line = f"第 {fault.line} 列" if language == "zh" else f" line {fault.line}"
    words = fault.zh if language == "zh" else fault.en
    return (
        f"{shown_name(path.as_posix())}{line}{'：' if language == 'zh' else ': '}{visible(words)}"
    )


def problem(info: DocumentInfo, language: str) -> str:
    """The problem of one file, and the remedy."""
    message = info.message_zh if language == "zh" else info.message_en
    return f"{', '.join(map(visible, info.sources))}: {visible(message or '')}"


def failure(info: DocumentInfo, language: str) -> str:
    """The problem of one file with its pages, as `failures` prints it."""
    kind = "failed" if info.verdict is Verdict.FAILED else "partial"
    lines = [f"[{text(kind, language)}] {problem(info, language)}"]
    noun = text("sheet" if info.has_sheets else "page", language)
    lines += [
        f"    {noun} {page.page}: "
        + _with_note(page_verdicts.name(page.verdict, language), page.detail, language)
        for page in info.page_verdicts
        if page.verdict not in ("good", "empty")
    ]
    return "\n".join(lines)


def _with_note(verdict: str, note: str, language: str) -> str:
    """A page's verdict with the reader's note."""
    words = visible(worded(note, language))
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    return verdict + (opening + words + closing if words else "")


def status(
    engine: str, generation: int, passages: int, counts: Mapping[Verdict, int], language: str
) -> str:
    """The contents of the index, one fact on each line."""
    colon = "：" if language == "zh" else ": "
    kept = f"{counts[Verdict.KEPT] + counts[Verdict.PARTIAL]:,}"
    if counts[Verdict.PARTIAL]:
        kept += f" ({counted(counts[Verdict.PARTIAL], 'partial', language)})"
    facts = (
        ("engine", engine),
        ("generation", str(generation)),
        ("documents", kept),
        ("failed", f"{counts[Verdict.FAILED]:,}"),
        ("passages", f"{passages:,}"),
    )
    return "\n".join(f"{text(name, language)}{colon}{value}" for name, value in facts)
