"""Helpers that every test of the indexer may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.files.encoding import Decoded
from indexer.readers.plain import markdown
from indexer.readers.plain import reader as text

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.structure.blocks import Block


@pytest.fixture(name="read_text")
def _read_text() -> Callable[[str], tuple[Block, ...]]:
    """The blocks of a plain text."""
    return lambda content: text.assemble([Decoded(content, "utf-8")], None).blocks


@pytest.fixture(name="read_markdown")
def _read_markdown() -> Callable[[str], tuple[Block, ...]]:
    """The blocks of a Markdown text."""
    return lambda content: markdown.assemble([Decoded(content, "utf-8")], None).blocks
