"""What the keeper's room refuses."""

from __future__ import annotations

from typing import ClassVar, Self

from judian.core.errors import JudianError


class RoomClosed(JudianError):
    code = "keeper_room_closed"
    status = 404
    messages: ClassVar = {
        "en": (
            "sources are not kept in the browser on this server",
            "put files into the folder of sources and run judian index, or see the setting "
            "keeper_room",
        ),
        "zh": (
            "本服務未開放以瀏覽器管理文件",
            "請將檔案放入來源資料夾後執行 judian index，或參閱設定 keeper_room",
        ),
    }

    def __init__(self) -> None:
        super().__init__()


class NameRefused(JudianError):
    """A file name that is not taken. `reason` is one of the keys of `_REASONS`."""

    code = "name_refused"
    status = 400
    messages: ClassVar = {
        "en": ("a file cannot be stored as {name!r}: {detail_en}", "rename it and try again"),
        "zh": ("無法以「{name}」為檔名存入：{detail_zh}", "請更改檔名後再試"),
    }
    _REASONS: ClassVar = {
        "empty": ("it has no name", "沒有檔名"),
        "characters": (
            'it holds a character that file names should not have (/ \\ : * ? " < > | or one '
            "that is not shown)",
            '含有檔名不應使用的字元（/ \\ : * ? " < > | 或看不見的字元）',
        ),
        "path": ("it leads out of the folder", "路徑超出來源資料夾"),
        "hidden": ("names that begin so are not read", "以此開頭的檔案不會被讀取"),
        "reserved": ("it is reserved by an operating system", "為作業系統保留的名稱"),
        "length": ("it is too long", "檔名過長"),
        "link": ("a part of the path is a link or no folder", "路徑中有連結，或不是資料夾"),
        "exists": (
            "there is another file of that name; choose to replace it if you mean to",
            "已有同名但內容不同的檔案；如確定要取代，請勾選「取代同名檔案」",
        ),
        "rights": ("it is not for you", "您沒有這個位置的權限"),
    }

    reason: str

    def __init__(self, name: str, detail: tuple[str, str]) -> None:
        super().__init__(name=name[:120], detail_en=detail[0], detail_zh=detail[1])

    @classmethod
    def of(cls, name: str, reason: str) -> Self:
        """The error of a name for one of the reasons."""
        error = cls(name, cls._REASONS[reason])
        error.reason = reason
        return error


class SourceMissing(JudianError):
    """A source, or what was removed of it, is not there any more."""

    code = "source_missing"
    status = 404
    messages: ClassVar = {
        "en": ("there is no such file", "open the list again; somebody may have moved it"),
        "zh": ("找不到這個檔案", "請重新開啟清單；檔案可能已被移動"),
    }

    def __init__(self) -> None:
        super().__init__()


class PlaceTaken(JudianError):
    code = "place_taken"
    status = 409
    messages: ClassVar = {
        "en": (
            "there is another file in its place now",
            "remove that file first, then restore this one",
        ),
        "zh": ("原位置已有另一個檔案", "請先移除該檔案，再還原"),
    }

    def __init__(self) -> None:
        super().__init__()


class StoreFailed(JudianError):
    """The system refuses to write into the folder of sources or that of the keeper."""

    code = "store_failed"
    status = 503
    messages: ClassVar = {
        "en": (
            "the file cannot be written or moved: {detail}",
            "make room on the disk, or let the user of the server write into the folder of sources",
        ),
        "zh": (
            "無法寫入或移動檔案：{detail}",
            "請清出磁碟空間，或授與服務執行者來源資料夾的寫入權限",
        ),
    }

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)

    @classmethod
    def of(cls, error: Exception) -> Self:
        """The error that says what the system said."""
        words = error.strerror if isinstance(error, OSError) else str(error)
        return cls(words or type(error).__name__)


class RunGoingOn(JudianError):
    code = "run_going_on"
    status = 409
    messages: ClassVar = {
        "en": ("a run is going on already", "wait until it has ended"),
        "zh": ("索引更新已在進行中", "請等候完成"),
    }

    def __init__(self) -> None:
        super().__init__()


class RunNotStarted(JudianError):
    code = "run_not_started"
    status = 503
    messages: ClassVar = {
        "en": ("the run did not start: {detail}", "see the server's log"),
        "zh": ("索引更新無法啟動：{detail}", "請查看伺服器紀錄"),
    }

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)
