"""Killed writers, killed runs, and damaged files."""
