"""The REST API, version 1: its views, JSON shapes, tables for spreadsheets, OpenAPI description.

Not here: anything that a page shows; replies of the read path are serialised as they are.
"""
