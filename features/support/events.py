"""Events that are appended: alone, together, by several callers, over a lost connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

import psycopg
from behave.model import Table
from parse import with_pattern

from features.support.records import read_events
from features.support.world import World
from hansard import Event, EventType

CALLER = "#"
"""Stands in an event's data for the number of the caller."""

_CALLERS = r" by (\d+) callers at the same time"
_ELSEWHERE = " by another store"
_LOST = ", and the answer is lost"

Call = Callable[[], Any]
Appending = Callable[[World, Call], None]


@with_pattern("this event is|these events are")
def read_together(text: str) -> bool:
    """Read whether a table has several events, appended together, or one alone."""
    return text == "these events are"


@with_pattern(rf"(?: by \d+ callers at the same time|{_ELSEWHERE}|{_LOST})?")
def read_way(text: str) -> str:
    """Read how events are appended: by several callers, elsewhere, or getting no answer."""
    return text


def append(world: World, table: Table, *, together: bool, way: str) -> None:
    """Append the events of a table in a certain way, as the attempt of the scenario."""
    events = read_events(world, table)
    store = world.open() if way == _ELSEWHERE else world.store_of(table[0]["session"])
    port = store.session_store
    method: Any = port.append_events if together else port.append_event_with_sequence
    given: Any = events if together else events[0]
    if callers := re.fullmatch(_CALLERS, way):
        calls = [partial(method, _said_by(given, number)) for number in range(int(callers[1]))]
        world.attempt_together(calls)
    elif way == _LOST:
        with _losing_an_answer(world):
            world.attempt(method, given)
    else:
        world.attempt(method, given)


def append_numbered(world: World, name: str, count: int) -> None:
    """Append so many events together, with the ids ``event 1``, ``event 2`` and so on."""
    now, session_id = world.clock.now(), world.id_of(name)
    events = [
        Event(f"event {number}", EventType.MESSAGE_SENT, session_id, now, data={"n": number})
        for number in range(1, count + 1)
    ]
    world.attempt(world.store_of(name).session_store.append_events, events)


def _said_by(given: Event | Sequence[Event], number: int) -> Any:
    if isinstance(given, Event):
        said = {key: number if value == CALLER else value for key, value in given.data.items()}
        return replace(given, data=said)
    return [_said_by(event, number) for event in given]


def _losing_an_answer(world: World) -> Any:
    """Let the connection be lost once, when a transaction was committed and nobody knows it."""
    dialect: Any = world.store.backend.dialect  # type: ignore[attr-defined]
    commit, lost = dialect.commit, list[object]()

    def commit_and_lose(link: Any, mode: Any) -> None:
        commit(link, mode)
        if mode.writes and not lost:
            lost.append(mode)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    return patch.object(dialect, "commit", commit_and_lose)
