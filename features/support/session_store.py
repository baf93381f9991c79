"""The store port: sessions and runs, stored as they are given, alone or with events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from behave.model import Table

from features.support.answers import read_cell, read_moment
from features.support.records import read_runs
from features.support.tables import read_pairs
from features.support.world import World
from hansard import Event, EventType, Hansard, Run, RunStatus, Session


def save_session(world: World, name: str, table: Table | None) -> None:
    """Save a session as the attempt of the scenario: a new one, or a changed copy of the stored.

    Args:
        table: property and value, none where the copy is the same.
    """
    given = _read_attributes(world, table)
    port, session_id = world.store_of(name).session_store, world.id_of(name)
    stored: list[Session] = world.call(port.list_sessions)
    found = [session for session in stored if session.session_id == session_id]
    session = found[0] if found else world.call(port.new_session, "agent", session_id=session_id)
    world.remember(name, session_id)
    world.attempt(port.save_session, replace(session, **given))


def _read_attributes(world: World, table: Table | None) -> dict[str, Any]:
    pairs = read_pairs(table) if table else {}
    return {
        name.replace(" ", "_"): read_moment(cell, world.clock.now())
        if name.endswith(" at") and cell != "none"
        else read_cell(cell)
        for name, cell in pairs.items()
    }


def save_run(world: World, table: Table) -> None:
    """Save the run of a table as the attempt of the scenario."""
    (run,) = read_runs(world, table)
    world.attempt(world.store_of(table[0]["session"]).session_store.save_run, run)


def delete_session(world: World, name: str, anew: int | None = None) -> None:
    """Delete a session through the store port as the attempt of the scenario.

    Args:
        anew: events of another one that gets its id at once; None where none does.
    """
    port, session_id = world.store_of(name).session_store, world.id_of(name)
    world.attempt(port.delete_session, session_id)
    if anew is not None:
        session = world.call(port.new_session, "agent", session_id=session_id)
        world.call(port.save_session, session)
        kind = EventType.SESSION_CREATED
        events = [world.call(port.new_event, kind, session_id) for _ in range(anew)]
        world.call(port.append_events, events)


def flush(world: World, name: str, table: Table) -> None:
    """Save a session, a run and events together, as the attempt of the scenario.

    Args:
        table: ``session``, ``run``, ``events`` and ``provider metadata`` with JSON: what differs
            from the stored session, from a new run of it, from new events of it. In place of an
            event any other value may stand.
    """
    given = _read_attributes(world, table)
    store, session_id = world.store_of(name), world.id_of(name)
    session = world.call(store.session_store.get_session, session_id)
    changed = replace(session, **given.pop("session", {}))
    run = _run(world, store, session_id, given.pop("run", {}))
    events = [_event(world, store, session_id, event) for event in given.pop("events", [])]
    world.attempt(store.session_store.flush, changed, run, events, **given)


def _run(world: World, store: Hansard, session_id: str, given: Mapping[str, Any]) -> Run:
    run = world.call(store.session_store.new_run, session_id)
    changes = _named(world, given)
    status = RunStatus(changes.pop("status", "pending"))
    return replace(run, **changes, status=status)


def _event(world: World, store: Hansard, session_id: str, given: Any) -> Event:
    if not isinstance(given, Mapping):
        wrong: Event = given
        return wrong
    changes = _named(world, given)
    event = world.call(store.session_store.new_event, EventType.RUN_COMPLETED, session_id)
    return replace(event, **changes)


def _named(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give attributes by their names; ``session`` is a session's name."""
    names = {"session": "session_id", "run": "run_id", "event": "event_id"}
    changes = {names.get(name, name): value for name, value in given.items()}
    if "session_id" in changes:
        changes["session_id"] = world.id_of(changes["session_id"])
    return changes
