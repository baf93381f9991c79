"""The collection of messages: appending, ordering and reading back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from hansard.application.ports import Examined
from hansard.domain.errors import (
    DuplicateKeyError,
    SessionClosedError,
    SessionNotFoundError,
    StaleSessionError,
)
from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.session import DEFAULT_NAMESPACE, SessionStatus
from hansard.infrastructure.database.appending import MESSAGE
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.compiling import chunks_of_keys
from hansard.infrastructure.database.fork_statements import ForkStatements
from hansard.infrastructure.database.mapping import (
    MESSAGE_COLUMNS,
    WRITTEN_COLUMNS,
    Row,
    examine_record,
    message_from_row,
    message_to_row,
    name_message,
    read_rows,
    to_microseconds,
)
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.statements import build_messages_by_key

_TEXTS = tuple(
    MESSAGE_COLUMNS.index(name)
    for name in WRITTEN_COLUMNS
    if name not in ("message_id", "timestamp")
)
"""Places of what makes two messages the same, in the order of `SealedMessage.texts`."""


class SessionMessageRepository:
    """Messages of the sessions of one namespace.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "messages"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=True, single=True)
    def append(
        self,
        session_id: str,
        message: SealedMessage,
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> SessionMessage:
        """Append one message; `append_many` has the rules."""
        return self._append(session_id, (message,), now, expected_sequence)[0]

    @database_retry(writes=True, single=True)
    def append_many(
        self,
        session_id: str,
        messages: Sequence[SealedMessage],
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> list[SessionMessage]:
        """Append messages in their order: all of them or none.

        The session's counter is moved first, which locks the session; the sequences come from
        it, so messages are numbered in the order in which they are committed.

        Args:
            messages: one whose id is already there with the same content is given back as it
                was stored first, and takes no sequence.
            now: becomes the session's ``updated_at``.
            expected_sequence: the sequence that the first one must get.

        Raises:
            SessionNotFoundError, SessionClosedError, StaleSessionError, DuplicateKeyError
        """
        return self._append(session_id, messages, now, expected_sequence) if messages else []

    @database_retry(writes=False, single=True)
    def get_for_session(
        self, session_id: str, limit: int | None = None, offset: int = 0
    ) -> list[SessionMessage]:
        """List messages by sequence, all of them without a limit."""
        link = self.binding.joined
        if limit is None and offset == 0:
            rows = link.rows(link.statements.select_all_messages, self.binding.of(session_id))
        else:
            rows = link.rows(
                link.statements.select_messages,
                {
                    **self.binding.of(session_id),
                    "limit": 2**63 - 1 if limit is None else limit,
                    "offset": offset,
                },
            )
        return _messages(rows)

    @database_retry(writes=False, single=True)
    def get_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        """List up to ``limit`` messages whose sequence is at least this one."""
        link = self.binding.joined
        rows = link.rows(
            link.statements.select_messages_from,
            {**self.binding.of(session_id), "sequence": sequence, "limit": limit},
        )
        return _messages(rows)

    @database_retry(writes=False, single=True)
    def get_latest(self, session_id: str, count: int) -> list[SessionMessage]:
        """List the last ``count`` messages, oldest first."""
        link = self.binding.joined
        rows = link.rows(
            link.statements.select_latest, {**self.binding.of(session_id), "limit": count}
        )
        return _messages(reversed(rows))

    @database_retry(writes=True, repeatable=False)
    def remove_latest(self, session_id: str, count: int, now: datetime) -> list[SessionMessage]:
        """Remove the last messages and give them back, oldest first; numbers stay used."""
        link, owner = self.binding.joined, self.binding.of(session_id)
        link.row(link.statements.lock_session, owner)
        removed = self.get_latest(session_id, count)
        if removed:
            link.change(link.statements.delete_from, {**owner, "sequence": removed[0].sequence})
            link.change(
                link.statements.lower_count,
                {**owner, "count": len(removed), "now": to_microseconds(now)},
            )
        return removed

    @database_retry(writes=False, single=True)
    def last_sequence(self, session_id: str, most: int = 2**63 - 1) -> int | None:
        """Give the last sequence that a message has, at most ``most``; None without one."""
        link = self.binding.joined
        given = {**self.binding.of(session_id), "most": most}
        row = link.row(link.statements.of(ForkStatements).last_sequence, given)
        return None if row is None else int(row[0])

    @database_retry(writes=True, repeatable=False)
    def copy(self, session_id: str, target_id: str, stop: int) -> int:
        """Copy the messages with smaller sequences into a session without messages; count them.

        The next message there is numbered ``stop``. They keep their ids, their sequences and
        their times. A message whose text was changed behind the store's back does not become a
        good one by being copied.
        """
        link, namespace = self.binding.joined, self.binding.namespace
        forks = link.statements.of(ForkStatements)
        given = {"source": session_id, "target": target_id, "namespace": namespace, "stop": stop}
        count = link.change(forks.copy_messages, given)
        link.change(
            forks.count_copied, {**self.binding.of(target_id), "count": count, "stop": stop}
        )
        return count

    @database_retry(writes=False, single=True)
    def count_for_session(self, session_id: str) -> int:
        """Count the messages of a session, 0 without the session."""
        link = self.binding.joined
        row = link.row(link.statements.count_messages, self.binding.of(session_id))
        return 0 if row is None else int(row[0])

    @database_retry(writes=False, single=True)
    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        """Examine up to ``limit`` stored messages whose sequence is at least this one."""
        link, owner = self.binding.joined, self.binding.of(session_id)
        rows = link.rows(
            link.statements.select_records, {**owner, "sequence": sequence, "limit": limit}
        )
        return [examine_record(self.binding.namespace, session_id, row) for row in rows]

    def _append(
        self,
        session_id: str,
        messages: Sequence[SealedMessage],
        now: datetime,
        expected: int | None,
    ) -> list[SessionMessage]:
        link, owner = self.binding.joined, self.binding.of(session_id)
        stored: dict[str, SessionMessage] = {}
        if link.looks_first:
            stored = self._already_stored(owner, messages)
        fresh = _without(messages, stored)
        if fresh:
            moment = to_microseconds(now)
            rows = [
                message_to_row(
                    message,
                    moment if message.timestamp is now else to_microseconds(message.timestamp),
                )
                for message in fresh
            ]
            first = link.appender(link, MESSAGE, owner, rows, moment, expected)
            if first is None:
                stored.update(self._already_stored(owner, fresh))
                if _without(fresh, stored):
                    self._refuse(owner, expected)
                    return self._append(session_id, messages, now, expected)
            elif len(fresh) == len(messages):
                return [message.at(first + place) for place, message in enumerate(fresh)]
            else:
                stored.update(
                    (message.message_id, message.at(first + place))
                    for place, message in enumerate(fresh)
                )
        return [stored[message.message_id] for message in messages]

    def _already_stored(
        self, owner: dict[str, str], messages: Sequence[SealedMessage]
    ) -> dict[str, SessionMessage]:
        link = self.binding.joined
        rows: dict[str, Row] = {}
        for shape, keys in chunks_of_keys([message.message_id for message in messages]):
            statement = link.statements.of_shape(build_messages_by_key, shape)
            rows |= {row[0]: row for row in link.rows(statement, {**owner, **keys})}
        for message in messages:
            row = rows.get(message.message_id)
            if row is not None and tuple(row[place] for place in _TEXTS) != message.texts:
                raise DuplicateKeyError("message", message.message_id)
        return {message.message_id: message for message in _messages(rows.values())}

    def _refuse(self, owner: dict[str, str], expected: int | None) -> None:
        """Say why nothing was appended; return where the reason is gone meanwhile."""
        link = self.binding.joined
        state: Any = link.row(link.statements.select_state, owner)
        if state is None:
            raise SessionNotFoundError(owner["session_id"])
        status, next_sequence = state
        if SessionStatus(status).is_final:
            raise SessionClosedError(owner["session_id"], status)
        if expected is not None and expected != next_sequence:
            raise StaleSessionError(owner["session_id"], expected, next_sequence)


def _messages(rows: Iterable[Row]) -> list[SessionMessage]:
    return read_rows(rows, message_from_row, name_message)


def _without(
    messages: Sequence[SealedMessage], stored: dict[str, SessionMessage]
) -> Sequence[SealedMessage]:
    """Give the messages that are still to be written, each id once."""
    fresh: dict[str, SealedMessage] = {}
    for message in messages:
        if message.message_id in stored:
            continue
        twin = fresh.setdefault(message.message_id, message)
        if twin is not message and twin.texts != message.texts:
            raise DuplicateKeyError("message", message.message_id)
    return messages if len(fresh) == len(messages) else list(fresh.values())
