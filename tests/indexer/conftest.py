"""Helpers that every test of the indexer may use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.files.encoding import Decoded
from indexer.readers.plain import markdown
from indexer.readers.plain import reader as text
from indexer.structure.blocks import Block


@pytest.fixture(name="read_text")
def _read_text() -> Callable[[str], tuple[Block, ...]]:
    """The blocks of a plain text."""
    return lambda content: text.assemble([Decoded(content, "utf-8")], None).blocks


@pytest.fixture(name="read_markdown")
def _read_markdown() -> Callable[[str], tuple[Block, ...]]:
    """The blocks of a Markdown text."""
    return lambda content: markdown.assemble([Decoded(content, "utf-8")], None).blocks
