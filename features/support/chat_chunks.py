"""What agents say, line by line, as the chunks that they emit.

A table of what an agent ``does``, and ``what``:

is known as         ``claude-7``: what its provider calls the conversation
streams             a piece of its answer
says                a whole message
calls               ``c1 sum {"a": 2}``: a tool, by the id of the call
hears               ``c1 "4"``: what the tool of a call answered, as JSON
hears of a failure  ``c1 "no such file"``: likewise, where it failed
ends                with a result: JSON of what that says besides the usual, or nothing
emits               a chunk, as JSON or as the phrases of ``GARBAGE``
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

TOO_LONG = "x" * 9 * 1024 * 1024
GARBAGE: dict[str, Callable[[], Any]] = {
    "not a number": lambda: {"type": "assistant", "cost": float("nan")},
    "a number": lambda: 42,
    "a text": lambda: "Hello",
    "nothing": lambda: None,
    "a key that is no text": lambda: {"type": "assistant", 1: 2},
    "an object that is no JSON": lambda: {"type": "assistant", "at": object()},
    "what is nested too deep": lambda: {"type": "assistant", "message": _nested(70)},
    "nine megabytes": lambda: said(TOO_LONG),
}

RESULT = {"type": "result", "subtype": "success", "is_error": False, "session_id": "theirs"}


def chunk_of(does: str, what: str) -> Any:
    """Give the chunk that a line means."""
    return CHUNKS[does](what)


def said(text: str, **more: Any) -> dict[str, Any]:
    """Give the chunk of a whole message."""
    content = [{"type": "text", "text": text}]
    return {"type": "assistant", "message": {"role": "assistant", "content": content, **more}}


def words_of(chunk: Any) -> str | None:
    """Give what a chunk says to whoever reads it, None where it says nothing."""
    if chunk["type"] == "stream_event":
        return str(chunk["event"]["delta"]["text"])
    if chunk["type"] == "assistant":
        return str(chunk["message"]["content"][0].get("text"))
    return chunk.get("error") or chunk.get("result")


def _streamed(what: str) -> dict[str, Any]:
    delta = {"type": "text_delta", "text": json.loads(what) if what.startswith('"') else what}
    return {"type": "stream_event", "event": {"type": "content_block_delta", "delta": delta}}


def _called(what: str) -> dict[str, Any]:
    call_id, name, given = what.split(" ", 2)
    call = {"type": "tool_use", "id": call_id, "name": name, "input": json.loads(given)}
    return {"type": "assistant", "message": {"role": "assistant", "content": [call]}}


def _heard(what: str, **more: Any) -> dict[str, Any]:
    call_id, _, output = what.partition(" ")
    answer = {"type": "tool_result", "tool_use_id": call_id, "content": json.loads(output), **more}
    return {"type": "user", "message": {"role": "user", "content": [answer]}}


def _emitted(what: str) -> Any:
    return GARBAGE[what]() if what in GARBAGE else json.loads(what)


def _nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"in": value}
    return value


CHUNKS: dict[str, Callable[[str], Any]] = {
    "is known as": lambda what: {"type": "system", "subtype": "init", "session_id": what},
    "streams": _streamed,
    "says": said,
    "calls": _called,
    "hears": _heard,
    "hears of a failure": lambda what: _heard(what, is_error=True),
    "ends": lambda what: {**RESULT, **(json.loads(what) if what else {})},
    "emits": _emitted,
}
