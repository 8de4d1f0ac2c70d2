"""Retrieval measured on DRCD."""
