"""The scan for source files: folders are walked, each file gets its stamp or an error."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents.sources_table import NAME as SOURCES_TABLE
from indexer.files.names import shown_name
from judian.core.errors import SourceUnreadable
from judian.core.names import MEMBER, SHOWN_MEMBER, address_of, base_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Prefixes of files that programs create beside open ones.
_LEFTOVERS = ("~$", ".~", ".#")


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was found. `name` is its path below `root` as the system gave it, with slashes.

    `stamp` is (size in bytes, modification time in ns); `error` is given if it cannot be read.
    A member of a container has the name and stamp of the container. `member` is its address inside
    (`judian.core.names`), `member_shown` what people see of it, `sha256` its digest and `content`
    the file that it was unpacked to, None if it was not. `target` is the file that a link led to
    when it was scanned, or the file itself.
    """

    root: Path
    name: str
    stamp: tuple[int, int] = (0, 0)
    error: SourceUnreadable | None = None
    member: str = ""
    member_shown: str = ""
    sha256: str = ""
    content: Path | None = None
    target: str = ""

    @property
    def path(self) -> Path:
        """The path of the file, or of the container."""
        return self.root / self.name

    @property
    def inside(self) -> str:
        """The end of the address that leads into a container, "" for a file."""
        return MEMBER + self.member if self.member else ""

    @property
    def location(self) -> tuple[Path, str]:
        """The path of the file or the container, and the address of the member in it."""
        return self.path, self.member

    @property
    def shown(self) -> str:
        """The name that people see."""
        own = shown_name(self.name)
        return own + SHOWN_MEMBER + self.member_shown if self.member else own

    @property
    def address(self) -> str:
        """The name that the index opens the file by."""
        return address_of(self.name) + self.inside

    @property
    def table_key(self) -> str:
        """The name by which a sources table beside the file or the container means it."""
        own = shown_name(self.path.name)
        inside = self.member_shown.replace(SHOWN_MEMBER, "/")
        return f"{own}/{inside}" if self.member else own

    @property
    def is_inner_table(self) -> bool:
        """True for a sources table in a container."""
        return bool(self.member) and base_name(self.member_shown) == SOURCES_TABLE


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a scan: `sources` in the order of their paths.

    A file below a path of `covered` that is not in `sources` is gone, unless it is below one of
    `unreadable_paths`.
    """

    sources: tuple[Source, ...]
    covered: tuple[Path, ...]
    unreadable_paths: tuple[Path, ...]

    def covers(self, path: Path) -> bool:
        """True if the scan would have found the file."""
        return _below(path, self.covered) and not _below(path, self.unreadable_paths)


class UnstableFiles:
    """The files that are still being written while a folder is watched: a file is stable once its
    stamp is that of the previous scan."""

    def __init__(self) -> None:
        self._before: Mapping[Path, tuple[int, int]] | None = None

    def exclude_from(self, found: Scan) -> Scan:
        """Return the scan without files that are new or changed since the previous one; their
        documents stay in the index. The first scan is returned whole. A renamed file has the stamp
        of a missing one, and is kept."""
        now = {each.path: each.stamp for each in found.sources if each.error is None}
        before, self._before = self._before, now
        if before is None:
            return found
        gone = {stamp for path, stamp in before.items() if path not in now}
        arriving = {
            path
            for path, stamp in now.items()
            if before.get(path) != stamp and (path in before or stamp not in gone)
        }
        return Scan(
            tuple(each for each in found.sources if each.path not in arriving),
            found.covered,
            (*found.unreadable_paths, *sorted(arriving)),
        )


def _below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def scan(paths: Sequence[Path], without: Path | None = None, *, follow_links: bool = False) -> Scan:
    """The source files under the paths, without hidden files, sources tables and the folder
    `without` (the index).

    A missing path, and an entry that is neither file nor folder, is a source with an error. Links
    to folders are followed, except upwards, and no folder is walked twice. A link that leads out of
    its folder of `paths` is a source with an error too, unless `follow_links`: whoever may write
    into the folder could have any file read with the rights of this program.
    """
    found: dict[Path, Source] = {}
    covered: list[Path] = []
    unreadable_paths: list[Path] = []
    seen: set[tuple[int, int]] = set()
    if without is not None and without.is_dir():
        status = without.stat()
        seen.add((status.st_dev, status.st_ino))
    for given in paths:
        path = Path(os.path.abspath(given))
        if path.is_dir():
            covered.append(path)
            for source in _walk(path, "", _State(seen, unreadable_paths, follow_links)):
                found.setdefault(source.path, source)
        else:
            source = _source(path.parent, path.name)
            if source.error is not None and source.error.reason == "missing":
                unreadable_paths.append(
                    path
                )  # a mistyped or unmounted path must not empty the index
            else:
                covered.append(path)
            found.setdefault(path, source)
    ordered = sorted(found.values(), key=lambda source: (str(source.root), source.name))
    return Scan(tuple(ordered), tuple(covered), tuple(unreadable_paths))


@dataclass(frozen=True, slots=True)
class _State:
    """The folders walked so far, those that could not be, and whether links out are followed."""

    seen: set[tuple[int, int]]
    unreadable_paths: list[Path]
    follow_links: bool


def _walk(root: Path, below: str, state: _State) -> Iterator[Source]:
    folder = root / below if below else root
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in state.seen and identity != (0, 0):
            return
        state.seen.add(identity)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        state.unreadable_paths.append(folder)
        yield Source(root, below or ".", error=unreadable(folder.name, error))
        return
    for entry in entries:
        if entry.name.startswith((".", *_LEFTOVERS)) or entry.name == SOURCES_TABLE:
            continue
        name = f"{below}/{entry.name}" if below else entry.name
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder and entry.is_symlink() and _leads_up(folder / entry.name):
            continue
        if entry.is_symlink() and not state.follow_links and _leads_out(root, folder / entry.name):
            yield Source(root, name, error=_outside(entry.name))
        elif is_folder:
            yield from _walk(root, name, state)
        else:
            yield _source(root, name)


def _leads_out(root: Path, link: Path) -> bool:
    """True for a link to something that is there and not below the root."""
    target, base = os.path.realpath(link), os.path.realpath(root)
    return os.path.exists(target) and not target.startswith(base.rstrip(os.sep) + os.sep)


def _outside(name: str) -> SourceUnreadable:
    return SourceUnreadable(
        name, "outside",
        en=("the link leads out of the folder of sources",
            "put the file there itself, name its folder to the indexer, or set follow_links"),
        zh=("連結指向來源資料夾以外", "請放入檔案本身、另行指定其資料夾，或啟用設定 follow_links"),
    )  # fmt: skip


def _leads_up(link: Path) -> bool:
    """True for a link to a folder that contains the link: it leads to files that are scanned anyway
    and to others that were not requested."""
    target = link.resolve()
    return target in link.parent.resolve().parents or target == link.parent.resolve()


def _source(root: Path, name: str) -> Source:
    path = root / name
    try:
        status = path.stat()
    except OSError as error:
        return Source(root, name, error=unreadable(path.name, error))
    if not stat.S_ISREG(status.st_mode):
        return Source(
            root, name,
            error=SourceUnreadable(
                path.name, "special",
                en=("this is not a file but a device, pipe or socket", "remove it from the folder"),
                zh=("這不是檔案，而是裝置、管線或通訊端", "請自資料夾移除"),
            ),
        )  # fmt: skip
    stamp = (status.st_size, status.st_mtime_ns)
    return Source(root, name, stamp, target=os.path.realpath(root / name))


def unreadable(name: str, error: OSError) -> SourceUnreadable:
    """The error of a file that the system refused to open, with the remedy."""
    if isinstance(error, FileNotFoundError):
        return SourceUnreadable(
            name, "missing",
            en=("there is no such file, or the link leads nowhere",
                "check the path; remove a link that leads nowhere"),
            zh=("找不到檔案，或連結指向不存在的檔案", "請檢查路徑；無效的連結請移除"),
        )  # fmt: skip
    if isinstance(error, PermissionError):
        return SourceUnreadable(
            name, "permission",
            en=("reading is not permitted", "let the user who runs the indexer read it"),
            zh=("沒有讀取權限", "請授與執行索引程式的使用者讀取權限"),
        )  # fmt: skip
    detail = error.strerror or type(error).__name__
    return SourceUnreadable(
        name, "unreadable",
        en=(f"it cannot be read ({detail})", "copy it anew, or check the disk"),
        zh=(f"無法讀取（{detail}）", "請重新複製檔案或檢查磁碟"),
    )  # fmt: skip
