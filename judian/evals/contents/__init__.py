"""The contents of an index as JSON lines, to compare two versions of the program. No measuring."""
