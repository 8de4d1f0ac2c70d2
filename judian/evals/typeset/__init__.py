"""Sample reports that LibreOffice typesets and the readers read back.

Here: the model of reports and tables, their random choice, OpenDocument output, conversion and
scoring. Not here: real reports and expected readings (`tests/`).
"""
