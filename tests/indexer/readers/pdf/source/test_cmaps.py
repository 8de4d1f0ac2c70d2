"""Maps that fonts bring along are read as pdfminer reads them."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pdfminer import pdffont
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

from indexer.readers.pdf.source.cmaps import FastCMapParser
from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
    b"<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
#: Sections of maps as typesetters write them, and as broken files hold them.
SECTIONS = st.sampled_from(
    [
        b"2 beginbfchar\n<0001> <6C11>\n<0002> <570B>\nendbfchar\n",
        b"1 beginbfrange\n<0010> <0014> <4E00>\nendbfrange\n",
        b"1 beginbfrange\n<0020> <0022> [<6C11> <570B> <D840DC0B>]\nendbfrange\n",
        b"1 beginbfchar\n<0003> <00660069>\nendbfchar\n", b"1 beginbfchar <04> <0041> endbfchar\n",
        b"1 beginbfchar\n<5> <0041>\nendbfchar\n", b"1 beginbfchar\n<00 06> <00 41>\nendbfchar\n",
        b"1 beginbfchar\n<0007>\nendbfchar\n", b"beginbfrange <0030> <0020> <4E00> endbfrange\n",
        b"1 beginbfchar\n<0008> /a\nendbfchar\n",
        b"1 beginbfrange\n<31> <0032> <4E00>\nendbfrange\n",
        b"1 begincidchar\n<0009> 30\nendcidchar\n",
        b"1 begincidrange\n<0040> <0042> 50\nendcidrange\n",
        b"/H usecmap\n", b"endcmap\n", b"begincmap\n", b"endbfchar\n", b"<0001> def\n",
        b"% a note\n",
    ]
)  # fmt: skip


def read(parser: type[CMapParser], data: bytes) -> tuple[dict[int, str], dict[str, object]] | str:
    """The characters and facts of a map, or what was raised."""
    made = FileUnicodeMap()
    try:
        parser(made, BytesIO(data)).run()
    except Exception as error:  # noqa: BLE001 - the same is to be raised by both
        return type(error).__name__
    return made.cid2unichr, made.attrs


@given(st.lists(SECTIONS, max_size=6), st.booleans())
def test_a_map_is_read_as_pdfminer_reads_it(sections: Sequence[bytes], whole: bool) -> None:
    data = b"".join(sections)
    data = HEAD + data + TAIL if whole else data
    assert read(FastCMapParser, data) == read(CMapParser, data)


def test_importing_the_readers_changes_nothing_in_pdfminer() -> None:
    code = (
        "import logging; from pdfminer import cmapdb, pdffont\n"
        "def state():\n"
        "    level = logging.getLogger('pdfminer').level\n"
        "    return pdffont.CMapParser, type(cmapdb.CMapDB._cmap_cache), level\n"
        "before = state()\n"
        "import indexer.run.worker, indexer.readers.pdf.reader, indexer.cli.command\n"
        "assert state() == before, state()\n"
        "from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer\n"
        "prepare_pdfminer()\n"
        "after = state()\n"
        "assert all(new != old for new, old in zip(after, before)), after\n"
        "cache = cmapdb.CMapDB._cmap_cache\n"
        "prepare_pdfminer()\n"
        "assert cmapdb.CMapDB._cmap_cache is cache\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_fonts_are_read_with_it() -> None:
    prepare_pdfminer()
    assert pdffont.CMapParser is FastCMapParser  # type: ignore[attr-defined]
    held = read(FastCMapParser, HEAD + b"1 beginbfchar\n<0001> <6C11>\nendbfchar\n" + TAIL)
    assert held[0] == {1: "民"}
