"""The keeper's room: the sources of a collection, uploads, removals, overrides and runs."""
