"""Tables of runs and events: a heading is an attribute's name, with blanks for underscores.

``run`` and ``event`` are the record's own id, ``session`` is a session's name, a time is a time of
day or ``40 days ago``; other cells are read as `features.support.answers` says. An empty cell says
nothing. An event is of session Alpha where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from behave.model import Table

from features.support.answers import read_cell, read_moment
from features.support.world import World
from hansard.domain.event import Event, EventType
from hansard.domain.run import Run, RunStatus

_TIMES = {"started_at", "ended_at", "timestamp"}
_OWN = {"run": "run_id", "event": "event_id"}


def read_runs(world: World, table: Table) -> list[Run]:
    """Give the runs of a table; pending and begun now where it does not say otherwise."""
    return [_run(world, row.as_dict()) for row in table]


def read_events(world: World, table: Table) -> list[Event]:
    """Give the events of a table; happening now, with a new id, where it does not say otherwise."""
    return [_event(world, row.as_dict()) for row in table]


def store_runs(world: World, table: Table) -> None:
    """Store the runs of a table."""
    for run in read_runs(world, table):
        world.call(world.store_of(_session(table, run)).session_store.save_run, run)


def store_events(world: World, table: Table) -> None:
    """Store the events of a table, in its order, in the namespace of its first session."""
    store = world.store_of(table.rows[0]["session"]).session_store
    world.call(store.append_events, read_events(world, table))


def _session(table: Table, run: Run) -> str:
    row = next(row for row in table if row["run"] == run.run_id)
    return str(row["session"])


def _run(world: World, cells: Mapping[str, str]) -> Run:
    given = _attributes(world, cells, "run")
    status = RunStatus(given.pop("status", "pending"))
    return Run(**{"started_at": world.clock.now(), **given}, status=status)


def _event(world: World, cells: Mapping[str, str]) -> Event:
    given = _attributes(world, cells, "event")
    kind = given.pop("type")
    known = EventType(kind) if kind in set(EventType) else kind
    given.setdefault("event_id", world.new_id("event"))
    given.setdefault("session_id", world.id_of("Alpha"))
    return Event(**{"timestamp": world.clock.now(), **given}, type=known)


def _attributes(world: World, cells: Mapping[str, str], kind: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for heading, cell in cells.items():
        name = heading.replace(" ", "_")
        if cell == "":
            continue
        if name == "session":
            given["session_id"] = world.id_of(cell)
        elif name in _OWN:
            given[_OWN[name]] = cell
        elif name in _TIMES:
            given[name] = read_moment(cell, world.clock.now())
        else:
            given[name] = read_cell(cell)
    if kind == "run":
        given.setdefault("run_id", world.new_id("run"))
    return given
