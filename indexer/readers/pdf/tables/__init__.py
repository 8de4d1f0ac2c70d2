"""Tables of a page: ruled, shaded, banded, partially ruled and borderless."""
