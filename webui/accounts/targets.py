"""Where a login leads: an address of this server, never another site's."""

from __future__ import annotations

from unicodedata import category
from urllib.parse import urlsplit

#: Characters of an address to go back to.
_LONGEST = 4000


def local_target(text: str) -> str:
    """`text` if it is a path of this server, else "/"."""
    if not text.startswith("/") or len(text) > _LONGEST:
        return "/"
    # Browsers read a backslash as a slash and skip control characters: /\evil is //evil to them.
    if text.startswith("//") or "\\" in text or any(category(c) in ("Cc", "Cs") for c in text):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else text
