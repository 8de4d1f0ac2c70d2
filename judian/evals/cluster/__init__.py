"""A real OpenSearch cluster on the loopback address, for tests and measurements: from the jars of
Maven Central, without installing anything, as any user. Not for storing what is to be kept."""
