"""The command line of the indexer, and the command that draws a page."""
