"""Quality and speed, measured; what is measured is held to floors in `floors.toml`."""
