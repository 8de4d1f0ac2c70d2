"""From a reading to an indexable document: title and other metadata, passages, index entries.

Nothing here depends on a file format, and nothing opens a file but SOURCES.tsv.
"""
