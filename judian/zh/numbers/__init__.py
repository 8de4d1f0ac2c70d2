"""Numerals, units, and quantities: a number with its unit and modifier."""
