"""Text and tables as HTML: marks, blocks, addresses of pages."""
