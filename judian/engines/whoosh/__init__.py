"""The default engine: a Whoosh index in a folder of its own."""

from judian.engines.whoosh.engine import WhooshEngine, open_engine

__all__ = ["WhooshEngine", "open_engine"]
