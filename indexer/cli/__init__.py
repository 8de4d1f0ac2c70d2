"""The command line of the indexer, its output and progress, and the command that draws a page.

Nothing here decides what a run does: that is `indexer.run`.
"""
