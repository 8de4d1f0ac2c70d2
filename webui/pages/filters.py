"""The filters that a list is narrowed by, worded so that a page can offer to remove them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.wording.dates import local_time
from webui.wording.i18n import t
from webui.wording.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.replies.results import FacetValue
    from webui.http.addresses import FilteredAddress


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A chosen filter: its name and value, and the words for it."""

    name: str
    value: str
    label: str


def active_filters(
    address: FilteredAddress, facets: Mapping[str, Sequence[FacetValue]], kinds: str
) -> tuple[ActiveFilter, ...]:
    """The chosen filters with the labels that the facets give them.

    `kinds` is the prefix of the message keys that name the values of the filter `kind`.
    """
    active = []
    for name in address.lists:
        labels = {v.value: v.label for v in facets.get(name, ())}
        for value in getattr(address.filters, name, ()):
            words = label(kinds, value) if name == "kind" else labels.get(value, value)
            active.append(ActiveFilter(name, value, words))
    low, high = address.filters.year_from, address.filters.year_to
    if low is not None or high is not None:
        same = low == high
        words = str(low) if same else t("filters.years", low=low or "", high=high or "")
        active.append(ActiveFilter("year", "", words))
    since = getattr(address.filters, "new_since", None)
    if since:
        words = t("filters.new", time=local_time(since))
        active.append(ActiveFilter("new_since", since, words))
    return tuple(active)
