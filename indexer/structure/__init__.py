"""The structure of a document: blocks, headings, lists, captions, table grids, joined lines."""
