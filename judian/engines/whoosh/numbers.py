"""Arrays of whole numbers in few bytes, for arrays that are read whole and once.

The smallest form is chosen: the numbers as they are; their low bytes, with the few that need
more beside them; each run of equal numbers once; or the steps from one number to the next.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from judian.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter, compact, smallest_dtype

_LOW, _OVER, _WHERE = "/low", "/over", "/where"
_RUN_VALUES, _RUN_LENGTHS = "/run_values", "/run_lengths"
_STEPS = "/steps"


def write_numbers(writer: ArrayWriter, name: str, numbers: npt.ArrayLike) -> None:
    """Store numbers from 0 on, for `read_numbers`."""
    values = np.asarray(numbers, np.int64)
    changes = np.flatnonzero(np.diff(values)) + 1
    starts = np.concatenate((np.zeros(min(1, len(values)), np.int64), changes))
    lengths = np.diff(np.append(starts, len(values)))
    steps = _zigzag(np.diff(values, prepend=0))
    in_runs = _bytes(values[starts]) + _bytes(lengths)
    as_they_are = _bytes(values)
    if in_runs < min(as_they_are, _bytes(steps)):
        _write(writer, name + _RUN_VALUES, values[starts])
        _write(writer, name + _RUN_LENGTHS, lengths)
    elif _bytes(steps) < as_they_are:
        _write(writer, name + _STEPS, steps)
    else:
        _write(writer, name, values)


def read_numbers(file: ArrayFile, name: str) -> Array:
    """The numbers that `write_numbers` stored under `name`."""
    if _has(file, name + _RUN_VALUES):
        return np.repeat(_read(file, name + _RUN_VALUES), _read(file, name + _RUN_LENGTHS))
    if _has(file, name + _STEPS):
        steps = _read(file, name + _STEPS).astype(np.int64)
        return compact(np.cumsum((steps >> 1) ^ -(steps & 1)))
    return _read(file, name)


def _zigzag(steps: Array) -> Array:
    """0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 …"""
    return (steps << 1) ^ (steps >> 63)


def _narrowest(values: Array) -> tuple[int, int]:
    """Bytes for each of the low parts that take the least space, and that space."""
    whole = smallest_dtype(int(values.max(initial=0))).itemsize
    choices = [(whole * len(values), whole)]
    for size in (1, 2):
        if size < whole:
            over = int(np.count_nonzero(values >> 8 * size))
            choices.append((size * len(values) + over * (whole + 4), size))
    space, size = min(choices)
    return size, space


def _bytes(values: Array) -> int:
    return _narrowest(values)[1]


def _write(writer: ArrayWriter, name: str, values: Array) -> None:
    size, _ = _narrowest(values)
    over = np.flatnonzero(values >> 8 * size) if size < 8 else values[:0]
    if not len(over):
        writer.add(name, values.astype(f"<u{size}"))
        return
    writer.add(name + _LOW, (values & (1 << 8 * size) - 1).astype(f"<u{size}"))
    writer.add(name + _WHERE, compact(over))
    writer.add(name + _OVER, compact(values[over]))


def _has(file: ArrayFile, name: str) -> bool:
    return name in file or name + _LOW in file


def _read(file: ArrayFile, name: str) -> Array:
    if name in file:
        return file[name].all()
    over = file[name + _OVER].all()
    values: Array = file[name + _LOW].all().astype(over.dtype)
    values[file[name + _WHERE].all()] = over
    return values
