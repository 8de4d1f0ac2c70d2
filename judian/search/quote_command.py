"""`judian verify-quote "QUOTATION" [--json]`: is it verbatim in the collection, and where."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.settings import load
from judian.search.quotes.written import KINDS, folded_words, message, reply_json
from judian.search.replies.quotes import QuoteVerdict
from judian.search.service import Service

if TYPE_CHECKING:
    from judian.search.replies.quotes import QuoteReply


def main(
    arguments: list[str] | None = None, prog: str = "python -m judian.search.quote_command"
) -> int:
    """Exit status: 0 if the quotation is verbatim, or differs in spelling only; 1 if not; 2 when
    nothing could be checked."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Say whether a quotation is verbatim in the collection, and where."
    )
    parser.add_argument("quote", help="the quotation; - to read it from standard input")
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh or memory (default: whoosh)")
    parser.add_argument("--doc", default="", help="only in this document, by id")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    language = "en"
    try:
        settings = load({"index": given.index, "engine": given.engine})
        language = settings.language
        text = sys.stdin.read() if given.quote == "-" else given.quote
        service = Service.configured(settings)
        try:
            reply = service.verify_quote(text, given.doc)
        finally:
            service.close()
    except JudianError as error:
        print(error.message(language), error.hint(language), sep="\n", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(reply_json(reply, language, lambda _: ""), ensure_ascii=False, indent=2))
    else:
        print(reply_text(reply, language))
    if reply.verdict is QuoteVerdict.NOT_CHECKABLE:
        return 2
    return 0 if reply.verdict in (QuoteVerdict.VERBATIM, QuoteVerdict.SPELLING) else 1


def reply_text(reply: QuoteReply, language: str) -> str:
    """The verdict for a terminal, with the places or the differences."""
    zh = language == "zh"
    lines = [message(reply, language)]
    if reply.folded:
        names = folded_words(reply, language)
        lines.append(f"不計：{names}" if zh else f"disregarded: {names}")
    lines += [f"- {place.citation}" for place in reply.places]
    if reply.nearest:
        lines += [f"- {reply.nearest.citation}", f"  {reply.source}"]
    for one in reply.differences:
        lines.append(f"  {KINDS[one.kind][language]}: {one.quoted or '∅'} ← {one.source or '∅'}")
    return "\n".join(lines)


if __name__ == "__main__":
    run(main)
