"""The Python API: `judian.open(index)` gives an `Index`, whose replies are plain typed values.

`door` is the index with its calls, `values` are what they return, `frames` makes pandas frames of
lists. Everything is made of the replies of `judian.search.service`, which `Index.service` gives
whole. Not here: search itself, and the JSON of the REST API (`webui.api`).
"""
