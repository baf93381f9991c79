"""Ingestion: raw events as agents emit them, what the log says of them, and the audit trail.

A column of a table of raw events is a key of the event, with blanks for underscores; an empty cell
leaves it out. ``run``, ``provider``, ``correlation id`` and ``session`` are no part of the event
but surround it. A timestamp is a time of day; ``09:00:00 somewhere`` has no time zone. Data may be
one of the values that have a name, as its content.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from behave.model import Row, Table
from parse import with_pattern

from features.support.answers import read_cell, read_moment
from features.support.redactions import content_of, policy_of, read_texts, redact_by
from features.support.tables import read_pairs
from features.support.values import VALUES
from features.support.world import World
from hansard.domain.run import Run

Setting = Callable[[World, Table | None], None]
Recording = Callable[[World, str, Table | None], None]

_LOGGER = logging.getLogger("hansard.events")
_VALUES = VALUES | {"a list of the same lists, ten levels deep": lambda: _repeated(10)}
_AROUND = {"run": "run_id", "provider": "provider", "correlation_id": "correlation_id"}


# --- how the store is set up ---------------------------------------------------------------------


def _switch_off(world: World, _table: Table | None) -> None:
    world.call(world.store.events.set_auditing, enabled=False)


_SETTINGS: dict[str, Setting] = {
    "secrets are redacted with": redact_by,
    "secrets are redacted": redact_by,
    "the audit trail is switched off": _switch_off,
}


@with_pattern("|".join(_SETTINGS))
def read_setting(text: str) -> Setting:
    """Read how the store is set up."""
    return _SETTINGS[text]


# --- raw events ----------------------------------------------------------------------------------


def _record_one(world: World, name: str, table: Table | None) -> None:
    record = world.store_of(name).events.record
    (row,) = _rows(table)
    _attempt(world, record, _raw(world, row), **_around(world, row, name))


def _record_many(world: World, name: str, table: Table | None) -> None:
    rows, record = _rows(table), world.store_of(name).events.record_many
    around = _around(world, rows[0] if rows else {}, name)
    _attempt(world, record, [_raw(world, row) for row in rows], **around)


def _record_each(world: World, name: str, table: Table | None) -> None:
    record = world.store_of(name).events.record
    rows = _rows(table)
    world.attempt_each(
        [partial(record, _raw(world, row), **_around(world, row, name)) for row in rows]
    )


def _record_values(world: World, name: str, table: Table | None) -> None:
    record, session_id = world.store_of(name).events.record, world.id_of(name)
    values: list[Any] = [read_cell(row["value"]) for row in _rows(table)]
    world.attempt_each([partial(record, value, session_id) for value in values])


def _record_texts(world: World, name: str, table: Table | None) -> None:
    raws = [
        {"type": "message_received", "data": {"role": "user", "content": content_of(text)}}
        for text in read_texts(world, _rows(table))
    ]
    _attempt(world, world.store_of(name).events.record_many, raws, **_around(world, {}, name))


_RECORDINGS: dict[str, Recording] = {
    "this event is": _record_one,
    "this event was": _record_one,
    "these events are": _record_many,
    "these events were": _record_many,
    "no events are": _record_many,
    "each of these events is": _record_each,
    "each of these is": _record_values,
    "these texts are": _record_texts,
}


@with_pattern("|".join(_RECORDINGS))
def read_recording(text: str) -> Recording:
    """Read what is recorded, one at a time or all together."""
    return _RECORDINGS[text]


def _rows(table: Table | None) -> list[Mapping[str, str]]:
    rows: list[Row] = list(table or ())
    return [row.as_dict() for row in rows]


def _raw(world: World, row: Mapping[str, str]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for heading, cell in row.items():
        name = heading.replace(" ", "_")
        if cell == "" or name in _AROUND or name == "session":
            continue
        key = "event_id" if name == "event" else name
        if name == "timestamp":
            raw[key] = _timestamp(world, cell)
        elif name == "data" and cell in _VALUES:
            raw[key] = {"content": _VALUES[cell]()}
        else:
            raw[key] = read_cell(cell)
    return raw


def _repeated(levels: int) -> list[Any]:
    return [_repeated(levels - 1)] * 10 if levels else []


def _timestamp(world: World, cell: str) -> Any:
    if cell.startswith('"'):
        return read_cell(cell)
    moment = read_moment(cell.partition(" ")[0], world.clock.now())
    return moment.replace(tzinfo=None) if cell.endswith("somewhere") else moment


def _around(world: World, row: Mapping[str, str], name: str) -> dict[str, Any]:
    given = {heading.replace(" ", "_"): cell for heading, cell in row.items() if cell}
    session = given.get("session", name)
    return {
        "session_id": None if session == "none" else world.id_of(session),
        "redaction": policy_of(world),
        **{argument: given[name] for name, argument in _AROUND.items() if name in given},
    }


# --- the log -------------------------------------------------------------------------------------


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    listener, level = _Listener(), _LOGGER.level
    _LOGGER.addHandler(listener)
    _LOGGER.setLevel(logging.DEBUG)
    try:
        yield listener.heard
    finally:
        _LOGGER.removeHandler(listener)
        _LOGGER.setLevel(level)


def _attempt(world: World, method: Callable[..., Any], *args: Any, **options: Any) -> None:
    """Call a method as `World.attempt` does, and keep what the log says meanwhile."""

    def action() -> Any:
        with _listening() as world.kept["log"]:
            return world.face.call(method, *args, **options)

    world.run(action)


def check_log(world: World, table: Table) -> None:
    """Check what the log says, in order, by the columns level, outcome and says."""
    told = [
        {
            "level": record.levelname.lower(),
            "outcome": vars(record)["outcome"],
            "says": _named(world, record.getMessage()),
        }
        for record in world.kept["log"]
    ]
    found = [{heading: each[heading] for heading in table.headings} for each in told]
    wanted = _rows(table)
    assert found == wanted, f"the log says {found}, not {wanted}"


def _named(world: World, said: str) -> str:
    ids = world.names
    return re.sub(r"'([^']*)'", lambda match: ids.get(match[1], match[0]), said)


# --- the audit trail -----------------------------------------------------------------------------


def note(world: World, table: Table) -> None:
    """Have entries written, each a second after the one before: entry, run or session, data."""
    rows = _rows(table)

    def action() -> list[Any]:
        return [_note(world, row, place) for place, row in enumerate(rows)]

    world.run(action)


def _note(world: World, row: Mapping[str, str], place: int) -> Any:
    if place:
        world.clock.advance(1)
    store, subject = world.store, _subject(world, row)
    data = read_cell(row["data"]) if row.get("data") else None
    return world.face.call(
        store.events.audit, row["entry"], subject, data, redaction=policy_of(world)
    )


def _subject(world: World, row: Mapping[str, str]) -> Run | str:
    if row.get("run"):
        return world.face.call(world.store.session_store.get_run, row["run"])
    return world.id_of(row["session"])


def read_trail(world: World, name: str, table: Table | None) -> None:
    """Read the audit trail of a session: by run, type, or since a time of day."""
    given: dict[str, Any] = read_pairs(table) if table else {}
    if "since" in given:
        given["since"] = read_moment(given["since"], world.clock.now())
    options = {_AROUND.get(key, key): value for key, value in given.items()}
    world.attempt(world.store_of(name).events.audit_log, world.id_of(name), **options)
