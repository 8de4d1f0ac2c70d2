"""Is a quotation verbatim in the collection: where, and if not, in what does it differ.

`verify` finds candidates by the index and decides on text. `form` is the text as it is compared,
`parts` divides a quotation at its ellipses, `alignment` sets it against a passage character by
character, `differences` says what a difference changes: a number, a year, a negation, a party.
"""
