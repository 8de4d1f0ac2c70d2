"""Question analysis: answer type, focus, units, and what an answer must meet."""
