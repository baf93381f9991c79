"""Events by themselves: made, read from objects and written as objects, and not stored.

A table of attribute and value names attributes with blanks for underscores; ``event``, ``run`` and
``session`` are ids.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import read_cell
from features.support.tables import read_pairs
from features.support.world import World
from hansard.domain.event import EVENT_CATEGORIES, Event, EventType
from hansard.domain.event_shapes import validate_structure

Making = Callable[[World, Table | None], None]

_IDS = {"event": "event_id", "run": "run_id", "session": "session_id"}


def _list_types(world: World, _table: Table | None) -> None:
    world.run(lambda: EVENT_CATEGORIES)


def _make(world: World, table: Table | None) -> None:
    given = _attributes(table)
    kind, session_id = given.pop("type", None), given.pop("session_id", None)
    world.attempt(world.store.session_store.new_event, kind, session_id, **given)


def _make_each(world: World, _table: Table | None) -> None:
    make = world.store.session_store.new_event
    world.run(lambda: [world.face.call(make, kind.value, "Alpha") for kind in EventType])


def _read(world: World, table: Table | None) -> None:
    world.run(lambda: Event.from_map(_attributes(table)))


def _write(world: World, table: Table | None) -> None:
    world.run(lambda: Event.from_map(_attributes(table)).to_map())


def _judge(world: World, table: Table | None) -> None:
    known = {"event_id": "first", "timestamp": world.clock.now()}
    event = Event(**known | _attributes(table))
    world.run(lambda: validate_structure(event))


def _attributes(table: Table | None) -> dict[str, Any]:
    cells = read_pairs(table) if table else {}
    return {_IDS.get(name, name.replace(" ", "_")): read_cell(cell) for name, cell in cells.items()}


_MAKINGS: dict[str, Making] = {
    "the types of events are listed": _list_types,
    "an event of each type is made": _make_each,
    "an event is made with": _make,
    "an event is read from": _read,
    "an event is written that has": _write,
    "the structure of an event is judged that has": _judge,
}


@with_pattern("|".join(_MAKINGS))
def read_making(text: str) -> Making:
    """Read how an event comes about."""
    return _MAKINGS[text]
