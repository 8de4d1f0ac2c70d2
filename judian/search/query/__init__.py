"""The query language: tokens, grammar, compilation to the engine's query tree, suggestions."""
