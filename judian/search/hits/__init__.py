"""Passages that match: the collection they come from, proximity re-ranking, snippets."""
