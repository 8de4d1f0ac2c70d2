"""A draft becomes passages: its file is read by a process of its own under limits, and removed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from judian.core import deadlines
from judian.core.errors import JudianError
from judian.core.model import Passage, passage_from_json

#: Seconds by the clock that reading may take.
_SECONDS = 120.0
#: Bytes of the largest draft.
LARGEST = 8 << 20
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,6}")


class DraftUnreadable(JudianError):
    code = "draft_unreadable"
    status = 422
    messages: ClassVar = {
        "en": ("the draft cannot be read: {detail_en}", "{hint_en}"),
        "zh": ("無法讀取草稿：{detail_zh}", "{hint_zh}"),
    }

    def __init__(self, en: tuple[str, str], zh: tuple[str, str]) -> None:
        super().__init__(detail_en=en[0], hint_en=en[1], detail_zh=zh[0], hint_zh=zh[1])


def read_draft(content: bytes, name: str) -> list[Passage]:
    """The passages of a draft: DOCX, ODT, PDF, text, Markdown or HTML; `name` is that of its file.

    The content is in a temporary folder while it is read, and nowhere afterwards. Raises
    DraftUnreadable.
    """
    if len(content) > LARGEST:
        megabytes = LARGEST >> 20
        raise DraftUnreadable(
            (f"it has more than {megabytes} MiB", "divide it, or leave the pictures out"),
            (f"檔案超過 {megabytes} MiB", "請分成數份，或移除圖片"),
        )
    found = _json(run_on_draft(content, ending(name), "indexer.cli.draft"))
    if found is None:
        raise DraftUnreadable(
            ("reading took too long or failed", "save it anew as DOCX, ODT or text"),
            ("讀取逾時或失敗", "請重新存成 DOCX、ODT 或純文字"),
        )
    if "error" in found:
        _, detail_en, hint_en, detail_zh, hint_zh = found["error"]
        raise DraftUnreadable((detail_en, hint_en), (detail_zh, hint_zh))
    return [passage_from_json(data) for data in found["passages"]]


def ending(name: str) -> str:
    """The ending of a file's name, as .docx; "" for one that no format of drafts has, so that a
    name of any bytes becomes a name that every system takes."""
    found = PurePosixPath(name.replace("\\", "/")).suffix
    return found if _ENDING.fullmatch(found) else ""


def read_text(text: str) -> list[Passage]:
    """The passages of a draft that was pasted. Raises DraftUnreadable."""
    return read_draft(text.encode("utf-8", "replace"), "draft.txt")


def run_on_draft(content: bytes, suffix: str, module: str, given: bytes = b"") -> bytes | None:
    """What a process of `module` writes about the file of a draft, given `given` as its input; None
    if it fails or takes too long.

    The content is in a temporary folder meanwhile, and nowhere afterwards.
    """
    home = str(Path(__file__).resolve().parents[3])
    paths = os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))
    with tempfile.TemporaryDirectory(prefix="judian-") as folder:
        file = Path(folder) / f"draft{suffix}"
        file.write_bytes(content)
        try:
            return subprocess.run(
                [sys.executable, "-m", module, str(file)], input=given, capture_output=True,
                timeout=deadlines.seconds_left(_SECONDS), check=True,
                env={**os.environ, "PYTHONPATH": paths},
            ).stdout  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None


def _json(output: bytes | None) -> dict[str, Any] | None:
    """The JSON that a process wrote; None if it wrote something else."""
    try:
        found: dict[str, Any] = json.loads(output or b"")
    except ValueError:
        return None
    return found
