"""The reader of HTML pages: main content, footnotes, tables, typography."""
