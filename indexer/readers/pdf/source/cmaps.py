"""CMaps, which map character codes of a font to glyphs or characters, where pdfminer falls short.

The wheel's ETenms-B5 CMaps hold only the differences from ETen-B5 and omit the CMap that they are
based on. And pdfminer reads embedded CMaps a token at a time, a quarter of the cost of reading a
page of subset fonts; as they use the syntax of content streams, `content_stream` reads them
faster. It also leaves out codes that a CMap does not map. `pdfminer_setup` installs all three.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pdfminer.cmapdb import CMap, CMapBase, CMapDB, CMapParser, PyCMap
from pdfminer.psparser import KWD
from typing_extensions import override

from indexer.readers.pdf.source.content_stream import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A hexadecimal string with an odd number of digits, which pdfminer's CMap parser reads in
#: another way than content streams have it.
_ODD = re.compile(rb"<(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]\s*>|<[0-9A-Fa-f]+\s+[0-9A-Fa-f]")


#: The glyph of a code that a CMap does not map: it has no text and the default width.
UNMAPPED = -1


def glyphs_of_codes(cmap: CMap, codes: bytes) -> Iterator[int]:
    """Yield the glyph of each code, UNMAPPED for one whose last byte no code has.

    pdfminer leaves such a code out, so that 3½ 公里 in a collection without ½ became 3 公里.
    """
    table: Any = cmap.code2cid
    first = table
    for byte in codes:
        found = table.get(byte)
        if found is None:
            if table is not first:
                yield UNMAPPED
            table = first
        elif isinstance(found, int):
            yield found
            table = first
        else:
            table = found


class FastCMapParser(CMapParser):
    """Reads an embedded CMap into `cmap`, with the same result as pdfminer's own parser."""

    def __init__(self, cmap: CMapBase, fp: BinaryIO) -> None:
        self._data = fp.read()
        super().__init__(cmap, BytesIO(self._data))

    @override
    def run(self) -> None:
        """Enter every code of the CMap."""
        if _ODD.search(self._data):
            super().run()
            return
        for operands, operator in steps([self._data]):
            self.push(*((0, operand) for operand in operands))
            self.do_keyword(0, KWD(operator))


class PredefinedCMaps(dict[str, PyCMap]):
    """pdfminer's cache of predefined CMaps, which gives ETen-B5 in place of ETenms-B5."""

    def __missing__(self, name: str) -> PyCMap:
        if name not in ("ETenms-B5-H", "ETenms-B5-V"):
            raise KeyError(name)
        found = self[name] = cast("PyCMap", CMapDB.get_cmap(name.replace("ETenms", "ETen")))
        return found
