"""The engine for collections that outgrow one machine: an OpenSearch cluster."""

from judian.engines.opensearch.engine import OpenSearchEngine, open_engine

__all__ = ["OpenSearchEngine", "open_engine"]
