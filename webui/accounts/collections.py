"""The collections of a server, from a TOML file: folder, title, and who reads what.

[collections.laws]
title = "法規"
title_en = "Laws"
index = "index-laws"
sources = "laws"
readers = ["@all"]

[[collections.laws.documents]]
files = ["機密/*"]
readers = ["@legal", "王小明"]
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.core.errors import SettingInvalid
from judian.search.requests.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from webui.accounts.model import Account

#: Everybody who may use the server.
ALL = "@all"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_KEYS = {"title", "title_en", "index", "sources", "readers", "documents"}


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """Documents of which a file fits one of the patterns `files` are for `readers` alone."""

    files: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectionSettings:
    """One collection; `readers` and those of its rules are names of users, @groups, or ALL.
    `sources` is the folder of its sources, for keepers who use the browser."""

    name: str
    title: str
    title_en: str
    index: Path
    readers: tuple[str, ...]
    rules: tuple[DocumentRule, ...] = ()
    sources: Path | None = None

    def rights(self, account: Account | None) -> Rights | None:
        """The rights of a user; None if the collection is not for that user."""
        if not _reads(account, self.readers):
            return None
        hidden = [rule.files for rule in self.rules if not _reads(account, rule.readers)]
        return Rights(tuple(sorted({pattern for files in hidden for pattern in files})))


def _reads(account: Account | None, readers: Sequence[str]) -> bool:
    """True if a user is among the readers; nobody who is unknown is, but of ALL."""
    if ALL in readers:
        return True
    return account is not None and (
        (account.name in readers and not account.name.startswith("@"))
        or any(f"@{group}" in readers for group in account.groups if f"@{group}" != ALL)
    )


def read_collections(path: Path) -> tuple[CollectionSettings, ...]:
    """The collections of a file, in its order; folders are relative to it. Raises SettingInvalid
    for whatever is not understood: a misspelt key could open what it was to close."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _invalid(path, str(error), "a readable TOML file") from error
    tables = found.pop("collections", None)
    if found or not isinstance(tables, dict) or not tables:
        raise _invalid(path, ", ".join(found) or "nothing", "tables [collections.NAME]")
    return tuple(_collection(path, name, table) for name, table in tables.items())


def _collection(path: Path, name: str, table: Any) -> CollectionSettings:
    if not _NAME.fullmatch(name):
        raise _invalid(path, name, "a name of small letters, digits, - and _")
    if not isinstance(table, dict) or not {"index", "readers"} <= table.keys() <= _KEYS:
        raise _invalid(path, name, f"a table with index, readers and no other keys than {_KEYS}")
    index, title, sources = table["index"], table.get("title", name), table.get("sources", ".")
    if not all(isinstance(text, str) and text for text in (index, title, sources)):
        raise _invalid(path, name, "a table whose index, sources and title are texts")
    rules = table.get("documents", [])
    if not isinstance(rules, list):
        raise _invalid(path, name, f"tables [[collections.{name}.documents]]")
    return CollectionSettings(
        name=name,
        title=title,
        title_en=str(table.get("title_en", title)),
        index=path.parent / index,
        readers=_texts(path, name, table["readers"]),
        rules=tuple(_rule(path, name, rule) for rule in rules),
        sources=path.parent / sources if "sources" in table else None,
    )


def _rule(path: Path, name: str, table: Any) -> DocumentRule:
    if not isinstance(table, dict) or table.keys() != {"files", "readers"}:
        raise _invalid(path, name, "documents with files and readers alone")
    return DocumentRule(_texts(path, name, table["files"]), _texts(path, name, table["readers"]))


def _texts(path: Path, name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise _invalid(path, name, "lists of texts for files and readers")
    return tuple(value)


def _invalid(path: Path, found: object, wanted: str) -> SettingInvalid:
    return SettingInvalid("collections", found, path.name, wanted)
