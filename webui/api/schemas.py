"""The pieces that JSON schemas are put together from."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
OFFSET: Json = {
    "type": "integer",
    "minimum": 0,
    "description": "Code points; ranges are half-open.",
}
#: A share, or null where nothing has one.
SHARE: Json = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
#: The upper end of a range whose lower end is `value`.
UPPER_END: Json = {"type": ["number", "null"], "description": "Upper end of a range."}
SPAN: dict[str, Json] = {"start": OFFSET, "end": OFFSET}


def maybe(kind: str) -> Json:
    """A value of this type, or null."""
    return {"type": [kind, "null"]}


def ref(name: str) -> Json:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def listed(items: Json) -> Json:
    """An array of such items."""
    return {"type": "array", "items": items}


def obj(about: str, **fields: Json) -> Json:
    """An object with exactly these fields, all of them present."""
    return {
        "type": "object",
        "description": about,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def with_optional(schema: Json, **fields: Json) -> Json:
    """An object that may also have these fields, if a parameter asks for them."""
    return {**schema, "properties": {**schema["properties"], **fields}}


#: What every operation answers if it refuses.
REFUSED: Json = {
    "description": "What is wrong, and what to do.",
    "content": {"application/json": {"schema": ref("Error")}},
}
