"""Messages of the Claude Agent SDK as the JSON objects that they were read from.

The SDK gives its messages as typed objects. Each becomes the chunk again that Claude Code sent,
with all that the SDK keeps of it; a class that is not known here becomes an object of its fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import claude_agent_sdk as sdk

Chunk = dict[str, Any]

_ALWAYS = {"parent_tool_use_id"}
"""What Claude Code sends where it is null, too."""


def chunk_of(message: Any) -> Chunk:
    """Give the chunk of a message."""
    if isinstance(getattr(message, "data", None), dict):  # every system message has what was sent
        return dict(message.data)
    make = _CHUNKS.get(type(message).__name__, _other)
    return make(message)


def _assistant(message: sdk.AssistantMessage) -> Chunk:
    said = {
        "id": message.message_id,
        "role": "assistant",
        "model": message.model,
        "content": [_block(block) for block in message.content],
        "stop_reason": message.stop_reason,
        "usage": message.usage,
    }
    rest = _rest(message, "content", "model", "message_id", "stop_reason", "usage")
    return {"type": "assistant", "message": _known(said), **rest}


def _user(message: sdk.UserMessage) -> Chunk:
    content = message.content
    said = content if isinstance(content, str) else [_block(block) for block in content]
    rest = _rest(message, "content")
    return {"type": "user", "message": {"role": "user", "content": said}, **rest}


def _result(message: sdk.ResultMessage) -> Chunk:
    used, deferred = message.model_usage, message.deferred_tool_use
    own = {
        "modelUsage": used,
        "deferred_tool_use": None if deferred is None else asdict(deferred),
    }
    rest = _rest(message, "model_usage", "deferred_tool_use")
    return {"type": "result", **rest, **_known(own)}


def _rate_limit(message: sdk.RateLimitEvent) -> Chunk:
    info = message.rate_limit_info
    told = info.raw or _known(asdict(info))
    return {
        "type": "rate_limit_event",
        "rate_limit_info": told,
        **_rest(message, "rate_limit_info"),
    }


def _stream_event(message: sdk.StreamEvent) -> Chunk:
    return {"type": "stream_event", **_rest(message)}


def _other(message: Any) -> Chunk:
    own = _plain(message) if is_dataclass(message) else {"text": str(message)}
    return {**own, "type": _snake(type(message).__name__.removesuffix("Message"))}


_CHUNKS: dict[str, Callable[[Any], Chunk]] = {
    "AssistantMessage": _assistant,
    "UserMessage": _user,
    "ResultMessage": _result,
    "RateLimitEvent": _rate_limit,
    "StreamEvent": _stream_event,
}
_BLOCKS = {
    "TextBlock": "text",
    "ThinkingBlock": "thinking",
    "ToolUseBlock": "tool_use",
    "ToolResultBlock": "tool_result",
    "ServerToolUseBlock": "server_tool_use",
    "ServerToolResultBlock": "advisor_tool_result",
}


def _block(block: Any) -> Chunk:
    name = type(block).__name__
    kind = _BLOCKS.get(name) or _snake(name.removesuffix("Block"))
    return {"type": kind, **_known(_plain(block))}


def _rest(message: Any, *read: str) -> Chunk:
    """Give the fields of a message under their own names, without those that say nothing."""
    own = {name: value for name, value in _plain(message).items() if name not in read}
    return {name: value for name, value in own.items() if value is not None or name in _ALWAYS}


def _plain(value: Any) -> Chunk:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _known(values: Chunk) -> Chunk:
    return {name: value for name, value in values.items() if value is not None}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
