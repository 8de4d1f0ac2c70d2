"""Text of documents as HTML: marks, excerpts, blocks of a page, tables.

Only here text becomes HTML outside the templates, escaped. Not here: words of our own (`wording`)
and addresses (`webui.links.page_links`).
"""
