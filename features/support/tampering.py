"""What somebody with access to the database could do to the record behind hansard's back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from parse import with_pattern

from features.support import event_tampering
from features.support.storage import RawConnection, message_checksum, raw_connection, stored_texts
from features.support.world import World

_NAME = "[A-Z][a-z]+(?: in [A-Z][a-z]+)?"
_EDITS: dict[str, tuple[str, object]] = {
    "role": ("role", "system"),
    "text": ("content", '"Edited"'),
    "half of the text": ("content", '"message'),
    "tool calls": ("tool_calls_json", '[{"id":"a","name":"pay","arguments":{}}]'),
    "answered call": ("tool_call_id", "call"),
    "metadata": ("metadata_json", '{"k":2}'),
    "payload": ("payload_json", "2"),
    "time": ("timestamp", 0),
    "id": ("message_id", "edited"),
    "checksum": ("checksum", "0" * 64),
}
_OF = "session_id = ? AND sequence = ?"


def tamper(world: World, deed: str) -> None:
    """Do what a text says, in the words of `_DEEDS`."""
    for pattern, action in _DEEDS.items():
        found = re.fullmatch(pattern.format(name=_NAME), deed)
        if found:
            with raw_connection(world) as connection:
                action(world, connection, *found.groups())
            return
    raise AssertionError(f"nobody can do this: {deed}")


def _edit(world: World, connection: RawConnection, part: str, number: str, name: str) -> None:
    column, value = _EDITS[part]
    changed = f"UPDATE session_messages SET {column} = ? WHERE {_OF}"
    connection.run(changed, value, world.id_of(name), int(number))


def _delete(world: World, connection: RawConnection, number: str, name: str) -> None:
    deleted = f"DELETE FROM session_messages WHERE {_OF}"
    connection.run(deleted, world.id_of(name), int(number))


def _swap(world: World, connection: RawConnection, one: str, two: str, name: str) -> None:
    for before, after in ((one, "99999"), (two, one), ("99999", two)):
        _place(connection, world.id_of(name), int(before), world.id_of(name), int(after))


def _move(world: World, connection: RawConnection, number: str, name: str, other: str) -> None:
    last = stored_texts(world, world.id_of(other))[-1]["sequence"] or b""
    _place(connection, world.id_of(name), int(number), world.id_of(other), int(last) + 1)


def _place(
    connection: RawConnection, session_id: str, sequence: int, to_session: str, to_sequence: int
) -> None:
    moved = f"UPDATE session_messages SET session_id = ?, sequence = ? WHERE {_OF}"
    connection.run(moved, to_session, to_sequence, session_id, sequence)


def _add(world: World, connection: RawConnection, number: str, name: str) -> None:
    """Add a copy of a session's first message, with the checksum that its place asks for."""
    first = stored_texts(world, world.id_of(name))[0]
    row = first | {"sequence": number.encode(), "message_id": b"added"}
    row["checksum"] = message_checksum(row)
    values: list[Any] = [None if value is None else value.decode() for value in row.values()]
    columns, marks = ", ".join(row), ", ".join("?" for _ in row)
    if not connection.is_sqlite:
        numbers = ("sequence", "timestamp")
        marks = ", ".join("?::bigint" if column in numbers else "?" for column in row)
    connection.run(f"INSERT INTO session_messages ({columns}) VALUES ({marks})", *values)


def _count(world: World, connection: RawConnection, count: str, name: str) -> None:
    counted = "UPDATE sessions SET message_count = ? WHERE session_id = ?"
    connection.run(counted, int(count), world.id_of(name))


def _number(world: World, connection: RawConnection, number: str, name: str) -> None:
    numbered = (
        "UPDATE sessions SET next_sequence = ?, message_count = least(message_count, ?)"
        " WHERE session_id = ?"
    )
    if connection.is_sqlite:
        numbered = numbered.replace("least", "min")
    connection.run(numbered, int(number), int(number), world.id_of(name))


def _count_events(world: World, connection: RawConnection, name: str, count: str) -> None:
    counted = "UPDATE sessions SET event_count = ? WHERE session_id = ?"
    connection.run(counted, int(count), world.id_of(name))


def _count_pruned(world: World, connection: RawConnection, name: str, count: str) -> None:
    counted = "UPDATE sessions SET pruned_event_count = ? WHERE session_id = ?"
    connection.run(counted, int(count), world.id_of(name))


def _orphan(world: World, connection: RawConnection, name: str) -> None:
    """Delete a session's row alone; only SQLite lets a connection do so."""
    connection.run("PRAGMA foreign_keys = OFF")
    connection.run("DELETE FROM sessions WHERE session_id = ?", world.id_of(name))


def _garble(world: World, connection: RawConnection, name: str) -> None:
    garbled = "UPDATE sessions SET metadata_json = '{' WHERE session_id = ?"
    connection.run(garbled, world.id_of(name))


def _garble_message(world: World, connection: RawConnection, number: str, name: str) -> None:
    garbled = f"UPDATE session_messages SET metadata_json = '{{' WHERE {_OF}"
    connection.run(garbled, world.id_of(name), int(number))


_DEEDS: dict[str, Callable[..., None]] = {
    rf"edits the ({'|'.join(_EDITS)}) of message (\d+) of ({{name}})": _edit,
    r"deletes message (\d+) of ({name})": _delete,
    r"swaps messages (\d+) and (\d+) of ({name})": _swap,
    r"moves message (\d+) of ({name}) to ({name})": _move,
    r"adds message (\d+) to ({name})": _add,
    r"says that ({name}) holds (\d+)": lambda world, connection, name, count: _count(
        world, connection, count, name
    ),
    r"says that ({name}) goes on with (\d+)": lambda world, connection, name, number: _number(
        world, connection, number, name
    ),
    r"says that ({name}) has had (\d+) events": _count_events,
    r"says that ({name}) has lost (\d+) events?": _count_pruned,
    r"deletes ({name}) but not its messages": _orphan,
    r"garbles ({name})": _garble,
    r"garbles message (\d+) of ({name})": _garble_message,
    **event_tampering.DEEDS,
}


@with_pattern("|".join(re.sub(r"\((?!\?)", "(?:", p).format(name=_NAME) for p in _DEEDS))
def read_deed(text: str) -> str:
    """Read what somebody did."""
    return text
