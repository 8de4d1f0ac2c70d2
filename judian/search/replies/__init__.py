"""Values that the read path replies with."""
