"""The engines by name, loaded on use."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

from judian.core.errors import EngineUnavailable, EngineUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from judian.core.engine import Engine, Identity

#: name → module with `open_engine(path, identity, options) -> Engine`
FACTORIES: Mapping[str, str] = {
    "whoosh": "judian.engines.whoosh",
    "memory": "judian.engines.memory",
    "opensearch": "judian.engines.opensearch",
}


#: Entry points by which other packages name their engines: the value has `open_engine`.
ENTRY_POINTS = "judian.engines"


def engine_names() -> list[str]:
    """The names of all engines, those of other packages included."""
    return sorted({*FACTORIES, *entry_points(group=ENTRY_POINTS).names})


def open_engine(
    name: str, path: Path, identity: Identity, options: Mapping[str, str] | None = None
) -> Engine:
    """The engine `name` over the index folder `path`.

    Opening reads nothing: `snapshot` and `writer` report a missing or outdated index.
    Raises EngineUnknown, and EngineUnavailable if a library of the engine is not installed.
    """
    if name not in FACTORIES:
        return _of_another_package(name, path, identity, options)
    try:
        module = import_module(FACTORIES[name])
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("judian"):
            raise
        detail = f"{error.name} is not installed; requirements-{name}.txt names what it needs"
        raise EngineUnavailable(name, detail) from error
    return cast("Engine", module.open_engine(path, identity, dict(options or {})))


def _of_another_package(
    name: str, path: Path, identity: Identity, options: Mapping[str, str] | None
) -> Engine:
    """The engine that an entry point names. Raises EngineUnknown, and EngineUnavailable for one
    that cannot be loaded."""
    found = entry_points(group=ENTRY_POINTS, name=name)
    if not found:
        raise EngineUnknown(name, ", ".join(engine_names()))
    point = next(iter(found))
    try:
        opened = point.load().open_engine
    except (ImportError, AttributeError) as error:
        package = point.dist.name if point.dist else point.value
        detail = f"the package {package} that brings it cannot be loaded ({error})"
        raise EngineUnavailable(name, detail) from error
    return cast("Engine", opened(path, identity, dict(options or {})))
