"""Values of the indexer as bytes, for another process or the reading cache.

The bytes are MessagePack and hold data alone: reading them makes values of the types listed here
and calls nothing else, whoever wrote them. A process that a hostile file has taken over can thus
send wrong text, but no code.

Texts, numbers and None stand for themselves, an array for a tuple, a map from one number for
everything else: lists, mappings, sets, and objects by their type and the values of their fields.
Objects that are compared by identity are written once and referred to afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import msgpack

#: The types of objects, by their modules. A number in a message is a place in `_NAMES`.
TYPES: Mapping[str, tuple[str, ...]] = {
    "judian.core.model": ("DocumentInfo", "PageVerdict", "Verdict", "Kind"),
    "judian.core.engine": ("DocumentEntry", "PassageEntry", "JoinedTerms"),
    "indexer.documents.build": ("BuiltDocument",),
    "indexer.structure.blocks": ("GridCell", "Table", "Block", "RecognisedLine", "Reading"),
    "indexer.files.encoding": ("Decoded",),
    "indexer.containers.mail": ("Mail", "Text"),
    "indexer.readers.converted.reader": ("_Original",),
    "indexer.readers.epub.reader": ("_Book", "_Chapter"),
    "indexer.readers.pptx.reader": ("_Facts", "_Slide"),
    "indexer.readers.spreadsheet.model": ("WorkbookFacts", "Note"),
    "indexer.readers.spreadsheet.assembly": ("SheetPart",),
    "indexer.readers.pdf.reader": ("FileFacts",),
    "indexer.readers.pdf.page.part": ("PagePart",),
    "indexer.readers.pdf.source.geometry": ("Box", "Frame", "Gap", "TextLine"),
    "indexer.readers.pdf.tables.model": ("PageTable", "PageCell"),
}
_NAMES = tuple((module, name) for module, names in TYPES.items() for name in names)
_NUMBERS = {name: number for number, name in enumerate(_NAMES)}

_LIST, _MAPPING, _SET, _OBJECT, _AGAIN, _TIME = range(6)
_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
#: Bytes of a message's longest text or array: none is longer than the message itself.
_ANY_LENGTH = (1 << 32) - 1


class MessageFault(ValueError):
    """The bytes are no message that `dumps` made."""


def dumps(value: object) -> bytes:
    """The value as bytes. Raises TypeError for a value of another type."""
    data = msgpack.packb(_Writer().plain(value), unicode_errors="surrogatepass")
    assert isinstance(data, bytes)
    return data


def loads(data: bytes, *, surrogates: bool = False) -> Any:
    """The value that `dumps` was given.

    With `surrogates`, texts may hold lone surrogates, as readings do before they are repaired.
    Raises MessageFault.
    """
    try:
        plain = msgpack.unpackb(
            data,
            unicode_errors="surrogatepass" if surrogates else "strict",
            strict_map_key=False,
            max_str_len=_ANY_LENGTH,
            max_bin_len=_ANY_LENGTH,
            max_ext_len=0,
        )
        return _Reader().value(plain)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise MessageFault(f"{type(error).__name__}: {error}") from error


class _Writer:
    """Makes plain values of one message."""

    def __init__(self) -> None:
        self._written: dict[int, int] = {}
        self._kept: list[object] = []  # so that no other object gets the id of one written before

    def plain(self, value: Any) -> Any:
        kind: Any = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [one if type(one) in _PLAIN else self.plain(one) for one in value]
        if kind is list:
            return {_LIST: [one if type(one) in _PLAIN else self.plain(one) for one in value]}
        form = _form(kind)
        if form is not None:
            return self._object(form, value)
        if isinstance(value, Mapping):
            parts = [self.plain(part) for pair in value.items() for part in pair]
            return {_MAPPING: parts}
        if isinstance(value, (set, frozenset)):
            return {_SET: [self.plain(one) for one in value]}
        if isinstance(value, datetime):
            return {_TIME: value.isoformat()}
        for plain in (str, int, float):  # texts of lxml, numbers of numpy
            if isinstance(value, plain):
                return plain(value)
        raise TypeError(f"values of {kind.__module__}.{kind.__qualname__} are not sent")

    def _object(self, form: _Form, value: Any) -> Any:
        if form.names is None:
            return {_OBJECT: [form.number, str(value)]}
        if form.identified and id(value) in self._written:
            return {_AGAIN: self._written[id(value)]}
        parts: list[Any] = [form.number]
        for name in form.names:
            part = getattr(value, name)
            parts.append(part if type(part) in _PLAIN else self.plain(part))
        if form.identified:
            # Numbered once its parts are, as the reader makes it after them.
            self._written[id(value)] = len(self._kept)
            self._kept.append(value)
        return {_OBJECT: parts}


class _Reader:
    """Makes the value of plain ones of one message."""

    def __init__(self) -> None:
        self._made: list[object] = []

    def value(self, plain: Any) -> Any:
        kind = type(plain)
        if kind in _PLAIN:
            return plain
        if kind is list:
            return tuple(one if type(one) in _PLAIN else self.value(one) for one in plain)
        ((mark, content),) = plain.items()
        if mark == _LIST:
            return list(map(self.value, content))
        if mark == _OBJECT:
            return self._object(*content)
        if mark == _MAPPING:
            values = list(map(self.value, content))
            return dict(zip(values[::2], values[1::2], strict=True))
        if mark == _SET:
            return frozenset(map(self.value, content))
        if mark == _AGAIN:
            return self._made[content]
        if mark == _TIME:
            return datetime.fromisoformat(content)
        raise MessageFault(f"there is no value of kind {mark!r}")

    def _object(self, number: int, *parts: Any) -> object:
        if not 0 <= number < len(_NAMES):
            raise MessageFault(f"there is no type {number!r}")
        kind, form = _type(number)
        if form.names is None:
            return kind(*parts)
        values = [part if type(part) in _PLAIN else self.value(part) for part in parts]
        made = kind(**dict(zip(form.names, values, strict=True)))
        if form.identified:
            self._made.append(made)
        return made


class _Form(NamedTuple):
    """How objects of a type are written: its number, the names of its fields, None for a StrEnum,
    and true if they are compared by identity."""

    number: int
    names: tuple[str, ...] | None
    identified: bool


@cache
def _form(kind: Any) -> _Form | None:
    """The form of a type; None for one that is not listed."""
    number = _NUMBERS.get((kind.__module__, kind.__qualname__))
    if number is None:
        return None
    if issubclass(kind, StrEnum):
        return _Form(number, None, False)
    names = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else kind._fields
    return _Form(number, names, kind.__eq__ is object.__eq__)


@cache
def _type(number: int) -> tuple[Any, _Form]:
    module, name = _NAMES[number]
    kind = getattr(import_module(module), name)
    form = _form(kind)
    assert form is not None
    return kind, form
