"""Figures: quantities with what they measure and the period in which they are true.

The meaning of a number in its passage or its table belongs here; its form (`judian.zh.numbers`)
and its use in an answer (`judian.search.answers`) do not.
"""
