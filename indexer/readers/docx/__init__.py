"""The reader of Word documents (DOCX): parts of the container, styles, numbering, footnotes."""
