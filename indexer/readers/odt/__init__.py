"""The reader of OpenDocument text (ODT): body, styles, numbered lists."""
