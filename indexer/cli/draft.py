"""Reads a draft for its audit: `python -m indexer.cli.draft FILE`.

It runs in a process of its own under limits and with the least rights, since a draft is as hostile
as any file. JSON goes to
standard output: `passages`, each as stored in an index, or `error` with the facts of why the file
cannot be read. Nothing is written anywhere else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.documents.build import build_document, crash_error, error_facts, stopped_error
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from indexer.run import limits
from indexer.run.confinement import Rights, confine
from indexer.run.scan import unreadable
from judian.core.errors import SourceUnreadable
from judian.core.model import DocumentInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Limits of reading one draft: bytes of memory, seconds of processor time.
LIMITS = limits.Limits(memory=1536 << 20, cpu=60)
#: Formats of drafts.
FORMATS = frozenset({"docx", "odt", "pdf", "text", "markdown", "html"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the passages of a draft, or why there are none; the exit status is 0."""
    parser = argparse.ArgumentParser(prog="python -m indexer.cli.draft", description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    confine(Rights((str(options.file),)))
    limits.impose(LIMITS)
    try:
        found: dict[str, Any] = {"passages": read(options.file)}
    except SourceUnreadable as error:
        found = {"error": error_facts(error)}
    except MemoryError:
        limits.lift()
        found = {"error": error_facts(stopped_error(options.file.name, "memory"))}
    except OSError as error:
        found = {"error": error_facts(unreadable(options.file.name, error))}
    except Exception as error:  # noqa: BLE001 - a hostile draft is an error of the draft
        found = {"error": error_facts(crash_error(options.file.name, error))}
    finally:
        limits.lift()
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8"))
    return 0


def read(path: Path) -> list[Any]:
    """The passages of a draft, as JSON. Raises SourceUnreadable, OSError and MemoryError."""
    name = detect(path)
    if name not in FORMATS:
        raise SourceUnreadable(
            path.name, "unsupported",
            en=(f"a draft is no {name} file", "save it as DOCX, ODT, PDF or text"),
            zh=(f"草稿不能是 {name} 檔", "請存成 DOCX、ODT、PDF 或純文字"),
        )  # fmt: skip
    chosen = reader(name)
    reading = chosen.assemble(list(chosen.parts(path, ReadOptions(ocr="never"))), None)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    info = DocumentInfo(digest[:16], "", (path.name,), name, digest)
    _, entries = build_document(info, None, reading)
    return [json.loads(entry.payload) for entry in entries]


if __name__ == "__main__":
    sys.exit(main())
