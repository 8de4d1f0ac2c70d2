"""Changes to the state of a whole process, made by functions that the worker calls.

No other module of the indexer changes what belongs to the process: settings of the standard
library, signal handlers, output streams, the garbage collector. pdfminer is prepared by
`indexer.readers.pdf.source.pdfminer_setup`, which the PDF reader calls.
"""

from __future__ import annotations

import csv
import gc
import os
import signal
import sys
import tempfile
from importlib import import_module

from indexer.documents import build
from indexer.files.encoding import Decoded, common_han
from indexer.readers.registry import READERS, other_readers, reader
from indexer.run import confinement
from judian.core.model import DocumentInfo

#: Characters of one CSV field. The standard library's default of 131,072 is too few for a cell that
#: holds a long text.
CSV_FIELD_LIMIT = 1 << 24
#: Digits of the longest number that is converted. Python's default of 4,300 ended the reading of a
#: file with a longer run of digits, in its text or in an attribute; so many take a second each, and
#: the limits of the process bound them all.
LONGEST_NUMBER = 500_000

#: New objects after which the garbage collector looks for cycles. With Python's 700 it takes 4 % of
#: the time in which a report of 142 pages is read, with this 1 %, and the process has the same peak
#: of 125 MB (`gc.callbacks` and VmHWM).
NEW_OBJECTS = 10_000

#: A report that uses the numerals, dates, statutes, lists and tables of the pipeline.
_SAMPLE = """預先載入

一、本程式於民國 113 年 5 月 1 日依公路法第 15 條辦理 3 件，經費 1 億 2,000 萬元。

年度\t件數
112\t5
113\t6
"""


def configure() -> None:
    """Set the limits of libraries for files that may be large."""
    csv.field_size_limit(CSV_FIELD_LIMIT)
    gc.set_threshold(NEW_OBJECTS)
    sys.set_int_max_str_digits(LONGEST_NUMBER)


def detach_from_terminal() -> None:
    """Ignore Ctrl-C, which the parent handles, and discard standard output and error: what
    libraries print about a file must not reach the user's terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def use_folder(folder: str) -> None:
    """Make `folder` the one for files of this process and of programs that it starts."""
    os.environ["HOME"] = os.environ["TMPDIR"] = folder
    tempfile.tempdir = folder


def preload(entry: str) -> None:
    """Load the module `entry`, all readers and all tables that reading needs, so that a process
    forked from this one starts its first job at once.

    A small report goes through the whole pipeline, which compiles patterns and fills caches. The
    objects are then moved out of the garbage collector's sight, so that forked processes share
    their memory.
    """
    configure()
    confinement.prepare()
    for module in (*READERS.values(), entry):
        import_module(module)
    other_readers()
    common_han()
    reading = reader("text").assemble([Decoded(_SAMPLE, "utf-8")], None)
    _, entries = build.build_document(DocumentInfo("0", "", ("0",), "text", "0"), None, reading)
    for _ in entries:
        pass
    gc.collect()
    gc.freeze()
