"""Faults of the program, put into it for one scenario, to see that they do not stay hidden."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from features.support.place import place_of
from features.support.world import World
from hansard.application.services import MaintenanceService, PersistentSessionService
from hansard.domain.message import NewMessage
from hansard.interfaces.cli import demo_child, demo_run
from hansard.interfaces.cli.demo_child import Testimony
from hansard.interfaces.cli.settings import Settings

Undo = Callable[[], Any]


def put_in(world: World, fault: str) -> Undo:
    """Put a fault into the program; give the way to take it out again."""
    change = _FAULTS[fault](world)
    change.start()
    return change.stop


def _not_opened(_world: World) -> Any:
    def fail(settings: Settings) -> None:
        raise ZeroDivisionError(settings.known_url)

    return patch.object(Settings, "open_store", fail)


def _overtaken(world: World) -> Any:
    """Let somebody else make the file between its flush and its naming."""
    flush, folder = os.fsync, place_of(world).folder

    def flush_and_lose(descriptor: int) -> None:
        flush(descriptor)
        (folder / "alpha.json").write_text("Mine.\n")

    return patch("hansard.interfaces.cli.files.os.fsync", flush_and_lose)


def _writer_that(change: Callable[[Testimony], Testimony]) -> Callable[[World], Any]:
    """Let the demonstration see something else of its writer."""
    record = demo_run.record_and_kill

    def changed(url: str, database: Path) -> Testimony:
        return change(record(url, database))

    return lambda _: patch.object(demo_run, "record_and_kill", changed)


def _second_writer_elsewhere(_world: World) -> Any:
    """Let the second writer find a database that nobody holds."""
    try_to_write = demo_child._try_to_write

    def elsewhere(database: Path) -> str | None:
        return try_to_write(database.with_name("elsewhere.db"))

    return patch.object(demo_child, "_try_to_write", elsewhere)


def _without_rights(_world: World) -> Any:
    return patch("hansard.interfaces.cli.host_checks.os.access", return_value=False)


def _interrupted(_world: World) -> Any:
    return patch.object(MaintenanceService, "_scrub", side_effect=KeyboardInterrupt)


def _record_after(*statements: str) -> Callable[[World], Any]:
    """Let something happen to the record after the writer was killed."""
    record = demo_run.record_and_kill

    def changed(url: str, database: Path) -> Testimony:
        testimony = record(url, database)
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        return testimony

    return lambda _: patch.object(demo_run, "record_and_kill", changed)


def _keys_ignored(_world: World) -> Any:
    append = demo_run.append

    def forgetful(store: Any, message: NewMessage) -> Any:
        return append(store, replace(message, message_id=None))

    return patch.object(demo_run, "append", forgetful)


def _import_that_loses(_world: World) -> Any:
    store = PersistentSessionService.import_session

    def losing(self: PersistentSessionService, document: Any) -> Any:
        session = store(self, document)
        self.remove_latest(session.session_id)
        return session

    return patch.object(PersistentSessionService, "import_session", losing)


_FAULTS: dict[str, Callable[[World], Any]] = {
    "it divides by its URL": _not_opened,
    "a file of that name appears while it writes": _overtaken,
    "it runs as somebody who may not write here": _without_rights,
    "it is interrupted before it overwrites what it removed": _interrupted,
    "the writer is let out before it has written": _writer_that(
        lambda seen: replace(seen, statements=["BEGIN"])
    ),
    "the writer ends on its own": _writer_that(lambda seen: replace(seen, exit_status=0)),
    "a second writer is let in": _second_writer_elsewhere,
    "the writer says nothing": _writer_that(lambda seen: Testimony(seen.process)),
    "an acknowledged message is lost": _record_after(
        "DELETE FROM session_messages WHERE sequence = 2",
        "UPDATE sessions SET message_count = 2, next_sequence = 2",
    ),
    "an acknowledged message is changed": _record_after(
        "UPDATE session_messages SET content = '\"Hello\"' WHERE sequence = 1"
    ),
    "messages change their places": _record_after(
        "UPDATE session_messages SET sequence = 9 WHERE sequence = 1",
        "UPDATE session_messages SET sequence = 1 WHERE sequence = 2",
        "UPDATE session_messages SET sequence = 2 WHERE sequence = 9",
    ),
    "the counter is wrong": _record_after(
        "UPDATE sessions SET message_count = 4, next_sequence = 4"
    ),
    "an append that is repeated adds a message": _keys_ignored,
    "an import loses a message": _import_that_loses,
}
