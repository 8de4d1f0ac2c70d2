"""The weights of a reader's file, for training further from a reader whose checkpoints are gone.

A matrix that was written as 8-bit integers is given as these times the scale of its column
(dequantised): it differs from the trained one by half a step at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from judian.evals.reader.network import Array

#: How onnxruntime names what a quantised constant becomes.
_INTEGERS, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
#: The endings of constants in the file (`judian.evals.reader.network`) and of the weights that they
#: are.
_ENDINGS = {".table": ".weight", ".scale": ".weight", ".shift": ".bias", ".w": ".weight",
            ".b": ".bias"}  # fmt: skip


def restored_weights(model: bytes) -> dict[str, Array]:
    """The weights of a network that `network` or `quantised` wrote, named as `network` takes them.

    `model` is believed: its digest is checked where it is read.
    """
    graph = onnx.load_model_from_string(model).graph
    constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights = {}
    for name, value in _floats(constants).items():
        stem, dot, ending = name.rpartition(".")
        if dot + ending not in _ENDINGS or value.size == 1:  # the scale of attention is no weight
            continue
        turned = value.T if ending == "w" else value
        weights[stem + _ENDINGS[dot + ending]] = np.ascontiguousarray(turned, np.float32)
    return weights


def _floats(constants: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """The constants by the names that they had before they were quantised."""
    found = {}
    for name, value in constants.items():
        if name.endswith(_INTEGERS):
            stem = name.removesuffix(_INTEGERS)
            zero = constants[stem + _ZERO].astype(np.int32)
            found[stem] = (value.astype(np.int32) - zero) * constants[stem + _SCALE]
        elif not name.endswith((_SCALE, _ZERO)):
            found[name] = value
    return found
