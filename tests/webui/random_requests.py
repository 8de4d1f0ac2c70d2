"""Random inputs to the parser of queries and to replies:
`python -m tests.webui.random_requests INDEX --count N --seed S`.

Every input is parsed, also as it was understood, and asked of one address of an application
in this process. Wrong are an exception, a status of 500 or more, and a reply that takes more than
SLOWEST seconds of its thread's processor time. The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from judian.search.query.grammar import parse
from judian.search.query.trees import describe
from judian.search.service import Service
from webui.app import create_app
from webui.wording.query_language import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.testing import FlaskClient

#: Seconds of processor time that a reply may take.
SLOWEST = 1.0
#: Most characters of an input: longer ones are refused before they are read.
LONGEST = 1_000
#: Addresses with how often each is asked, of all requests together.
ADDRESSES = {
    "/search": 30,
    "/api/v1/search": 30,
    "/api/v1/suggest": 12,
    "/api/v1/answer": 8,
    "/figures": 6,
    "/authorities": 6,
    "/instruments": 3,
    "/api/v1/figures": 3,
    "/verify-quote": 2,
}
_CHARACTERS = (
    "法第條款項目之年月日元公斤萬億一二三四五六七八九十百千〇零0123456789０９ＡＺａｚabcXYZ"
    "+-－＋*?？＊()（）[]「」『』“”\"'^～~:：<>=＝./／\\|&｜＆%#§$＄,，。、；;!！ "
    "\t\n\u3000\u200b\u202e\u0301\x00\x07é한ひカﾊﾟ㐀𠀀😀Ⅰ①㈱"
)
_TOKENS = (
    *("AND", "OR", "NOT", "且", "或", "非", "near/5", "w/3", "pre/2", "/s", "/p", "/d", "near/0"),
    *("near/9999", "w/x", "within/5", "contains", "atleast3(", "atleast(", "(", ")", "（", "）"),
    *('"', "「", "」", "^2", "^99", "^", "+", "-", "－", "title:", "標題:", "agency:", "條約:"),
    *("數值:>1", "數值:", "年:", "年:111..109", "日期:113年", "頁:2", "kind:", "xyz:", "since:"),
    *("until:9", "until:民國99年", "第190條", "§14Ⅰ", "民訴277", "五條之一", "102台上1234"),
    *("釋字329", "98.6.25", "a*", "*b", "海?因", "??", "**", "n", "z83", "ㄕㄨㄟ", "走私", "查獲"),
    *("海洛因", "水利法", "公路法", "罰鍰", "the", "of", "ketamine", "COVID19", "1200000元"),
    *("3億2千萬", "50%", "八成七", "清淤", "鉛管", "監視器"),
)
_JOINTS = ("", "", " ", " ", " ", "\u3000", " AND ", " OR ", "，")


@dataclass
class Outcome:
    """What a run found: how many inputs, the failures in words, and the slowest reply."""

    count: int = 0
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_input: str = ""


class Inputs:
    """Random inputs: characters, tokens of the grammar, stretches of `texts`, and changed examples
    of the help page."""

    def __init__(self, rng: random.Random, texts: Sequence[str]) -> None:
        self._rng = rng
        self._texts = [text for text in texts if text] or ["走私"]
        self._examples = [q for chapter in CHAPTERS for e in chapter.examples for q in e.queries]

    def next(self) -> str:
        """An input of at most LONGEST characters."""
        make = self._rng.choice((self._characters, self._tokens, self._text, self._changed))
        return make()[:LONGEST]

    def _length(self, usual: int, most: int) -> int:
        return self._rng.randint(0, usual if self._rng.random() < 0.97 else most)

    def _characters(self) -> str:
        return "".join(self._rng.choices(_CHARACTERS, k=self._length(40, LONGEST)))

    def _tokens(self) -> str:
        chosen = self._rng.choices(_TOKENS, k=self._length(12, 200))
        return "".join(f"{token}{self._rng.choice(_JOINTS)}" for token in chosen)

    def _text(self) -> str:
        parts = []
        for _ in range(self._rng.randint(1, 4)):
            text = self._rng.choice(self._texts)
            start = self._rng.randrange(len(text))
            parts.append(text[start : start + self._length(12, 200)])
        return self._rng.choice((" ", " AND ", " near/9 ", "", " /s ", " OR ")).join(parts)

    def _changed(self) -> str:
        text = self._rng.choice(self._examples)
        for _ in range(self._rng.randint(1, 5)):
            at = self._rng.randint(0, len(text))
            new = self._rng.choice((self._rng.choice(_CHARACTERS), self._rng.choice(_TOKENS), ""))
            text = text[:at] + new + text[at + self._rng.randint(0, 2) :]
        return text


def _address(rng: random.Random, text: str) -> str:
    """One of ADDRESSES with the input, often with other parameters."""
    path = rng.choices(list(ADDRESSES), list(ADDRESSES.values()))[0]
    asked: dict[str, object] = {"text" if path == "/verify-quote" else "q": text}
    others = {
        "page": rng.choice((1, 2, 0, -1, 10**6, "x")),
        "size": rng.choice((10, 50, 0, "")),
        "sort": rng.choice(("relevance", "date", "document", "value", text[:5])),
        "kind": rng.choice(("table_row", "paragraph", text[:3])),
        "year_from": rng.choice((109, 2020, "民國99", text[:4])),
        "exact": "1",
        "expand": "0",
        "group": "document",
        "plain": text[:4],
        "lang": "en",
    }
    for name in rng.sample(list(others), rng.choice((0, 0, 0, 1, 2, 4))):
        asked[name] = others[name]
    return f"{path}?{urlencode(asked, errors='replace')}"


def run(client: FlaskClient, texts: Sequence[str], count: int, seed: int) -> Outcome:
    """Parse and ask `count` inputs."""
    rng = random.Random(seed)
    inputs = Inputs(rng, texts)
    outcome = Outcome()
    for _ in range(count):
        text = inputs.next()
        outcome.failures += _ask(client, text, _address(rng, text), outcome)
        outcome.count += 1
    return outcome


def _ask(client: FlaskClient, text: str, address: str, outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with one input."""
    began = time.thread_time()
    try:
        parse(describe(parse(text)))
        status = client.get(address).status_code
    except Exception:  # noqa: BLE001 - each is a finding, and the next input is asked
        yield f"{text!r} {address}\n{traceback.format_exc()}"
        return
    took = time.thread_time() - began
    if took > outcome.slowest:
        outcome.slowest, outcome.slowest_input = took, f"{text!r} {address}"
    if status >= 500:
        yield f"status {status}: {text!r} {address}"
    if took > SLOWEST:
        yield f"{took:.2f} s: {text!r} {address}"


def warm(client: FlaskClient) -> None:
    """Ask every address once: what is read once for all requests is no part of a reply."""
    for path in ADDRESSES:
        client.get(f"{path}?q=走私查獲 水利法第184條&text=走私查獲")
        client.get(f"{path}?q=走私 AND 鉛管 since:113年&text=走私查獲&lang=en")


def texts_of(service: Service, most: int = 500) -> list[str]:
    """The texts of up to `most` passages of the index, evenly of all documents."""
    snapshot = service.engine.snapshot()
    entries = snapshot.documents()[:most]
    each = max(1, most // max(1, len(entries)))
    ids = [id_ for entry in entries for id_ in snapshot.passage_ids(entry.id)[:each]]
    return [text[0] for text in snapshot.texts(ids) if text is not None]


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    service = Service.open(args.index)
    client = create_app({"PROPAGATE_EXCEPTIONS": True}, service).test_client()
    warm(client)
    began = time.perf_counter()
    found = run(client, texts_of(service), args.count, args.seed)
    print(f"{found.count} inputs, seed {args.seed}, {time.perf_counter() - began:.0f} s")
    print(f"slowest {found.slowest:.2f} s of processor time: {found.slowest_input[:300]}")
    print(f"{len(found.failures)} failures", *found.failures[:20], sep="\n")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
