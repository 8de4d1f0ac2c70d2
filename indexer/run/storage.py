"""Sources in a storage that fsspec reaches (s3://bucket/reports, sftp://host/reports): a copy of
them is kept below the index, and read like any other folder.

Only what is new or changed since the last run is fetched. What is gone from the storage is removed
from the copy, after all of the list was read: a storage that does not answer empties no index.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from judian.core.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The folder below the index that holds the copies, one for each address.
FOLDER = "fetched"
#: What a copy knows of its files: of each the version in the storage that was fetched.
_VERSIONS = ".versions.json"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://\S+")
#: What tells one version of a file from another, as far as a storage says it.
_TELLS = ("etag", "version_id", "generation", "md5", "checksum", "mtime", "lastmodified", "created")
_TIMES = ("mtime", "lastmodified", "last_modified", "updated", "created")
#: Files fetched at once. They are waited for, not worked for.
_AT_ONCE = 8
#: UTF-8 bytes of a name in a folder; the systems here allow 255.
_LONGEST_NAME = 200


def is_address(text: str) -> bool:
    """True for the address of a storage; a path of this machine has no ://."""
    return _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class _Object:
    """A file of the storage: its key there, where its copy is, and its version."""

    key: str
    copy: Path
    size: int
    time: float
    version: str


def fetch(address: str, index: Path, max_bytes: int) -> Path:
    """The folder with a copy of all files below an address, brought up to date.

    A file of more than `max_bytes` is not fetched: an empty one of its size stands for it, which
    the run then reports as too large. Raises StorageUnavailable if not all could be fetched; the
    copy then holds what was there before, or newer, and the next call goes on.
    """
    folder = index.absolute() / FOLDER / hashlib.sha256(address.encode()).hexdigest()[:16]
    try:
        storage, root = _storage(address)
        found = _objects(storage, root, folder)
        folder.mkdir(parents=True, exist_ok=True)
        known = _known(folder)
        versions = {name: v for name, v in known.items() if (folder / name).exists()}
        changed = [o for o in found if versions.get(_name(o, folder)) != _wanted(o, max_bytes)]
        try:
            _remove_gone(folder, {one.copy for one in found})
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for one in pool.map(lambda o: _fetch_one(storage, o, max_bytes), changed):
                    versions[_name(one, folder)] = _wanted(one, max_bytes)
        finally:
            _keep(folder, versions)
    except (OSError, ValueError, ImportError) as error:
        raise StorageUnavailable(_shown(address), f"{type(error).__name__}: {error}") from error
    return folder


def _storage(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    if "::" in address:
        raise ValueError("one address leads through another")
    fsspec = import_module("fsspec")
    storage, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
    storage.invalidate_cache()
    return storage, str(root).rstrip("/")


def _shown(address: str) -> str:
    """The address without what may be a password."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _objects(storage: Any, root: str, folder: Path) -> list[_Object]:
    """All files below the root. Raises FileNotFoundError if there is no such place."""
    listed: Mapping[str, Mapping[str, Any]] = storage.find(root, detail=True)
    if not listed and not storage.exists(root):
        raise FileNotFoundError(root)
    keys = [key for key, facts in listed.items() if _is_file(key, facts)]
    names = _names(key.removeprefix(root).removeprefix("/") or Path(key).name for key in keys)
    found = []
    for key, name in zip(keys, names, strict=True):
        facts = {fact.lower(): value for fact, value in listed[key].items()}
        size = int(facts.get("size") or 0)
        version = json.dumps([size, *(str(facts.get(fact, "")) for fact in _TELLS)])
        found.append(_Object(key, folder / name, size, _time(facts), version))
    return found


def _is_file(key: str, facts: Mapping[str, Any]) -> bool:
    """True unless it is a folder, or one of the empty objects that stand for a folder in S3."""
    return facts.get("type") == "file" and not (key.endswith("/") and not facts.get("size"))


def _names(keys: Iterable[str]) -> list[str]:
    """A path below the copy for each key. In a storage every text is a name, in a folder not."""
    parts = [tuple(map(_part, key.split("/"))) for key in keys]
    folders = {above for one in parts for above in accumulate((p,) for p in one[:-1])}
    return ["/".join((*one[:-1], one[-1] + "%") if one in folders else one) for one in parts]


def _part(text: str) -> str:
    """A name for one part of a key."""
    if text in ("", ".", ".."):
        return "%" + text.replace(".", "2E")
    name = re.sub(r'[\x00-\x1f\\:*?"<>|%]', lambda sign: quote(sign[0], safe=""), text)
    raw = name.encode("utf-8", "surrogatepass")
    if len(raw) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = raw[: _LONGEST_NAME // 2].decode("utf-8", "ignore")
    short = f"{kept}%{hashlib.sha256(raw).hexdigest()[:16]}"
    return f"{short}.{ending}" if dot and stem and len(ending) <= 8 else short


def _time(facts: Mapping[str, Any]) -> float:
    """When a file was changed, in seconds since 1970; now if the storage does not say."""
    for fact in _TIMES:
        value = facts.get(fact)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, (int, float)):
            return float(value)
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value).timestamp()
            except ValueError:  # in another form: another fact may say it
                continue
    return time.time()


def _name(one: _Object, folder: Path) -> str:
    return one.copy.relative_to(folder).as_posix()


def _wanted(one: _Object, max_bytes: int) -> str:
    """The version that the copy is to hold; another one if the file is only stood for."""
    return one.version if one.size <= max_bytes else f"too large: {one.version}"


def _fetch_one(storage: Any, one: _Object, max_bytes: int) -> _Object:
    one.copy.parent.mkdir(parents=True, exist_ok=True)
    partial = one.copy.with_name(f".{hashlib.sha256(one.key.encode()).hexdigest()[:24]}.part")
    if one.size > max_bytes:
        partial.touch()
        os.truncate(partial, one.size)
    else:
        storage.get_file(one.key, str(partial))
        if partial.stat().st_size != one.size:
            partial.unlink()
            raise OSError(f"{one.key} changed while it was fetched")
    os.utime(partial, (one.time, one.time))
    partial.replace(one.copy)
    return one


def _remove_gone(folder: Path, kept: set[Path]) -> None:
    """Remove what is no copy of a file that is there, and folders that are empty then."""
    for place, _, names in os.walk(folder, topdown=False):
        at = Path(place)
        for name in names:
            if at / name not in kept and at / name != folder / _VERSIONS:
                (at / name).unlink()
        if at != folder and not any(at.iterdir()):
            at.rmdir()


def _known(folder: Path) -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads((folder / _VERSIONS).read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # then everything is fetched again
        return {}
    return known


def _keep(folder: Path, versions: Mapping[str, str]) -> None:
    partial = folder / f"{_VERSIONS}.part"
    partial.write_text(json.dumps(versions, ensure_ascii=True), "utf-8")
    partial.replace(folder / _VERSIONS)
