"""Event streams: events that are pushed, and what a stream is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from behave.model import Table
from parse import with_pattern

from features.support.answers import check_paths, read_cell
from features.support.tables import read_pairs
from features.support.world import World
from hansard.domain.event import Event, EventType
from hansard.domain.event_stream import EventStream

_REQUESTS: dict[str, Callable[[EventStream, str], Any]] = {
    r"list its events": lambda stream, _: stream.get_events(),
    r"list what is not read": lambda stream, _: stream.get_events(from_cursor=True),
    r"list (\d+) of its events": lambda stream, n: stream.get_events(limit=int(n)),
    r'list its events of type "(\w+(?: or \w+)*)"': lambda stream, kinds: stream.get_events(
        type=kinds if " or " not in kinds else kinds.split(" or ")
    ),
    r"show the next (\d+)": lambda stream, n: stream.peek(int(n)),
    r"give the next (\d+)": lambda stream, n: stream.take(int(n)),
    r"go over what is not read": lambda stream, _: list(stream),
    r"move its cursor to (-?\d+)": lambda stream, n: stream.advance_cursor(int(n)),
    r"close": lambda stream, _: stream.close(),
}


@with_pattern("|".join(re.sub(r"\((?!\?)", "(?:", pattern) for pattern in _REQUESTS))
def read_request(text: str) -> Callable[[EventStream], Any]:
    """Read what a stream is asked for."""
    for pattern, call in _REQUESTS.items():
        if found := re.fullmatch(pattern, text):
            return lambda stream: call(stream, *found.groups() or ("",))
    raise AssertionError(text)


@with_pattern("|, all or none")
def read_batch(text: str) -> bool:
    """Read whether events come together."""
    return bool(text)


def open_stream(world: World, table: Table | None) -> None:
    """Open a stream of the run First of session Alpha, or as a table says."""
    given = {"session": "Alpha", "run": "First"} | (read_pairs(table) if table else {})
    size = {"buffer_size": read_cell(given["keeps"])} if "keeps" in given else {}

    def action() -> None:
        session_id, run_id = read_cell(given["session"]), read_cell(given["run"])
        world.kept["stream"] = EventStream(session_id, run_id, **size)

    world.run(action)


def push(world: World, table: Table, *, together: bool) -> None:
    """Push the events of a table, one by one or together."""
    stream: EventStream = world.kept["stream"]
    events = [_event(world, row.as_dict()) for row in table]
    if together:
        ask(world, lambda _: stream.push_batch(events))
    else:
        ask(world, lambda _: [stream.push(event) for event in events])


def ask(world: World, request: Callable[[EventStream], Any]) -> None:
    """Ask the stream for something, as the attempt of the scenario."""
    world.run(lambda: request(world.kept["stream"]))


def check(world: World, table: Table) -> None:
    """Check what the stream has, and what it has just given, by their sequences."""
    stream: EventStream = world.kept["stream"]
    found = {
        "session": stream.session_id,
        "run": stream.run_id,
        "keeps": stream.buffer_size,
        "events": _sequences(stream.get_events()),
        "types": [event.type.value for event in stream.get_events()],
        "given": _sequences(world.answer) if "given" in read_pairs(table) else None,
        "count": stream.count,
        "unread": stream.remaining,
        "cursor": stream.cursor,
        "closed": stream.closed,
    }
    check_paths(table, found, {})


def _sequences(events: list[Event]) -> list[int | None]:
    return [event.sequence for event in events]


def _event(world: World, cells: dict[str, str]) -> Any:
    if cells.get("type") == "none":
        return None
    return Event(
        event_id=world.new_id("event"),
        type=EventType(cells.get("type") or "message_streamed"),
        session_id=cells.get("session") or "Alpha",
        timestamp=world.clock.now(),
        sequence=read_cell(cells.get("sequence", "")),
        run_id=cells.get("run") or "First",
    )
