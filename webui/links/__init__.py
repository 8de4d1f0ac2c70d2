"""Addresses of pages and lists. Nothing of their content."""
