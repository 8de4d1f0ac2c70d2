"""Requests and replies, independent of language and page.

Here: parameters and addresses, errors, security, delivery, metrics, source files, the backend's
protocol. Not here: words for people (`wording`) and views (`api`, `pages`).
"""
