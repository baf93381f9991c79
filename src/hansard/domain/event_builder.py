"""The events that agents and providers emit, made into events of the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hansard.domain.content import decode_json, encode_json
from hansard.domain.errors import InvalidInputError
from hansard.domain.event import Event, EventType
from hansard.domain.event_shapes import validate_shape, validate_structure
from hansard.domain.redaction import NO_REDACTION, RedactionPolicy, redact, redact_text

WARNINGS_KEY = "_validation_warnings"
"""Under this key of its metadata an event says how it differs from the shape of its type."""

ORIGINAL_TYPE_KEY = "_original_type"
"""Under this key of its metadata an event says of what unknown type it came."""

_LONGEST_TYPE = 255
_TYPES = frozenset(kind.value for kind in EventType)


@dataclass(frozen=True, slots=True)
class EventContext:
    """What a raw event does not know of itself.

    Attributes:
        session_id: the session that it is about.
        run_id: the run that it belongs to.
        provider: who serves the model.
        correlation_id: ties events of several sessions together.
        redaction: what is taken out of it before it is stored; nothing by default.
    """

    session_id: str
    run_id: str | None = None
    provider: str | None = None
    correlation_id: str | None = None
    redaction: RedactionPolicy | None = None


@dataclass(frozen=True, slots=True)
class BuiltEvent:
    """An event that is ready to be appended.

    Attributes:
        event: without its secrets, with its warnings.
        warnings: how its data differs from the shape of its type.
        redactions: how many secrets of each category were taken out.
    """

    event: Event
    warnings: list[str]
    redactions: Mapping[str, int] = field(default_factory=dict)


def build_event(
    raw: Mapping[str, Any], context: EventContext, *, event_id: str, now: datetime
) -> BuiltEvent:
    """Make an event of the record out of what an agent or a provider emitted.

    Args:
        raw: ``type`` and, where there are any, ``data``, ``metadata``, ``timestamp``,
            ``schema_version`` and ``event_id``, the idempotency key. An unknown type becomes
            ``error_occurred``, data and metadata that are no objects become empty ones, and a
            timestamp that is no datetime with a time zone becomes ``now``.
        event_id: for an event that brings none.
        now: the time of an event that brings none.

    Raises:
        InvalidInputError: ``raw`` is no object.
        MissingFieldError: it has no type, or the context has no session.
        InvalidEventTypeError: its type is no text.
        InvalidContentError: it holds what cannot be stored, and secrets are to be taken out.
    """
    given: object = raw
    if not isinstance(given, Mapping):
        raise InvalidInputError(f"A raw event is an object, not {type(given).__name__}.")
    policy = _read_policy(context.redaction)
    kind, metadata = raw.get("type"), _object(raw.get("metadata"))
    if isinstance(kind, str) and kind not in _TYPES:
        metadata[ORIGINAL_TYPE_KEY] = redact_text(kind, policy)[:_LONGEST_TYPE]
        kind = EventType.ERROR_OCCURRED
    event = validate_structure(
        Event(
            event_id=event_id if raw.get("event_id") is None else raw["event_id"],
            type=EventType(kind) if isinstance(kind, str) else kind,  # type: ignore[arg-type]
            session_id=context.session_id,
            timestamp=_time(raw.get("timestamp"), now),
            run_id=context.run_id,
            data=_object(raw.get("data")),
            metadata=metadata,
            schema_version=1 if raw.get("schema_version") is None else raw["schema_version"],
            provider=context.provider,
            correlation_id=context.correlation_id,
        )
    )
    redactions: Mapping[str, int] = {}
    if policy.enabled:
        redaction = redact(_plain(event), policy)
        event, redactions = redaction.event, redaction.categories
    warnings = validate_shape(event)
    if warnings:
        event = replace(event, metadata={**event.metadata, WARNINGS_KEY: warnings})
    return BuiltEvent(event, warnings, redactions)


def _plain(event: Event) -> Event:
    """Give an event whose objects are what they will be in the record, so that a walk ends."""
    return replace(
        event,
        data=decode_json(encode_json(event.data, "data")),
        metadata=decode_json(encode_json(event.metadata, "metadata")),
    )


def _read_policy(policy: object) -> RedactionPolicy:
    if policy is None:
        return NO_REDACTION
    if not isinstance(policy, RedactionPolicy):
        raise InvalidInputError(
            f"redaction must be a RedactionPolicy, not {type(policy).__name__}."
        )
    return policy


def _object(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _time(value: object, now: datetime) -> datetime:
    aware = isinstance(value, datetime) and value.utcoffset() is not None
    return value if aware else now  # type: ignore[return-value]
