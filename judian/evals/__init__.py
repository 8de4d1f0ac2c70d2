"""Measurements of quality, speed and durability, one command each.

Here: question sets, retrieval, speed, durability, typeset reports, contents of an index; floors of
results are in `floors.toml`. Not here: tests of single functions (`tests/`).
"""
