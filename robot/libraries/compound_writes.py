"""The writes of more than one row, each on the same record, with fixed times and ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import hansard
from hansard import Hansard
from hansard.testing import CountedIdentifiers, SettableClock

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 1, tzinfo=UTC)
ALPHA, BETA = "alpha", "beta"

CONVERSATION = json.dumps(
    {
        "conversation_id": "trip",
        "messages": [
            {"role": "user", "content": "Book a seat"},
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [
                    {
                        "id": "call-1",
                        "type": "function",
                        "function": {"name": "book", "arguments": '{"seat": "12A"}'},
                    }
                ],
            },
            {"role": "tool", "tool_call_id": "call-1", "content": "booked"},
            {"role": "assistant", "content": "Seat 12A is yours"},
        ],
    }
)


def open_at(url: str, moment: datetime) -> Hansard:
    """Open a store whose clock stands still and whose ids are the same every time."""
    return hansard.open(url, clock=SettableClock(moment), identifiers=CountedIdentifiers())


def prepare(url: str) -> dict[str, Any]:
    """Write the record that every operation starts from, and give an export of its session."""
    with open_at(url, BEFORE) as store:
        for namespace in ("local", "elsewhere"):
            sessions = store.for_namespace(namespace).sessions
            for session_id in (ALPHA, BETA):
                sessions.create("clerk", session_id=session_id, tags=("travel", "vip"))
                sessions.append_messages(
                    session_id,
                    [
                        {"role": "user", "content": f"line {n}", "message_id": f"{session_id}-{n}"}
                        for n in range(4)
                    ],
                )
        return store.sessions.export_session(ALPHA)


Operation = Callable[[Hansard, dict[str, Any]], object]


def _append(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.append_message(ALPHA, "user", "and another", message_id="alpha-4")


def _append_batch(store: Hansard, _: dict[str, Any]) -> object:
    batch = [{"role": "user", "content": f"more {n}"} for n in range(3)]
    return store.sessions.append_messages(ALPHA, batch)


def _create_with_tags(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.create("clerk", session_id="gamma", tags=("new", "vip"))


def _change_tags(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.tag(ALPHA, "late", "urgent", remove=["vip"])


def _remove_latest(store: Hansard, _: dict[str, Any]) -> object:
    return store.sessions.remove_latest(ALPHA, 2)


def _delete(store: Hansard, _: dict[str, Any]) -> object:
    store.sessions.delete(ALPHA)
    return None


def _import_session(store: Hansard, document: dict[str, Any]) -> object:
    return store.sessions.import_session(document)


def _import_chat(store: Hansard, _: dict[str, Any]) -> object:
    return store.transcripts.import_chats([CONVERSATION])


LEAVES_UNUSED_NUMBERS = {"removal of the latest"}
"""Numbers of removed messages stay used, so the counter goes on behind them."""

OPERATIONS: dict[str, Operation] = {
    "append": _append,
    "append of a batch of 3": _append_batch,
    "create with tags": _create_with_tags,
    "change of tags": _change_tags,
    "removal of the latest": _remove_latest,
    "delete": _delete,
    "import of a session": _import_session,
    "import of a conversation": _import_chat,
}
