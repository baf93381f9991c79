"""What somebody with access to the database could do to the events of a session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from features.support.storage import RawConnection
from features.support.world import World

_EDITS: dict[str, tuple[str, object]] = {
    "type": ("type", "run_failed"),
    "data": ("data_json", '{"n":7}'),
    "metadata": ("metadata_json", '{"k":2}'),
    "run": ("run_id", "edited"),
    "provider": ("provider", "edited"),
    "correlation id": ("correlation_id", "edited"),
    "schema version": ("schema_version", 7),
    "time": ("timestamp", 0),
    "id": ("event_id", "edited"),
    "checksum": ("checksum", "0" * 64),
}
_OF = "session_id = ? AND sequence = ?"
_COLUMNS = (
    "namespace session_id sequence event_id type timestamp run_id data_json metadata_json"
    " schema_version provider correlation_id"
).split()


def _edit(world: World, connection: RawConnection, part: str, number: str, name: str) -> None:
    column, value = _EDITS[part]
    changed = f"UPDATE events SET {column} = ? WHERE {_OF}"
    connection.run(changed, value, world.id_of(name), int(number))


def _delete(world: World, connection: RawConnection, number: str, name: str) -> None:
    connection.run(f"DELETE FROM events WHERE {_OF}", world.id_of(name), int(number))


def _move(world: World, connection: RawConnection, number: str, name: str, other: str) -> None:
    """Put an event behind the last one of another session."""
    last = "SELECT max(sequence) FROM events WHERE session_id = ?"
    ((sequence,),) = connection.run(last, world.id_of(other))
    moved = f"UPDATE events SET session_id = ?, sequence = ? WHERE {_OF}"
    connection.run(moved, world.id_of(other), sequence + 1, world.id_of(name), int(number))


def _swap(world: World, connection: RawConnection, one: str, two: str, name: str) -> None:
    placed = f"UPDATE events SET sequence = ? WHERE {_OF}"
    for before, after in ((one, "99999"), (two, one), ("99999", two)):
        connection.run(placed, int(after), world.id_of(name), int(before))


def _add(world: World, connection: RawConnection, number: str, name: str) -> None:
    """Add a copy of a session's first event, with the checksum that its place asks for."""
    columns = ", ".join(_COLUMNS)
    first = f"SELECT {columns} FROM events WHERE session_id = ? ORDER BY sequence LIMIT 1"
    (row,) = connection.run(first, world.id_of(name))
    values = dict(zip(_COLUMNS, row, strict=True)) | {"sequence": int(number), "event_id": "added"}
    marks = ", ".join("?" for _ in range(len(values) + 1))
    added = f"INSERT INTO events ({columns}, checksum) VALUES ({marks})"
    connection.run(added, *values.values(), _checksum(values))


def _checksum(row: dict[str, object]) -> str:
    """Give the SHA-256 that an event should have, over the lines that the reference names."""
    lines = ["event 1", *("" if value is None else str(value) for value in row.values())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _garble(world: World, connection: RawConnection, number: str, name: str) -> None:
    garbled = f"UPDATE events SET data_json = '{{' WHERE {_OF}"
    connection.run(garbled, world.id_of(name), int(number))


DEEDS: dict[str, Callable[..., None]] = {
    rf"edits the ({'|'.join(_EDITS)}) of event (\d+) of ({{name}})": _edit,
    r"deletes event (\d+) of ({name})": _delete,
    r"swaps events (\d+) and (\d+) of ({name})": _swap,
    r"moves event (\d+) of ({name}) to ({name})": _move,
    r"adds event (\d+) to ({name})": _add,
    r"garbles event (\d+) of ({name})": _garble,
}
