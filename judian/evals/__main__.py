"""`python -m judian.evals COMMAND`: what the commands measure; see the --help of each."""

from __future__ import annotations

import argparse

from judian.core.console import run
from judian.evals.cluster import command as cluster
from judian.evals.contents import dump
from judian.evals.durability import kills
from judian.evals.durability import measure as durability
from judian.evals.questions import ask, floors, neighbours
from judian.evals.quotes import audits
from judian.evals.quotes import measure as quotes
from judian.evals.reader import asked as reader_asked
from judian.evals.reader import generate as reader_questions
from judian.evals.reader import measure as reader
from judian.evals.reader import train as train_reader
from judian.evals.reader import word_vectors
from judian.evals.real import lookalikes
from judian.evals.real import measure as real
from judian.evals.retrieval import drcd, drcd_answers, near_words
from judian.evals.scorer import passages as train_passages
from judian.evals.scorer import train
from judian.evals.speed import growth, load, reading, scale, whole_replies
from judian.evals.speed import measure as speed
from judian.evals.typeset import measure as typeset

COMMANDS = {
    "questions": (ask, "ask every question of a file, count what was right"),
    "refusals": (neighbours, "ask questions with one word swapped, look up what refusals claim"),
    "drcd": (drcd, "rank the paragraphs of DRCD for its questions"),
    "drcd-answers": (drcd_answers, "ask DRCD's questions over all its paragraphs, by kind"),
    "reader": (reader, "read passages for questions with known answers, count what was right"),
    "reader-questions": (reader_questions, "make questions from the figures and names of indexes"),
    "reader-asked": (reader_asked, "make examples for the reader from questions with evidence"),
    "train-reader": (train_reader, "train the network that reads passages for answers"),
    "word-vectors": (word_vectors, "make the vectors of frequent words, or see what they separate"),
    "near-words": (near_words, "make the table of near words from a Chinese-English dictionary"),
    "train-scorer": (train, "learn the weights and thresholds of answers, write their model file"),
    "train-passages": (train_passages, "learn which of the passages found hold the answer"),
    "quotes": (quotes, "verify true and altered quotations of indexes, count what was right"),
    "audit": (audits, "audit drafts made from indexes, count what was right"),
    "speed": (speed, "build and ask our engine, tantivy and SQLite on the ROC laws"),
    "scale": (scale, "build and ask a cluster beside the embedded engine on the ROC laws"),
    "growth": (growth, "fill a cluster with millions of passages, ask it at several sizes"),
    "replies": (whole_replies, "ask a server for whole replies of each kind, print their costs"),
    "load": (load, "ask a server mixed requests by many clients at once, with 1 and 2 workers"),
    "durability": (durability, "kill writers and damage files, and look at what is left"),
    "kills": (kills, "kill runs of the indexer, and look at what the next one makes"),
    "reading": (reading, "time a run over PDFs against its parser's and its segmenter's own time"),
    "typeset": (typeset, "read sample reports that LibreOffice typeset in four formats"),
    "real": (real, "read the PDFs of a folder, count what is lost, beside three other readers"),
    "lookalikes": (
        lookalikes,
        "find rare characters that broken fonts of PDFs give for common ones",
    ),
    "passages": (dump, "print the documents and passages of an index, to compare two"),
    "cluster": (cluster, "run an OpenSearch cluster on the loopback address until Ctrl-C"),
    "check": (floors, "compare what ships with judian/evals/floors.toml"),
}


def main(argv: list[str] | None = None, prog: str = "python -m judian.evals") -> int:
    """Run one measurement; the exit status is that of its command."""
    parser = argparse.ArgumentParser(prog=prog)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, about) in COMMANDS.items():
        module.add_arguments(commands.add_parser(name, help=about, description=about))
    args = parser.parse_args(argv)
    module, _ = COMMANDS[args.command]
    return int(module.main(args))


if __name__ == "__main__":
    run(main)
