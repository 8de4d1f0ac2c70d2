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
    "role.admin": both("系統管理者：另可管理使用者", "Administrator: users and tokens too"),
    "account.groups": both("群組", "Groups"),
    "account.sessions": both("目前登入的裝置", "Devices that are logged in"),
    "account.session": both(
        "{begun} 登入，最近使用 {seen}，位址 {address}",
        "Logged in {begun}, last used {seen}, from {address}",
    ),
    "account.session.own": both("（這個裝置）", "(this device)"),
    "account.session.end": both("登出", "Log out"),
    "account.end_others": both("將其他裝置登出", "Log out all other devices"),
    "account.password": both("變更密碼", "Change the password"),
    "account.password.old": both("目前的密碼", "Present password"),
    "account.password.new": both(
        "新密碼（至少 12 個字元）", "New password (at least 12 characters)"
    ),
    "account.none": both("本服務不需登入。", "This server needs no login."),
    **KEEPING,
    "users": both("使用者與權杖", "Users and tokens"),
    "users.state": both("狀態", "State"),
    "users.do": both("操作", "Actions"),
    "users.change": both("儲存", "Save"),
    "users.locked": both("已停用", "locked"),
    "users.tokens_only": both("僅供權杖使用", "for tokens alone"),
    "users.temporary": both("尚未設定自己的密碼", "has not chosen a password yet"),
    "users.sessions": both("登入中的裝置：{n}", "devices logged in: {n}"),
    "users.failures": both("登入失敗 {n} 次", "failed logins: {n}"),
    "users.reset": both("重設密碼", "Reset the password"),
    "users.lock": both("停用", "Lock"),
    "users.unlock": both("恢復使用", "Unlock"),
    "users.end": both("全部登出", "Log out everywhere"),
    "users.remove": both("刪除", "Remove"),
    "users.add": both("新增使用者", "Add a user"),
    "users.groups": both("群組（以頓號或逗號分隔）", "Groups (divided by commas)"),
    "users.add.lead": both(
        "系統會產生臨時密碼，七天內有效，首次登入後須自行更改。",
        "A password is made that is valid for seven days and must be changed at the first login.",
    ),
    "users.shown": both("「{of}」的臨時密碼或權杖：", "Temporary password or token of {of}:"),
    "users.shown.once": both(
        "只在此顯示一次，請以安全的方式交給使用者。",
        "It is shown this once. Hand it over in a safe way.",
    ),
    "tokens": both("程式用的權杖", "Tokens for programs"),
    "tokens.number": both("編號", "Number"),
    "tokens.about": both("用途", "What it is for"),
    "tokens.scopes": both("權限範圍", "Scopes"),
    "tokens.until": both("有效期限", "Valid until"),
    "tokens.days": both("有效天數（1 至 {most}）", "Days that it is valid (1 to {most})"),
    "tokens.add": both("建立權杖", "Make a token"),
    "tokens.remove": both("撤銷", "Revoke"),
    "scope.search": both("檢索", "search"),
    "scope.documents": both("文件與段落", "documents and passages"),
    "scope.sources": both("原始檔", "source files"),
    "scope.export": both("匯出", "exports"),
    "scope.batch": both("整批檢索", "batch searches"),
    "scope.metrics": both("服務狀態", "metrics"),
}
