"""Numerals, units, and quantities: a number with its unit and modifier.

The form of a number and of its unit belongs here. What a number measures and when it is true
(`judian.zh.figures`) does not.
"""
