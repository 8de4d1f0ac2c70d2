"""What a worker process says of a file, checked before it is believed.

A hostile file may take over the process that reads it. What this process then says concerns no
other file: the id, the addresses and the digest of the document are those of the job, and every
value is of the type and the form that the index and the pages rely on. Whatever is not so is a
`MessageFault`, which fails the one file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from indexer.documents.build import BuiltDocument, error_of_facts
from indexer.documents.entries import document_entry
from indexer.run.messages import MessageFault, loads
from judian.core.brief import brief_of
from judian.core.engine import DocumentEntry, PassageEntry
from judian.core.model import DocumentInfo, Verdict, passage_from_json
from judian.core.query import KEY_FIELDS, TERM_FIELDS

if TYPE_CHECKING:
    from judian.core.errors import SourceUnreadable

#: Key fields whose values are whole numbers.
_NUMBERS = frozenset({"year"})
#: The largest `PassageEntry.date` and `copy`.
_LATEST, _LAST_COPY = 99991231, (1 << 62) - 1
#: Facts of an error: the reason, then message and hint in two languages.
_FACTS = 5


def record(payload: bytes, job: DocumentInfo) -> BuiltDocument:
    """The record of a document. Raises MessageFault."""
    built = loads(payload)
    if not isinstance(built, BuiltDocument) or not isinstance(built.document, DocumentEntry):
        raise MessageFault("it is no record")
    _check(built.info, DocumentInfo)
    if built.info.verdict is Verdict.FAILED or not isinstance(built.document.text, str):
        raise MessageFault("it is no record of a file that was read")
    info = replace(
        built.info, id=job.id, sources=job.sources, addresses=job.addresses, roots=job.roots,
        stamps=job.stamps, sha256=job.sha256,
    )  # fmt: skip
    return BuiltDocument(info, document_entry(info, built.document.text))


def entries(payload: bytes, doc_id: str, known: set[str]) -> list[PassageEntry]:
    """Entries of passages of a document; their ids are added to `known`, which holds those of the
    messages before. Raises MessageFault."""
    found = loads(payload)
    if not isinstance(found, list):
        raise MessageFault("it is no list of entries")
    for entry in found:
        _check(entry, PassageEntry)
        _check_entry(entry, doc_id)
        if entry.id in known:
            raise MessageFault(f"the passage {entry.id!r} comes twice")
        known.add(entry.id)
    return found


def error(payload: bytes, name: str) -> SourceUnreadable:
    """The error of a file that cannot be read. Raises MessageFault."""
    facts = loads(payload)
    if not isinstance(facts, tuple) or len(facts) != _FACTS or set(map(type, facts)) != {str}:
        raise MessageFault("it is no error")
    return error_of_facts(name, facts)


def _check_entry(entry: PassageEntry, doc_id: str) -> None:
    fields = entry.terms.keys() <= set(TERM_FIELDS) and entry.keys.keys() <= set(KEY_FIELDS)
    numbers = all(
        value.isascii() and value.isdecimal()
        for name in _NUMBERS
        for value in entry.keys.get(name, ())
    )
    sizes = 0 <= entry.date <= _LATEST and 0 <= entry.copy <= _LAST_COPY
    own = entry.doc_id == doc_id and entry.id.startswith(doc_id)
    if not (fields and numbers and sizes and own and len(entry.squeezed) == len(entry.folded)):
        raise MessageFault(f"the entry {entry.id!r} is not as entries are")
    try:
        passage = passage_from_json(json.loads(entry.payload))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as fault:
        raise MessageFault(f"the passage {entry.id!r} cannot be read") from fault
    if (passage.id, passage.doc_id) != (entry.id, doc_id):
        raise MessageFault(f"the passage {entry.id!r} is another one")
    if entry.brief is None or tuple(entry.brief) != brief_of(passage):
        raise MessageFault(f"the brief of {entry.id!r} is of another passage")


#: True if a value is of the type that an annotation states.
_Fits = Callable[[Any], bool]

#: Names in annotations that their modules import for type checkers only.
_HINT_NAMES = {"Mapping": Mapping, "Sequence": Sequence}


def _check(value: object, kind: type[DocumentInfo | PassageEntry]) -> None:
    """Raise MessageFault unless the value is of the kind, and its fields of their types."""
    if type(value) is not kind:
        raise MessageFault(f"{type(value).__name__} in place of {kind.__name__}")
    for name, fits in _FIELDS[kind]:
        if not fits(getattr(value, name)):
            raise MessageFault(f"{kind.__name__}.{name} is of another type")


def _fits(hint: Any) -> _Fits:
    """The check of values by an annotation, made once: it is done for each term of a document."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is None:
        own = NoneType if hint is None else hint
        return lambda value: type(value) is own
    if origin in (Union, UnionType):
        checks = tuple(map(_fits, arguments))
        return lambda value: any(fits(value) for fits in checks)
    if origin is Mapping:
        keys, items = map(_all_fit, arguments)
        return lambda value: (
            isinstance(value, Mapping) and keys(value.keys()) and items(value.values())
        )
    if origin is tuple and arguments[-1] is not Ellipsis:
        kinds = tuple(map(_fits, arguments))
        return lambda value: (
            type(value) is tuple
            and len(value) == len(kinds)
            and all(fits(one) for fits, one in zip(kinds, value, strict=True))
        )
    least = tuple if origin is tuple else Sequence
    every = _all_fit(arguments[0])
    return lambda value: isinstance(value, least) and not isinstance(value, str) and every(value)


def _all_fit(hint: Any) -> _Fits:
    """The check of many values by one annotation."""
    if get_origin(hint) is None:
        only = {NoneType if hint is None else hint}
        return lambda values: only.issuperset(map(type, values))
    fits = _fits(hint)
    return lambda values: all(map(fits, values))


#: The fields of the checked types, each with its check.
_FIELDS = {
    kind: tuple(
        (name, _fits(hint)) for name, hint in get_type_hints(kind, localns=_HINT_NAMES).items()
    )
    for kind in (DocumentInfo, PassageEntry)
}
