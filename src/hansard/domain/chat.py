"""Chat-completions conversations: into the record and out again, unchanged.

An item that a message's own fields say in full is rebuilt from them. Any other (a ``name``, parts
with images, keys in another order) is kept whole, as the payload of its message, and its fields
hold what history and search need: its text, its tool calls, the call that it answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from hansard.domain.content import JSONValue, check_id, decode_untrusted, encode_json
from hansard.domain.errors import InvalidContentError, InvalidInputError, SessionMessageError
from hansard.domain.message import MessageRole, NewMessage, SessionMessage, ToolCall, read_role
from hansard.domain.session import Session

CHAT_FORMAT = "chat.completions"
"""Names the format of a payload: ``{"format": "chat.completions", "item": {...}}``."""

MAX_LINE_BYTES = 16 * 1024 * 1024
"""Bytes that the line of one conversation may take, without its end."""

_METADATA_KEY = "chat"
_KINDRED_ROLES = {"developer": MessageRole.SYSTEM, "function": MessageRole.TOOL}


def read_chat_message(item: object) -> NewMessage:
    """Give the message that says what a chat-completions item says.

    The role ``developer`` is read as system, and ``function`` as tool: the ``function_call`` of
    older models is a tool call whose id is the name of the function.

    Args:
        item: an object with role and content (a text, a list of parts, or null), and perhaps
            tool_calls, tool_call_id and other keys, as it was parsed.

    Raises:
        SessionMessageError: not an object, an unknown role, malformed tool calls.
        InvalidContentError: content of another type.
    """
    if not isinstance(item, dict):
        raise SessionMessageError(f"A message must be an object, not {type(item).__name__}.")
    name = item.get("role")
    kindred = _KINDRED_ROLES.get(name) if isinstance(name, str) else None
    role = kindred or read_role(name)
    content = _read_content(item)
    calls = _read_calls(item)
    tool_call_id = _read_tool_call_id(item)
    rebuilt = build_chat_item(role, content, tool_calls=calls, tool_call_id=tool_call_id)
    says_all = (content or calls) and _is_same(item, rebuilt)
    return NewMessage(
        role,
        content,
        tool_calls=calls,
        tool_call_id=tool_call_id,
        payload=None if says_all else {"format": CHAT_FORMAT, "item": item},
    )


def write_chat_message(message: SessionMessage) -> dict[str, Any]:
    """Give a message as a chat-completions item: the one that it was read from, if it was."""
    item = _original(message)
    if item is not None:
        return item
    return build_chat_item(
        message.role,
        message.content,
        tool_calls=message.tool_calls,
        tool_call_id=message.tool_call_id,
    )


def build_chat_item(
    role: MessageRole,
    content: str | list[Any],
    *,
    tool_calls: Iterable[ToolCall],
    tool_call_id: str | None,
) -> dict[str, Any]:
    """Build a chat-completions item.

    Beside tool calls, empty content is null. Arguments are a JSON text: one that is given stays
    as it is, any other value is written as one.
    """
    item: dict[str, Any] = {"role": role.value}
    if tool_call_id is not None:
        item["tool_call_id"] = tool_call_id
    item["content"] = content
    calls = [_write_call(call) for call in tool_calls]
    if calls:
        item["content"] = content or None
        item["tool_calls"] = calls
    return item


def content_parts(message: SessionMessage) -> list[Any] | None:
    """Give the parts of a message that was read from an item with a list of parts, else None."""
    item = _original(message)
    parts = None if item is None else item.get("content")
    return parts if isinstance(parts, list) else None


def read_chat_line(line: str | bytes) -> dict[str, Any]:
    """Give the object of a line, with the text ``conversation_id`` and the list ``messages``.

    Raises:
        InvalidInputError: the line is longer than `MAX_LINE_BYTES`, or not such an object.
    """
    if count_bytes(_without_end(line)) > MAX_LINE_BYTES:
        raise InvalidInputError(f"longer than {MAX_LINE_BYTES} bytes")
    document = decode_untrusted(line, "conversation")
    if not isinstance(document, dict):
        raise InvalidInputError(f"must be an object, not {type(document).__name__}")
    if not isinstance(document.get("conversation_id"), str):
        raise InvalidInputError("conversation_id must be a text")
    if not isinstance(document.get("messages"), list):
        raise InvalidInputError("messages must be a list")
    return document


def chat_metadata(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a session keeps of the object of a line: all but its messages."""
    return {_METADATA_KEY: {**document, "messages": None}}


def write_chat_line(session: Session) -> str:
    """Give a session as the line that it was read from, with the messages that it has now.

    The conversation id of a session that was not read from a line is its session id.
    """
    kept: dict[str, Any] = {"conversation_id": session.session_id, "messages": None}
    found = session.metadata.get(_METADATA_KEY)
    if isinstance(found, dict) and kept.keys() <= found.keys() and found["messages"] is None:
        kept = found
    messages = [write_chat_message(message) for message in session.messages]
    text = json.dumps({**kept, "messages": messages}, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def count_bytes(line: str | bytes) -> int:
    """Count the bytes of a line, in UTF-8."""
    if isinstance(line, str) and not line.isascii():
        return len(line.encode("utf-8", "surrogatepass"))
    return len(line)


def _without_end(line: str | bytes) -> str | bytes:
    if isinstance(line, str):
        return line.removesuffix("\n").removesuffix("\r")
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _original(message: SessionMessage) -> dict[str, Any] | None:
    payload = message.payload
    if isinstance(payload, dict) and list(payload) == ["format", "item"]:
        item = payload["item"]
        if payload["format"] == CHAT_FORMAT and isinstance(item, dict):
            return dict(item)
    return None


def _read_content(item: dict[str, Any]) -> str:
    content = item.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        texts = [_read_part(part, index) for index, part in enumerate(content)]
        return "\n".join(text for text in texts if text)
    if content is not None:
        raise InvalidContentError(
            "/content", f"must be a text, a list of parts or null, not {type(content).__name__}"
        )
    refusal = item.get("refusal")
    return refusal if isinstance(refusal, str) else ""


def _read_part(part: object, index: int) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict):
        raise InvalidContentError(
            f"/content/{index}", f"must be an object, not {type(part).__name__}"
        )
    text = part.get("text", part.get("refusal"))
    return text if isinstance(text, str) else ""


def _read_calls(item: dict[str, Any]) -> tuple[ToolCall, ...]:
    calls = item.get("tool_calls")
    if calls is None:
        function = item.get("function_call")
        if function is None:
            return ()
        call = _read_function(function, "function_call", "arguments")
        return (ToolCall(_pairing_id(call[0]), *call),)
    if not isinstance(calls, list):
        raise SessionMessageError(f"tool_calls must be a list, not {type(calls).__name__}.")
    return tuple(_read_call(call, f"tool_calls[{index}]") for index, call in enumerate(calls))


def _read_call(call: object, field: str) -> ToolCall:
    if not isinstance(call, dict):
        raise SessionMessageError(f"{field} must be an object, not {type(call).__name__}.")
    if not isinstance(call.get("id"), str):
        raise SessionMessageError(f"{field}.id must be a text.")
    kind, key = "function", "arguments"
    if call.get("type") == "custom":
        kind, key = "custom", "input"
    name, arguments = _read_function(call.get(kind), f"{field}.{kind}", key)
    return ToolCall(_pairing_id(call["id"]), name, arguments)


def _read_function(function: object, field: str, key: str) -> tuple[str, JSONValue]:
    if not isinstance(function, dict):
        raise SessionMessageError(f"{field} must be an object, not {type(function).__name__}.")
    if not isinstance(function.get("name"), str):
        raise SessionMessageError(f"{field}.name must be a text.")
    return function["name"], function.get(key, {})


def _read_tool_call_id(item: dict[str, Any]) -> str | None:
    answered = item.get("name") if item["role"] == "function" else item.get("tool_call_id")
    if answered is None:
        return None
    if not isinstance(answered, str):
        raise SessionMessageError(
            f"The id of the call that is answered must be a text, not {type(answered).__name__}."
        )
    return _pairing_id(answered)


def _pairing_id(call_id: str) -> str:
    """Give an id that a message can hold; models make empty ones, and ones of many thousand."""
    try:
        return check_id(call_id, "tool_call_id")
    except InvalidInputError:
        digest = hashlib.sha256(call_id.encode("utf-8", "surrogatepass")).hexdigest()
        return f"sha256:{digest}"


def _write_call(call: ToolCall) -> dict[str, Any]:
    arguments = call.arguments
    if not isinstance(arguments, str):
        arguments = encode_json(arguments, "arguments")
    function = {"name": call.name, "arguments": arguments}
    return {"id": call.id, "type": "function", "function": function}


def _is_same(item: object, rebuilt: object) -> bool:
    """Whether two JSON values are equal, in type and in the order of their keys too."""
    if isinstance(item, dict) and isinstance(rebuilt, dict):
        return list(item) == list(rebuilt) and all(
            _is_same(item[key], rebuilt[key]) for key in rebuilt
        )
    if isinstance(item, list) and isinstance(rebuilt, list):
        return len(item) == len(rebuilt) and all(map(_is_same, item, rebuilt))
    return type(item) is type(rebuilt) and item == rebuilt
