"""Pages and REST API over the read path `judian.search`.

Here belongs everything about showing replies: addresses, words, HTML, JSON. Not here: what is
found or answered; that is decided in `judian.search`.
"""
