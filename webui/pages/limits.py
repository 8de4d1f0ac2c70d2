"""Limits of what the templates show at once; the rest is folded away, counted or left out."""

from __future__ import annotations

from webui.http.params import VALUE_LIMIT

#: Characters of a question that a follow-up may refer to.
PREVIOUS = VALUE_LIMIT
#: Figures shown with a hit; the rest is folded away.
FIGURES = 5
#: Places listed for a stated fact or an article; the rest is only counted.
PLACES = 4
#: Characters of a passage that is quoted without a mark in it.
QUOTED = 240
#: Cards of passages in a table of authorities; a page with them has some 120 kB.
CARDS = 60
#: Disagreements between documents on the page of figures.
CONFLICTS = 10
#: Values of a facet shown; the rest is folded away.
FACET_VALUES = 6
#: Values of a facet in all; the rest is found by a narrower query.
FACET_VALUES_IN_ALL = 60
#: Width in units of a chart of years that is made to fit a phone; a wider one is scrolled.
NARROW = 420
#: Charts shown; the rest is folded away.
CHARTS = 2
#: Documents listed on the home page, and those that are known as read last.
RECENT = 6
LATEST = 100
#: Agencies and years listed on the home page; the rest is folded away or counted.
AGENCIES = 12
YEARS = 24
#: Failed files named below the list of documents; all are in the extraction report.
FAILED = 5
