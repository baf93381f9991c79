"""Rows of the bare side with their JSON decoded."""

import json
from collections.abc import Sequence
from typing import Any


def decoded(text: str | None) -> Any:
    """Give the value of a JSON column, None where it is null."""
    return None if text is None else json.loads(text)


def whole_message(row: Sequence[Any]) -> tuple[Any, ...]:
    """Decode the four JSON columns of a message."""
    message_id, sequence, role, content, timestamp, calls, call_id, metadata, payload = row
    return (
        message_id,
        sequence,
        role,
        json.loads(content),
        timestamp,
        None if calls is None else json.loads(calls),
        call_id,
        None if metadata is None else json.loads(metadata),
        None if payload is None else json.loads(payload),
    )


def plain_content(row: Sequence[Any]) -> tuple[Any, ...]:
    """Decode a message's JSON columns apart from its content."""
    message_id, sequence, role, content, timestamp, calls, call_id, metadata, payload = row
    return (
        message_id,
        sequence,
        role,
        content,
        timestamp,
        None if calls is None else json.loads(calls),
        call_id,
        None if metadata is None else json.loads(metadata),
        None if payload is None else json.loads(payload),
    )


def whole_session(row: Sequence[Any]) -> tuple[Any, ...]:
    """Decode the three JSON columns of a session."""
    plans, metadata, tags = row[8:11]
    return (*row[:8], decoded(plans), decoded(metadata), decoded(tags), *row[11:])
