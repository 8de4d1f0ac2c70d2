"""The readers of file formats: `contract` defines them, `registry` lists them, `common` holds what
several of them use. A reader makes blocks; it knows neither passages nor the index.
"""
