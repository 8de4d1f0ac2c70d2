"""Durability: killed writers, killed runs of the indexer, and damaged files.

Not here: single faults that a unit test can produce (`tests/judian/engines/whoosh`).
"""
