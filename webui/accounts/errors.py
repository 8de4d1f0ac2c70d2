"""Errors of accounts and logins."""

from __future__ import annotations

from typing import ClassVar

from judian.core.errors import JudianError


class PasswordWeak(JudianError):
    code = "password_weak"
    status = 400
    messages: ClassVar = {
        "en": (
            "the password is too easy to guess",
            "choose at least {shortest} characters, of which no one else would think",
        ),
        "zh": ("密碼太容易猜到", "請設定至少 {shortest} 個字元、他人想不到的密碼"),
    }

    def __init__(self, shortest: int) -> None:
        super().__init__(shortest=shortest)


class UserExists(JudianError):
    code = "user_exists"
    status = 409
    messages: ClassVar = {
        "en": ("there is a user {name!r} already", "choose another name, or change that user"),
        "zh": ("已有名為「{name}」的使用者", "請改用其他名稱，或修改該使用者"),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class UserUnknown(JudianError):
    code = "user_unknown"
    status = 404
    messages: ClassVar = {
        "en": ("there is no user {name!r}", "list them: judian users list"),
        "zh": ("沒有名為「{name}」的使用者", "請列出使用者：judian users list"),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class TokenUnknown(JudianError):
    code = "token_unknown"
    status = 404
    messages: ClassVar = {
        "en": ("there is no token {number!r}", "list them: judian tokens list"),
        "zh": ("沒有編號「{number}」的權杖", "請列出權杖：judian tokens list"),
    }

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


class RoleMissing(JudianError):
    code = "role_missing"
    status = 403
    messages: ClassVar = {
        "en": ("this needs the role {role}", "ask whoever manages the users of this server"),
        "zh": ("這項功能需要 {role} 角色", "請洽本服務的使用者管理人員"),
    }

    def __init__(self, role: str) -> None:
        super().__init__(role=role)


class ScopeMissing(JudianError):
    code = "scope_missing"
    status = 403
    messages: ClassVar = {
        "en": (
            "the token is not valid for this address, which needs the scope {scope}",
            "make a token with that scope: judian tokens add",
        ),
        "zh": (
            "權杖不適用於這個網址，需要權限範圍 {scope}",
            "請建立具有該範圍的權杖：judian tokens add",
        ),
    }

    def __init__(self, scope: str) -> None:
        super().__init__(scope=scope)


class LoginRefused(JudianError):
    code = "login_refused"
    status = 403
    messages: ClassVar = {
        "en": ("name or password is wrong", "check both; letters in capitals count"),
        "zh": ("帳號或密碼錯誤", "請檢查兩者；英文大小寫視為不同"),
    }

    def __init__(self) -> None:
        super().__init__()


class TooManyAttempts(JudianError):
    code = "too_many_attempts"
    status = 429
    messages: ClassVar = {
        "en": ("too many logins failed", "wait {seconds} seconds, then try again"),
        "zh": ("登入失敗次數過多", "請等候 {seconds} 秒後再試"),
    }

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)


class ProviderFailed(JudianError):
    code = "provider_failed"
    status = 502
    messages: ClassVar = {
        "en": (
            "the login at your organisation did not succeed: {detail}",
            "try again; if it stays, tell the keeper of this server",
        ),
        "zh": ("未能完成機關帳號登入：{detail_zh}", "請再試一次；若仍失敗，請告知管理人員"),
    }

    def __init__(self, detail: str, detail_zh: str) -> None:
        super().__init__(detail=detail, detail_zh=detail_zh)


class NothingToLogIn(JudianError):
    code = "login_not_here"
    status = 404
    messages: ClassVar = {
        "en": (
            "nobody logs in on this page",
            "the server answers without it, or a proxy logs users in",
        ),
        "zh": ("本服務不在此頁登入", "本服務不需登入，或由代理伺服器登入"),
    }

    def __init__(self) -> None:
        super().__init__()


class LastAdmin(JudianError):
    code = "last_admin"
    status = 409
    messages: ClassVar = {
        "en": (
            "{name!r} is the last administrator who can log in",
            "make another user an administrator first",
        ),
        "zh": ("「{name}」是最後一位可登入的系統管理者", "請先將另一位使用者設為系統管理者"),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class NameInvalid(JudianError):
    code = "name_invalid"
    status = 400
    messages: ClassVar = {
        "en": (
            "{name!r} cannot be the name of a user",
            "a name has 1 to {most} characters that can be seen",
        ),
        "zh": ("「{name}」不能作為帳號", "帳號為 1 至 {most} 個可顯示的字元"),
    }

    def __init__(self, name: str, most: int) -> None:
        super().__init__(name=name[:most], most=most)


class PasswordTemporary(JudianError):
    """Nothing is shown to whoever logged in with a password that somebody else knows."""

    code = "password_temporary"
    status = 403
    messages: ClassVar = {
        "en": ("this password was made for you", "choose your own at /account"),
        "zh": ("目前使用的是臨時密碼", "請先在「帳號資料」頁設定自己的密碼"),
    }

    def __init__(self) -> None:
        super().__init__()


class AuditUnwritable(JudianError):
    """Where users log in, nothing is done that is not logged."""

    code = "audit_unwritable"
    status = 503
    messages: ClassVar = {
        "en": ("the audit log cannot be written", "tell whoever keeps this server"),
        "zh": ("稽核紀錄無法寫入", "請通知伺服器管理者"),
    }

    def __init__(self) -> None:
        super().__init__()
