"""RC4, the cipher of older encrypted PDFs. pdfminer's own copies all that it has for every byte, so
that its time grows with the square of the stream's length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Lengths of keys in bytes that the library takes.
_LENGTHS = frozenset(bits // 8 for bits in ARC4.key_sizes)


class FastArcfour:
    """Deciphers and enciphers; successive calls go on in one key stream.

    A key is as good as its repetitions, so that a length that the library refuses may be doubled or
    tripled to one that it takes. Other keys are used by a loop in Python.
    """

    def __init__(self, key: Sequence[int]) -> None:
        whole = bytes(key)
        times = next((n for n in range(1, 7) if len(whole) * n in _LENGTHS), 0)
        self._cipher = Cipher(ARC4(whole * times), None).encryptor() if times else None
        self._stream = _key_stream(whole)

    def process(self, data: bytes) -> bytes:
        """The other form of the next bytes: plain for enciphered, and the reverse."""
        if self._cipher is not None:
            return self._cipher.update(data)
        return bytes(a ^ b for a, b in zip(data, self._stream, strict=False))

    encrypt = decrypt = process


def _key_stream(key: bytes) -> Iterator[int]:
    """Yield the bytes of a key's stream."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    while True:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        yield state[(state[i] + state[j]) % 256]
