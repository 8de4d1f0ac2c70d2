"""Both segmenters cut alike, quietly, and from many threads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold
from judian.zh.text.segment import Segmenter, own_words, python_cut, rust_cut, segment
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
COMMON = fold(
    "的一是不在有人我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里后么"
    "海峽兩岸共同打擊犯罪及司法互助協議毒品走私詐欺機關行政院法務部調查局警察檢察官查獲公斤件數統計報告"
)


@pytest.fixture(scope="module")
def rust() -> Segmenter:
    pytest.importorskip("rjieba")
    return rust_cut()


@pytest.fixture(scope="module")
def python() -> Segmenter:
    return python_cut()


def test_words_join_to_the_run_again() -> None:
    run = fold("行政院海岸巡防署查獲各式毒品")
    assert "".join(segment(run)) == run
    assert len(segment(run)) < len(run)


def test_the_own_dictionary_is_kept_whole() -> None:
    cut = {word: segment(word) for word in own_words() if segment(word) != [word]}
    assert cut == {}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_segmenters_agree_on_source_texts(rust: Segmenter, python: Segmenter, seed: Path) -> None:
    text = "".join(c if "\u4e00" <= c <= "\u9fd5" else " " for c in fold(seed.read_text("utf-8")))
    runs = " ".join(text.split())
    assert rust(runs) == python(runs)


@given(st.text(st.sampled_from(COMMON), min_size=1, max_size=30))
def test_segmenters_agree_on_common_characters(
    rust: Segmenter, python: Segmenter, run: str
) -> None:
    assert rust(run) == python(run)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), min_size=1, max_size=20))
def test_segmenters_agree_on_any_han(rust: Segmenter, python: Segmenter, run: str) -> None:
    assert rust(run) == python(run)


LOAD_BOTH = """
import sys, tempfile, warnings
warnings.simplefilter("ignore")
from concurrent.futures import ThreadPoolExecutor
from judian.zh.text import segment
with ThreadPoolExecutor(8) as pool:
    cuts = list(pool.map(segment.segment, ["司法互助"] * 8))
assert all(cut == cuts[0] for cut in cuts)
assert "".join(segment.python_cut()("司法互助")) == "司法互助"
"""


def test_loading_is_quiet_and_leaves_no_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD_BOTH],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
