"""The engines by name, loaded on use."""

from __future__ import annotations

from importlib import import_module
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


def open_engine(
    name: str, path: Path, identity: Identity, options: Mapping[str, str] | None = None
) -> Engine:
    """The engine `name` over the index folder `path`.

    Opening reads nothing: `snapshot` and `writer` report a missing or outdated index.
    Raises EngineUnknown, and EngineUnavailable if a library of the engine is not installed.
    """
    if name not in FACTORIES:
        raise EngineUnknown(name, ", ".join(sorted(FACTORIES)))
    try:
        module = import_module(FACTORIES[name])
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("judian"):
            raise
        detail = f"{error.name} is not installed; requirements-{name}.txt names what it needs"
        raise EngineUnavailable(name, detail) from error
    return cast("Engine", module.open_engine(path, identity, dict(options or {})))
