"""Question sets: asking, judging, and the floors that results are held to."""
