"""One page: its lines and tables, the quality of its text, and the fallback extractor."""
