"""Who asks, and what they may do: accounts, logins, roles.

Here belongs everything that decides whether a request is answered for a person. Not here: which
documents they see (`judian.search.requests`), and the words of the pages (`wording`).
"""
