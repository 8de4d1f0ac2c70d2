"""Files before they are read: format detection, encodings, unsupported formats, ZIP packages.

Nothing here knows blocks or readers.
"""
