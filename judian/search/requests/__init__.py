"""Requests of the read path as frozen values: query, filters, page, order. No behaviour."""
