"""JSON as the command line prints it: ASCII alone, so no terminal and no log is moved by it."""

from __future__ import annotations

import json
import re
from typing import Any

from hansard.domain.message import SessionMessage
from hansard.domain.session import Session

_NOT_PRINTABLE = re.compile("[^\x20-\x7e]")


def json_text(value: object) -> str:
    """Give one line of JSON in printable ASCII.

    Raises:
        ValueError: NaN or infinity.
    """
    return ascii_json(json.dumps(value, allow_nan=False))


def ascii_json(text: str) -> str:
    """Give JSON text with everything in its strings that is not printable ASCII escaped."""
    return _NOT_PRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    if number <= 0xFFFF:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def session_json(session: Session) -> dict[str, Any]:
    """Give a session without its messages as a JSON object."""
    usage = session.token_usage
    return {
        "session_id": session.session_id,
        "namespace": session.namespace,
        "actor_name": session.actor_name,
        "owner_id": session.owner_id,
        "name": session.name,
        "status": session.status.value,
        "status_reason": session.status_reason,
        "automation_level": session.automation_level,
        "linked_plan_ids": list(session.linked_plan_ids),
        "token_usage": {
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "estimated_cost": usage.estimated_cost,
        },
        "metadata": session.metadata,
        "tags": list(session.tags),
        "message_count": session.message_count,
        "next_sequence": session.next_sequence,
        "created_at": session.created_at.isoformat(),
        "updated_at": session.updated_at.isoformat(),
        "deleted_at": None if session.deleted_at is None else session.deleted_at.isoformat(),
        "parent_session_id": session.parent_session_id,
        "forked_at_sequence": session.forked_at_sequence,
    }


def message_json(message: SessionMessage) -> dict[str, Any]:
    """Give a message as a JSON object."""
    return {
        "message_id": message.message_id,
        "sequence": message.sequence,
        "role": message.role.value,
        "content": message.content,
        "timestamp": message.timestamp.isoformat(),
        "tool_calls": [call.to_json() for call in message.tool_calls],
        "tool_call_id": message.tool_call_id,
        "metadata": message.metadata,
        "payload": message.payload,
    }
