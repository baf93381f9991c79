"""What the messages of a transcript say, read here without hansard's help."""

from __future__ import annotations

import json
from typing import Any

from features.support.world import World
from hansard import SessionMessage

_KINDRED = {"developer": "system", "function": "tool"}


def check_record(world: World) -> None:
    """Check each message of each imported session against the item that it was read from."""
    lines = [json.loads(line) for line in world.kept["lines"] if line.strip()]
    sessions = [item.session_id for item in world.answer.conversations]
    assert len(sessions) == len(lines), f"{len(sessions)} sessions of {len(lines)} lines"
    for session_id, line in zip(sessions, lines, strict=True):
        messages = world.read(world.sessions.get, session_id).messages
        assert len(messages) == len(line["messages"]), f"{session_id} holds {len(messages)}"
        for place, (message, item) in enumerate(zip(messages, line["messages"], strict=True)):
            _check_message(place, message, item)


def _check_message(place: int, message: SessionMessage, item: dict[str, Any]) -> None:
    found = {
        "sequence": message.sequence,
        "role": message.role.value,
        "content": message.content,
        "calls": [(call.id, call.name, call.arguments) for call in message.tool_calls],
        "answers": message.tool_call_id,
    }
    wanted = {
        "sequence": place,
        "role": _KINDRED.get(item["role"], item["role"]),
        "content": _text(item.get("content")),
        "calls": [
            (call["id"], call["function"]["name"], call["function"]["arguments"])
            for call in item.get("tool_calls") or ()
        ],
        "answers": item.get("tool_call_id"),
    }
    assert found == wanted, f"the message is {found}, its item says {wanted}"


def _text(content: str | list[Any] | None) -> str:
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content if part.get("text"))
    return content or ""
