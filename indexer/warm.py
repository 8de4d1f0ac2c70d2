"""Imported once by the process that worker processes are forked from: loads what they need, so
that each of them begins within milliseconds."""

from __future__ import annotations

import importlib

from indexer.readers import READERS
from zh.analyze import analyze

for _module in READERS.values():
    importlib.import_module(_module)
importlib.import_module("indexer.document")
analyze("預先載入詞典")
