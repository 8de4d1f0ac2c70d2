"""Passwords: kept as Argon2id hashes (RFC 9106), and which are good enough."""

from __future__ import annotations

import functools
import itertools
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from webui.accounts.errors import PasswordWeak

#: Characters of a password. Without other rules a longer one is the better one (NIST SP 800-63B).
SHORTEST, LONGEST = 12, 256
#: Different characters of a password; 111111111111 has one.
_DIFFERENT = 5
#: Hashes computed at once: each takes 64 MiB.
_AT_ONCE = 2

_turns = threading.BoundedSemaphore(_AT_ONCE)
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def _normal(password: str) -> str:
    """The same characters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, user: str) -> None:
    """Raise PasswordWeak if a password is too short, too long, or easily guessed."""
    text = _normal(password)
    folded = text.casefold()
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
    name = user.casefold()
    if not SHORTEST <= len(text) <= LONGEST or len(set(text)) < _DIFFERENT or len(steps) < 3:
        raise PasswordWeak(SHORTEST)
    if len(name) > 2 and name in folded and len(folded) - len(name) < SHORTEST:
        raise PasswordWeak(SHORTEST)
    if "judian" in folded and len(folded) < 2 * len("judian") + 4:
        raise PasswordWeak(SHORTEST)


def hashed(password: str) -> str:
    """The hash that is kept, with its parameters and salt."""
    with _turns:
        return _hasher.hash(_normal(password))


def matches(password: str, kept: str | None) -> bool:
    """True if the password has this hash. Without one the same time is spent, so that nobody can
    measure which names exist."""
    if len(password) > LONGEST:
        return False
    with _turns:
        try:
            fits = _hasher.verify(kept or _dummy(), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return fits and kept is not None


@functools.cache
def _dummy() -> str:
    return _hasher.hash("no password of anybody")
