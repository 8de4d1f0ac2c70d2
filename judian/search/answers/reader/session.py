"""The network of the reader, run by onnxruntime on the processor.

Questions are answered without onnxruntime too; this is the one module that imports it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from judian.search.answers.reader.vocabulary import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.reader.spans import Floats
    from judian.search.answers.reader.windows import Window

#: Threads of one session: a question is read on one core, so that others can be served beside it.
THREADS = 1
#: The inputs of the network in the order in which `arrays` gives them, each of windows by tokens.
INPUTS = ("ids", "parts", "matches", "filled")
#: onnxruntime's level of messages from which on it prints: errors.
_ERRORS_ONLY = 3
#: The setting that has products of 8-bit matrices added up exactly on every processor. Without it
#: the sum of two products ends at the limit of 16 bits on x86 processors without VNNI. On an AMD
#: EPYC with AVX2 19,180 of 19,200 sums were wrong (random matrices 384 wide), and of the questions
#: on `seeds/` 90 % were answered rightly, not 92. Five windows take 210 ms there, not 180.
_EXACT_SUMS = "session.x64quantprecision"


def available() -> bool:
    """True if onnxruntime is installed."""
    return find_spec("onnxruntime") is not None


def open_session(model: bytes) -> Any:
    """The `onnxruntime.InferenceSession` of a model, whose sums are the same on every processor."""
    import onnxruntime  # imported here, since it is optional and takes a tenth of a second

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry(_EXACT_SUMS, "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Session:
    """A network of the form that `judian.evals.reader.network` exports."""

    def __init__(self, model: bytes) -> None:
        self._session = open_session(model)

    def scores(self, windows: Sequence[Window]) -> tuple[Floats, Floats]:
        """The scores of each token as start and as end of the answer, windows by tokens."""
        inputs = dict(zip(INPUTS, arrays(windows), strict=True))
        starts, ends = self._session.run(None, inputs)
        return starts, ends


def arrays(windows: Sequence[Window]) -> list[np.typing.NDArray[np.int64]]:
    """The INPUTS of the network, padded to the longest window."""
    shape = (len(windows), max(len(window.ids) for window in windows))
    ids, parts, matches, filled = (np.zeros(shape, np.int64) for _ in INPUTS)
    ids[:] = PAD
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        parts[row, :length] = window.parts
        matches[row, :length] = window.matches
        filled[row, :length] = 1
    return [ids, parts, matches, filled]
