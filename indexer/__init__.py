"""The write path: files → documents → passages → engine."""
