"""The pages for people: their views, and the values that only templates need.

Here: charts, page sketches, paging, active filters, examples, limits of what is shown. Not here:
words (`wording`), HTML of text (`markup`) and parameters (`http`).
"""
