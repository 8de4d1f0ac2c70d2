"""Speed: building, latency and memory beside other engines; indexing beside the PDF parser.

Not here: whether replies are right (`questions`, `retrieval`).
"""
