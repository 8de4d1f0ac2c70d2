"""From the reading of one file to its record and entries, or to the error that it failed with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.documents import metadata, sources_table
from indexer.documents.copies import copy_numbers
from indexer.documents.entries import document_entry, passage_entry, with_findings
from indexer.documents.leads import with_leads
from indexer.documents.lone_surrogates import without_lone_surrogates
from indexer.documents.own_articles import own_articles
from indexer.documents.passages import build_passages
from indexer.documents.recognised import with_confidences
from indexer.structure.contents_blocks import contents_before, with_contents, without_contents
from indexer.structure.outline import outline
from indexer.structure.rank_marks import with_rank_marks
from indexer.wording.page_verdicts import problem_message
from indexer.wording.stop_reasons import STOP_REASONS
from judian.core.errors import SourceUnreadable
from judian.core.model import DocumentInfo, Verdict
from judian.core.names import base_name, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.structure.blocks import Reading
    from judian.core.engine import DocumentEntry, PassageEntry


#: Characters of an exception that a message quotes.
_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """A document's record, ready to be stored. A failed document has no passages."""

    info: DocumentInfo
    document: DocumentEntry


def crash_error(name: str, error: BaseException) -> SourceUnreadable:
    """The error of a file on which a reader raised an unexpected exception."""
    detail = f"{type(error).__name__}: {error}"[:_LONGEST_DETAIL]
    return SourceUnreadable(
        name, "crash",
        en=(f"the reader gave up ({detail})", "open it in its own program and save it anew"),
        zh=(f"讀取程式無法處理（{detail}）", "請以原程式開啟並重新儲存"),
    )  # fmt: skip


def table_error(name: str, error: Exception) -> SourceUnreadable:
    """The error of a file with a table that states far more rows and columns than it has cells."""
    return SourceUnreadable(
        name, "too_large",
        en=(f"it has {error}, most of them empty", "delete the empty ones and save it anew"),
        zh=("檔案中有表格的列與欄過多，且大多為空白", "請刪除空白的列與欄後重新儲存"),
    )  # fmt: skip


def stopped_error(name: str, reason: str) -> SourceUnreadable:
    """The error of a file whose reading ended by a limit or a crash before any part was
    complete."""
    stop = STOP_REASONS.get(reason, STOP_REASONS["crash"])
    en, zh = stop.error
    if stop.setting is None:
        return SourceUnreadable(
            name, reason,
            en=(en, "open it in its own program and save it anew"),
            zh=(zh, "請以原程式開啟並重新儲存"),
        )  # fmt: skip
    return SourceUnreadable(
        name, reason,
        en=(en, f"split it, or raise the setting {stop.setting} and name the file to the indexer"),
        zh=(zh, f"請分割檔案，或調高設定 {stop.setting} 後指名此檔重新執行"),
    )  # fmt: skip


def error_facts(error: SourceUnreadable) -> tuple[str, str, str, str, str]:
    """Reason, message and hint in English, message and hint in Chinese, for another process."""
    detail_en, hint_en, detail_zh, hint_zh = (
        str(error.facts[key]) for key in ("detail_en", "hint_en", "detail_zh", "hint_zh")
    )
    return error.reason, detail_en, hint_en, detail_zh, hint_zh


def error_of_facts(name: str, facts: tuple[str, str, str, str, str]) -> SourceUnreadable:
    """The error of a file from the facts that `error_facts` gave."""
    reason, detail_en, hint_en, detail_zh, hint_zh = facts
    return SourceUnreadable(name, reason, en=(detail_en, hint_en), zh=(detail_zh, hint_zh))


def failed_document(info: DocumentInfo, error: SourceUnreadable) -> BuiltDocument:
    """The record of a file that could not be read."""
    record = replace(
        info,
        title=info.title or base_name(info.source),
        verdict=Verdict.FAILED,
        reason=error.reason,
        message_en=visible(f"{error.facts['detail_en']}; {error.facts['hint_en']}"),
        message_zh=visible(f"{error.facts['detail_zh']}；{error.facts['hint_zh']}"),
        indexed_at=_now(),
    )
    return BuiltDocument(record, document_entry(record, ""))


def build_document(
    info: DocumentInfo, entry: sources_table.SourceRow | None, reading: Reading
) -> tuple[BuiltDocument, Iterator[PassageEntry]]:
    """The record of a document, and its passages as entries, made one by one.

    `info` holds its id, sources, stamps and digest. Raises SourceUnreadable if the reading contains
    no text.
    """
    reading = without_lone_surrogates(reading)
    contents = contents_before(reading.blocks)
    reading = replace(reading, blocks=tuple(without_contents(reading.blocks)))
    blocks, title = metadata.with_title(reading.blocks, reading.format)
    found = metadata.read(reading, blocks, title, base_name(info.source))
    found = sources_table.override(found, entry)
    placed = outline(list(with_contents(with_rank_marks(blocks), contents)))
    text, cut = build_passages(placed, info.id, reading.page_labels)
    passages = list(with_leads(cut))
    if not passages:
        raise SourceUnreadable(
            base_name(info.source), "no_text",
            en=("no text was found in the file", "if its pages are pictures, recognise them first"),
            zh=("檔案中沒有文字", "如為掃描影像，請先進行文字辨識"),
        )  # fmt: skip
    sheets = replace(info, format=reading.format).has_sheets
    reason, message_en, message_zh = problem_message(reading.page_verdicts, sheets=sheets)
    record = replace(
        info,
        title=found.title,
        format=reading.format,
        agency=found.agency,
        date=found.date,
        period_start=found.period_start,
        period_end=found.period_end,
        pages=reading.pages,
        passages=len(passages),
        characters=len(text),
        encoding=reading.encoding,
        verdict=Verdict.PARTIAL if reason else Verdict.KEPT,
        reason=reason,
        message_en=message_en,
        message_zh=message_zh,
        page_verdicts=reading.page_verdicts,
        provenance=found.provenance,
        indexed_at=_now(),
    )
    entries = (
        replace(
            passage_entry(
                with_confidences(passage, reading.recognised), record, found.reference, article
            ),
            copy=number,
        )
        for number, passage, article in zip(
            copy_numbers(passages),
            with_findings(passages, record, found.reference),
            own_articles(passages, record.title),
            strict=True,
        )
    )
    return BuiltDocument(record, document_entry(record, text)), entries


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
