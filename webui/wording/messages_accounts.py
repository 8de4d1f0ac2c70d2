"""Sentences about accounts, and those about keeping the collection, in both languages."""

from __future__ import annotations

from webui.wording.messages_documents import both
from webui.wording.messages_keeping import KEEPING

ACCOUNTS = {
    "collections": both("館藏", "Collections"),
    "collections.all": both("全部館藏", "All collections"),
    "login": both("登入", "Log in"),
    "login.name": both("帳號", "Name"),
    "login.password": both("密碼", "Password"),
    "login.then": both("。", ": "),
    "login.provider": both("以機關帳號登入", "Log in with your organisation"),
    "login.provider.lead": both(
        "本服務使用機關的身分認證。", "This server lets your organisation say who you are."
    ),
    "logout": both("登出", "Log out"),
    "account": both("帳號資料", "Your account"),
    "account.role": both("角色", "Role"),
    "role.reader": both("讀者：檢索、閱讀、引用", "Reader: search, read, cite"),
    "role.editor": both("編輯：另可整批檢索", "Editor: batch searches too"),
    "role.keeper": both(
        "管理者：另可管理文件、查看服務狀態", "Keeper: the sources and the state of the server too"
    ),
    "role.admin": both("系統管理者", "Administrator"),
    "account.groups": both("群組", "Groups"),
    "account.sessions": both("目前登入的裝置", "Devices that are logged in"),
    "account.end_others": both("將其他裝置登出", "Log out all other devices"),
    "account.password": both("變更密碼", "Change the password"),
    "account.password.old": both("目前的密碼", "Present password"),
    "account.password.new": both(
        "新密碼（至少 12 個字元）", "New password (at least 12 characters)"
    ),
    "account.none": both("本服務不需登入。", "This server needs no login."),
    **KEEPING,
}
