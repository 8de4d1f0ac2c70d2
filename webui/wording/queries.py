"""A query as it was understood, with the names of its fields in the page's language."""

from __future__ import annotations

import re

from judian.search.query.field_names import FIELD_NAMES
from webui.wording.i18n import language

#: A quoted phrase, whose words are left as they are.
_QUOTED = re.compile(r"(\"[^\"]*\"|“[^”]*”|「[^」]*」|『[^』]*』)")
#: The name of a field at the beginning of a term.
_FIELD = re.compile(rf"(?:(?<=[\s(+-])|^)({'|'.join(FIELD_NAMES)}):")


def understood(text: str) -> str:
    """The query with Chinese names of fields in a Chinese page; it reads the same again."""
    if language() != "zh":
        return text
    parts = _QUOTED.split(text)
    parts[::2] = [_FIELD.sub(lambda found: f"{FIELD_NAMES[found[1]][0]}:", p) for p in parts[::2]]
    return "".join(parts)
