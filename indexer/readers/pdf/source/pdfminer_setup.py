"""Sets up pdfminer.six for this process: its CMaps, its CMap parser, and its log level.

Importing modules of this package changes nothing in pdfminer; whoever begins to read PDF files
calls `prepare_pdfminer` (the reader's `parts` does).
"""

from __future__ import annotations

import logging
from typing import Any, cast

from pdfminer import pdffont
from pdfminer.cmapdb import CMapDB

from indexer.readers.pdf.source.cmaps import FastCMapParser, PredefinedCMaps


def prepare_pdfminer() -> None:
    """Make pdfminer use the CMaps of `cmaps` and log errors only. Later calls change nothing."""
    if isinstance(CMapDB._cmap_cache, PredefinedCMaps):
        return
    CMapDB._cmap_cache = PredefinedCMaps()
    cast("Any", pdffont).CMapParser = FastCMapParser
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
