"""RC4 gives what pdfminer's own gives, in time that grows with the length."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer import pdfdocument
from pdfminer.arcfour import Arcfour
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer
from indexer.readers.pdf.source.rc4 import FastArcfour

if TYPE_CHECKING:
    from pathlib import Path


@given(st.binary(min_size=1, max_size=40), st.lists(st.binary(max_size=50), max_size=4))
def test_it_is_the_cipher_of_pdfminer(key: bytes, pieces: list[bytes]) -> None:
    ours, theirs = FastArcfour(key), Arcfour(key)
    for piece in pieces:
        assert ours.process(piece) == theirs.process(piece)


@pytest.mark.parametrize("length", [5, 9, 10, 12, 16])
def test_time_grows_with_the_length(length: int) -> None:
    def seconds(size: int) -> float:
        cipher, data = FastArcfour(bytes(range(length))), bytes(size)
        started = time.process_time()
        cipher.process(data)
        return time.process_time() - started

    few = min(seconds(250_000) for _ in range(3))
    many = min(seconds(2_000_000) for _ in range(3))
    # Eight times the length: the square would be 64 times the time.
    assert many < 24 * max(few, 0.01)


def test_pdfminer_uses_it() -> None:
    prepare_pdfminer()
    assert pdfdocument.Arcfour is FastArcfour


@pytest.mark.parametrize("strength", [40, 128])
def test_a_large_encrypted_file_is_read_as_soon_as_a_plain_one(
    tmp_path: Path, strength: int
) -> None:
    def read(encrypt: StandardEncryption | None) -> tuple[float, list[str]]:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, encrypt=encrypt, pageCompression=0)
        canvas.drawString(70, 700, "the bureau inspected 246 harbours")
        for _ in range(60_000):
            canvas.line(0, 0, 100, 100)
        canvas.save()
        path = tmp_path / "a.pdf"
        path.write_bytes(buffer.getvalue())
        started = time.process_time()
        blocks = assemble(list(parts(path, ReadOptions(ocr="never"))), None).blocks
        return time.process_time() - started, [block.text for block in blocks]

    plain, texts = read(None)
    locked, same = read(StandardEncryption("", ownerPassword="x", strength=strength))
    assert same == texts == ["the bureau inspected 246 harbours"]
    assert locked < 2 * plain + 1
