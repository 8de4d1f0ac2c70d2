"""Named entities and noun phrases: persons, organisations, places, and exclusive categories.

Recognition by form belongs here. Instruments (`judian.zh.instruments`) do not, nor does the choice
of a name as an answer (`judian.search.answers`).
"""
