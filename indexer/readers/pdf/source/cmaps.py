"""Two things about pdfminer's maps of codes to characters that are mended.

The wheel's ETenms-B5 maps hold only what differs from ETen-B5 and leave out the map that they are
based on. And the maps that fonts bring along are read a token at a time, a quarter of what reading
a page of subset fonts costs: they are written in the language of content streams, and are taken
apart like these (`pdf_content`).
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, BinaryIO, cast

from pdfminer import pdffont
from pdfminer.cmapdb import CMapBase, CMapDB, CMapParser, PyCMap
from pdfminer.psparser import KWD
from typing_extensions import override

from indexer.readers.pdf.source.content_stream import steps

#: A string with an odd last digit, which maps and content streams understand differently.
_ODD = re.compile(rb"<(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]\s*>|<[0-9A-Fa-f]+\s+[0-9A-Fa-f]")


class MapParser(CMapParser):
    """Reads a map into `cmap`, as pdfminer's own parser does."""

    def __init__(self, cmap: CMapBase, fp: BinaryIO) -> None:
        self._data = fp.read()
        super().__init__(cmap, BytesIO(self._data))

    @override
    def run(self) -> None:
        """Enter every code that the map has."""
        if _ODD.search(self._data):
            super().run()
            return
        for operands, word in steps([self._data]):
            self.push(*((0, operand) for operand in operands))
            self.do_keyword(0, KWD(word))


class _Maps(dict[str, PyCMap]):
    """pdfminer's cache of maps of codes, which takes ETen-B5 where ETenms-B5 is asked for."""

    def __missing__(self, name: str) -> PyCMap:
        if name not in ("ETenms-B5-H", "ETenms-B5-V"):
            raise KeyError(name)
        found = self[name] = cast("PyCMap", CMapDB.get_cmap(name.replace("ETenms", "ETen")))
        return found


def mend() -> None:
    """Let pdfminer use both from now on, in this process."""
    CMapDB._cmap_cache = _Maps()
    cast("Any", pdffont).CMapParser = MapParser
