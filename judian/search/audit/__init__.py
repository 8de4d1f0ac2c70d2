"""Is what a draft says true by the collection: its quotations, figures, articles and citations.

`claims` finds them in the passages of a draft, `audit` checks each: `quotations`, `figures`,
`articles`, `citations`; `statements` compares clauses. Nothing of a draft is kept.
Not here: reading the file (`indexer.cli.draft`, a process of its own).
"""
