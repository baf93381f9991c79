"""Rows to entities and back: pure functions, one pair per entity."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, TypeVar

from hansard.application.ports import Examined
from hansard.domain.content import decode_json, decode_text, encode_json
from hansard.domain.errors import StoreDamagedError
from hansard.domain.message import (
    MessageRole,
    SealedMessage,
    SessionMessage,
    decode_tool_calls,
    recorded_message,
)
from hansard.domain.session import Session, SessionStatus, SessionTokenUsage

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ROLES = {role.value: role for role in MessageRole}

Entity = TypeVar("Entity")
Row = Sequence[Any]
MessageRow: TypeAlias = tuple[str, str, str, str | None, str | None, str | None, str | None, int]

SESSION_COLUMNS = (
    "session_id",
    "namespace",
    "actor_name",
    "owner_id",
    "name",
    "status",
    "status_reason",
    "automation_level",
    "linked_plan_ids_json",
    "metadata_json",
    "tags_json",
    "input_tokens",
    "output_tokens",
    "estimated_cost",
    "message_count",
    "next_sequence",
    "created_at",
    "updated_at",
    "deleted_at",
    "parent_session_id",
    "context_json",
    "event_count",
    "pruned_event_count",
    "forked_at_sequence",
)
MESSAGE_COLUMNS = (
    "message_id",
    "sequence",
    "role",
    "content",
    "timestamp",
    "tool_calls_json",
    "tool_call_id",
    "metadata_json",
    "payload_json",
)
WRITTEN_COLUMNS = (
    "message_id",
    "role",
    "content",
    "tool_calls_json",
    "tool_call_id",
    "metadata_json",
    "payload_json",
    "timestamp",
)


def to_microseconds(time: datetime) -> int:
    """Give an aware time as microseconds since 1970 in UTC."""
    return (time - EPOCH) // _MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """Give microseconds since 1970 as a time in UTC."""
    return EPOCH + timedelta(0, 0, microseconds)


def message_from_row(row: Row) -> SessionMessage:
    """Give a message of its `MESSAGE_COLUMNS`."""
    message_id, sequence, role, content, timestamp, calls, call_id, metadata, payload = row
    return recorded_message(
        message_id,
        sequence,
        _ROLES[role],
        decode_text(content),
        EPOCH + timedelta(0, 0, timestamp),
        () if calls is None else decode_tool_calls(calls),
        call_id,
        {} if metadata is None else decode_json(metadata),
        None if payload is None else decode_json(payload),
    )


def read_rows(
    rows: Iterable[Row], read: Callable[[Row], Entity], name: Callable[[Row], str]
) -> list[Entity]:
    """Give the entities of rows.

    Args:
        name: names a row in the error.

    Raises:
        StoreDamagedError: one of them cannot be read.
    """
    row: Row = ()
    try:
        return [read(row := each) for each in rows]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise StoreDamagedError(
            f"{name(row)} cannot be read ({error}). "
            "Run 'hansard verify', and restore it from a backup."
        ) from error


def name_session(row: Row) -> str:
    """Name the session of `SESSION_COLUMNS` in an error."""
    return f"Session {row[0]}"


def name_message(row: Row) -> str:
    """Name the message of `MESSAGE_COLUMNS` in an error."""
    return f"message {row[1]} (id {row[0]})"


def message_to_row(message: SealedMessage, timestamp: int) -> MessageRow:
    """Give the columns of a message that do not depend on its place: `WRITTEN_COLUMNS`.

    Args:
        timestamp: the message's, in microseconds.
    """
    return (
        message.message_id,
        message.role.value,
        message.content_json,
        message.tool_calls_json,
        message.tool_call_id,
        message.metadata_json,
        message.payload_json,
        timestamp,
    )


def message_checksum(namespace: str, session_id: str, sequence: int, row: MessageRow) -> str:
    """Give the SHA-256 that binds a message to its text and to its place, in hex.

    The digest is taken over UTF-8 lines: the format's number 1, namespace, session id, sequence,
    message id, role, content, tool calls, tool call id, metadata, payload, timestamp, each as it
    is stored, an absent one empty. No stored value holds a line feed.
    """
    message_id, role, content, calls, call_id, metadata, payload, timestamp = row
    text = (
        f"1\n{namespace}\n{session_id}\n{sequence}\n{message_id}\n{role}\n{content}\n"
        f"{calls or ''}\n{call_id or ''}\n{metadata or ''}\n{payload or ''}\n{timestamp}"
    )
    return hashlib.sha256(text.encode()).hexdigest()


def rebind(beginning: str, rest: str, new_beginning: str, stated: str) -> str:
    """Give the checksum of a message that is copied to another place.

    One whose text does not agree with its checksum keeps that, so that it is still found out.

    Args:
        beginning: of the text that the checksum is taken over, up to the session's id.
        rest: of that text.
        new_beginning: the same at the new place.
        stated: the checksum that it has.
    """
    if hashlib.sha256((beginning + rest).encode()).hexdigest() != stated:
        return stated
    return hashlib.sha256((new_beginning + rest).encode()).hexdigest()


def examine_record(namespace: str, session_id: str, record: Row) -> Examined:
    """Compare a stored message, its `MESSAGE_COLUMNS` and checksum, with that checksum."""
    *values, stated = record
    message_id, sequence, role, content, timestamp, calls, call_id, metadata, payload = values
    row = (message_id, role, content, calls, call_id, metadata, payload, timestamp)
    if message_checksum(namespace, session_id, sequence, row) != stated:
        return Examined(sequence, "checksum", "the text was changed after it was recorded")
    try:
        message_from_row(values)
    except (KeyError, TypeError, ValueError) as error:
        return Examined(sequence, "content", f"cannot be read: {error}")
    return Examined(sequence)


def session_from_row(row: Row) -> Session:
    """Give a session, without messages, of its `SESSION_COLUMNS`."""
    session_id, namespace, actor_name, owner_id, name, status, status_reason = row[:7]
    automation_level, plans, metadata, tags, *usage = row[7:14]
    message_count, next_sequence, created_at, updated_at, deleted_at = row[14:19]
    parent_session_id, context, event_count, pruned_event_count, forked_at_sequence = row[19:]
    return Session(
        session_id=session_id,
        created_at=from_microseconds(created_at),
        updated_at=from_microseconds(updated_at),
        namespace=namespace,
        actor_name=actor_name,
        owner_id=owner_id,
        name=name,
        status=SessionStatus(status),
        status_reason=None if status_reason is None else decode_json(status_reason),
        automation_level=automation_level,
        linked_plan_ids=() if plans is None else tuple(decode_json(plans)),
        token_usage=SessionTokenUsage(usage[0], usage[1], float(usage[2])),
        metadata={} if metadata is None else decode_json(metadata),
        tags=() if tags is None else tuple(decode_json(tags)),
        message_count=message_count,
        next_sequence=next_sequence,
        deleted_at=None if deleted_at is None else from_microseconds(deleted_at),
        parent_session_id=parent_session_id,
        context={} if context is None else decode_json(context),
        event_count=event_count,
        pruned_event_count=pruned_event_count,
        forked_at_sequence=forked_at_sequence,
    )


def session_to_row(session: Session) -> dict[str, Any]:
    """Give the columns of a session."""
    usage = session.token_usage
    return {
        "session_id": session.session_id,
        "namespace": session.namespace,
        "actor_name": session.actor_name,
        "owner_id": session.owner_id,
        "name": session.name,
        "status": session.status.value,
        "status_reason": None
        if session.status_reason is None
        else encode_json(session.status_reason, "status_reason"),
        "automation_level": session.automation_level,
        "linked_plan_ids_json": _encode_list(session.linked_plan_ids, "linked_plan_ids"),
        "metadata_json": encode_json(session.metadata, "metadata") if session.metadata else None,
        "tags_json": _encode_list(session.tags, "tags"),
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "estimated_cost": usage.estimated_cost,
        "message_count": session.message_count,
        "next_sequence": session.next_sequence,
        "created_at": to_microseconds(session.created_at),
        "updated_at": to_microseconds(session.updated_at),
        "deleted_at": None if session.deleted_at is None else to_microseconds(session.deleted_at),
        "parent_session_id": session.parent_session_id,
        "context_json": encode_json(session.context, "context") if session.context else None,
        "event_count": session.event_count,
        "pruned_event_count": session.pruned_event_count,
        "forked_at_sequence": session.forked_at_sequence,
    }


def _encode_list(items: tuple[str, ...], field: str) -> str | None:
    return encode_json(list(items), field) if items else None
