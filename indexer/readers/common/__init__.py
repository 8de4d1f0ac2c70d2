"""Shared by several readers: the block builder, list numbers, headings by typography."""
