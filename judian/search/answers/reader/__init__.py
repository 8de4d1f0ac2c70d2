"""The reader: a small neural network that points at the answer in the retrieved passages.

It is the lower half of multilingual-e5-small, fine-tuned to mark the start and the end of an
answer or to say that a passage does not hold one. `inputs` makes the units of a passage
(sentences, table cells under their headers), `windows` the network's input; `session` runs it,
`spans` turns its scores into probabilities over all passages of one question. The weights are data
with a licence of their own (`data/README.md`); answers work without them, by rules alone.
"""
