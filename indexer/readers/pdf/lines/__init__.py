"""Glyphs assembled to text lines, in the orientation in which the page reads."""
