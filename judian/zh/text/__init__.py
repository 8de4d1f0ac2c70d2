"""Characters and words: folding, patterns, segmentation, terms, and lists of words."""
