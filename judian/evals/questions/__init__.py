"""Question sets: asking, judging, and comparing results with their floors.

Not here: questions of other collections (`retrieval`).
"""
