"""Search from the command line: `python -m judian.search "QUERY" [--answer] [--json]
[--explain]`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.model import to_json
from judian.core.settings import load
from judian.search.requests.values import SearchRequest
from judian.search.service import Service

if TYPE_CHECKING:
    from judian.search.replies.results import AnswerReply, SearchReply


def main(arguments: list[str] | None = None, prog: str = "python -m judian.search") -> int:
    """Exit status: 0 with hits or an answer, 1 without, 2 when nothing could be searched."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Search the index, or answer a question from it."
    )
    parser.add_argument("query", help="keywords, or a question")
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh, opensearch or memory (default: whoosh)")
    parser.add_argument("--answer", action="store_true", help="answer the question")
    parser.add_argument("--previous", default="", help="the question that a follow-up refers to")
    parser.add_argument(
        "--explain", action="store_true", help="show why the answer and the hits were chosen"
    )
    parser.add_argument("--exact", action="store_true", help="compare characters as typed")
    parser.add_argument("--size", type=int, default=10, help="how many hits (default: 10)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    language = "en"
    try:
        settings = load({"index": given.index, "engine": given.engine})
        language = settings.language
        service = Service.configured(settings)
        try:
            return _answer(service, given, language)
        finally:
            service.close()
    except JudianError as error:
        print(error.message(language), error.hint(language), sep="\n", file=sys.stderr)
        return 2


def _answer(service: Service, given: argparse.Namespace, language: str) -> int:
    """Print what was asked for; the exit status."""
    if given.explain:
        print(service.explain(given.query))
        print(_why(service, SearchRequest(given.query, size=given.size, exact=given.exact)))
        return 0
    if given.answer:
        reply = service.answer(given.query, given.previous)
        problem = service.health().reader_problem
        if problem is not None:
            print(problem.message(language), problem.hint(language), sep="\n", file=sys.stderr)
        print(_json(reply) if given.json else answer_text(reply, language))
        return 0 if reply.answer else 1
    found = service.search(SearchRequest(given.query, size=given.size, exact=given.exact))
    print(_json(found) if given.json else hits_text(found, language))
    return 0 if found.total else 1


def _why(service: Service, request: SearchRequest) -> str:
    """For each hit the words that found it, with their shares of its score."""
    hits = service.search(request).hits
    lines = []
    for hit, found in zip(hits, service.reasons(request, [hit.id for hit in hits]), strict=True):
        shares = "; ".join(f"{one.word} ({one.where}) {one.share:.0%}" for one in found)
        lines.append(f"{hit.score:8.2f}  {hit.id}  {shares}")
    return "\n".join(lines)


def _json(reply: AnswerReply | SearchReply) -> str:
    return json.dumps(to_json(reply), ensure_ascii=False, indent=2)


def hits_text(reply: SearchReply, language: str) -> str:
    """The hits for a terminal: number, citation, text."""
    zh = language == "zh"
    lines = [f"共 {reply.total} 段" if zh else f"{reply.total} passages"]
    lines += [
        f"! {problem.position}: {problem.message_zh if zh else problem.message_en}"
        for problem in reply.query.problems
    ]
    for number, hit in enumerate(reply.hits, 1):
        lines += ["", f"{number}. {hit.citation}", f"   {hit.passage.text}"]
    return "\n".join(lines)


def answer_text(reply: AnswerReply, language: str) -> str:
    """The answer for a terminal, or the refusal and the nearest passages."""
    zh = language == "zh"
    if reply.follow_up is not None:
        return "\n".join(
            (f"→ {reply.question}", answer_text(replace(reply, follow_up=None), language))
        )
    if reply.answer:
        answer = reply.answer
        text = "、".join(answer.items) or answer.text
        note = f"{answer.confidence:.0%}"
        if answer.recognised is not None:
            note += f"{'；辨識' if zh else '; OCR'} {answer.recognised:.0%}"
        formula = (answer.formula,) if answer.formula else ()
        operands = [f"- {o.label}: {o.text}  {o.hit.citation}" for o in answer.operands]
        source = operands or [answer.hit.passage.text, answer.hit.citation]
        return "\n".join((f"{text}  ({note})", *formula, *source))
    lines = []
    if reply.refusal:
        lines.append(reply.refusal.reason_zh if zh else reply.refusal.reason_en)
    lines += [
        " ".join(filter(None, ("-", variant.text, variant.period, variant.hit.citation)))
        for variant in reply.variants
    ]
    for hit in reply.evidence:
        lines += ["", hit.citation, f"   {hit.passage.text}"]
    return "\n".join(lines)


if __name__ == "__main__":
    run(main)
