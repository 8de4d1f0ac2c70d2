"""The table of near words: words of one narrow gloss, and words that refer to each other."""

from __future__ import annotations

import gzip
from argparse import ArgumentParser
from typing import TYPE_CHECKING

import pytest

from judian.evals.retrieval import near_words
from judian.evals.retrieval.near_words import near_groups
from judian.zh.questions.near_words import MAX_GROUP
from judian.zh.questions.near_words import near_words as near
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = """\
# a remark
甲乙 甲乙 [jia3 yi3] /to dredge/a fence; the fence/
丙丁 丙丁 [bing3 ding1] /to dredge/
戊己 戊己 [wu4 ji3] /dredge/(Tw) to mend/
庚辛 庚辛 [geng1 xin1] /to mend/(slang) to dredge/
壬癸 壬癸 [ren2 gui3] /to mend (a roof)/abbr. for 子丑寅卯|子丑寅卯[zi3 chou3]/
辰 辰 [chen2] /to dredge/
巳午 巳午 [Si4 wu3] /to dredge/
未申 未申 [wei4 shen1] /variant of 酉戌[you3 xu1]/fence/
"""


def test_words_of_one_gloss_are_a_group() -> None:
    """A noun is no verb, a remark behind a gloss is a part of it, slang and names are left out."""
    assert near_groups(ENTRIES.splitlines()) == [
        ("丙丁", "甲乙"),
        ("壬癸", "子丑寅卯"),
        ("庚辛", "戊己"),
        ("未申", "甲乙"),
    ]


@pytest.mark.parametrize(("extra", "groups"), [(0, 1), (1, 0)])
def test_a_gloss_of_too_many_words_is_too_wide(extra: int, groups: int) -> None:
    words = [chr(0x4E00 + n) + "甲" for n in range(MAX_GROUP + extra)]
    lines = [f"{word} {word} [x1 y2] /to change/" for word in words]
    assert len(near_groups(lines)) == groups


def test_the_command_writes_what_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "dictionary.gz", tmp_path / "near.tsv"
    source.write_bytes(gzip.compress(ENTRIES.encode()))
    parser = ArgumentParser()
    near_words.add_arguments(parser)
    assert near_words.main(parser.parse_args([str(source), "--out", str(out)])) == 0
    lines = out.read_text("utf-8").splitlines()
    assert next(line for line in lines if not line.startswith("#")) == "丙丁\t甲乙"
    assert "CC BY-SA 4.0" in "".join(lines)
    assert capsys.readouterr().out.startswith("4 groups, 7 words")
    missing = parser.parse_args([str(tmp_path / "none"), "--out", str(out)])
    assert near_words.main(missing) == 2


@pytest.mark.parametrize(
    ("word", "other"), [("清淤", "浚渫"), ("延宕", "延誤"), ("坍方", "崩塌"), ("漲價", "調漲")]
)
def test_near_words_are_mutual(word: str, other: str) -> None:
    assert fold(other) in near(fold(word))
    assert fold(word) in near(fold(other))


def test_reviewed_words_come_first() -> None:
    assert near(fold("流標"))[0] == fold("廢標")
    assert near(fold("熊貓")) == ()
