"""Page layout: text columns, rows, paragraphs, text boxes, footnotes."""
