"""Commands that keep an index: `backup`, `restore` and `upgrade`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import IndexDamaged, IndexMissing, IndexOutdated, IndexUnusable, JudianError
from judian.core.identity import identity
from judian.core.model import document_from_json
from judian.core.names import name_of, visible
from judian.core.settings import Settings, load
from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.backup import back_up, prune, read_backup, restore
from judian.engines.whoosh.records import BlockCache
from judian.engines.whoosh.segment import SegmentReader
from judian.engines.whoosh.state import read_state
from judian.engines.whoosh.toc import latest_generation, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DONE, NOTHING_DONE = 0, 2
_BYTES_OF_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class _Action:
    """A command: its help, and the name and help of its argument."""

    about: str
    argument: str
    argument_about: str


_ACTIONS = {
    "backup": _Action(
        "Copy the newest generation of the index, while it is served and written.",
        "folder", "where backups are kept; each gets a folder of its own",
    ),
    "restore": _Action(
        "Make the generation of a backup the newest one of the index.",
        "folder", "the backup, a folder that `backup` made",
    ),
    "upgrade": _Action(
        "Build the index anew if another version of the program built it.",
        "paths", "files or folders (default: those of the index, else the setting sources)",
    ),
}  # fmt: skip
ACTIONS = tuple(_ACTIONS)

_TEXTS = {
    "backed_up": (
        "generation {generation} is in {folder} ({size:.1f} MiB, checked); {removed} older removed",
        "第 {generation} 代已備份至 {folder}（{size:.1f} MiB，已檢查），並移除較舊的 {removed} 份",
    ),
    "restored": (
        "the backup is generation {generation} of {folder} now",
        "備份已還原為 {folder} 的第 {generation} 代",
    ),
    "current": (
        "the index is of this version already; nothing was done",
        "索引已是目前版本，未做任何更動",
    ),
}


def main(given: Sequence[str], prog: str, rebuild: Callable[[Sequence[str]], int]) -> int:
    """Run the command that the first of the arguments names; the exit status is 0, or 2 when
    nothing was done, or that of `rebuild`, which runs the indexer with arguments."""
    action = given[0]
    options = _parser(action, prog).parse_args(given[1:])
    language, index = "en", Path(options.index or "index")
    try:
        settings = load({"index": options.index, "language": options.language})
        language, index = settings.language, Path(settings.text("index"))
        if action == "backup":
            return _backup(index, options, language)
        if action == "restore":
            generation = restore(options.folder, index, identity())
            _say("restored", language, options.json, generation=generation, folder=index)
            return DONE
        return _upgrade(settings, options, language, rebuild)
    except JudianError as error:
        print(f"{error.message(language)}\n  → {error.hint(language)}", file=sys.stderr)
        return NOTHING_DONE
    except OSError as error:
        unusable = IndexUnusable.of(index, error)
        print(f"{unusable.message(language)}\n  → {unusable.hint(language)}", file=sys.stderr)
        return NOTHING_DONE


def _parser(action: str, prog: str) -> argparse.ArgumentParser:
    about = _ACTIONS[action]
    parser = argparse.ArgumentParser(prog=f"{prog} {action}", description=about.about)
    nargs = {"nargs": "*"} if about.argument == "paths" else {}
    parser.add_argument(about.argument, type=Path, help=about.argument_about, **nargs)  # type: ignore[arg-type]
    parser.add_argument("--index", metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--language", choices=("auto", "zh", "en"), help="language of messages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    if action == "backup":
        parser.add_argument("--keep", type=_count, metavar="N",
                            help="remove all backups but the newest N")  # fmt: skip
    return parser


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _backup(index: Path, options: argparse.Namespace, language: str) -> int:
    folder = back_up(index, options.folder)
    facts = read_backup(folder)
    removed = prune(options.folder, options.keep) if options.keep else []
    _say(
        "backed_up", language, options.json, generation=facts.generation, folder=folder,
        size=facts.size / _BYTES_OF_MIB, removed=len(removed),
    )  # fmt: skip
    return DONE


def _upgrade(
    settings: Settings,
    options: argparse.Namespace,
    language: str,
    rebuild: Callable[[Sequence[str]], int],
) -> int:
    index = Path(settings.text("index"))
    try:
        if read_state(index, identity()).generation == 0:
            raise IndexMissing(index)
    except (IndexOutdated, IndexDamaged):
        paths = options.paths or _roots(index) or [Path(settings.text("sources"))]
        options_ = ["--index", str(index), "--rebuild", "--language", language]
        return rebuild([*map(str, paths), *options_, *(["--json"] if options.json else [])])
    _say("current", language, options.json)
    return DONE


def _roots(index: Path) -> list[Path]:
    """The folders from which an index of another version was built; [] if it cannot say."""
    found: set[str] = set()
    try:
        manifest = read_manifest(index, latest_generation(index))
        for each in manifest["segments"]:
            for _, info in SegmentReader(index, each["name"], BlockCache(0)).records.documents():
                found.update(document_from_json(json.loads(info)).roots)
    except (ArraysDamaged, IndexDamaged, OSError, LookupError, ValueError, TypeError):
        return []
    return [index / name_of(root) for root in sorted(found)]


def _say(text: str, language: str, as_json: bool, **facts: object) -> None:
    shown = {k: visible(str(v)) if isinstance(v, Path) else v for k, v in facts.items()}
    if as_json:
        print(json.dumps({"result": text, **shown}, ensure_ascii=False), flush=True)
    else:
        print(_TEXTS[text][language == "zh"].format(**shown), flush=True)
