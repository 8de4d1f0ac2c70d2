"""Judian: search and question answering over Chinese reports, as a library."""
