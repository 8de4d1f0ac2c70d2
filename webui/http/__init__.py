"""Requests and replies: parameters, delivery, errors, security, metrics, source files."""
