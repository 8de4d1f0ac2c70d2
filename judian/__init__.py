"""Search and question answering over Chinese reports.

`judian.open(index)` returns an index with `search`, `answer`, `figures`, `instruments` and `cite`
(`judian.api.door.Index`). The command is `judian index|serve|search|…`, also as `python -m judian`.

The packages: `zh` analyses Chinese, `core` defines the shared types, `engines` store and rank
passages, `search` is the read path, `evals` measure quality and speed. The write path
(`indexer`) and the pages (`webui`) are packages of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.api.door import Index

__all__ = ["__version__", "open"]

#: The version of the whole program; the package and `judian --version` take it from here.
__version__ = "0.1.0.dev0"


def open(index: str | Path = "index", engine: str = "whoosh") -> Index:  # noqa: A001 (as gzip.open)
    """The index in the folder `index`; close it when done, or use it in a `with` block.

    The engine's own options, such as the addresses of a cluster, are those of the settings
    (judian.toml and JUDIAN_* variables). Opening reads nothing else. Each call raises IndexMissing,
    IndexOutdated or IndexDamaged (`judian.core.errors`) if the index cannot be used. Raises
    EngineUnknown for an engine that `judian.engines.registry` does not name.
    """
    # Imported on use: the processes that read files import `judian.zh` and need no search.
    from judian.api.door import Index
    from judian.core.settings import load
    from judian.search.service import Service

    options = load({"engine": engine}).engine_options
    return Index(Service.open(Path(index), engine, options))
