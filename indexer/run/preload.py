"""Imported once by the process that worker processes are forked from: a small report goes the
whole way, so that all modules, tables and patterns are loaded and each worker begins at once."""

from __future__ import annotations

import gc
import importlib

from indexer.documents import build
from indexer.files.encoding import Decoded, common_han
from indexer.readers.plain import reader as text
from indexer.readers.registry import READERS
from judian.core.model import DocumentInfo

_SAMPLE = """預先載入

一、本程式於民國 113 年 5 月 1 日依公路法第 15 條辦理 3 件，經費 1 億 2,000 萬元。

年度\t件數
112\t5
113\t6
"""

for _module in (*READERS.values(), "indexer.run.worker"):
    importlib.import_module(_module)
common_han()
_reading = text.assemble([Decoded(_SAMPLE, "utf-8")], None)
_, _entries = build.built(DocumentInfo("0", "", ("0",), "text", "0"), None, _reading)
_ENTRIES = len(list(_entries))
gc.collect()
gc.freeze()
