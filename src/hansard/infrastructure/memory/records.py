"""What is kept of sessions and messages: immutable records of canonical texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import NamedTuple

from hansard.domain.content import decode_json, encode_json
from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage

_sequence_of = attrgetter("sequence")


class StoredMessage(NamedTuple):
    """A message at its place in a session."""

    sequence: int
    message: SealedMessage

    def to_entity(self) -> SessionMessage:
        """Give the message as a copy that shares nothing mutable."""
        return self.message.at(self.sequence)


class MessageLog:
    """Messages of a session in order, shared by the successive states of its record.

    A record sees the first entries only, as many as its ``message_count``. The one unit that
    writes adds entries behind those; what a failed unit left there is cut off by the next one.
    An entry that a record sees never changes: removal makes a new log.
    """

    __slots__ = ("_entries", "_positions")

    def __init__(self, entries: Iterable[StoredMessage] = ()) -> None:
        self._entries = list(entries)
        self._positions = {
            entry.message.message_id: position for position, entry in enumerate(self._entries)
        }

    def find(self, message_id: str, count: int) -> StoredMessage | None:
        """Give the message of that id among the first ``count``."""
        position = self._positions.get(message_id)
        return self._entries[position] if position is not None and position < count else None

    def slice(self, start: int, stop: int) -> list[StoredMessage]:
        """Give the entries from one position up to another."""
        return self._entries[start:stop]

    def position_of(self, sequence: int, count: int) -> int:
        """Give the first of ``count`` positions whose sequence is at least this one."""
        return bisect_left(self._entries, sequence, hi=count, key=_sequence_of)

    def extend(self, count: int, entries: Iterable[StoredMessage]) -> None:
        """Add entries behind the first ``count``, in place of whatever stands there."""
        for abandoned in self._entries[count:]:
            del self._positions[abandoned.message.message_id]
        del self._entries[count:]
        for entry in entries:
            self._positions[entry.message.message_id] = len(self._entries)
            self._entries.append(entry)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One state of a session. A change makes another record."""

    session_id: str
    actor_name: str | None
    owner_id: str | None
    name: str | None
    status: SessionStatus
    status_reason: str | None
    automation_level: str | None
    linked_plan_ids: tuple[str, ...]
    token_usage: SessionTokenUsage
    metadata_json: str
    tags: tuple[str, ...]
    message_count: int
    next_sequence: int
    log: MessageLog
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None

    @property
    def position(self) -> tuple[datetime, str]:
        """Where the session stands in listings."""
        return self.created_at, self.session_id

    def to_entity(self, namespace: str) -> Session:
        """Give the session without messages, as a copy that shares nothing mutable."""
        return Session(
            session_id=self.session_id,
            created_at=self.created_at,
            updated_at=self.updated_at,
            namespace=namespace,
            actor_name=self.actor_name,
            owner_id=self.owner_id,
            name=self.name,
            status=self.status,
            status_reason=self.status_reason,
            automation_level=self.automation_level,
            linked_plan_ids=self.linked_plan_ids,
            token_usage=self.token_usage,
            metadata=decode_json(self.metadata_json),
            tags=self.tags,
            message_count=self.message_count,
            next_sequence=self.next_sequence,
            deleted_at=self.deleted_at,
        )


def new_record(session: Session) -> SessionRecord:
    """Give the record of a new session as it is described, without messages."""
    return SessionRecord(
        session_id=session.session_id,
        actor_name=session.actor_name,
        owner_id=session.owner_id,
        name=session.name,
        status=session.status,
        status_reason=session.status_reason,
        automation_level=session.automation_level,
        linked_plan_ids=tuple(session.linked_plan_ids),
        token_usage=session.token_usage,
        metadata_json=encode_json(session.metadata, "metadata"),
        tags=tuple(session.tags),
        message_count=0,
        next_sequence=0,
        log=MessageLog(),
        created_at=session.created_at.astimezone(UTC),
        updated_at=session.updated_at.astimezone(UTC),
        deleted_at=_in_utc(session.deleted_at),
    )


def changed_record(record: SessionRecord, session: Session) -> SessionRecord:
    """Give a record with what describes a session, its counters and usage as they were."""
    return SessionRecord(
        session_id=record.session_id,
        actor_name=session.actor_name,
        owner_id=session.owner_id,
        name=session.name,
        status=session.status,
        status_reason=session.status_reason,
        automation_level=session.automation_level,
        linked_plan_ids=tuple(session.linked_plan_ids),
        token_usage=record.token_usage,
        metadata_json=encode_json(session.metadata, "metadata"),
        tags=tuple(session.tags),
        message_count=record.message_count,
        next_sequence=record.next_sequence,
        log=record.log,
        created_at=record.created_at,
        updated_at=session.updated_at.astimezone(UTC),
        deleted_at=_in_utc(session.deleted_at),
    )


def _in_utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
