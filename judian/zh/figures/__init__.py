"""Figures: numbers that measure something, with measure, period and table headers."""
