"""Comments put into an office document beside the words that they are about.

The layout, other comments and every part that is not touched stay as they are. `placing` finds the
words in the text of the document, `docx` and `odt` put the comments there. Not here: what they say.
"""
