"""The REST API, version 1, and its OpenAPI description."""
