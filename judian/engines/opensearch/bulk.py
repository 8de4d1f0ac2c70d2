"""Records sent to the cluster in portions, until each single one is stored.

A cluster with a full heap answers 200 to a bulk request in which items have failed: whoever looks
at the status alone loses passages.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import CallFailed, encoded, encoded_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.opensearch.client import Client

#: Bytes of one request. Three of 4 MB at once have filled a heap of 512 MB.
PORTION = 3 << 20
#: Seconds that one portion may take until all of its items are stored.
PATIENCE = 300.0
#: What the cluster says of an item that it may store later.
_LATER = (429, 502, 503, 504)
_LONGEST_PAUSE = 5.0


#: (id of a record, what is stored of it); a record without anything is deleted.
_Item = tuple[str, bytes]


class Bulk:
    """Sends records to the index behind an alias."""

    def __init__(self, client: Client, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._waiting: list[_Item] = []
        self._bytes = 0
        self.retried = 0  #: how many items were sent again

    def add(self, record_id: str, body: str) -> None:
        """Send a record, with others, now or later. A record of the same id is replaced."""
        self._append(record_id, encoded_text(body))

    def delete(self, record_id: str) -> None:
        """Delete a record that was sent before."""
        self._append(record_id, b"")

    def _append(self, record_id: str, raw: bytes) -> None:
        self._waiting.append((record_id, raw))
        self._bytes += len(raw)
        if self._bytes >= PORTION:
            self.flush()

    def flush(self) -> None:
        """Send what waits. Raises EngineUnavailable if the cluster does not store all of it in
        time, CallFailed if it refuses a record."""
        items, self._waiting, self._bytes = self._waiting, [], 0
        end = time.monotonic() + PATIENCE
        pause = 0.1
        while items:
            failed, reason = self._send(items, end - time.monotonic())
            if not failed:
                return
            if time.monotonic() + pause > end:
                detail = f"{len(failed)} records were not stored: {reason}"
                raise EngineUnavailable("opensearch", detail, int(_LONGEST_PAUSE))
            self.retried += len(failed)
            items = failed
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _send(self, items: Sequence[_Item], seconds: float) -> tuple[list[_Item], str]:
        """The items that were not stored but may be later, and what the cluster says of them."""
        lines = []
        for record_id, raw in items:
            action = {"index" if raw else "delete": {"_id": record_id}}
            lines += [encoded(action), raw] if raw else [encoded(action)]
        reply = self._client.call(
            "POST",
            f"/{self._alias}/_bulk",
            b"\n".join(lines) + b"\n",
            params={"require_alias": "true", "filter_path": "errors,items.*.status,items.*.error"},
            seconds=seconds,
        )
        if not reply["errors"]:
            return [], ""
        failed, reason = [], ""
        for item, answer in zip(items, reply["items"], strict=True):
            result: dict[str, Any] = next(iter(answer.values()))
            if "error" not in result:  # deleting what is not there is no error
                continue
            reason = str(result["error"].get("reason", ""))[:300]
            if result["status"] not in _LATER:
                raise CallFailed(result["status"], result["error"]["type"], reason)
            failed.append(item)
        return failed, reason
