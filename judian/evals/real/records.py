"""Title, agency, date and period that were found, beside a table of the right ones."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from judian.evals.real.printed import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from judian.evals.real.score import Score

FACTS = ("title", "agency", "date", "period")


def load_truth(path: Path) -> dict[str, dict[str, str]]:
    """File name → its right facts, from a TSV with the columns file, title, agency, date and
    period (`2013-01-01/2013-12-31`). An empty field is not compared. Raises ValueError if the
    column `file` is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        if "file" not in (rows.fieldnames or ()):
            raise ValueError(f"{path}: no column `file` in its first line")
        return {row["file"]: {fact: row.get(fact) or "" for fact in FACTS} for row in rows}


def compare(
    score: Score, name: str, found: Mapping[str, str | None], truth: Mapping[str, str]
) -> None:
    """Count what of a file's facts is not as in `truth`, blanks and width of characters aside."""
    for fact in FACTS:
        right = truth.get(fact, "")
        if right:
            wrong = squeezed(found.get(fact) or "") != squeezed(right)
            score.add(f"{fact} wrong", "judian", wrong, 1)
            if wrong:
                score.wrong.append(f"{name} {fact}: {found.get(fact)} (right: {right})")


def record_lines(results: Sequence[Mapping[str, object]]) -> list[str]:
    """A line for each file with the facts that were found."""
    lines = []
    for result in results:
        record = result.get("record")
        if isinstance(record, dict):
            facts = " | ".join(str(record.get(fact) or "—") for fact in FACTS)
            lines.append(f"{result['file']}: {facts}")
    return lines
