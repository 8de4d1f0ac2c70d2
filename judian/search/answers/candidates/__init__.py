"""Candidates for an answer: typed spans of passages and table cells, with their context."""
