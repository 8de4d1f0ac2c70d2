"""A language model of the user's own, asked to point at the answer; off unless a setting names it.

`endpoint` reads the settings, `request` makes what is sent (the question and the best passages,
which are those that the user may see), `client` sends it under limits, `pointing` reads the reply.
The model can only point: at a passage and words of it, or say that the answer is not there. Words
that do not stand there are dropped; the others become candidates like any other, under the same
rules, vetoes and thresholds. Nothing that the model writes is ever shown. Not here: what a
candidate is worth (`scoring`).
"""
