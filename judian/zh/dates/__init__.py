"""Temporal expressions: dates, years and periods of the ROC and the Gregorian calendar.

Calendar arithmetic and the resolution of relative dates belong here. The period of a figure
(`judian.zh.figures.period_scope`) and years in queries (`judian.zh.questions.synonyms`) do not.
"""
