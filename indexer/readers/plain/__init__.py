"""The readers of plain text, Markdown and CSV: layout of lines, pages, and tables without markup.

What other formats need too (joining lines, captions, table structure) is in `indexer.structure`.
"""
