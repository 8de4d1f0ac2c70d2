"""Reasons why a reading ended early, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class StopReason:
    """The wordings of one reason, each as (English, Chinese).

    `error` is the message of a file without a complete part, `note` that beside the first page
    that was not read. `setting` raises the limit that was exceeded; None for a crash.
    """

    error: tuple[str, str]
    note: tuple[str, str]
    setting: str | None = None


STOP_REASONS: Mapping[str, StopReason] = {
    "memory": StopReason(
        error=("reading it takes more memory than is allowed", "讀取所需記憶體超過上限"),
        note=("it took more memory than is allowed", "所需記憶體超過上限"),
        setting="reader_memory_mb",
    ),
    "cpu": StopReason(
        error=("reading it takes more processor time than is allowed", "讀取所需運算時間超過上限"),
        note=("it took more processor time than is allowed", "所需運算時間超過上限"),
        setting="reader_cpu_seconds",
    ),
    "time": StopReason(
        error=("reading it takes longer than is allowed", "讀取時間超過上限"),
        note=("it took longer than is allowed", "讀取時間超過上限"),
        setting="reader_wall_seconds",
    ),
    "crash": StopReason(
        error=("the reader's process ended abruptly", "讀取程序異常結束"),
        note=("the reader ended abruptly", "讀取程序異常結束"),
    ),
}
