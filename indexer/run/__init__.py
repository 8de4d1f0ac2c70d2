"""An indexing run: scan, plan, worker pool, resource limits, reading cache, report."""
