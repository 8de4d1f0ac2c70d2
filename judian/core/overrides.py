"""Overrides: title, agency, date and period of source files, as a keeper mended them.

They are kept beside the index, never in the files, in one file of JSON. A source is named by its
place relative to the index, so that both can be moved together; an override holds for whatever
lies there, the next edition too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

from judian.core.errors import JudianError
from judian.core.file_lock import locked
from judian.core.names import MEMBER, address_of
from judian.core.private_files import make_private_folder, open_private
from judian.core.stated_dates import first_day, period

#: Origin of a fact that a keeper mended, in the provenance of a document.
KEEPER = "keeper"
#: Code points of a title and of an agency: the longest title of a law has 60, and forms have room
#: for no more.
LONGEST = {"title": 300, "agency": 200}
FIELDS = ("title", "agency", "date", "period")
_NAME, _LOCK = "overrides.json", "overrides.lock"
#: Seconds for which another process may hold the file: it holds it for milliseconds.
_PATIENCE = 5.0
#: Bytes of the file; one of a hundred thousand sources has 20 MB.
_LARGEST = 64 << 20


class OverrideInvalid(JudianError):
    """What was typed for a field cannot be used."""

    code = "override_invalid"
    status = 400
    messages: ClassVar = {
        "en": ("{field_en}: {value!r} cannot be used", "{hint_en}"),
        "zh": ("{field_zh}「{value}」無法使用", "{hint_zh}"),
    }
    _FIELDS: ClassVar = {
        "title": ("title", "標題"), "agency": ("agency", "機關"), "date": ("date", "日期"),
        "period": ("period", "期間"),
    }  # fmt: skip
    _HINTS: ClassVar = {
        "length": ("shorten it to {most} characters", "請縮短為 {most} 字以內"),
        "characters": (
            "leave out line breaks and control characters", "請刪除換行與控制字元",
        ),
        "date": (
            "write a date of the calendar, like 2024-05-20, 2024-05 or 2024",
            "請填曆書上的日期，如 2024-05-20、2024-05 或 2024",
        ),
        "period": (
            "write two dates in order, like 2023-01-01 and 2023-12-31",
            "請填先後兩個日期，如 2023-01-01 與 2023-12-31",
        ),
    }  # fmt: skip

    field: str

    def __init__(self, value: str, en: tuple[str, str], zh: tuple[str, str]) -> None:
        super().__init__(
            field_en=en[0], field_zh=zh[0], value=value[:40], hint_en=en[1], hint_zh=zh[1]
        )

    @classmethod
    def of(cls, field: str, value: str, problem: str) -> Self:
        """The error of one of FIELDS; `problem` is a key of _HINTS."""
        en, zh = cls._FIELDS[field]
        hint_en, hint_zh = (
            words.format(most=LONGEST.get(field, 0)) for words in cls._HINTS[problem]
        )
        error = cls(value, (en, hint_en), (zh, hint_zh))
        error.field = field
        return error


@dataclass(frozen=True, slots=True)
class Override:
    """The mended facts of a source; those that were not mended are None. `by` is who mended them,
    None on a server without logins, and `at` when, as an ISO date and time."""

    title: str | None = None
    agency: str | None = None
    date: str | None = None
    period: tuple[str, str] | None = None
    by: str | None = None
    at: str | None = None

    def facts(self) -> dict[str, Any]:
        """The mended fields with their values."""
        found = {name: getattr(self, name) for name in FIELDS}
        return {name: value for name, value in found.items() if value}


def read_override(given: Mapping[str, str]) -> Override:
    """The override of a form with `title`, `agency`, `date`, `period_start` and `period_end`; blank
    fields are not mended. Raises OverrideInvalid for the first field that cannot be used."""
    texts = {name: given.get(name, "").strip() for name in ("title", "agency")}
    for name, text in texts.items():
        if not text.isprintable():
            raise OverrideInvalid.of(name, text, "characters")
        if len(text) > LONGEST[name]:
            raise OverrideInvalid.of(name, text, "length")
    day = given.get("date", "").strip()
    if day and first_day(day) is None:
        raise OverrideInvalid.of("date", day, "date")
    start, end = (given.get(name, "").strip() for name in ("period_start", "period_end"))
    stated = period(start, end)
    if (start or end) and stated is None:
        raise OverrideInvalid.of("period", f"{start} – {end}", "period")
    return Override(texts["title"] or None, texts["agency"] or None, day or None, stated)


def keeper_folder(index: Path) -> Path:
    """The folder beside that of an index with what its keepers decided and removed."""
    whole = Path(os.path.abspath(index))
    return whole.with_name(f"{whole.name}-keeper")


def source_key(path: Path, member: str, index: Path) -> str:
    """The name of a source in the file: the place of the file relative to the folder of the index,
    and the address of the member of a container, "" for the file itself."""
    whole = os.path.abspath(path)
    with suppress(ValueError):  # on another drive
        whole = os.path.relpath(whole, os.path.abspath(index))
    return address_of(Path(whole).as_posix()) + (MEMBER + member if member else "")


def load_overrides(index: Path) -> dict[str, Override]:
    """The overrides of the sources of an index by `source_key`. Raises ValueError or OSError for a
    file that cannot be read."""
    path = keeper_folder(index) / _NAME
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(stored, dict):
        raise ValueError("it holds no table")
    return {key: _of_json(facts) for key, facts in stored.items()}


def save_override(index: Path, key: str, override: Override) -> None:
    """Keep the override of one source; one that mends nothing is forgotten. Raises ValueError and
    OSError, TimeoutError among them."""
    folder = keeper_folder(index)
    make_private_folder(folder)
    with locked(folder / _LOCK, _PATIENCE):
        known = load_overrides(index)
        known.pop(key, None)
        if override.facts():
            known[key] = override
        draft = folder / f"{_NAME}.new"
        with open_private(draft) as file:
            kept = {one: _to_json(known[one]) for one in sorted(known)}
            file.write(json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / _NAME)


def _to_json(override: Override) -> dict[str, Any]:
    found = {**override.facts(), "by": override.by, "at": override.at}
    return {name: value for name, value in found.items() if value}


def _of_json(facts: object) -> Override:
    """An override of the file, checked as one of a form. Raises ValueError."""
    if not isinstance(facts, Mapping):
        raise ValueError("it holds something else than overrides")
    texts = {str(name): str(value) for name, value in facts.items() if name != "period"}
    ends = facts.get("period") or ("", "")
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        raise ValueError("a period has two ends")
    given = {**texts, "period_start": str(ends[0]), "period_end": str(ends[1])}
    try:
        found = read_override(given)
    except OverrideInvalid as error:
        raise ValueError(str(error)) from error
    by, at = texts.get("by"), texts.get("at")
    return Override(found.title, found.agency, found.date, found.period, by, at)
