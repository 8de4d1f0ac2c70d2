"""Batch searches: a list of terms or questions in, a table of what was found out."""
