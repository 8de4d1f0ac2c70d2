"""Lists made of briefs are those that the passages give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.memory import MemoryEngine
from judian.engines.whoosh.engine import WhooshEngine
from judian.search.requests.values import FIGURE_SORTS, FigureRequest
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.engine import Engine
    from judian.search.replies.listings import AuthoritiesReply, FigureReply

QUERIES = ("", "船舶", "金額", "公約", "商港法", "112年 件數", "沒有這個詞")
ALL = (0, 1_000)


class NoBriefs(MemoryEngine):
    """An engine that keeps no briefs, as an index that was written before there were any."""

    def finish(self, state: object) -> None:
        kept = state and replace(
            state,  # type: ignore[type-var]
            passages={i: replace(e, brief=None) for i, e in state.passages.items()},  # type: ignore[attr-defined]
        )
        super().finish(kept)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Service]]:
    """Over engines without briefs, with briefs as they are, and stored."""
    folder = tmp_path_factory.mktemp("briefs")
    engines: list[Engine] = [NoBriefs(), MemoryEngine(), WhooshEngine(folder, identity())]
    opened = []
    for engine in engines:
        run(engine, folder, [REPORTS], Options())
        opened.append(Service(engine))
    yield opened
    for service in opened:
        service.close()


def figures(service: Service, text: str, sort: str, size: int | None) -> FigureReply:
    return service.figures(FigureRequest(text, sort=sort, size=size))


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("sort", FIGURE_SORTS)
def test_figures_are_those_of_the_passages(services: list[Service], text: str, sort: str) -> None:
    for size in (3, None):
        first, *others = (_rows(figures(service, text, sort, size)) for service in services)
        for other in others:
            assert other == first


def _rows(reply: FigureReply) -> list[object]:
    """What a reply says, without the records of documents, which tell when they were read."""

    def row(one: object) -> object:
        return one.figure, one.passage, one.document.id, one.cell  # type: ignore[attr-defined]

    return [
        reply.total, reply.passages, reply.documents, reply.cut, reply.facets,
        [row(one) for one in reply.rows],
        [(s.measure, s.axis, s.period, [(p.label, p.value, row(p.row)) for p in s.points])
         for s in reply.series],
        [(c.measure, c.period, [row(one) for one in c.rows]) for c in reply.conflicts],
    ]  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_authorities_are_those_of_the_passages(services: list[Service], text: str) -> None:
    first, *others = (_cited(service.authorities(text, shown=ALL)) for service in services)
    for other in others:
        assert other == first


def _cited(reply: AuthoritiesReply) -> list[object]:
    assert [one.item for one in reply.shown] == [one.item for one in reply.authorities]
    return [
        (one.item, [(c.article, [(p.mention, p.passage, p.document.id) for p in c.places])
                    for c in one.cited])
        for one in reply.shown
    ]  # fmt: skip


def test_only_the_authorities_shown_have_their_passages(services: list[Service]) -> None:
    service = services[1]
    whole = service.authorities("")
    assert whole.shown == ()
    assert len(whole.authorities) > 1
    (second,) = service.authorities("", shown=(1, 2)).shown
    assert second.item == whole.authorities[1].item
    for place in (place for cited in second.cited for place in cited.places):
        assert place.passage.text[place.mention.start : place.mention.end] == place.mention.text
    assert service.authorities("", shown=(999, 1_000)).shown == ()
