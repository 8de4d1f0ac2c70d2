"""Errors of a request before it reaches the search, each with code and remedy.

They share the root of `judian.core.errors`, so that pages and API answer every error in one way.
"""

from __future__ import annotations

from typing import ClassVar

from judian.core.errors import JudianError


class ParameterUnknown(JudianError):
    code = "parameter_unknown"
    status = 400
    messages: ClassVar = {
        "en": ("there is no parameter {name!r} here", "known parameters: {known}"),
        "zh": ("這裡沒有參數「{name}」", "可用的參數：{known}"),
    }

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name=name, known=known)


class ParameterRepeated(JudianError):
    code = "parameter_repeated"
    status = 400
    messages: ClassVar = {
        "en": ("parameter {name!r} is given {count} times", "give it once"),
        "zh": ("參數「{name}」出現 {count} 次", "請只給一次"),
    }

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name=name, count=count)


class ParameterInvalid(JudianError):
    code = "parameter_invalid"
    status = 400
    messages: ClassVar = {
        "en": ("parameter {name!r} is {value!r}", "it must be {wanted_en}"),
        "zh": ("參數「{name}」的值是「{value}」", "應為{wanted_zh}"),
    }

    def __init__(self, name: str, value: str, wanted: tuple[str, str]) -> None:
        shown = value if len(value) <= 40 else value[:40] + "…"
        super().__init__(name=name, value=shown, wanted_en=wanted[0], wanted_zh=wanted[1])


class QueryMissing(JudianError):
    code = "query_missing"
    status = 400
    messages: ClassVar = {
        "en": ("the query is empty", "give words or a question in the parameter q"),
        "zh": ("沒有輸入檢索詞", "請在 q 參數輸入關鍵詞或問題"),
    }

    def __init__(self) -> None:
        super().__init__()


class QueryTooLong(JudianError):
    code = "query_too_long"
    status = 400
    messages: ClassVar = {
        "en": (
            "the query has {length:,} characters; at most {limit:,} can be searched",
            "shorten it to the words that matter, or to one sentence",
        ),
        "zh": (
            "檢索詞有 {length:,} 字，最多 {limit:,} 字",
            "請縮短為關鍵的詞語或一句話",
        ),
    }

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(position=limit, length=length, limit=limit)


class ControlCharacter(JudianError):
    code = "control_character"
    status = 400
    messages: ClassVar = {
        "en": (
            "parameter {name!r} holds the control character {char} at position {at}",
            "remove it; it cannot be seen and cannot be searched",
        ),
        "zh": (
            "參數「{name}」的第 {at} 字是控制字元 {char}",
            "請刪除該字元；它看不見，也無法檢索",
        ),
    }

    def __init__(self, name: str, char: str, position: int) -> None:
        super().__init__(position=position, name=name, char=f"U+{ord(char):04X}", at=position + 1)


class NothingTicked(JudianError):
    code = "nothing_ticked"
    status = 400
    messages: ClassVar = {
        "en": (
            "no passage is ticked",
            "go back and tick passages, or choose to download all of them",
        ),
        "zh": ("沒有勾選任何段落", "請回上一頁勾選段落，或選擇下載全部"),
    }

    def __init__(self) -> None:
        super().__init__()


class SavedSearchInvalid(JudianError):
    code = "saved_search_invalid"
    status = 400
    messages: ClassVar = {
        "en": (
            "this is not a saved search of this program",
            "choose a file that “Save this search” gave, unchanged",
        ),
        "zh": ("這不是本系統的檢索檔", "請選擇以「存成檢索檔」下載的檔案，勿更動內容"),
    }

    def __init__(self) -> None:
        super().__init__()


class EncodingInvalid(JudianError):
    code = "encoding_invalid"
    status = 400
    messages: ClassVar = {
        "en": (
            "the address is not valid UTF-8",
            "encode the address as UTF-8 (Big5 and other encodings are not understood)",
        ),
        "zh": ("網址不是有效的 UTF-8 編碼", "請以 UTF-8 編碼網址（不接受 Big5 等其他編碼）"),
    }

    def __init__(self) -> None:
        super().__init__()


class HostUnknown(JudianError):
    code = "host_unknown"
    status = 400
    messages: ClassVar = {
        "en": (
            "this server does not answer for the host {host!r}",
            "use the address that the server printed when it started",
        ),
        "zh": ("本服務不以「{host}」為名稱", "請使用服務啟動時顯示的網址"),
    }

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class CrossSiteRequest(JudianError):
    code = "cross_site_request"
    status = 403
    messages: ClassVar = {
        "en": (
            "the request was sent by a page of another site",
            "open the page of this server and send the form from there",
        ),
        "zh": ("這個請求由其他網站的頁面送出", "請開啟本服務的頁面，再從該頁面送出表單"),
    }

    def __init__(self) -> None:
        super().__init__()


class LoginNeeded(JudianError):
    code = "login_needed"
    status = 401
    messages: ClassVar = {
        "en": ("this server answers known users only", "log in, or send an API token"),
        "zh": ("本服務僅供已登入的使用者使用", "請先登入，或附上 API 權杖"),
    }

    def __init__(self) -> None:
        super().__init__()


class NotProtected(JudianError):
    code = "not_protected"
    messages: ClassVar = {
        "en": (
            "{host} can be reached from other computers, and no login is set",
            "choose a way to log in (setting login; see docs/serving.md), or serve on 127.0.0.1",
        ),
        "zh": (
            "其他電腦可連線至 {host}，但尚未設定登入方式",
            "請設定登入方式（設定 login，見 docs/serving.md），或改在 127.0.0.1 提供服務",
        ),
    }

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class NameUnknown(JudianError):
    """A server beyond loopback does not know the address by which its users reach it."""

    code = "name_unknown"
    messages: ClassVar = {
        "en": (
            "{host} can be reached from other computers, but not under which address",
            "set public_url to the address that users type, such as https://judian.example/",
        ),
        "zh": (
            "其他電腦可連線至 {host}，但不知道使用者以何網址連線",
            "請將 public_url 設為使用者輸入的網址，例如 https://judian.example/",
        ),
    }

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class PageMissing(JudianError):
    code = "not_found"
    status = 404
    messages: ClassVar = {
        "en": ("there is no page at {path}", "begin at the home page, or list the documents"),
        "zh": ("找不到頁面 {path}", "請回首頁檢索，或瀏覽文件清單"),
    }

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class PictureMissing(JudianError):
    code = "picture_missing"
    status = 404
    messages: ClassVar = {
        "en": (
            "there is no picture of this page",
            "only the pages of a PDF on which the passage stands can be drawn",
        ),
        "zh": ("沒有這一頁的影像", "只能繪出該段落所在的 PDF 頁面"),
    }

    def __init__(self) -> None:
        super().__init__()


class Busy(JudianError):
    code = "busy"
    status = 429
    messages: ClassVar = {
        "en": ("too many requests of this kind are at work", "ask again in some seconds"),
        "zh": ("目前有太多同類請求正在處理", "請稍候數秒再試"),
    }

    def __init__(self) -> None:
        super().__init__()


class Overloaded(JudianError):
    code = "overloaded"
    status = 503
    messages: ClassVar = {
        "en": (
            "more is asked of this server than it can answer in time",
            "ask again in {seconds} seconds",
        ),
        "zh": ("目前請求過多，伺服器無法及時回應", "請在 {seconds} 秒後再試"),
    }

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)


class TooOften(JudianError):
    code = "too_often"
    status = 429
    messages: ClassVar = {
        "en": ("this address asks too often", "ask again in {seconds} seconds"),
        "zh": ("這個位址的請求過於頻繁", "請在 {seconds} 秒後再試"),
    }

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)


class SourceGone(JudianError):
    code = "source_gone"
    status = 404
    messages: ClassVar = {
        "en": (
            "the source file {name} is no longer where it was read, or its content has changed",
            "run the indexer again; the text as it was read can still be had",
        ),
        "zh": (
            "來源檔 {name} 已不在原處，或內容已變更",
            "請重新執行索引；當時讀取的文字仍可下載",
        ),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class MethodRefused(JudianError):
    code = "method_not_allowed"
    status = 405
    messages: ClassVar = {
        "en": ("{method} is not possible here", "use one of: {allowed}"),
        "zh": ("這裡不能使用 {method} 方法", "請使用：{allowed}"),
    }

    def __init__(self, method: str, allowed: str) -> None:
        super().__init__(method=method, allowed=allowed)


class BodyTooLarge(JudianError):
    code = "body_too_large"
    status = 413
    messages: ClassVar = {
        "en": (
            "the request carries more data than this address takes",
            "send at most {kilobytes} KB; the command judian batch takes longer lists",
        ),
        "zh": (
            "請求的資料量超過上限",
            "最多 {kilobytes} KB；較長的清單請用指令 judian batch",
        ),
    }

    def __init__(self, kilobytes: int) -> None:
        super().__init__(kilobytes=kilobytes)


class BatchTooLong(JudianError):
    code = "batch_too_long"
    status = 413
    messages: ClassVar = {
        "en": (
            "the list has {count:,} terms; at most {limit:,} are searched at once",
            "divide the list, or use the command judian batch",
        ),
        "zh": (
            "清單有 {count:,} 個詞，一次最多 {limit:,} 個",
            "請分次檢索，或改用指令 judian batch",
        ),
    }

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(count=count, limit=limit)


class RequestRefused(JudianError):
    """Any other refusal of the HTTP layer, named by its status."""

    code = "request_refused"
    status = 400
    messages: ClassVar = {
        "en": ("the request was refused: {reason}", "check the address and try again"),
        "zh": ("無法處理這個請求：{reason}", "請檢查網址後再試"),
    }

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason=reason)
        self.status = status  # type: ignore[misc]


class Unexpected(JudianError):
    code = "internal_error"
    status = 500
    messages: ClassVar = {
        "en": (
            "the program failed at this request",
            "try again; if it stays, tell the keeper of this server the number {reference}",
        ),
        "zh": (
            "程式處理這個請求時發生錯誤",
            "請再試一次；若仍發生，請將編號 {reference} 告知管理人員",
        ),
    }

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)


class AddressTaken(JudianError):
    code = "address_taken"
    messages: ClassVar = {
        "en": (
            "port {port} of {host} is in use by another program",
            "end that program, or choose another port: --port {other}",
        ),
        "zh": (
            "{host} 的連接埠 {port} 已被其他程式使用",
            "請結束該程式，或改用其他連接埠：--port {other}",
        ),
    }

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host=host, port=port, other=port % 65535 + 1)


class AddressUnusable(JudianError):
    code = "address_unusable"
    messages: ClassVar = {
        "en": ("cannot listen at {host}, port {port}: {detail}", "choose others: --host, --port"),
        "zh": (
            "無法在 {host} 的連接埠 {port} 提供服務：{detail}",
            "請改用其他位址或連接埠：--host、--port",
        ),
    }

    def __init__(self, host: str, port: int, detail: str) -> None:
        super().__init__(host=host, port=port, detail=detail)


class WorkersUnsupported(JudianError):
    code = "workers_unsupported"
    messages: ClassVar = {
        "en": (
            "several processes cannot share an address on this system",
            "set workers to 0; for more, run servers on ports of their own behind a proxy",
        ),
        "zh": (
            "此系統無法由多個程序共用一個位址",
            "請將 workers 設為 0；需要更多程序時，請在代理伺服器後以不同連接埠啟動多個服務",
        ),
    }

    def __init__(self) -> None:
        super().__init__()
