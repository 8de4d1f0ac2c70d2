"""Sets up pdfminer.six for this process: its CMaps, its CMap parser, its RC4, and its log level.

Importing modules of this package changes nothing in pdfminer; whoever begins to read PDF files
calls `prepare_pdfminer` (the reader's `parts` does).
"""

from __future__ import annotations

import logging
from typing import Any, cast

from pdfminer import pdfdocument, pdffont
from pdfminer.cmapdb import CMap, CMapDB

from indexer.readers.pdf.source.cmaps import FastCMapParser, PredefinedCMaps, glyphs_of_codes
from indexer.readers.pdf.source.rc4 import FastArcfour


def prepare_pdfminer() -> None:
    """Make pdfminer use the CMaps of `cmaps` and the cipher of `rc4`, and log errors only. Later
    calls change nothing."""
    if isinstance(CMapDB._cmap_cache, PredefinedCMaps):
        return
    CMapDB._cmap_cache = PredefinedCMaps()
    cast("Any", CMap).decode = glyphs_of_codes
    cast("Any", pdffont).CMapParser = FastCMapParser
    cast("Any", pdfdocument).Arcfour = FastArcfour
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
