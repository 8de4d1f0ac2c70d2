"""Building, latency and memory beside other engines; reading beside its parser."""
