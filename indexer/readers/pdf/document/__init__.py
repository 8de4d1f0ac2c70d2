"""The document: running headers and footers, reading order, assembly of pages."""
