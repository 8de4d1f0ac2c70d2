"""The read path: question → query tree → engine → hits → snippets, citations, answers.

`judian.search.service.Service` is the one door that the web pages, the API and the command line
use. `search` knows no file format and no engine's insides.
"""
