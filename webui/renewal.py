"""What the first visitor after a commit would wait for, asked before anybody does.

A new generation of the index has no lists of figures, instruments and authorities, and knows no
names of instruments; over 200,000 passages making them takes a processor a second or two. What was
read for them stays until the next generation, so the garbage collector need not look through it.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.search.requests.values import FigureRequest, InstrumentRequest, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.http.backend import Backend

log = logging.getLogger("judian.webui")

#: Seconds between two looks whether there is a new generation: a few calls of `stat` each.
LOOKED = 2.0
#: A word of most collections, so that every part of a search is loaded.
COMMON = "報告"
#: Letters that begin the sounds of no word, so that the names are sorted by theirs: the first
#: completions of 216,343 passages took 660 and 130 ms of processor time, later ones 5.
_BY_SOUND = "vv"
#: So long that names of the collection are compared with it, as with each long query, and with a
#: number that may be an article of a statute. Over 216,343 passages the first comparison takes
#: 120 ms, and the ends of the names of statutes 80.
_LONG = "年度業務報告 一"
#: New objects after which the garbage collector looks for cycles, and the numbers of such looks
#: after which it looks through older objects too. With Python's 700, 10 and 10, and all documents
#: of 216,343 passages in sight, it took a quarter of the time of a list, and 0.1 s at once.
COLLECTED = (10_000, 20, 50)


class Renewal:
    """Makes what is asked first of a collection when its index has changed; without `with_lists`
    no lists over all of it, which another process makes then."""

    def __init__(self, services: Sequence[Backend], *, with_lists: bool = True) -> None:
        self._services = services
        self._with_lists = with_lists
        self._seen: list[object] = [None for _ in services]

    def look(self) -> bool:
        """Make it for each service whose index is another one than at the last look. True if there
        was one."""
        was_made = False
        for number, service in enumerate(self._services):
            try:
                state = service.state()
                if state != self._seen[number]:
                    _prepare(service)
                    if self._with_lists:
                        _make_lists(service)
                    self._seen[number] = state
                    was_made = True
            except JudianError as error:  # each visitor gets it; it is looked at again
                log.debug("the lists of a new generation were not made: %s", error)
        return was_made

    def look_always(self) -> None:
        """Look every LOOKED seconds from now on, in a thread of its own."""

        def look() -> None:
            gc.set_threshold(*COLLECTED)
            while True:
                if self.look():
                    settle()
                time.sleep(LOOKED)

        threading.Thread(target=look, name="renewal", daemon=True).start()


def settle() -> None:
    """Move all objects of the process out of the garbage collector's sight, except cycles that
    nothing uses any more: those of the last generation are removed."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _prepare(service: Backend) -> None:
    service.search(SearchRequest(COMMON))
    service.search(SearchRequest(_LONG))
    service.complete(COMMON)
    service.complete(_BY_SOUND)
    service.read_titles()


def _make_lists(service: Backend) -> None:
    service.instruments(InstrumentRequest())
    service.authorities()
    service.figures(FigureRequest(""))
    service.figures(FigureRequest("", size=None))  # for files
