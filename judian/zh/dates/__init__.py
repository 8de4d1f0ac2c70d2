"""Temporal expressions: dates, years, and periods in both calendars."""
