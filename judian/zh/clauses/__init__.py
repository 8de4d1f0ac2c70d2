"""Facts of clauses: what is said of a figure, a date or a name in a text, read from its clause.

Who does what to whom (`frames`), what excludes what (`predicates`), and whether it is denied, a
rest, a change, a plan, a part or a whole (`markers`); `facts` brings them together for a span. No
question is read here as a question: the same functions read questions and texts.
"""
