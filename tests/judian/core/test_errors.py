"""Errors carry their facts in two languages, across processes too."""

from __future__ import annotations

import copy
import errno
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import (
    BackupUnusable,
    EngineUnavailable,
    EngineUnknown,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexNotOwned,
    IndexOutdated,
    IndexUnusable,
    JudianError,
    NotFound,
    QueryInvalid,
    ReadersUnavailable,
    RightsUnsupported,
    SettingInvalid,
    SourceUnreadable,
    StorageUnavailable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("some") / "index"
ERRORS = [
    (IndexMissing(PATH), 503, f"there is no index at {PATH}", f"--index {PATH}"),
    (IndexOutdated(PATH, "format", 1, 2), 503, "built with format 1, this program uses 2", "--reb"),
    (IndexDamaged(PATH, "no toc"), 503, "is damaged: no toc", "--rebuild"),
    (IndexUnusable.of(PATH, OSError(errno.ENOSPC, "No space left")), 503,
     "cannot be used: No space left", "make room"),
    (IndexLocked(PATH, "process 12"), 409, "is being written by process 12", "wait"),
    (IndexNotOwned(PATH, "somebody"), 503, "belongs to the user somebody", "whoosh_owners"),
    (BackupUnusable(PATH, "no digests"), 503, "is no sound backup: no digests", "another one"),
    (ReadersUnavailable("tls://a:1", en=("none is there", "start one"), zh=("沒有", "請啟動")), 503,
     "the workers of tls://a:1 cannot read: none is there", "start one"),
    (RightsUnsupported("x"), 503, "the engine x cannot hide documents", "use the engine whoosh"),
    (StorageUnavailable("s3://a", "no key"), 503, "the sources of s3://a cannot be fetched: no key",
     "check the address"),
    (EngineUnknown("x", "a, b"), 400, "there is no engine 'x'", "choose one of: a, b"),
    (EngineUnavailable("x", "refused"), 503, "x does not answer: refused", "try again"),
    (SettingInvalid("port", "{x}", "JUDIAN_PORT", "a number"), 500, "port = '{x}' (from", "docs/"),
    (NotFound("passage", "段落", "{0}"), 404, "there is no passage '{0}'", "/api/v1/documents"),
    (
        QueryInvalid(en=("a {b}", "c"), zh=("甲", "乙"), position=3),
        400, "a {b}", "c",
    ),
    (
        SourceUnreadable("f.pdf", "empty", en=("is empty", "fill it"), zh=("是空的", "補上內容")),
        422, "f.pdf: is empty", "fill it",
    ),
]  # fmt: skip


def test_errors_of_the_system_have_a_chinese_message_too() -> None:
    def message(number: int) -> str:
        return IndexUnusable.of(PATH, OSError(number, "words of the system")).message("zh")

    assert message(errno.ENOSPC).endswith("：磁碟空間不足")
    assert message(errno.EROFS).endswith("：檔案系統為唯讀")
    assert message(errno.EIO).endswith("：words of the system")
    assert IndexUnusable.of(PATH, OSError()).message("en").endswith(": OSError")


@pytest.mark.parametrize(
    ("error", "status", "message", "hint"), ERRORS, ids=lambda e: getattr(e, "code", "")
)
def test_what_was_found_and_what_to_do(
    error: JudianError, status: int, message: str, hint: str
) -> None:
    assert error.status == status
    assert message in error.message()
    assert hint in error.hint()
    assert str(error) == f"{error.message('en')}; {error.hint('en')}"
    assert error.message("zh") != error.message("en")


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))]
)
@pytest.mark.parametrize("error", [case[0] for case in ERRORS], ids=lambda e: e.code)
def test_an_error_survives_the_way_between_processes(
    error: JudianError, again: Callable[[JudianError], JudianError]
) -> None:
    same = again(error)
    assert type(same) is type(error)
    assert (str(same), same.facts, same.position) == (str(error), error.facts, error.position)
    assert same.args == error.args
    assert getattr(same, "reason", None) == getattr(error, "reason", None)


def test_every_error_is_one_that_callers_catch() -> None:
    assert all(isinstance(error, JudianError) for error, *_ in ERRORS)
    kinds = {k for k in JudianError.__subclasses__() if k.__module__ == JudianError.__module__}
    assert {type(error) for error, *_ in ERRORS} == kinds
