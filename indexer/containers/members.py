"""What a container holds: its entries, the limits of unpacking them, and the refusals by name.

Nothing is ever written by a name from inside a container, so that no name leads out of a folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.files.names import decoded_name
from judian.core.errors import SourceUnreadable
from judian.core.names import address_of_bytes, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Members of one container with those of its nested containers. An office's folder of a year
#: has some thousands of files; an archive of 100,000 empty members is an attack.
MOST_MEMBERS = 10_000
#: Levels of containers in containers; a deeper one is refused by name.
DEEPEST = 3
#: Times its packed size that a member may unpack to, once it exceeds so many bytes. Deflate packs
#: text to a twentieth and tables of zeros to a hundredth; bombs to a thousandth.
HIGHEST_RATIO, RATIO_FLOOR = 200, 16 << 20
#: Bytes that are unpacked at a time.
CHUNK = 1 << 20
#: Characters of an error that a message quotes.
_LONGEST_DETAIL = 120
_UNNAMED = "unnamed"
#: Parts of a path that programs add beside documents: resource forks, thumbnails, settings.
_HIDDEN = re.compile(r"\.|~\$|__MACOSX$|(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a container before it is unpacked.

    `address` is unique in the container and `shown` is what people see, both with slashes.
    `packed` is its size in the container in bytes, None if that is unknown. `pieces` yields its
    bytes; `refusal` is given if it cannot be unpacked.
    """

    address: str
    shown: str
    pieces: Callable[[], Iterator[bytes]]
    packed: int | None = None
    refusal: SourceUnreadable | None = None


class Names:
    """Makes the names of the members of one container: clean, and each address only once. With
    `hidden`, files that programs hide have none."""

    def __init__(self, *, hidden: bool = True) -> None:
        self._hidden = hidden
        self._seen: dict[str, int] = {}

    def give(self, raw: bytes, text: str | None = None) -> tuple[str, str] | None:
        """The address and the shown name of a member named `raw`, which `text` decodes; None for
        files that programs hide."""
        text = decoded_name(raw) if text is None else text
        # In Big5 the second byte of a character may be a backslash: it separates only as text.
        parts = _clean(text.replace("\\", "/").split("/"))
        if self._hidden and any(map(_HIDDEN.match, parts)):
            return None
        address = "/".join(_clean(address_of_bytes(raw).split("/"))) or _UNNAMED
        count = self._seen[address] = self._seen.get(address, 0) + 1
        mark = f" ({count})" if count > 1 else ""
        shown = visible("/".join(parts)) or _UNNAMED
        return (f"{address}%00{count}" if mark else address), shown + mark


def _clean(parts: list[str]) -> list[str]:
    """The parts of a path without those that lead nowhere or upwards."""
    return [part for part in parts if part not in ("", ".", "..")]


def too_many(name: str) -> SourceUnreadable:
    """The refusal of a container with too many members."""
    return SourceUnreadable(
        name, "too_large",
        en=(f"the container has more than {MOST_MEMBERS:,} members", "unpack it, and divide it"),
        zh=(f"容器內的檔案超過 {MOST_MEMBERS:,} 個", "請解開並分批放入"),
    )  # fmt: skip


def exhausted(name: str) -> SourceUnreadable:
    """The refusal of what is beyond the limits of its whole container."""
    return SourceUnreadable(
        name, "too_large",
        en=("the container that holds it unpacks to more bytes or members than allowed",
            "unpack the container, and put the files that are needed into the folder"),
        zh=("所在容器解開後的總大小或檔案數超過上限", "請解開容器，將所需檔案直接放入資料夾"),
    )  # fmt: skip


def too_large(name: str, limit: int) -> SourceUnreadable:
    """The refusal of a member of more bytes than a file may have."""
    size = limit >> 20
    return SourceUnreadable(
        name, "too_large",
        en=(f"it unpacks to more than {size} MiB", "unpack the container, and split the file"),
        zh=(f"解開後超過 {size} MiB", "請解開容器並分割檔案"),
    )  # fmt: skip


def bomb(name: str) -> SourceUnreadable:
    """The refusal of a member that unpacks to a multiple of its size that no document has."""
    return SourceUnreadable(
        name, "too_large",
        en=(f"it unpacks to more than {HIGHEST_RATIO} times its size, as decompression bombs do",
            "unpack the container if you trust it"),
        zh=(f"解開後超過原大小 {HIGHEST_RATIO} 倍，疑為解壓縮炸彈", "如確認可信，請先行解開"),
    )  # fmt: skip


def too_deep(name: str) -> SourceUnreadable:
    """The refusal of a container in too many containers."""
    return SourceUnreadable(
        name, "too_deep",
        en=(f"it is a container inside {DEEPEST} others", "unpack the outer containers"),
        zh=(f"此容器外已有 {DEEPEST} 層容器", "請先解開外層容器"),
    )  # fmt: skip


def protected(name: str) -> SourceUnreadable:
    """The refusal of an encrypted member."""
    return SourceUnreadable(
        name, "password",
        en=("it is protected by a password", "unpack the container with the password"),
        zh=("設有密碼", "請以密碼解開容器"),
    )  # fmt: skip


def not_stored(name: str) -> SourceUnreadable:
    """The refusal of an attachment that is not a file inside the mail."""
    return SourceUnreadable(
        name, "unsupported",
        en=("it is a message of Outlook inside another one, or a link to a file",
            "save it as a file of its own (EML) and run again"),
        zh=("這是另一封郵件內的 Outlook 郵件，或指向檔案的連結",
            "請另存為獨立的 EML 檔後重新執行"),
    )  # fmt: skip


def link(name: str) -> SourceUnreadable:
    """The refusal of a member that is a link or a device."""
    return SourceUnreadable(
        name, "special",
        en=("this is not a file but a link or a device", "unpack the container"),
        zh=("這不是檔案，而是連結或裝置", "請解開容器"),
    )  # fmt: skip


def damaged(name: str, error: object) -> SourceUnreadable:
    """The refusal of a container or a member whose bytes are faulty."""
    detail = visible(str(error))[:_LONGEST_DETAIL]
    return SourceUnreadable(
        name, "archive_damaged",
        en=(f"it is damaged ({detail})", "make the container anew and run again"),
        zh=(f"已損壞（{detail}）", "請重新製作容器後再執行"),
    )  # fmt: skip
