"""Question analysis and query expansion: answer types, name types, synonyms, paraphrases.

What the words of a question say by themselves belongs here. Candidates and their scores
(`judian.search.answers`) do not: nothing here reads a text that could answer the question.
"""
