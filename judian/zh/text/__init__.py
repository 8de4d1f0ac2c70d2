"""Characters and words: folding, patterns, segmentation, index terms, stop words and verbs.

Nothing here knows numbers, dates or names; the other packages of `judian.zh` build on it.
"""
