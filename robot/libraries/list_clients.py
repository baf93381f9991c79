"""Clients of one list: hansard's, and clients that break a promise on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from hansard import Hansard
from libraries.databases import database_of

LIST = "list"
FALSE_ACKNOWLEDGEMENTS = 100
"""One of so many appends is acknowledged and not made."""

STALE_READS = 5
"""One read of so many is fresh; the others are answered from it."""


class ListClient(Protocol):
    """What a client can do with the list."""

    def append(self, value: str, expected: int | None = None) -> int:
        """Append a value and give its position.

        Raises:
            StaleSessionError: the list is not as long as expected.
        """

    def read(self) -> tuple[str, ...]:
        """Read the whole list."""


class StoreClient:
    """The list as a session of hansard."""

    def __init__(self, store: Hansard) -> None:
        self._sessions = store.sessions

    def append(self, value: str, expected: int | None = None) -> int:
        return self._sessions.append_message(
            LIST, "user", value, expected_sequence=expected
        ).sequence

    def read(self) -> tuple[str, ...]:
        return tuple(message.content for message in self._sessions.messages(LIST))


class FalseAcknowledger(StoreClient):
    """Acknowledges some appends that it does not make."""

    def __init__(self, store: Hansard) -> None:
        super().__init__(store)
        self._count = 0

    def append(self, value: str, expected: int | None = None) -> int:
        self._count += 1
        if self._count % FALSE_ACKNOWLEDGEMENTS == FALSE_ACKNOWLEDGEMENTS // 2:
            return len(self.read())
        return super().append(value, expected)


class LocklessWriter(StoreClient):
    """Reads the counter in one transaction and writes the message in another."""

    def __init__(self, store: Hansard) -> None:
        super().__init__(store)
        self._engine = create_engine(database_of(store).url, poolclass=NullPool)

    def append(self, value: str, expected: int | None = None) -> int:
        del expected
        with self._engine.connect() as connection:
            position: int = connection.execute(
                text("SELECT next_sequence FROM sessions WHERE session_id = :list"), {"list": LIST}
            ).scalar_one()
        with self._engine.begin() as connection:
            connection.execute(
                text(
                    "UPDATE sessions SET next_sequence = :next, message_count = :next"
                    " WHERE session_id = :list"
                ),
                {"next": position + 1, "list": LIST},
            )
            connection.execute(
                text(
                    "INSERT INTO session_messages (session_id, namespace, sequence, message_id,"
                    " role, content, timestamp, checksum) VALUES (:list, 'local', :position,"
                    " :value, 'user', :content, 0, '') ON CONFLICT DO NOTHING"
                ),
                {
                    "list": LIST,
                    "position": position,
                    "value": value,
                    "content": json.dumps(value),
                },
            )
        return position


class StaleReader(StoreClient):
    """Answers most reads from an earlier one."""

    def __init__(self, store: Hansard) -> None:
        super().__init__(store)
        self._count = 0
        self._cached: tuple[str, ...] = ()

    def read(self) -> tuple[str, ...]:
        if self._count % STALE_READS == 0:
            self._cached = super().read()
        self._count += 1
        return self._cached


CLIENTS: dict[str, Callable[[Hansard], ListClient]] = {
    "hansard": StoreClient,
    "false acknowledgements": FalseAcknowledger,
    "counter without a lock": LocklessWriter,
    "stale reads": StaleReader,
}
