"""Retrieval and reading comprehension on DRCD, whose file is an argument.

Not here: question sets that ship with the project (`questions`).
"""
