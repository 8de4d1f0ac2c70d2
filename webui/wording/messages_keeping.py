"""Sentences about former editions and about keeping the collection, in both languages."""

from __future__ import annotations

from webui.wording.messages_documents import both

KEEPING = {
    "former": both("文件已更新", "Replaced edition"),
    "former.removed": both("文件已移除", "Document removed"),
    "former.lead": both(
        "您開啟的是《{title}》的舊版本，該版本已於{day}由新版本取代。以下內容出自現行版本，並非舊版原文。",
        "You opened a former edition of {title}. It was replaced on {day}. What stands below is "
        "from the present edition; it is not the former text.",
    ),
    "former.again": both("其後另有更新：{days}。", "It was replaced again since then: {days}."),
    "former.removed.lead": both(
        "《{title}》已於{day}自館藏移除，沒有可供查閱的新版本。",
        "{title} was taken out of the collection on {day}. There is no later edition for you.",
    ),
    "former.present": both("現行版本", "Present edition"),
    "fate.same": both("相同段落", "The same passage"),
    "fate.same.about": both(
        "現行版本中的這一段與舊版文字完全相同。",
        "The text of this passage is the same in the present edition, character for character.",
    ),
    "fate.changed": both("最接近的段落", "The nearest passage"),
    "fate.changed.about": both(
        "這一段的文字已有變動。標示處為現行版本新增或改寫的文字；舊版另有 {n} 個字元未見於此。",
        "The text of this passage changed. Marked words are new in the present edition; {n} "
        "character of the former text is not in it.|The text of this passage changed. Marked words "
        "are new in the present edition; {n} characters of the former text are not in it.",
    ),
    "fate.changed.unknown": both(
        "這一段的文字曾經變動，未能逐字標示差異，請與原引文對照。",
        "The text of this passage changed. The differences cannot be marked; compare it with what "
        "you quoted.",
    ),
    "fate.gone": both("段落已刪除", "The passage is gone"),
    "fate.gone.about": both(
        "現行版本中沒有與這一段相同或相近的段落。",
        "The present edition has no passage that is the same or nearly the same.",
    ),
    "former.open": both("在現行版本中開啟", "Open it in the present edition"),
    "former.citing": both(
        "依舊版所作的引註仍屬正確，惟其頁次及段次以舊版為準。如須引用現行版本，請使用下列引註。",
        "A citation of the former edition stays right for that edition, its page and paragraph "
        "numbers too. To cite the present edition, use the citation below.",
    ),
    "former.text": both(
        "本系統不保留舊版全文，僅保留各段的對應關係。",
        "The text of former editions is not kept, only what each passage became.",
    ),
    "keeper": both("文件管理", "Manage the sources"),
    "keeper.choose": both("請選擇要管理的館藏。", "Choose the collection to manage."),
    "keeper.back": both("回文件管理", "Back to the sources"),
    "keeper.by": both("（{name}）", "({name})"),
    "done.mended": both(
        "已儲存，下次更新索引時套用。", "Saved. It takes effect when the index is next updated."
    ),
    "done.removed": both("已移除：", "Removed:"),
    "done.restored": both("已還原。", "Restored."),
    "done.started": both("已開始更新索引。", "The index is being updated."),
    "keeper.undo": both("復原移除", "Undo"),
    "keeper.run": both("更新索引", "Update the index"),
    "keeper.run.now": both(
        "索引更新進行中，開始於{time}", "The index is being updated, since {time}"
    ),
    "keeper.run.starting": both("索引更新啟動中", "The update is starting"),
    "keeper.run.files": both("已處理 %1／%2 個檔案", "%1 of %2 files"),
    "keeper.run.reload": both("本頁每 5 秒自動重新整理。", "This page reloads every 5 seconds."),
    "keeper.run.last": both("最近一次更新結束於{time}", "The last update ended at {time}"),
    "keeper.run.never": both("尚未建立索引。", "The index has not been built yet."),
    "keeper.run.start": both("開始更新索引", "Update the index now"),
    "keeper.waiting": both(
        "有 {n} 個檔案待更新。", "{n} file waits for an update.|{n} files wait for an update."
    ),
    "keeper.waiting.none": both(
        "所有檔案均已納入索引。", "The index is up to date with the files."
    ),
    "keeper.add": both("新增檔案", "Add files"),
    "keeper.add.about": both(
        "檔案存入來源資料夾，更新索引後即可檢索。每次上傳以 {n} MiB 為限。",
        "Files are stored in the folder of sources and can be searched once the index is updated. "
        "One upload may have {n} MiB.",
    ),
    "keeper.add.files": both("選擇檔案", "Files"),
    "keeper.add.folder": both("或選擇整個資料夾", "Or a whole folder"),
    "keeper.add.replace": both(
        "取代同名檔案（原檔案可還原）", "Replace files of the same name (they can be restored)"
    ),
    "keeper.add.drop": both("也可將檔案或資料夾拖放到這裡。", "Or drop files and folders here."),
    "keeper.add.nothing": both("沒有選擇檔案。", "No file was chosen."),
    "keeper.add.too_large": both("檔案超過 {n} MiB", "the file has more than {n} MiB"),
    "keeper.add.busy": both("上傳中…", "Uploading…"),
    "keeper.add.failed": both("上傳失敗，請再試一次", "the upload failed; try again"),
    "stored.added": both("已新增", "Added"),
    "stored.replaced": both("已取代", "Replaced"),
    "stored.same": both("內容相同，未變更", "Already there"),
    "stored.refused": both("未存入", "Not stored"),
    "keeper.sources": both("來源檔案", "Sources"),
    "keeper.count": both("{n} 個檔案", "{n} file|{n} files"),
    "keeper.cut": both("檔案過多，僅列出其中一部分。", "There are more files than can be listed."),
    "keeper.find": both("依檔名尋找", "Find by file name"),
    "keeper.document": both("文件", "Document"),
    "keeper.file": both("檔案", "File"),
    "keeper.state": both("狀態", "State"),
    "keeper.actions": both("動作", "Actions"),
    "keeper.remove": both("移除", "Remove"),
    "keeper.members": both("內含 {n} 份文件", "{n} document inside|{n} documents inside"),
    "keeper.none": both("來源資料夾中沒有檔案。", "There are no files."),
    "source.new": both("待納入索引", "Not in the index yet"),
    "source.changed": both("內容已變更，待更新", "Changed since it was read"),
    "source.gone": both("檔案已移除，待更新", "Removed, still in the index"),
    "source.failed": both("無法讀取", "Could not be read"),
    "source.partial": both("部分讀取", "Read in part"),
    "source.kept": both("已納入索引", "In the index"),
    "keeper.trash": both("已移除的檔案", "Removed files"),
    "keeper.trash.about": both(
        "移除或被取代的檔案保留 {n} 日，期間可還原。",
        "Removed and replaced files can be restored for {n} day.|"
        "Removed and replaced files can be restored for {n} days.",
    ),
    "keeper.trash.ever": both(
        "移除或被取代的檔案可隨時還原。", "Removed and replaced files can be restored at any time."
    ),
    "keeper.trash.replaced": both("被取代於", "replaced"),
    "keeper.trash.removed": both("移除於", "removed"),
    "keeper.restore": both("還原", "Restore"),
    "keeper.history": both("更新紀錄", "Past updates"),
    "outcome.done": both("已完成", "Done"),
    "outcome.failed": both("未完成", "Failed"),
    "outcome.interrupted": both("已中斷", "Interrupted"),
    "outcome.cut_off": both(
        "異常終止，再次更新即接續處理", "Cut off; the next one goes on from there"
    ),
    "run.added": both("新增 {n} 個檔案", "{n} file added|{n} files added"),
    "run.changed": both("更新 {n} 個檔案", "{n} file changed|{n} files changed"),
    "run.moved": both("移動 {n} 個檔案", "{n} file moved|{n} files moved"),
    "run.removed": both("移除 {n} 個檔案", "{n} file removed|{n} files removed"),
    "run.problems": both(
        "{n} 個檔案未完整讀取", "{n} file was not read whole|{n} files were not read whole"
    ),
    "run.unchanged": both("沒有變更", "Nothing had changed"),
    "keeper.mend": both("修正文件資料", "Correct the details"),
    "keeper.mend.about": both(
        "只填需要修正的欄位，留白者沿用讀取結果。修正內容不寫入檔案，下次更新索引時套用。",
        "Fill in what is wrong; blank fields keep what was read. Nothing is written into the file, "
        "and the change is applied when the index is updated.",
    ),
    "keeper.mend.date": both("日期（西元，如 2024-05-20）", "Date (like 2024-05-20)"),
    "keeper.mend.start": both("資料期間起日", "First day of the period"),
    "keeper.mend.end": both("資料期間迄日", "Last day of the period"),
    "keeper.mend.kept": both("前次修正於{time}", "Last corrected {time}"),
    "keeper.mend.save": both("儲存修正", "Save the correction"),
    "footer.run": both("索引更新進行中", "The index is being updated"),
    "footer.run.last": both("最近一次更新結束於{time}", "Last update ended at {time}"),
    "home.add": both("新增報告", "Add reports"),
}
