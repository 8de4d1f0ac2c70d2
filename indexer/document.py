"""One file from its bytes to what the engine stores of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from core.engine import DocumentEntry, PassageEntry
from core.errors import SourceUnreadable
from core.model import DocumentInfo, PageVerdict, Verdict
from indexer import metadata, sidecar
from indexer.blocks import Reading
from indexer.detect import detect
from indexer.entries import document_entry, passage_entry, with_findings
from indexer.outline import outline
from indexer.passages import build
from indexer.readers import ReadOptions, reader
from indexer.scan import unreadable

#: Page verdicts that cost a document nothing.
_GOOD = frozenset({"good", "empty", "ocr"})


@dataclass(frozen=True, slots=True)
class Built:
    """A document ready to be stored; a failed one has no passages."""

    info: DocumentInfo
    document: DocumentEntry
    passages: tuple[PassageEntry, ...] = ()


def read(path: Path, options: ReadOptions) -> Reading:
    """The file's content, read in this process. Raises SourceUnreadable."""
    try:
        chosen = reader(detect(path))
        return chosen.assemble(list(chosen.parts(path, options)), None)
    except SourceUnreadable:
        raise
    except OSError as error:
        raise unreadable(path.name, error) from error
    except Exception as error:  # whatever a hostile file does costs only itself
        raise crashed(path.name, error) from error


def crashed(name: str, error: BaseException) -> SourceUnreadable:
    """What to say when a reader met something its author had not thought of."""
    detail = f"{type(error).__name__}: {error}"[:200]
    return SourceUnreadable(
        name, "crash",
        en=(f"the reader gave up ({detail})", "open it in its own program and save it anew"),
        zh=(f"讀取程式無法處理（{detail}）", "請以原程式開啟並重新儲存"),
    )  # fmt: skip


def make(
    info: DocumentInfo,
    entry: sidecar.Entry | None,
    get: Callable[[], Reading],
) -> Built:
    """The document of one file. `info` names its id, sources, stamps and digest; what cannot
    be read becomes a failed document that says why."""
    try:
        reading = get()
        return _built(info, entry, reading)
    except SourceUnreadable as error:
        return failed(info, error)


def failed(info: DocumentInfo, error: SourceUnreadable) -> Built:
    """The record of a file that could not become a document."""
    told = replace(
        info,
        title=info.title or Path(info.source).name,
        verdict=Verdict.FAILED,
        reason=error.reason,
        message_en=f"{error.facts['detail_en']}; {error.facts['hint_en']}",
        message_zh=f"{error.facts['detail_zh']}；{error.facts['hint_zh']}",
        indexed_at=_now(),
    )
    return Built(told, document_entry(told, ""))


def _built(info: DocumentInfo, entry: sidecar.Entry | None, reading: Reading) -> Built:
    blocks, title = metadata.with_title(reading.blocks)
    found = metadata.read(reading, blocks, title, Path(info.source).name)
    found = sidecar.override(found, entry)
    text, passages = build(outline(blocks), info.id)
    if not passages:
        raise SourceUnreadable(
            Path(info.source).name, "no_text",
            en=("no text was found in the file", "if its pages are pictures, recognise them first"),
            zh=("檔案中沒有文字", "如為掃描影像，請先進行文字辨識"),
        )  # fmt: skip
    reason, message_en, message_zh = _shortcomings(reading.page_verdicts)
    told = replace(
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
    reference = found.reference
    entries = tuple(
        passage_entry(passage, told, reference)
        for passage in with_findings(passages, told, reference)
    )
    return Built(told, document_entry(told, text), entries)


def _shortcomings(
    verdicts: Sequence[PageVerdict],
) -> tuple[str | None, str | None, str | None]:
    """Reason and messages when some pages could not be read well."""
    bad = [v for v in verdicts if v.verdict not in _GOOD]
    if not bad:
        return None, None, None
    pages = ", ".join(str(v.page) for v in bad[:20]) + (" …" if len(bad) > 20 else "")
    kinds = ", ".join(dict.fromkeys(v.verdict.replace("_", " ") for v in bad))
    return (
        bad[0].verdict,
        f"read in part: page {pages} ({kinds}); compare with the source before citing",
        f"僅部分可讀：第 {pages} 頁（{kinds}）；引用前請核對原件",
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
