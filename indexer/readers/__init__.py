"""The readers of file formats: `registry` lists them, `common` holds their contract and what
several of them use. A reader makes blocks; it knows neither passages nor the index.
"""
