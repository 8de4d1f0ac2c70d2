"""The structure of a document, whatever its format: blocks, the outline of headings, list markers,
table grids and their captions, characters and the joining of lines.

What belongs to one format is in `indexer.readers`; passages and metadata are in
`indexer.documents`.
"""
