"""Passwords: kept as Argon2id hashes (RFC 9106), and which are good enough.

How easily one is guessed is estimated by zxcvbn (Wheeler, USENIX Security 2016), which knows 30,000
common passwords, names, words, keyboards, dates, repetitions and sequences, and their combinations.
"""

from __future__ import annotations

import functools
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from zxcvbn import zxcvbn

from webui.accounts.errors import PasswordWeak

#: Characters of a password. Without other rules a longer one is the better one (NIST SP 800-63B).
SHORTEST, LONGEST = 12, 256
#: The least score by zxcvbn, of 4: 3 is more than 10**8 guesses. Of 18 common passwords of twelve
#: characters or more none reached it, each of four random words or eight Chinese characters did.
_LEAST_SCORE = 3
#: Characters that zxcvbn looks at: its time grows with their square, to 31 ms for 72.
_ESTIMATED = 72
#: What anybody here would think of first; the last two are 密碼 and 我的密碼 on a 注音 keyboard.
_OBVIOUS = ("judian", "據典", "密碼", "我的密碼", "臺灣", "台灣", "au4a83", "ji32k7au4a83")
#: Random bytes of a password that is made for somebody, to be changed at the first login.
_TEMPORARY_BYTES = 12
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
    rest = text.casefold()
    for obvious in (user, *_OBVIOUS):
        rest = rest.replace(obvious.casefold(), "") if len(obvious) > 1 else rest
    # A known word in it is no part of what makes it long.
    if not SHORTEST <= len(text) <= LONGEST or len(text) - len(rest) > len(text) / 2:
        raise PasswordWeak(SHORTEST)
    found = zxcvbn(text[:_ESTIMATED], user_inputs=[user, *_OBVIOUS], max_length=_ESTIMATED)
    if found["score"] < _LEAST_SCORE:
        raise PasswordWeak(SHORTEST)


def made() -> str:
    """A random password."""
    return secrets.token_urlsafe(_TEMPORARY_BYTES)


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
