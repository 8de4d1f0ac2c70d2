"""Shared vocabulary: value types, errors, settings, and the contract of engines.

Values and contracts that several packages exchange belong here. Rules of Chinese (`judian.zh`),
storage (`judian.engines`) and libraries do not; `core` imports `judian.zh` and nothing else of the
project.
"""
