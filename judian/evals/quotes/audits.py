"""`python -m judian.evals audit INDEX …`: audit drafts made from an index, count what was right."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.cli import draft
from judian.core.model import passage_from_json
from judian.evals.quotes.drafts import Statement, statements
from judian.evals.quotes.samples import Oracle
from judian.search.replies.audits import Finding, Outcome
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from judian.search.replies.audits import AuditReply


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("index", type=Path, nargs="+", help="folders of indexes")
    parser.add_argument("--count", type=int, default=200, help="statements of each draft")
    parser.add_argument("--drafts", type=int, default=2, help="drafts of each index")
    parser.add_argument("--seed", type=int, default=1, help="of the random choice")
    parser.add_argument("--show", action="store_true", help="print what was wrong")


def main(args: argparse.Namespace) -> int:
    """Exit status 1 if an altered statement was called verified."""
    believed = 0
    for index in args.index:
        service = Service.open(index)
        oracle = Oracle(service)
        for number in range(args.drafts):
            dice = random.Random(args.seed + number)
            source = statements(oracle, dice)
            said = [next(source) for _ in range(args.count)]
            began = time.perf_counter()
            reply = audit_text(service, [one.text for one in said])
            seconds = time.perf_counter() - began
            believed += report(f"{index.name} {number + 1}", said, reply, seconds, show=args.show)
        service.close()
    return 1 if believed else 0


def audit_text(service: Service, paragraphs: Sequence[str]) -> AuditReply:
    """The audit of a draft of these paragraphs, read from a file of text as drafts are."""
    with tempfile.TemporaryDirectory(prefix="judian-") as folder:
        file = Path(folder) / "draft.md"
        file.write_text("\n\n".join(paragraphs), encoding="utf-8")
        passages = [passage_from_json(data) for data in draft.read(file)]
    return service.audit(passages)


def outcomes(
    said: Sequence[Statement], reply: AuditReply
) -> Iterator[tuple[Statement, Finding | None]]:
    """Each statement with the finding about its claim, None if the audit found no claim there."""
    whole = "\n".join(passage.text for passage in reply.passages)
    starts, at = {}, 0
    for passage in reply.passages:
        starts[passage.id] = at
        at += len(passage.text) + 1
    place = 0
    for one in said:
        found = whole.find(one.text.strip(), place)
        if found < 0:
            yield one, None
            continue
        place = found + len(one.text.strip())
        low, high = found + one.start, found + one.end
        touching = [
            finding
            for finding in reply.findings
            if finding.claim.kind is one.kind
            and starts[finding.claim.passage.id] + finding.claim.start < high
            and low < starts[finding.claim.passage.id] + finding.claim.end
        ]
        yield one, touching[0] if touching else None


def report(
    name: str, said: Sequence[Statement], reply: AuditReply, seconds: float, *, show: bool
) -> int:
    """Print the counts; the number of altered statements that were called verified."""
    counted: Counter[tuple[str, str, str]] = Counter()
    believed = differing = true = 0
    for one, finding in outcomes(said, reply):
        outcome = str(finding.outcome) if finding else "no claim"
        counted[str(one.kind), one.how, outcome] += 1
        is_wrong = (outcome == Outcome.VERIFIED) != one.is_true
        true += one.is_true and finding is not None
        differing += one.is_true and outcome == Outcome.DIFFERS
        believed += not one.is_true and outcome == Outcome.VERIFIED
        if show and is_wrong and (one.is_true or outcome == Outcome.VERIFIED):
            source = finding.source if finding else ""
            print(f"- {one.kind} {one.how}: {outcome}: {one.text!r}\n    {source!r}")
            if finding:
                print(f"    {finding.reason_en}; {finding.differences}")
    print(
        f"{name}: {len(said)} statements in {seconds:.1f} s; {believed} altered ones called "
        f"verified, {differing} of {true} true ones called different"
    )
    for key, count in sorted(counted.items()):
        print("  ", *key, count)
    return believed
