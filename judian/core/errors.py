"""Every error a user may meet: one root, each with its facts, an HTTP status and the remedy.

The message says what was found; `hint` says what to do next. Both exist in English and in
Traditional Chinese, so that the page and the command line can speak the user's language.
"""

from __future__ import annotations

import errno
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Self

from typing_extensions import override

from judian.core.names import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class JudianError(Exception):
    """Root of all errors that are reported to a user.

    `code` is a stable machine name, `status` what the web interface answers. `facts` fill
    the templates of `messages`; `position` is a code-point offset into the user's input
    where there is one.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    #: language → (message, hint); `{names}` are filled from the facts.
    messages: ClassVar[Mapping[str, tuple[str, str]]] = {
        "en": ("something went wrong: {detail}", "see the server's log"),
        "zh": ("發生錯誤：{detail}", "請查看伺服器紀錄"),
    }

    def __init__(self, *, position: int | None = None, **facts: object) -> None:
        self.facts = facts
        self.position = position
        super().__init__(self.message("en"))

    def message(self, language: str = "en") -> str:
        """The message in `language`, "en" or "zh"."""
        return self.messages[language][0].format(**self._shown_facts())

    def hint(self, language: str = "en") -> str:
        """The remedy in `language`, "en" or "zh"."""
        return self.messages[language][1].format(**self._shown_facts())

    def _shown_facts(self) -> Mapping[str, object]:
        """The facts, with paths as they can be printed on any page."""
        return {
            name: visible(str(fact)) if isinstance(fact, PurePath) else fact
            for name, fact in self.facts.items()
        }

    @override
    def __str__(self) -> str:
        return f"{self.message('en')}; {self.hint('en')}"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        # By default an exception is made again from its message, which is not what the
        # constructors here take.
        return _restored, (type(self), self.__dict__)


def _restored(kind: type[JudianError], state: Mapping[str, Any]) -> JudianError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.message("en"),)
    return error


class IndexMissing(JudianError):
    code = "index_missing"
    status = 503
    messages: ClassVar = {
        "en": ("there is no index at {path}", "build it: judian index --index {path}"),
        "zh": ("{path} 沒有索引", "請先建立索引：judian index --index {path}"),
    }

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class IndexOutdated(JudianError):
    """The index was built with another format, analyzer or dictionary than this program's."""

    code = "index_outdated"
    status = 503
    messages: ClassVar = {
        "en": (
            "the index at {path} was built with {part} {found}, this program uses {wanted}",
            "rebuild it: judian index --index {path} --rebuild",
        ),
        "zh": (
            "{path} 的索引以 {part} {found} 建立，本程式使用 {wanted}",
            "請重建索引：judian index --index {path} --rebuild",
        ),
    }

    def __init__(self, path: Path, part: str, found: object, wanted: object) -> None:
        super().__init__(path=path, part=part, found=found, wanted=wanted)


class CollectionMissing(IndexMissing):
    """There is nothing of the collection in the cluster; its prefix is the `path`."""

    messages: ClassVar = {
        "en": (
            "there is no collection {path} in the cluster",
            "build it: python -m indexer --engine opensearch",
        ),
        "zh": ("叢集中沒有館藏 {path}", "請先建立：python -m indexer --engine opensearch"),
    }


class CollectionOutdated(IndexOutdated):
    """The collection in the cluster was built with another format, analyzer or dictionary."""

    messages: ClassVar = {
        "en": (
            "the collection {path} in the cluster was built with {part} {found}, this program "
            "uses {wanted}",
            "rebuild it: python -m indexer --engine opensearch --rebuild",
        ),
        "zh": (
            "叢集中的館藏 {path} 以 {part} {found} 建立，本程式使用 {wanted}",
            "請重建：python -m indexer --engine opensearch --rebuild",
        ),
    }


class IndexDamaged(JudianError):
    code = "index_damaged"
    status = 503
    messages: ClassVar = {
        "en": (
            "the index at {path} is damaged: {detail}",
            "rebuild it: judian index --index {path} --rebuild",
        ),
        "zh": (
            "{path} 的索引已損壞：{detail}",
            "請重建索引：judian index --index {path} --rebuild",
        ),
    }

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path=path, detail=detail)


class IndexNotOwned(JudianError):
    """Another user wrote the index, or a part of it."""

    code = "index_not_owned"
    status = 503
    messages: ClassVar = {
        "en": (
            "{path} belongs to the user {owner}, who could have put anything into it",
            "take it over (chown), or name the user in the setting whoosh_owners",
        ),
        "zh": (
            "{path} 屬於使用者 {owner}，內容可能遭其變更",
            "請變更擁有者（chown），或於設定 whoosh_owners 列出該使用者",
        ),
    }

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(path=path, owner=owner)


class IndexUnusable(JudianError):
    """The system refuses what the index needs: room on the disk, or permission."""

    code = "index_unusable"
    status = 503
    messages: ClassVar = {
        "en": (
            "the index at {path} cannot be used: {detail}",
            "make room on its disk, or let the user who runs this write there; the index is as "
            "it was",
        ),
        "zh": (
            "無法使用 {path} 的索引：{detail_zh}",
            "請清出磁碟空間，或授與執行者該資料夾的寫入權限；索引維持原狀",
        ),
    }
    #: What the system says → the same in Chinese; other words stay as they are.
    _CHINESE: ClassVar = {
        errno.ENOSPC: "磁碟空間不足",
        errno.EDQUOT: "超過磁碟配額",
        errno.EFBIG: "檔案大小超過系統限制",
        errno.EROFS: "檔案系統為唯讀",
        errno.EACCES: "沒有權限",
        errno.EPERM: "沒有權限",
    }

    def __init__(self, path: Path, detail: str, detail_zh: str) -> None:
        super().__init__(path=path, detail=detail, detail_zh=detail_zh)

    @classmethod
    def of(cls, path: Path, error: OSError) -> Self:
        """The error that says what the system said."""
        detail = error.strerror or str(error) or type(error).__name__
        return cls(path, detail, cls._CHINESE.get(error.errno or 0, detail))


class BackupUnusable(JudianError):
    code = "backup_unusable"
    status = 503
    messages: ClassVar = {
        "en": (
            "{path} is no sound backup: {detail}",
            "take another one; the index is as it was",
        ),
        "zh": ("{path} 不是完好的備份：{detail}", "請改用其他備份；索引維持原狀"),
    }

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path=path, detail=detail)


class IndexLocked(JudianError):
    code = "index_locked"
    status = 409
    messages: ClassVar = {
        "en": (
            "the index at {path} is being written by {holder}",
            "wait for that run to end, or end it, and run again",
        ),
        "zh": (
            "{path} 的索引正由{holder_zh}寫入",
            "請等候該次執行結束，或先結束該程序，再重新執行",
        ),
    }

    def __init__(self, path: Path, holder: str, holder_zh: str = "另一程序") -> None:
        super().__init__(path=path, holder=holder, holder_zh=holder_zh)


class EngineUnknown(JudianError):
    code = "engine_unknown"
    status = 400
    messages: ClassVar = {
        "en": ("there is no engine {name!r}", "choose one of: {choices}"),
        "zh": ("沒有名為 {name!r} 的引擎", "請選用：{choices}"),
    }

    def __init__(self, name: str, choices: str) -> None:
        super().__init__(name=name, choices=choices)


class EngineUnavailable(JudianError):
    """The back end does not answer, or not completely; `retry_after` is in seconds."""

    code = "engine_unavailable"
    status = 503
    messages: ClassVar = {
        "en": ("the engine {name} does not answer: {detail}", "check that it runs, then try again"),
        "zh": ("引擎 {name} 沒有回應：{detail}", "請確認服務運作後再試"),
    }

    def __init__(self, name: str, detail: str, retry_after: int = 5) -> None:
        self.retry_after = retry_after
        super().__init__(name=name, detail=detail)


class ReadersUnavailable(JudianError):
    """The workers of other machines cannot read for this run."""

    code = "readers_unavailable"
    status = 503
    messages: ClassVar = {
        "en": ("the workers of {scheduler} cannot read: {detail_en}", "{hint_en}"),
        "zh": ("{scheduler} 的讀取程序無法使用：{detail_zh}", "{hint_zh}"),
    }

    def __init__(self, scheduler: str, *, en: tuple[str, str], zh: tuple[str, str]) -> None:
        super().__init__(
            scheduler=scheduler, detail_en=en[0], hint_en=en[1], detail_zh=zh[0], hint_zh=zh[1]
        )


class StorageUnavailable(JudianError):
    """The storage that sources are fetched from cannot be read whole, so that nothing was done."""

    code = "storage_unavailable"
    status = 503
    messages: ClassVar = {
        "en": (
            "the sources of {address} cannot be fetched: {detail}",
            "check the address and the rights; a storage needs its package of fsspec "
            "(docs/scale.md)",
        ),
        "zh": (
            "無法取得 {address} 的來源檔案：{detail}",
            "請確認位址與權限；各種儲存服務需安裝對應的 fsspec 套件（見 docs/scale.md）",
        ),
    }

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(address=address, detail=detail)


class RightsUnsupported(JudianError):
    """An engine cannot show a part of a collection as if the rest did not exist."""

    code = "rights_unsupported"
    status = 503
    messages: ClassVar = {
        "en": (
            "the engine {name} cannot hide documents from some users, or join collections",
            "use the engine whoosh for collections with rights",
        ),
        "zh": (
            "引擎 {name} 無法對部分使用者隱藏文件，也無法合併館藏",
            "設有權限的館藏請使用 whoosh 引擎",
        ),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class SettingInvalid(JudianError):
    code = "setting_invalid"
    status = 500
    messages: ClassVar = {
        "en": (
            "setting {name} = {value!r} (from {source}) is not {wanted}",
            "correct it; docs/settings.md lists all settings",
        ),
        "zh": (
            "設定 {name} = {value!r}（來自 {source}）應為 {wanted}",
            "請更正；設定見 docs/settings.md",
        ),
    }

    def __init__(self, name: str, value: object, source: str, wanted: str) -> None:
        super().__init__(name=name, value=value, source=source, wanted=wanted)


class QueryInvalid(JudianError):
    """A query or a parameter that cannot be understood; `position` points at the place."""

    code = "query_invalid"
    status = 400
    messages: ClassVar = {
        "en": ("{detail_en}", "{hint_en}"),
        "zh": ("{detail_zh}", "{hint_zh}"),
    }

    def __init__(
        self,
        *,
        en: tuple[str, str],
        zh: tuple[str, str],
        position: int | None = None,
    ) -> None:
        super().__init__(
            position=position, detail_en=en[0], hint_en=en[1], detail_zh=zh[0], hint_zh=zh[1]
        )


class NotFound(JudianError):
    code = "not_found"
    status = 404
    messages: ClassVar = {
        "en": (
            "there is no {what} {name!r} in the collection",
            "search for it, or list /api/v1/documents",
        ),
        "zh": ("館藏中沒有{what_zh}「{name}」", "請改用檢索，或瀏覽文件清單"),
    }

    def __init__(self, what: str, what_zh: str, name: str) -> None:
        super().__init__(what=what, what_zh=what_zh, name=name)


class SourceUnreadable(JudianError):
    """A source file that could not be read as a document; the run continues without it.

    `reason` is a stable machine name (empty, binary, permission, encoding, password, …),
    which `failures` and the API print next to the message.
    """

    code = "source_unreadable"
    status = 422
    messages: ClassVar = {
        "en": ("{name}: {detail_en}", "{hint_en}"),
        "zh": ("{name}：{detail_zh}", "{hint_zh}"),
    }

    def __init__(self, name: str, reason: str, *, en: tuple[str, str], zh: tuple[str, str]) -> None:
        self.reason = reason
        super().__init__(name=name, detail_en=en[0], hint_en=en[1], detail_zh=zh[0], hint_zh=zh[1])
