"""`python -m judian.evals quotes INDEX …`: verify true and altered quotations, count."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from judian.evals.quotes.samples import Oracle, Sample, samples
from judian.search.replies.quotes import QuoteReply, QuoteVerdict
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("index", type=Path, nargs="+", help="folders of indexes")
    parser.add_argument("--count", type=int, default=200, help="true and altered ones each")
    parser.add_argument("--seed", type=int, default=1, help="of the random choice")
    parser.add_argument("--show", action="store_true", help="print what was wrong")


def main(args: argparse.Namespace) -> int:
    """Exit status 1 if an altered quotation was called verbatim."""
    wrong = 0
    for index in args.index:
        service = Service.open(index)
        drawn = samples(Oracle(service), args.count, args.seed)
        began = time.perf_counter()
        replies = [(sample, service.verify_quote(sample.text)) for sample in drawn]
        seconds = time.perf_counter() - began
        wrong += report(index.name, replies, seconds, show=args.show)
        service.close()
    return 1 if wrong else 0


def is_right(sample: Sample, reply: QuoteReply) -> bool:
    """True if a true quotation is verbatim, and an altered one different or not found."""
    if sample.is_true:
        return reply.verdict is QuoteVerdict.VERBATIM
    return reply.verdict in (QuoteVerdict.DIFFERS, QuoteVerdict.NOT_FOUND)


def report(
    name: str, replies: list[tuple[Sample, QuoteReply]], seconds: float, *, show: bool
) -> int:
    """Print the counts; the number of altered quotations that were called verbatim."""
    verdicts: Counter[tuple[bool, str, str]] = Counter()
    for sample, reply in replies:
        verdicts[sample.is_true, sample.how, str(reply.verdict)] += 1
    right = sum(is_right(sample, reply) for sample, reply in replies)
    bad = [
        (sample, reply)
        for sample, reply in replies
        if not sample.is_true and reply.verdict is QuoteVerdict.VERBATIM
    ]
    slow = max(reply.took_ms for _, reply in replies)
    print(
        f"{name}: {right}/{len(replies)} right, {len(bad)} altered ones called verbatim, "
        f"{1000 * seconds / len(replies):.0f} ms each, {slow:.0f} ms at most"
    )
    for (is_true, how, verdict), count in sorted(verdicts.items(), key=str):
        print(f"  {'true' if is_true else 'altered':8} {how:17} {verdict:14} {count}")
    if show:
        for sample, reply in replies:
            if not is_right(sample, reply):
                found = [(str(d.kind), d.quoted, d.source) for d in reply.differences]
                print(f"- {sample.how} {sample.passage} {sample.text!r}\n  {reply.verdict} "
                      f"{reply.similarity:.2f} {reply.source!r} {found}")  # fmt: skip
    return len(bad)
