"""Strategies of finding tables, one a module, with one contract: `find(area) -> Found`."""
