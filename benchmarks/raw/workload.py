"""What is written and read: the message, the ids, and the statements of the bare side."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

EventRow: TypeAlias = tuple[Any, ...]
NAMESPACE = "local"
ROLE = "assistant"
ACTOR = "local/orchestrator"
CHECKSUM = "0" * 64
SENTENCE = "The invoice was paid on the second of the month, as the customer had asked. "
CONTENT = (SENTENCE * 7)[:500]
"""500 bytes."""
METADATA = {"model": "small"}
FIRST_MOMENT = 1_760_000_000_000_000
"""Microseconds since 1970; what is filled in beforehand is created one second apart from here."""

_IDS = [f"01K7{number:022d}" for number in range(300_000)]

MESSAGE_COLUMNS = (
    "session_id",
    "namespace",
    "sequence",
    "message_id",
    "role",
    "content",
    "tool_calls_json",
    "tool_call_id",
    "metadata_json",
    "payload_json",
    "timestamp",
    "checksum",
)
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
)
EVENT_COLUMNS = (
    "session_id",
    "namespace",
    "sequence",
    "event_id",
    "type",
    "timestamp",
    "run_id",
    "data_json",
    "metadata_json",
    "schema_version",
    "provider",
    "correlation_id",
    "checksum",
)
EVENT_TYPE = "message_received"
EVENT_DATA = {"role": ROLE, "content": CONTENT}
RUN_ID = "run_01K70000000000000000000000"
PROVIDER = "anthropic"
READ_COLUMNS = (
    "message_id, sequence, role, content, timestamp, tool_calls_json, tool_call_id, "
    "metadata_json, payload_json"
)
TAKE_SEQUENCES = (
    "UPDATE sessions SET next_sequence = next_sequence + ?, message_count = message_count + ?, "
    "updated_at = ? WHERE session_id = ? AND namespace = ? RETURNING next_sequence"
)
INSERT_MESSAGE = (
    f"INSERT INTO session_messages ({', '.join(MESSAGE_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(MESSAGE_COLUMNS))})"
)
TAKE_EVENT_SEQUENCES = (
    "UPDATE sessions SET event_count = event_count + ? "
    "WHERE session_id = ? AND namespace = ? RETURNING event_count"
)
INSERT_EVENT = (
    f"INSERT INTO events ({', '.join(EVENT_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(EVENT_COLUMNS))})"
)
INSERT_SESSION = (
    f"INSERT INTO sessions ({', '.join(SESSION_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(SESSION_COLUMNS))})"
)
SELECT_MESSAGES = (
    f"SELECT {READ_COLUMNS} FROM session_messages "
    "WHERE session_id = ? AND namespace = ? ORDER BY sequence"
)
SELECT_LATEST = f"{SELECT_MESSAGES} DESC LIMIT ?"
SELECT_PAGE = (
    f"SELECT {', '.join(SESSION_COLUMNS)} FROM sessions "
    "WHERE namespace = ? AND deleted_at IS NULL "
    "ORDER BY created_at DESC, session_id DESC LIMIT ?"
)
SELECT_COUNT = "SELECT message_count FROM sessions WHERE session_id = ? AND namespace = ?"
_COPIED = ", ".join(MESSAGE_COLUMNS[1:-1])
COPY_MESSAGES = (
    f"INSERT INTO session_messages ({', '.join(MESSAGE_COLUMNS)}) SELECT ?, {_COPIED}, ? "
    "FROM session_messages WHERE session_id = ? AND namespace = ?"
)
SELECT_THREAD = (
    "SELECT session_id FROM session_mappings "
    "WHERE resource_id = ? AND namespace = ? AND thread_id = ?"
)


def unique_ids(start: int = 0) -> Iterator[str]:
    """Give ids of 26 characters in growing order, out of a list that is already there."""
    return iter(_IDS[start:])


def session_row(session_id: str, messages: int, moment: int) -> tuple[object, ...]:
    """Give the columns of a session that holds so many messages."""
    described = (session_id, NAMESPACE, ACTOR, None, None, "active", None, None, None, None, None)
    return (*described, 0, 0, 0.0, messages, messages, moment, moment, None)


def event_row(session_id: str, sequence: int, event_id: str, data: str, moment: int) -> EventRow:
    """Give the columns of an event of a run."""
    place = (session_id, NAMESPACE, sequence, event_id, EVENT_TYPE, moment, RUN_ID)
    return (*place, data, None, 1, PROVIDER, None, CHECKSUM)


def event_rows(session_id: str, count: int) -> Iterator[EventRow]:
    """Give the columns of events that are filled in beforehand."""
    data = json.dumps(EVENT_DATA)
    for number, event_id in zip(range(count), unique_ids(), strict=False):
        moment = FIRST_MOMENT + number * 1_000_000
        yield event_row(session_id, number + 1, f"00{event_id[2:]}", data, moment)


def message_rows(session_id: str, count: int) -> Iterator[tuple[object, ...]]:
    """Give the columns of messages that are filled in beforehand."""
    content, metadata = f'"{CONTENT}"', '{"model":"small"}'
    for sequence, message_id in zip(range(count), unique_ids(), strict=False):
        moment = FIRST_MOMENT + sequence * 1_000_000
        place = (session_id, NAMESPACE, sequence, f"00{message_id[2:]}")
        yield (*place, ROLE, content, None, None, metadata, None, moment, CHECKSUM)
