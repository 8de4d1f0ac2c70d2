"""The manual of the API as a page for people, made of the OpenAPI description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webui.api import openapi
from webui.wording.api_manual import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Json = Mapping[str, Any]

#: Names of properties or values that are listed of one schema.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a property: its type in words of JSON Schema, what it is for; `schema` names
    the schema of its values, "" for plain ones."""

    name: str
    type: str
    about: str
    required: bool = False
    default: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: `replies` are media types with the schema of each, "" for what is no JSON."""

    id: str
    method: str
    path: str
    summary: str
    fields: tuple[Field, ...]
    replies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """A value of replies with its properties."""

    name: str
    about: str
    fields: tuple[Field, ...]


def operations() -> list[Operation]:
    """Every address of the API, in the order of the description."""
    paths = openapi.document()["paths"]
    return [
        _operation(method, path, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]


def schemas() -> list[Schema]:
    """Every named value of the replies."""
    known = openapi.document()["components"]["schemas"]
    return [
        Schema(name, in_language(schema.get("description", "")), tuple(_properties(schema)))
        for name, schema in known.items()
    ]


def _operation(method: str, path: str, operation: Json) -> Operation:
    fields = [_parameter(one) for one in operation["parameters"]]
    body = operation.get("requestBody", {}).get("content", {})
    named = {
        field.name: field for content in body.values() for field in _properties(content["schema"])
    }
    content = operation["responses"]["200"]["content"]
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=in_language(operation["summary"]),
        fields=(*fields, *named.values()),
        replies=tuple((media, _named(value.get("schema", {}))) for media, value in content.items()),
    )


def _parameter(parameter: Json) -> Field:
    schema = parameter["schema"]
    default = schema.get("default")
    return Field(
        parameter["name"],
        type_of(schema),
        in_language(parameter.get("description", "")),
        parameter.get("required", False),
        "" if default is None else str(default),
    )


def _properties(schema: Json) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, value in list(schema.get("properties", {}).items())[:_MOST]:
        about = in_language(value.get("description", ""))
        yield Field(name, type_of(value), about, name in required, schema=_named(value))


def type_of(schema: Json) -> str:
    """The type in the words of JSON Schema: string[], integer | null, csv | file."""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"][:_MOST])
    if "const" in schema:
        return str(schema["const"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(type_of(one) for one in schema[several])
    kind = schema.get("type", "object")
    if kind == "array":
        return f"{type_of(schema.get('items', {}))}[]"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


def _named(schema: Json) -> str:
    """The name of the schema that a value has, or that its items have; "" if it has no name."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    parts = [schema.get("items", {}), *schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return next((name for part in parts if part and (name := _named(part))), "")
