"""Tables of the features, read as messages and as properties of sessions.

A message's columns: role, content, id, tool calls, answers, metadata, payload, sequence, time.
A session's properties: those of ``_PROPERTIES``.
An empty cell and ``none`` say nothing; tool calls, metadata and payload are JSON; a content in
double quotes is a JSON string; a time is a time of day; a list is parted by commas.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from behave.model import Row, Table

from hansard.domain.message import SessionMessage
from hansard.domain.session import Session


def _read_json(cell: str) -> Any:
    return json.loads(cell) if cell else None


def _read_content(cell: str) -> str:
    return str(json.loads(cell)) if cell.startswith('"') else cell


def _read_optional(cell: str) -> str | None:
    return None if cell in ("", "none") else cell


def _read_list(cell: str) -> tuple[str, ...]:
    return tuple(split(cell)) if _read_optional(cell) else ()


def read_json(text: str) -> Any:
    """Give the value of a JSON text, None for ``none``."""
    return None if text == "none" else json.loads(text)


def split(text: str) -> list[str]:
    """Give the parts of a text that commas part, without blanks around them."""
    return [part.strip() for part in text.split(",")]


def time_of_day(moment: datetime) -> str:
    """Give a time as it stands in tables."""
    return moment.strftime("%H:%M:%S")


_COLUMNS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "role": ("role", str),
    "content": ("content", _read_content),
    "id": ("message_id", _read_optional),
    "tool calls": ("tool_calls", _read_json),
    "answers": ("tool_call_id", _read_optional),
    "metadata": ("metadata", _read_json),
    "payload": ("payload", _read_json),
}

_MESSAGE_VALUES: dict[str, Callable[[SessionMessage], Any]] = {
    "role": lambda message: message.role.value,
    "content": lambda message: f"{message.content}",  # as it is printed
    "id": lambda message: message.message_id,
    "tool calls": lambda message: [call.to_json() for call in message.tool_calls] or None,
    "answers": lambda message: message.tool_call_id,
    "metadata": lambda message: message.metadata or None,
    "payload": lambda message: message.payload,
    "sequence": lambda message: str(message.sequence),
    "time": lambda message: time_of_day(message.timestamp),
}

_PROPERTIES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "actor": ("actor_name", _read_optional),
    "owner": ("owner_id", _read_optional),
    "name": ("name", _read_optional),
    "status": ("status", str),
    "automation level": ("automation_level", _read_optional),
    "plans": ("linked_plan_ids", _read_list),
    "metadata": ("metadata", _read_json),
    "tags": ("tags", _read_list),
    "reason": ("status_reason", _read_optional),
    "namespace": ("namespace", str),
    "messages": ("message_count", int),
    "next sequence": ("next_sequence", int),
    "created": ("created_at", str),
    "updated": ("updated_at", str),
    "input tokens": ("token_usage.input_tokens", int),
    "output tokens": ("token_usage.output_tokens", int),
    "cost": ("token_usage.estimated_cost", float),
    "model": ("model_id", _read_optional),
}


def read_messages(table: Table) -> list[dict[str, Any]]:
    """Give the messages of a table as `append_messages` takes them."""
    return [
        {
            _COLUMNS[heading][0]: value
            for heading, cell in row.as_dict().items()
            if (value := _COLUMNS[heading][1](cell)) is not None
        }
        for row in table
    ]


def check_messages(table: Table, messages: Iterable[SessionMessage]) -> None:
    """Check messages against a table, in order, by the columns that the table has."""
    wanted = [
        {
            heading: _COLUMNS.get(heading, ("", str))[1](cell)
            for heading, cell in row.as_dict().items()
        }
        for row in table
    ]
    found = [
        {heading: _MESSAGE_VALUES[heading](message) for heading in table.headings}
        for message in messages
    ]
    assert found == wanted, f"the messages are {found}, not {wanted}"


def read_pairs(table: Table) -> dict[str, str]:
    """Give a table of two columns as a mapping of the first to the second."""
    return {row[0]: row[1] for row in table}


def read_properties(table: Table | None) -> dict[str, Any]:
    """Give a table of property and value, or none, as keyword arguments for a new session."""
    pairs = read_pairs(table) if table else {}
    return {_PROPERTIES[name][0]: _PROPERTIES[name][1](cell) for name, cell in pairs.items()}


def read_row(row: Row, skip: str) -> dict[str, Any]:
    """Give a row whose headings are properties as keyword arguments for a new session."""
    return {
        _PROPERTIES[heading][0]: _PROPERTIES[heading][1](cell)
        for heading, cell in row.as_dict().items()
        if heading != skip
    }


def check_properties(table: Table, session: Session) -> None:
    """Check a session against a table of property and value."""
    for name, cell in read_pairs(table).items():
        attribute, read = _PROPERTIES[name]
        value: Any = session
        for part in attribute.split("."):
            value = getattr(value, part)
        found = time_of_day(value) if isinstance(value, datetime) else value
        assert found == read(cell), f"{name} is {found!r}, not {read(cell)!r}"


def numbered_messages(count: int, first: int = 0) -> Sequence[dict[str, Any]]:
    """Give that many messages of a user, with the contents "message 0", "message 1" and so on."""
    return [
        {"role": "user", "content": f"message {number}"} for number in range(first, first + count)
    ]
