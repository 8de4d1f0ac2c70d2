"""Programs on the command line end with their status whatever their threads do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.project import ROOT

#: Reads with the network all the time in a thread, and ends.
_READING = """
import threading
import numpy as np
from judian.core.console import run
from judian.search.answers.reader.session import INPUTS, open_session
from judian.search.answers.reader.loading import SHIPPED

session = open_session((SHIPPED / "reader.onnx").read_bytes())
inputs = {name: np.ones((5, 160), np.int64) for name in INPUTS}
begun = threading.Event()

def read():
    while True:
        session.run(None, inputs)
        begun.set()

def main():
    threading.Thread(target=read, daemon=True).start()
    begun.wait()
    print("out")
    return 3

run(main)
"""


def test_a_thread_inside_the_network_does_not_end_the_process() -> None:
    pytest.importorskip("onnxruntime")
    ended = subprocess.run(
        [sys.executable, "-c", _READING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout.split(), ended.stderr) == (3, [b"out"], b"")
