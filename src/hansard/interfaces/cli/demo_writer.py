"""The process that the demonstration kills: ``python -m hansard.interfaces.cli.demo_writer URL``.

It records a conversation and prints one line of JSON for each append that was acknowledged. Its
last append stops between the INSERT and the COMMIT: SQLite calls a trace function with each
statement before it runs, and this one, when it is called with COMMIT, tells the parent so and
waits. The append itself is the library's own, unchanged.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hansard.domain.message import NewMessage
from hansard.interfaces.cli.demo_conversation import (
    ACTOR,
    INTERRUPTED,
    RECORDED,
    SESSION_ID,
    append,
)

if TYPE_CHECKING:
    from hansard.store import Hansard

Say = Callable[[dict[str, Any]], None]


class Interruption:
    """Watches the statements of a process and stops it before it commits an INSERT."""

    def __init__(self, stop: Callable[[list[str]], None]) -> None:
        self._stop = stop
        self._transaction: list[str] = []
        self._is_armed = False

    def arm(self) -> None:
        """Stop at the next commit of an INSERT."""
        self._is_armed = True

    def attach(self, connection: sqlite3.Connection, _record: object) -> None:
        """Watch a new connection."""
        connection.set_trace_callback(self.see)

    def see(self, statement: str) -> None:
        """Take note of a statement that is about to run."""
        verb = statement.split(None, 1)[0].upper()
        if verb == "BEGIN":
            self._transaction = []
        if self._is_armed and verb == "COMMIT" and "INSERT" in self._transaction:
            self._stop([*self._transaction, verb])
        self._transaction.append(verb)


def record(store: Hansard, interruption: Interruption, say: Say) -> None:
    """Record the conversation up to the message that will be interrupted, and that message."""
    session = store.sessions.create(ACTOR, session_id=SESSION_ID)
    say({"session_id": session.session_id})
    for message in RECORDED:
        _append(store, message, say)
    interruption.arm()
    _append(store, INTERRUPTED, say)


def main(url: str) -> None:
    """Record on a database until the parent kills this process."""
    from sqlalchemy import Engine, event

    import hansard

    interruption = Interruption(_announce_and_wait)
    event.listen(Engine, "connect", interruption.attach)
    with hansard.open(url) as store:
        record(store, interruption, _say)


def _append(store: Hansard, message: NewMessage, say: Say) -> None:
    stored = append(store, message)
    say({"acknowledged": stored.sequence, "message_id": stored.message_id})


def _announce_and_wait(statements: list[str]) -> None:
    """Tell the parent how far this process came, and wait for the end of either of them."""
    _say({"stopped_before": statements[-1], "statements": statements[:-1]})
    sys.stdin.read()
    os._exit(1)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
