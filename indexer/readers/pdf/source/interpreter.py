"""pdfminer's interpreter of content streams, on the faster parser of `content_stream`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from typing_extensions import override

from indexer.readers.pdf.source.content_stream import LINES, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Interpreter(PDFPageInterpreter):
    """Executes the operators of content streams on a device."""

    @override
    def execute(self, streams: Sequence[object]) -> None:
        """Execute every operator of the streams. An unknown operator, or one with too few operands,
        does nothing. A form XObject that draws itself is drawn once."""
        bound: dict[bytes, tuple[Callable[..., None], int] | None] = {}
        stack = self.argstack
        for operands, word in steps(self._contents(streams), lines_at_once=True):
            if word is LINES:
                ends = zip(operands[::2], operands[1::2], strict=True)
                self.curpath += [("l", x, y) for x, y in ends]
                continue
            try:
                known = bound[word]
            except KeyError:
                named = _OPERATORS.get(word)
                known = bound[word] = named and (getattr(self, named[0]), named[1])
            if self.argstack is not stack:
                stack = self.argstack
            if known is None:
                stack += operands
                continue
            do, count = known
            if len(operands) == count and not stack:
                do(*operands)
                continue
            stack += operands
            if count:
                args = self.pop(count)
                if len(args) == count:
                    do(*args)
            else:
                do()

    def _contents(self, streams: Sequence[object]) -> Iterator[bytes]:
        """Yield the decoded streams, except those that are being executed already."""
        self.stream_ids.clear()
        found: list[PDFStream] = []
        for each in streams:
            stream = stream_value(each)
            if stream.objid is None or stream.objid in self.parent_stream_ids:
                continue
            found.append(stream)
            self.stream_ids.add(stream.objid)
        for stream in found:
            yield stream.get_data()


def _operators() -> dict[bytes, tuple[str, int]]:
    """Operator → the name of its method in pdfminer's interpreter, and its number of operands."""
    found = {}
    for name in dir(PDFPageInterpreter):
        if name.startswith("do_"):
            word = name[3:]
            word = {"_q": "'", "_w": '"'}.get(word, word.replace("_a", "*"))
            code = getattr(PDFPageInterpreter, name).__code__
            found[word.encode("ascii")] = (name, code.co_argcount - 1)
    return found


_OPERATORS = _operators()
