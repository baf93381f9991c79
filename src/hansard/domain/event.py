"""Events: append-only facts about a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from hansard.domain.content import check_id, decode_json, encode_json
from hansard.domain.errors import (
    InvalidContentError,
    InvalidEventTypeError,
    InvalidInputError,
)
from hansard.domain.maps import read_map, read_time, write_time
from hansard.domain.shown import shown

MAX_SCHEMA_VERSION = 2**31 - 1


class EventType(StrEnum):
    """What kind of fact an event is."""

    SESSION_CREATED = "session_created"
    SESSION_STARTED = "session_started"
    SESSION_PAUSED = "session_paused"
    SESSION_RESUMED = "session_resumed"
    SESSION_COMPLETED = "session_completed"
    SESSION_FAILED = "session_failed"
    SESSION_CANCELLED = "session_cancelled"
    RUN_STARTED = "run_started"
    RUN_COMPLETED = "run_completed"
    RUN_FAILED = "run_failed"
    RUN_CANCELLED = "run_cancelled"
    RUN_TIMEOUT = "run_timeout"
    MESSAGE_SENT = "message_sent"
    MESSAGE_RECEIVED = "message_received"
    MESSAGE_STREAMED = "message_streamed"
    TOOL_CALL_STARTED = "tool_call_started"
    TOOL_CALL_COMPLETED = "tool_call_completed"
    TOOL_CALL_FAILED = "tool_call_failed"
    ERROR_OCCURRED = "error_occurred"
    ERROR_RECOVERED = "error_recovered"
    TOKEN_USAGE_UPDATED = "token_usage_updated"  # noqa: S105 - not a password
    TURN_COMPLETED = "turn_completed"
    WORKSPACE_SNAPSHOT_TAKEN = "workspace_snapshot_taken"
    WORKSPACE_DIFF_COMPUTED = "workspace_diff_computed"
    POLICY_VIOLATION = "policy_violation"
    TOOL_APPROVAL_REQUESTED = "tool_approval_requested"
    TOOL_APPROVAL_GRANTED = "tool_approval_granted"
    TOOL_APPROVAL_DENIED = "tool_approval_denied"


EVENT_CATEGORIES: dict[str, tuple[EventType, ...]] = {
    "session": tuple(EventType)[:7],
    "run": tuple(EventType)[7:12],
    "message": tuple(EventType)[12:15],
    "tool": tuple(EventType)[15:18],
    "error": tuple(EventType)[18:20],
    "usage": tuple(EventType)[20:22],
    "workspace": tuple(EventType)[22:24],
    "policy": tuple(EventType)[24:25],
    "approval": tuple(EventType)[25:],
}
"""The 28 types by what they are about."""


@dataclass(frozen=True, slots=True)
class Event:
    """An append-only fact about a session. Immutable; its place is its sequence.

    Attributes:
        event_id: unique within its session; the idempotency key of its append.
        type: see `EventType`.
        session_id: the session that it is about.
        timestamp: when it happened, in UTC, as its writer says.
        sequence: position in the session, from 1, growing by 1, given by the store; None before
            the event is stored. A number is never used again. The only order there is.
        run_id: the run that it belongs to.
        data: what happened, as a JSON object.
        metadata: about the record itself, a JSON object.
        schema_version: of ``data``, at least 1.
        provider: who served the model.
        correlation_id: ties events of several sessions together.
    """

    event_id: str
    type: EventType
    session_id: str
    timestamp: datetime
    sequence: int | None = None
    run_id: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    schema_version: int = 1
    provider: str | None = None
    correlation_id: str | None = None

    def to_map(self) -> dict[str, Any]:
        """Give the event as a JSON object: every attribute, the time in ISO 8601."""
        return {
            "event_id": self.event_id,
            "type": self.type.value,
            "session_id": self.session_id,
            "timestamp": write_time(self.timestamp),
            "sequence": self.sequence,
            "run_id": self.run_id,
            "data": self.data,
            "metadata": self.metadata,
            "schema_version": self.schema_version,
            "provider": self.provider,
            "correlation_id": self.correlation_id,
        }

    @classmethod
    def from_map(cls, given: Mapping[str, Any]) -> Event:
        """Give the event of such an object.

        Raises:
            InvalidInputError: event_id, type, session_id, timestamp or schema_version is
                missing or wrong.
            InvalidEventTypeError: there is no such type.
        """
        required = ("event_id", "type", "session_id", "timestamp", "schema_version")
        read_map(given, "event", required)
        sequence = given.get("sequence")
        if sequence is not None and not _is_integer(sequence, 1, 2**63 - 1):
            raise InvalidInputError(f"sequence must be at least 1, not {shown(sequence)}.")
        event = cls(
            event_id=given["event_id"],
            type=read_event_type(given["type"]),
            session_id=given["session_id"],
            timestamp=read_time(given["timestamp"], "timestamp"),
            sequence=sequence,
            run_id=given.get("run_id"),
            data=given.get("data") or {},
            metadata=given.get("metadata") or {},
            schema_version=given["schema_version"],
            provider=given.get("provider"),
            correlation_id=given.get("correlation_id"),
        )
        return seal_event(event).at(sequence)


class SealedEvent(NamedTuple):
    """An event that was checked and brought to its canonical texts, ready to be written."""

    event_id: str
    type: EventType
    session_id: str
    timestamp: datetime
    run_id: str | None
    data_json: str | None
    metadata_json: str | None
    schema_version: int
    provider: str | None
    correlation_id: str | None

    @property
    def texts(self) -> tuple[object, ...]:
        """What makes two events the same: everything but id and time."""
        return (self.type.value, self.run_id, *self[5:])

    def at(self, sequence: int | None) -> Event:
        """Give the event at this sequence, None for one that is not stored."""
        return recorded_event(
            self.event_id,
            self.type,
            self.session_id,
            self.timestamp,
            sequence,
            self.run_id,
            {} if self.data_json is None else decode_json(self.data_json),
            {} if self.metadata_json is None else decode_json(self.metadata_json),
            self.schema_version,
            self.provider,
            self.correlation_id,
        )


@dataclass(slots=True)
class _Unsealed:
    """An `Event` while it is filled: the same slots, not yet frozen."""

    event_id: str
    type: EventType
    session_id: str
    timestamp: datetime
    sequence: int | None
    run_id: str | None
    data: dict[str, Any]
    metadata: dict[str, Any]
    schema_version: int
    provider: str | None
    correlation_id: str | None


def recorded_event(*fields: Any) -> Event:
    """Give an event of the record, from its fields in their order, quickly.

    See `hansard.domain.message.recorded_message`.
    """
    event: Any = _Unsealed(*fields)
    event.__class__ = Event
    return event  # type: ignore[no-any-return]


_TYPES = {kind.value: kind for kind in EventType}


def read_event_type(kind: object) -> EventType:
    """Give the type of that name.

    Raises:
        InvalidEventTypeError: there is none.
    """
    known = _TYPES.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise InvalidEventTypeError(kind)
    return known


def seal_event(event: Event) -> SealedEvent:
    """Check an event and bring it to its canonical texts.

    Raises:
        InvalidInputError: not an `Event`, or a value outside its bounds.
        InvalidContentError: a value that cannot be stored verbatim.
    """
    return _seal(event, set())


def _seal(event: Event, known: set[str]) -> SealedEvent:
    """Seal an event, without checking again the labels that are known to be good."""
    given: object = event
    if not isinstance(given, Event):
        raise InvalidInputError(f"events must be Event records, not {type(given).__name__}.")
    if not _is_integer(event.schema_version, 1, MAX_SCHEMA_VERSION):
        raise InvalidInputError(
            f"schema_version must be an integer of at least 1, not {shown(event.schema_version)}."
        )
    return SealedEvent(
        check_id(event.event_id, "event_id"),
        read_event_type(event.type),
        _label(event.session_id, "session_id", known),
        read_time(event.timestamp, "timestamp"),
        None if event.run_id is None else _label(event.run_id, "run_id", known),
        _encode(event.data, "data"),
        _encode(event.metadata, "metadata"),
        event.schema_version,
        None if event.provider is None else _label(event.provider, "provider", known),
        None
        if event.correlation_id is None
        else _label(event.correlation_id, "correlation_id", known),
    )


def seal_events(events: Iterable[Event]) -> list[SealedEvent]:
    """Check events and bring them to their canonical texts.

    Raises:
        InvalidInputError: not a collection of `Event`.
    """
    given: object = events
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise InvalidInputError("events must be a list.")
    known: set[str] = set()
    return [_seal(event, known) for event in events]


def _encode(value: object, name: str) -> str | None:
    if value is None or value == {}:
        return None
    if not isinstance(value, Mapping):
        raise InvalidContentError(f"/{name}", "must be an object")
    return encode_json(dict(value), name)


def _label(value: str, name: str, known: set[str]) -> str:
    if type(value) is str and value in known:
        return value
    label = check_id(value, name)
    known.add(label)
    return label


def _is_integer(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
