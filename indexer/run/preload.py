"""Preloads the process that worker processes are forked from, when it is imported.

The fork server of `multiprocessing` can only be given modules to import. This is therefore the
one module of the indexer whose import has effects, and it holds nothing but the call.
"""

from indexer.run.worker_setup import preload

preload("indexer.run.worker")
