"""The messages of one namespace in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hansard.application.ports import Examined
from hansard.domain.errors import (
    DuplicateKeyError,
    SessionClosedError,
    SessionNotFoundError,
    StaleSessionError,
)
from hansard.domain.message import SealedMessage, SessionMessage
from hansard.infrastructure.memory.log import Log
from hansard.infrastructure.memory.records import SessionRecord, StoredMessage
from hansard.infrastructure.memory.table import Table


class MemoryMessageCollection:
    """A `MessageCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def append(
        self,
        session_id: str,
        message: SealedMessage,
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> SessionMessage:
        return self.append_many(session_id, [message], now, expected_sequence=expected_sequence)[0]

    def append_many(
        self,
        session_id: str,
        messages: Sequence[SealedMessage],
        now: datetime,
        *,
        expected_sequence: int | None = None,
    ) -> list[SessionMessage]:
        self._table.check_writable()
        distinct = _without_repeats(messages)
        record = self._table.visible(session_id)
        stored = {} if record is None else _already_stored(record, distinct)
        new = [message for message in distinct if message.message_id not in stored]
        if new:
            record = self._open_record(session_id)
            if expected_sequence not in {None, record.next_sequence}:
                raise StaleSessionError(session_id, expected_sequence, record.next_sequence)
            stored |= self._extend(record, new, now)
        return [stored[message.message_id].to_entity() for message in messages]

    def get_for_session(
        self, session_id: str, limit: int | None = None, offset: int = 0
    ) -> list[SessionMessage]:
        record = self._table.visible(session_id)
        if record is None:
            return []
        return _entities(record, offset, None if limit is None else offset + limit)

    def get_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        record = self._table.visible(session_id)
        if record is None:
            return []
        start = record.messages.position_of(sequence)
        return _entities(record, start, start + limit)

    def get_latest(self, session_id: str, count: int) -> list[SessionMessage]:
        record = self._table.visible(session_id)
        if record is None:
            return []
        return _entities(record, max(0, len(record.messages) - count))

    def remove_latest(self, session_id: str, count: int, now: datetime) -> list[SessionMessage]:
        self._table.check_writable()
        record = self._table.visible(session_id)
        removed = self.get_latest(session_id, count)
        if record is not None and removed:
            kept = record.messages.slice(0, len(record.messages) - len(removed))
            self._table.put(replace(record, messages=Log(kept), updated_at=now.astimezone(UTC)))
        return removed

    def last_sequence(self, session_id: str, most: int = 2**63 - 1) -> int | None:
        record = self._table.stored(session_id)
        if record is None:
            return None
        behind = record.messages.position_of(most + 1)
        return record.messages.slice(behind - 1, behind)[0].sequence if behind else None

    def copy(self, session_id: str, target_id: str, stop: int) -> int:
        self._table.check_writable()
        source, target = self._table.stored(session_id), self._table.visible(target_id)
        if source is None or target is None:
            return 0
        copied = source.messages.slice(0, source.messages.position_of(stop))
        self._table.put(replace(target, messages=Log(copied), next_sequence=stop))
        return len(copied)

    def count_for_session(self, session_id: str) -> int:
        record = self._table.visible(session_id)
        return 0 if record is None else len(record.messages)

    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        record = self._table.stored(session_id)
        if record is None:
            return []
        start = record.messages.position_of(sequence)
        return [Examined(entry.sequence) for entry in record.messages.slice(start, start + limit)]

    def _open_record(self, session_id: str) -> SessionRecord:
        record = self._table.visible(session_id)
        if record is None:
            raise SessionNotFoundError(session_id)
        if record.status.is_final:
            raise SessionClosedError(session_id, record.status.value)
        return record

    def _extend(
        self, record: SessionRecord, new: Sequence[SealedMessage], now: datetime
    ) -> Mapping[str, StoredMessage]:
        entries = [
            StoredMessage(sequence, message)
            for sequence, message in enumerate(new, record.next_sequence)
        ]
        self._table.put(
            replace(
                record,
                messages=record.messages.extended(entries),
                next_sequence=record.next_sequence + len(new),
                updated_at=now.astimezone(UTC),
            )
        )
        return {entry.message.message_id: entry for entry in entries}


def _already_stored(
    record: SessionRecord, messages: Sequence[SealedMessage]
) -> dict[str, StoredMessage]:
    """Find the messages whose ids a session has.

    Raises:
        DuplicateKeyError: one of them has other content there.
    """
    found = {}
    for message in messages:
        entry = record.messages.find(message.message_id)
        if entry is not None:
            _check_same(entry.message, message)
            found[message.message_id] = entry
    return found


def _without_repeats(messages: Sequence[SealedMessage]) -> list[SealedMessage]:
    """Give each id once, in the order of their first mention.

    Raises:
        DuplicateKeyError: an id comes twice, with other content.
    """
    distinct: dict[str, SealedMessage] = {}
    for message in messages:
        _check_same(distinct.setdefault(message.message_id, message), message)
    return list(distinct.values())


def _check_same(first: SealedMessage, again: SealedMessage) -> None:
    if first is not again and first.texts != again.texts:
        raise DuplicateKeyError("message", again.message_id)


def _entities(record: SessionRecord, start: int, stop: int | None = None) -> list[SessionMessage]:
    return [entry.to_entity() for entry in record.messages.slice(start, stop)]
