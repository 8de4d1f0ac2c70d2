"""Engines: back ends that store passages and rank them; `registry` names them.

Storage formats and ranking belong here. The contract (`judian.core.engine`) and the meaning of a
query (`judian.search.query`) do not.
"""
