"""`judian audit DRAFT [--json] [--commented OUT]`: is what a draft says true by the collection."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.settings import load
from judian.search.audit.reading import DraftUnreadable, read_draft
from judian.search.audit.written import CLAIMS, OUTCOMES, audit_json, reason
from judian.search.exports.commented_draft import comment_draft
from judian.search.replies.audits import Outcome
from judian.search.service import Service

if TYPE_CHECKING:
    from judian.search.replies.audits import AuditReply


def main(
    arguments: list[str] | None = None, prog: str = "python -m judian.search.audit_command"
) -> int:
    """Exit status: 0 if nothing differs and all is found, 1 if not, 2 when nothing could be
    checked."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Check the quotations, figures, articles and citations of a draft."
    )
    parser.add_argument("draft", type=Path, help="DOCX, ODT, PDF, text, Markdown or HTML")
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh or memory (default: whoosh)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--commented", type=Path, help="write the draft with comments into this file"
    )
    given = parser.parse_args(arguments)
    language = "en"
    try:
        settings = load({"index": given.index, "engine": given.engine})
        language = settings.language
        service = Service.configured(settings)
        try:
            content = _content(given.draft)
            reply = service.audit(read_draft(content, given.draft.name))
        finally:
            service.close()
        if given.commented:
            commented, _ = comment_draft(content, given.draft.name, reply, language)
            given.commented.write_bytes(commented)
    except JudianError as error:
        print(error.message(language), error.hint(language), sep="\n", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(audit_json(reply, language, lambda _: ""), ensure_ascii=False, indent=2))
    else:
        print(audit_text(reply, language))
    return 1 if reply.count(Outcome.DIFFERS) or reply.count(Outcome.NOT_FOUND) else 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise DraftUnreadable(
            (f"{path}: {detail}", "name a file that can be read"),
            (f"{path}：{detail}", "請指定可以讀取的檔案"),
        ) from error


def audit_text(reply: AuditReply, language: str) -> str:
    """The findings for a terminal, what differs first."""
    order = (Outcome.DIFFERS, Outcome.NOT_FOUND, Outcome.NOT_CHECKABLE, Outcome.VERIFIED)
    lines = [
        "  ".join(f"{OUTCOMES[outcome][language]} {reply.count(outcome)}" for outcome in order)
    ]
    for outcome in order:
        for found in reply.findings:
            if found.outcome is outcome:
                label = f"{OUTCOMES[outcome][language]} {CLAIMS[found.claim.kind][language]}"
                lines += ["", f"[{label}] {found.claim.text}", f"  {reason(found, language)}"]
                if found.place is not None:
                    lines.append(f"  {found.place.citation}")
                if outcome is Outcome.DIFFERS:
                    lines.append(f"  {found.source}")
    return "\n".join(lines)


if __name__ == "__main__":
    run(main)
