"""The settings of a worker's process, and what it preloads before its first job."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.readers.registry import READERS
from indexer.run import worker_setup
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _limits_restored() -> Iterator[None]:
    field, digits = csv.field_size_limit(), sys.get_int_max_str_digits()
    yield
    csv.field_size_limit(field)
    sys.set_int_max_str_digits(digits)


def test_a_field_longer_than_the_default_limit_is_read() -> None:
    csv.field_size_limit(131_072)
    worker_setup.configure()
    (row,) = csv.reader([f"1,{'字' * 200_000}"])
    assert len(row[1]) == 200_000


def test_importing_the_preload_module_loads_every_reader_and_the_worker() -> None:
    script = (
        "import gc, sys; import indexer.run.preload; "
        "print(gc.get_freeze_count() > 0, *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    frozen, *modules = done.stdout.split()
    assert frozen == "True"
    assert {*READERS.values(), "indexer.run.worker"} <= set(modules)
