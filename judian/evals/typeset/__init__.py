"""Invented reports that LibreOffice typesets and the readers read back."""
