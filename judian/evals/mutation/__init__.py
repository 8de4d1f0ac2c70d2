"""A mutation test: which thresholds and branches can change without any test noticing."""
