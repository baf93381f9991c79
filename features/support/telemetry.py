"""Tracing a scenario, and the spans that come of it.

A table of spans has the columns ``span`` (its name), ``below`` (the name of the span that it is
part of), ``kind`` and ``status``; every other heading is the name of an attribute. ``attributes``
are the names of all of them, ``told`` is what a span says besides: events, words of its status.
"""

from __future__ import annotations

from collections.abc import Callable

from behave.model import Table
from parse import with_pattern

from features.support.answers import read_cell
from features.support.world import World


@with_pattern("(?:, (?:within a request|with an exporter that is broken|but no spans of agents))?")
def read_way(text: str) -> str:
    """Read how somebody traces."""
    return text


def begin(way: str) -> Callable[[], None]:
    """Begin to trace; give what ends it."""
    from features.support import spans

    return spans.begin(way)


def own_span(name: str) -> None:
    """Make a span as a runner may make it."""
    from opentelemetry import trace

    trace.get_tracer("runner").start_span(name).end()


def check(world: World, table: Table) -> None:
    """Check the spans that have ended, in the order in which they began."""
    from features.support import spans

    world.settle()
    found = spans.finished(table.headings, world.names)
    wanted = [{heading: read_cell(row[heading]) for heading in table.headings} for row in table]
    assert found == wanted, f"the spans are {found}, not {wanted}"
