"""Names under which files are taken: safe on every system, harmless on every page."""

from __future__ import annotations

import unicodedata

from webui.keeper.errors import NameRefused

#: What no system, or not every one, takes in a file name.
_FORBIDDEN = frozenset('\\:*?"<>|')
#: Beginnings of names that a run leaves out (`indexer.run.scan`).
_LEFT_OUT = (".", "~$", ".~", ".#")
#: Names of devices of Windows, with any ending.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)))
)
#: Bytes of one part of a path in UTF-8, of the 255 that systems take; parts of a path.
_LONGEST, _DEEPEST = 200, 12
#: Categories of characters that are not shown, or are no characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def safe_parts(given: str) -> tuple[str, ...]:
    """The parts of a path below the folder of sources, in composed form (NFC), as a browser sent
    it. Raises NameRefused."""
    name = unicodedata.normalize("NFC", given)
    parts = name.split("/")
    if not name or not parts[-1].strip():
        raise NameRefused.of(given, "empty")
    if len(parts) > _DEEPEST:
        raise NameRefused.of(given, "length")
    for part in parts:
        if problem := _problem(part):
            raise NameRefused.of(given, problem)
    return tuple(parts)


def _problem(part: str) -> str | None:
    """Why a part of a path is refused."""
    if part in ("", ".", ".."):
        return "path"
    if any(c in _FORBIDDEN or unicodedata.category(c) in _UNSEEN for c in part) or "�" in part:
        return "characters"
    if part.startswith(_LEFT_OUT):
        return "hidden"
    if part.strip() != part or part.endswith("."):
        return "characters"
    if part.partition(".")[0].strip().lower() in _RESERVED:
        return "reserved"
    return "length" if len(part.encode("utf-8")) > _LONGEST else None
