"""`python -m evals COMMAND`: what the commands measure; see the --help of each."""

from __future__ import annotations

import argparse
import sys

from evals.durability import kills
from evals.durability import measure as durability
from evals.questions import ask, floors
from evals.retrieval import drcd
from evals.speed import measure as speed
from evals.speed import reading
from evals.typeset import measure as typeset

COMMANDS = {
    "questions": (ask, "ask every question of a file, count what was right"),
    "drcd": (drcd, "rank the paragraphs of DRCD for its questions"),
    "speed": (speed, "build and ask our engine, tantivy and SQLite on the ROC laws"),
    "durability": (durability, "kill writers and damage files, and look at what is left"),
    "kills": (kills, "kill runs of the indexer, and look at what the next one makes"),
    "reading": (reading, "time a run over PDFs against its parser's and its segmenter's own time"),
    "typeset": (typeset, "read made-up reports that LibreOffice typeset in four formats"),
    "check": (floors, "compare what ships with evals/floors.toml"),
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, about) in COMMANDS.items():
        module.add_arguments(commands.add_parser(name, help=about, description=about))
    args = parser.parse_args(argv)
    module, _ = COMMANDS[args.command]
    return int(module.main(args))


if __name__ == "__main__":
    sys.exit(main())
