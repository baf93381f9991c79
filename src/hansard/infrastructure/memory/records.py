"""What is kept of sessions, messages and events: immutable records of canonical texts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from hansard.domain.content import decode_json, encode_json
from hansard.domain.event import Event, SealedEvent
from hansard.domain.message import SealedMessage, SessionMessage
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage
from hansard.infrastructure.memory.log import Log


class StoredMessage(NamedTuple):
    """A message at its place in a session."""

    sequence: int
    message: SealedMessage

    @property
    def key(self) -> str:
        """Its id."""
        return self.message.message_id

    def to_entity(self) -> SessionMessage:
        """Give the message as a copy that shares nothing mutable."""
        return self.message.at(self.sequence)


class StoredEvent(NamedTuple):
    """An event at its place in a session."""

    sequence: int
    event: SealedEvent

    @property
    def key(self) -> str:
        """Its id."""
        return self.event.event_id

    def to_entity(self) -> Event:
        """Give the event as a copy that shares nothing mutable."""
        return self.event.at(self.sequence)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One state of a session, with its messages and events. A change makes another record.

    Attributes:
        next_sequence: the number that the next message will get.
        event_count: events that it ever had, which is the number of the latest.
        pruned_event_count: how many of them retention has removed.
        deleted_at: when retention hid it, else None.
    """

    session_id: str
    actor_name: str | None
    owner_id: str | None
    name: str | None
    status: SessionStatus
    status_reason: str | None
    automation_level: str | None
    linked_plan_ids: tuple[str, ...]
    metadata_json: str
    tags: tuple[str, ...]
    parent_session_id: str | None
    context_json: str
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    token_usage: SessionTokenUsage
    next_sequence: int = 0
    event_count: int = 0
    pruned_event_count: int = 0
    forked_at_sequence: int | None = None
    messages: Log[StoredMessage] = field(default_factory=Log)
    events: Log[StoredEvent] = field(default_factory=Log)

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
            message_count=len(self.messages),
            next_sequence=self.next_sequence,
            deleted_at=self.deleted_at,
            parent_session_id=self.parent_session_id,
            context=decode_json(self.context_json),
            event_count=self.event_count,
            pruned_event_count=self.pruned_event_count,
            forked_at_sequence=self.forked_at_sequence,
        )


def new_record(session: Session) -> SessionRecord:
    """Give the record of a new session as it is described, without messages and events."""
    return SessionRecord(
        session_id=session.session_id,
        actor_name=session.actor_name,
        owner_id=session.owner_id,
        name=session.name,
        status=session.status,
        status_reason=session.status_reason,
        automation_level=session.automation_level,
        linked_plan_ids=tuple(session.linked_plan_ids),
        metadata_json=encode_json(session.metadata, "metadata"),
        tags=tuple(session.tags),
        parent_session_id=session.parent_session_id,
        context_json=encode_json(session.context, "context"),
        created_at=session.created_at.astimezone(UTC),
        updated_at=session.updated_at.astimezone(UTC),
        deleted_at=in_utc(session.deleted_at),
        token_usage=session.token_usage,
        forked_at_sequence=session.forked_at_sequence,
    )


def described_record(record: SessionRecord, session: Session) -> SessionRecord:
    """Give a record with all that describes a session, and what the store counts as it was."""
    return replace(
        new_record(session),
        token_usage=record.token_usage,
        next_sequence=record.next_sequence,
        event_count=record.event_count,
        pruned_event_count=record.pruned_event_count,
        messages=record.messages,
        events=record.events,
    )


def in_utc(moment: datetime | None) -> datetime | None:
    """Give a moment in UTC, None for none."""
    return None if moment is None else moment.astimezone(UTC)
