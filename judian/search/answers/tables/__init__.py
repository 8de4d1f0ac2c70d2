"""Tables as typed values, and what is computed of their cells.

`gathering` reads the whole tables of the hits, `grid` makes typed cells of one, `header_names`
says how its headers are called and which of them are totals. `mentions` and `selection` find the
rows and columns that a question names, `resolving` the cells that it means, `computing` and
`computation` do the arithmetic. `answering` chooses among the tables, `reply` cites each operand.
"""
