"""Training of the scorer: examples from question sets, the fit, and what it would have answered.

Not here: the features and the scorer itself (`judian.search.answers.scoring`).
"""
