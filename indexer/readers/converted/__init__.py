"""Formats that LibreOffice converts first: DOC, RTF, XLS, XLSB, PPT, ODP."""
