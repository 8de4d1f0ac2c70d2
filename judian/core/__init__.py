"""The shared vocabulary: value types, errors, settings, and the Engine protocol.

`core` knows no library and no Chinese beyond the names of things; it may import `zh`
and nothing else of the project.
"""
