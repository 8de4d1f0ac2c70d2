"""A run of the indexer: scan, plan, worker pool, resource limits, reading cache, report.

Reading itself is in `indexer.readers`; what is printed is in `indexer.cli`.
"""
