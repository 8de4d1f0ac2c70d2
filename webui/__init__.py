"""Pages and REST API over `search`: it shows what the read path says and decides nothing of it."""
