"""The rows of a batch as a table for a spreadsheet, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.core.spreadsheets import Cell
    from judian.search.batch.run import BatchRow
    from judian.search.replies.results import Hit

    #: The address of a passage by its id, where there is a server.
    Link = Callable[[str], str] | None

_COLUMNS = (
    *("number", "query", "understood", "problems", "passages", "documents"),
    *("answer", "confidence", "recognised", "answer_citation", "refusal"),
)
_BEST_COLUMNS = ("text", "page", "citation", "passage", "link")


def columns(best: int) -> tuple[str, ...]:
    """The names of the columns for up to `best` passages of a term."""
    places = (f"best{n}_{name}" for n in range(1, best + 1) for name in _BEST_COLUMNS)
    return (*_COLUMNS, *places)


def cells(row: BatchRow, best: int, language: str, link: Link = None) -> tuple[Cell, ...]:
    """The cells of a row under `columns(best)`."""
    answer = row.answer.answer if row.answer else None
    found = [cell for hit in row.best[:best] for cell in _best_cells(hit, link)]
    missing = [None] * (best * len(_BEST_COLUMNS) - len(found))
    return (
        row.number,
        row.term,
        row.understood,
        problems(row, language),
        row.passages,
        row.documents,
        ("、".join(answer.items) or answer.text) if answer else None,
        f"{answer.confidence:.2f}" if answer else None,
        None if answer is None or answer.recognised is None else f"{answer.recognised:.2f}",
        answer.hit.citation if answer else None,
        refusal(row, language),
        *found,
        *missing,
    )


def problems(row: BatchRow, language: str) -> str:
    """What was not understood of a term, "" if all was."""
    return "；".join(p.message_zh if language == "zh" else p.message_en for p in row.problems)


def refusal(row: BatchRow, language: str) -> str | None:
    """Why a question has no answer; None if it has one, or is no question."""
    reason = row.answer.refusal if row.answer else None
    if reason is None:
        return None
    return reason.reason_zh if language == "zh" else reason.reason_en


def row_json(row: BatchRow, language: str, link: Link = None) -> dict[str, Any]:
    """A row as JSON."""
    answer = row.answer.answer if row.answer else None
    return {
        "number": row.number,
        "query": row.term,
        "understood": row.understood,
        "problems": [
            {"position": p.position, "message": {"en": p.message_en, "zh": p.message_zh}}
            for p in row.problems
        ],
        "passages": row.passages,
        "documents": row.documents,
        "is_question": row.answer is not None,
        "answer": answer
        and {
            "text": answer.text,
            "items": list(answer.items),
            "confidence": answer.confidence,
            "recognised": answer.recognised,
            **_best_json(answer.hit, link),
        },
        "refusal": refusal(row, language),
        "best": [{"text": hit.passage.text, **_best_json(hit, link)} for hit in row.best],
    }


def _best_cells(hit: Hit, link: Link) -> tuple[Cell, ...]:
    passage = hit.passage
    address = link(hit.id) if link else None
    page = passage.page_label or passage.page
    return passage.text, page, hit.citation, hit.id, address


def _best_json(hit: Hit, link: Link) -> dict[str, Any]:
    return {
        "page": hit.passage.page_label or hit.passage.page,
        "citation": hit.citation,
        "passage": hit.id,
        "link": link(hit.id) if link else None,
    }
