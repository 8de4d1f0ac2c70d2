"""A parser of content streams that reads whole operators with their operands.

pdfminer.six reads a stream a token at a time, with about thirty calls of Python for each; that
is four fifths of the cost of reading a page. Here one pattern matches an operator together with
the numbers before it. The result is that of pdfminer's `PDFContentParser`, with three differences
that follow ISO 32000-1: a backslash before an ordinary character of a string is dropped, and the
character is kept (7.3.4.2); an octal code beyond a byte keeps its low bits (7.3.4.2); the digit 0
is added to a hexadecimal string with an odd number of digits (7.3.4.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import KWD, LIT, PSLiteral, literal_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: The operands of one operator, and its name.
Step = tuple[list[Any], bytes]

_SPACE = rb"[\s\0]"
_NUMBER = rb"[+-]?(?:\d++\.?\d*+|\.\d++)"
# Groups: 1 numbers, then one of 2 keyword, 3 name, 4 string without escapes or brackets,
# 5 hexadecimal string, 6 an array of plain strings and numbers, 7 anything else.
_NEXT = re.compile(
    rb"(?>((?:" + _SPACE + rb"++|" + _NUMBER + rb")*+))(?:"
    rb"([A-Za-z][^#/%\[\]()<>{}\s]*+)"
    rb"|/([^#/%\[\]()<>{}\s]*+)(?!#)"
    rb"|\(([^()\\]*+)\)"
    rb"|<([0-9A-Fa-f]++)>"
    rb"|\[((?:[^\[\](){}<>/%A-Za-z'\"\x80-\xff]++|\([^()\\]*+\)|<[0-9A-Fa-f]*+>)*+)\]"
    rb"|(.))?",
    re.DOTALL,
)
_KEYWORD, _NAME, _STRING, _HEX, _ARRAY, _OTHER = range(2, 8)
_NUMBERS = re.compile(_NUMBER)
#: Of a number that needs no look at its length: at most so many digits on each side of the point.
_SHORT = rb"[+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9})"
_LINES = re.compile(rb"(?>(?:\s*+" + _SHORT + rb"\s++" + _SHORT + rb"\s++l(?=\s))++)")
#: The operator of several `l` that follow each other; no stream can name it.
LINES = b"l l"
_ITEMS = re.compile(rb"\(([^()\\]*+)\)|<([0-9A-Fa-f]*+)>|(" + _NUMBER + rb")")
_NAME_PART = re.compile(rb"((?:[^#/%\[\]()<>{}\s]++|#)*+)")
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{0,2})")
_COMMENT = re.compile(rb"[^\r\n]*+")
_LONG_HEX = re.compile(rb"([0-9A-Fa-f\s]*+)>?")
_STRING_PART = re.compile(rb"[^()\\]*+")
_ESCAPE = re.compile(rb"[0-7]{1,3}|\r\n|.", re.DOTALL)
_NOT_HEX = re.compile(rb"\s+")
_ESCAPED = {
    b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r",
    b"\r\n": b"", b"\r": b"", b"\n": b"",
}  # fmt: skip
_OPENING = {b"[": b"]", b"{": b"}"}
_LAST_LINE_END = re.compile(rb"(\r\n|[\r\n])\Z")
_NAMES: dict[bytes, PSLiteral] = {}
#: Names kept between pages; a page of a report uses a dozen.
_MAX_NAMES = 4096


def steps(streams: Iterable[bytes], *, lines_at_once: bool = False) -> Iterator[Step]:
    """Every operator with its operands, in order. With `lines_at_once`, operators `l` behind an `m`
    or `l` come as one operator LINES, with the coordinates of all as floats: a drawn map has a
    hundred thousand.

    Strings are bytes, names PSLiteral, arrays lists, dictionaries dicts; an inline image is the
    PDFStream that is the operand of `EI`. Only strings may continue from one stream into the
    next. Objects left open at the end, and operands without an operator, are dropped. Time and
    memory are linear in the number of bytes, for any bytes.
    """
    return _Parser(lines_at_once).run(streams)


class _Parser:
    """Parses the streams of a page once."""

    def __init__(self, lines_at_once: bool) -> None:
        # Operators after which a run of lines is looked for.
        self._before_lines = (b"m", b"l") if lines_at_once else ()
        self._operands: list[Any] = []
        # Of each open object: its closing token and the operands before it.
        self._open: list[tuple[bytes, list[Any]]] = []
        self._string: list[bytes] = []
        self._depth = 0

    def run(self, streams: Iterable[bytes]) -> Iterator[Step]:
        for data in streams:
            at = self._in_string(data, 0) if self._depth else 0
            yield from self._stream(data, at)
            if self._depth:
                self._string.append(b"\n")

    def _stream(self, data: bytes, at: int) -> Iterator[Step]:
        match = _NEXT.match
        before_lines = self._before_lines
        operands = self._operands
        end = len(data)
        while at < end:
            found = match(data, at)
            assert found is not None
            at = found.end()
            run = found[1]
            if run:
                _numbers(run, operands)
            kind = found.lastindex
            if kind == _KEYWORD:
                word = found[2]
                if self._open or word in _SPECIAL:
                    at = self._word(word, data, found.start(2), at)
                    operands = self._operands
                    if not self._open and operands and operands[-1] is _IMAGE_ENDS:
                        operands.pop()
                        self._operands = []
                        yield operands, b"EI"
                        operands = self._operands
                else:
                    self._operands = []
                    yield operands, word
                    if word in before_lines and (lines := _LINES.match(data, at)) is not None:
                        at = lines.end()
                        yield [float(n) for n in lines[0].replace(b"l", b" ").split()], LINES
                    operands = self._operands
            elif kind in _VALUES:
                operands.append(_VALUES[kind](found[kind]))
            elif kind == _OTHER:
                mark = found[7]
                if mark not in b"'\"" and mark <= b"\x7f" and mark not in _LONE:
                    at = self._mark(mark, data, at)
                elif self._open:
                    operands.append(KWD(mark))
                else:
                    self._operands = []
                    yield operands, mark
                operands = self._operands

    def _word(self, word: bytes, data: bytes, start: int, at: int) -> int:
        """Take a keyword that is a value, or that lies in an open object; the offset after it."""
        if word in (b"true", b"false"):
            self._operands.append(word == b"true")
        elif word == b"BI":
            self._begin(b"ID")
        elif word == b"ID":
            if self._open and self._open[-1][0] == b"ID":
                return self._image(self._end(), data, start + len(b"ID "))
        else:
            self._operands.append(KWD(word))
        return at

    def _mark(self, mark: bytes, data: bytes, at: int) -> int:
        """Take any other object, which begins with `mark`; the offset after it."""
        if mark == b"(":
            self._string, self._depth = [], 1
            return self._in_string(data, at)
        if mark == b"/":
            part = _NAME_PART.match(data, at)
            assert part is not None
            self._operands.append(_name(_NAME_CODE.sub(_coded, part[1])))
            return part.end()
        if mark == b"%":
            comment = _COMMENT.match(data, at)
            assert comment is not None
            return comment.end()
        if mark == b"<":
            if data[at : at + 1] == b"<":
                self._begin(b">>")
                return at + 1
            part = _LONG_HEX.match(data, at)
            assert part is not None
            self._operands.append(_from_hex(_NOT_HEX.sub(b"", part[1])))
            return part.end()
        if mark == b">":
            if data[at : at + 1] == b">":
                self._close_dictionary()
                return at + 1
        elif mark in _OPENING:
            self._begin(_OPENING[mark])
        elif mark in (b"]", b"}") and self._open and self._open[-1][0] == mark:
            held = self._end()
            self._operands.append(held)
        return at

    def _begin(self, closing: bytes) -> None:
        self._open.append((closing, self._operands))
        self._operands = []

    def _end(self) -> list[Any]:
        held = self._operands
        _, self._operands = self._open.pop()
        return held

    def _close_dictionary(self) -> None:
        if self._open and self._open[-1][0] == b">>":
            held = self._end()
            pairs = zip(held[::2], held[1::2], strict=False)
            self._operands.append({literal_name(key): value for key, value in pairs})

    def _in_string(self, data: bytes, at: int) -> int:
        """Continue the open string. Return the offset after its end, or the end of the data."""
        parts = self._string
        end = len(data)
        while at < end:
            part = _STRING_PART.match(data, at)
            assert part is not None
            parts.append(part[0])
            at = part.end()
            mark = data[at : at + 1]
            at += 1
            if mark == b"\\":
                escape = _ESCAPE.match(data, at)
                if escape is None:
                    return end
                at = escape.end()
                parts.append(_unescaped(escape[0]))
            elif mark == b"(":
                self._depth += 1
                parts.append(mark)
            elif mark == b")":
                self._depth -= 1
                if not self._depth:
                    self._operands.append(b"".join(parts))
                    return at
                parts.append(mark)
        return end

    def _image(self, facts: list[Any], data: bytes, at: int) -> int:
        """Take an inline image whose data begin at `at`; the offset after it."""
        held = {
            literal_name(key): resolve1(value)
            for key, value in zip(facts[::2], facts[1::2], strict=False)
        }
        method = held.get("F")
        if isinstance(method, list):
            method = method[0] if method else None
        in_letters = isinstance(method, PSLiteral) and literal_name(method) in _ASCII85
        closing = _LETTERS_END if in_letters else _IMAGE_END
        found = closing.search(data, at)
        if found is None:
            return len(data)
        stop = found.end() if in_letters else found.start()
        # An image that is whole shows that nothing around it was meant to be open.
        if self._open:
            self._operands = self._open[0][1]
            self._open = []
        self._operands.append(PDFStream(held, _LAST_LINE_END.sub(b"", data[at:stop])))
        if not in_letters:
            self._operands.append(_IMAGE_ENDS)
        return found.end()


_SPECIAL = frozenset({b"true", b"false", b"BI", b"ID"})
_IMAGE_ENDS = object()
_IMAGE_END = re.compile(rb"EI(?=\s|\Z)")
_LETTERS_END = re.compile(rb"~>(?=\s|\Z)")
_ASCII85 = ("ASCII85Decode", "A85")
# Characters that are a keyword by themselves.
_LONE = frozenset(bytes((code,)) for code in b"!#$&*,:;=?@\\^_`|~\1\2\3\4\5\6\7\x08"
                  + bytes(range(14, 32)) + b")\x7f")  # fmt: skip


class _KnownNumbers(dict[bytes, float]):
    """Digits → their number. The coordinates of a report come again and again; a look-up costs a
    third of a conversion."""

    def __missing__(self, digits: bytes) -> float:
        """Convert the digits. Raises ValueError."""
        number = float(digits) if b"." in digits else int(digits)
        if len(digits) <= _LONGEST_KNOWN:
            if len(self) >= _MAX_KNOWN:
                self.clear()
            self[digits] = number
        return number


#: Numbers kept, in 4 MB, and the digits of the longest: a report of 170 pages has 12,000.
_MAX_KNOWN, _LONGEST_KNOWN = 30_000, 16
_KNOWN = _KnownNumbers()


def _numbers(run: bytes, operands: list[Any]) -> None:
    """Append the numbers of a run of numbers and spaces."""
    try:
        operands += [_KNOWN[digits] for digits in run.split()]
    except ValueError:  # numbers without a space between them, or NULs
        operands += [number for n in _NUMBERS.findall(run) if (number := _number(n)) is not None]


def _number(digits: bytes) -> float | None:
    """The number; None for one of more digits than Python reads."""
    try:
        return float(digits) if b"." in digits else int(digits)
    except ValueError:
        return None


def _items(body: bytes) -> list[Any]:
    """The items of an array that holds strings and numbers only."""
    found: list[Any] = []
    for string, coded, digits in _ITEMS.findall(body):
        if coded:
            found.append(_from_hex(coded))
        elif not digits:
            found.append(string)
        elif (number := _number(digits)) is not None:
            found.append(number)
    return found


def _from_hex(digits: bytes) -> bytes:
    return bytes.fromhex((digits if len(digits) % 2 == 0 else digits + b"0").decode("ascii"))


def _unescaped(escape: bytes) -> bytes:
    if escape[:1].isdigit() and escape < b"8":
        return bytes((int(escape, 8) & 0xFF,))
    return _ESCAPED.get(escape, escape)


def _coded(code: re.Match[bytes]) -> bytes:
    return bytes((int(code[1], 16),)) if code[1] else b""


def _name(raw: bytes) -> PSLiteral:
    known = _NAMES.get(raw)
    if known is None:
        try:
            name: str | bytes = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw
        known = LIT(name)
        if len(_NAMES) < _MAX_NAMES:
            _NAMES[raw] = known
    return known


#: Group of `_NEXT` → the value of an object that the pattern matches whole.
_VALUES: dict[int, Callable[[bytes], Any]] = {
    _NAME: _name,
    _STRING: bytes,
    _HEX: _from_hex,
    _ARRAY: _items,
}
