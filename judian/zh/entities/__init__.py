"""Names of persons, organisations, places and things, and categories that exclude each other."""
