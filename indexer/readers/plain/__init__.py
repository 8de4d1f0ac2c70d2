"""The readers of plain text, Markdown and CSV, and the tables in such text."""
