"""The state of one generation, from its table of contents."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from judian.core.errors import IndexOutdated
from judian.engines.whoosh.segment import LAYOUT, DeletedNumbers
from judian.engines.whoosh.toc import latest_generation, read_manifest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.core.engine import Identity
    from judian.engines.whoosh.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class SegmentState:
    """One segment of a generation; `size` is that of its file in bytes."""

    name: str
    size: int
    passages: int
    documents: int
    deleted: DeletedNumbers = field(default_factory=DeletedNumbers)

    @property
    def live(self) -> int:
        """Number of its passages that have not been removed."""
        return self.passages - len(self.deleted.passages)

    @property
    def empty(self) -> bool:
        """True if all its passages and documents were removed."""
        return self.live == 0 and len(self.deleted.documents) == self.documents

    def without(
        self, passages: Array | None = None, documents: Array | None = None
    ) -> SegmentState:
        """The segment with more of it removed."""
        return replace(self, deleted=self.deleted.and_also(passages, documents))


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A generation: its segments in the order in which their passages were added."""

    generation: int
    segments: tuple[SegmentState, ...] = ()


def to_manifest(identity: Identity, segments: Sequence[SegmentState]) -> dict[str, Any]:
    return {
        "layout": LAYOUT,
        "identity": asdict(identity),
        "segments": [
            {
                "name": segment.name,
                "size": segment.size,
                "passages": segment.passages,
                "documents": segment.documents,
                "dead": segment.deleted.to_json(),
            }
            for segment in segments
        ],
    }


def read_state(folder: Path, identity: Identity | None) -> State:
    """The newest generation; generation 0 before the first commit. Without an identity, one that
    was built with any.

    Raises IndexOutdated when it was built with another identity, IndexDamaged when it cannot
    be read.
    """
    while generation := latest_generation(folder):
        try:
            manifest = read_manifest(folder, generation)
        except FileNotFoundError:  # replaced by a newer one since the folder was listed
            continue
        _check(folder, manifest, identity)
        segments = tuple(
            SegmentState(
                name=stored["name"],
                size=stored["size"],
                passages=stored["passages"],
                documents=stored["documents"],
                deleted=DeletedNumbers.from_json(stored["dead"]),
            )
            for stored in manifest["segments"]
        )
        return State(generation, segments)
    return State(0)


def _check(folder: Path, manifest: dict[str, Any], identity: Identity | None) -> None:
    found = manifest.get("identity", {})
    for part, wanted in asdict(identity).items() if identity else ():
        if found.get(part) != wanted:
            raise IndexOutdated(folder, part, found.get(part), wanted)
    if manifest.get("layout") != LAYOUT:
        raise IndexOutdated(folder, "layout", manifest.get("layout"), LAYOUT)
