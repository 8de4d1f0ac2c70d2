"""What a question asks for, and other words for the same thing."""
