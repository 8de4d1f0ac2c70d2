"""Official documents in Taiwan's exchange format (DI)."""
