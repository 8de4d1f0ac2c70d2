"""Chinese text: pure functions over strings, without I/O except for the data files in `data/`.

Rules of the language belong here. Documents, passages and collections do not: nothing in `zh`
knows another package of the project.
"""
