"""Whole lists for files: hits, mentions of instruments, memos as DOCX and ODT, reference lists."""
