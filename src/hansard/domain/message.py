"""Messages: what was said in a session, verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from hansard.domain.content import (
    MAX_BYTES,
    JSONValue,
    check_id,
    decode_json,
    decode_text,
    encode_json,
    encode_text,
)
from hansard.domain.errors import InvalidContentError, SessionMessageError
from hansard.domain.shown import shown


class MessageRole(StrEnum):
    """Who speaks."""

    USER = "user"
    ASSISTANT = "assistant"
    SYSTEM = "system"
    TOOL = "tool"


_ROLES = {role.value: role for role in MessageRole}
_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that an assistant asks for.

    Attributes:
        id: pairs the call with the tool message whose ``tool_call_id`` answers it.
        name: name of the tool.
        arguments: any JSON value. Chat-completions models write a JSON text here; it is kept
            as that text, also where it is malformed.
    """

    id: str
    name: str
    arguments: JSONValue = field(default_factory=dict)

    def to_json(self) -> dict[str, JSONValue]:
        """Give the call as it is stored and exported."""
        return {"id": self.id, "name": self.name, "arguments": self.arguments}


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """A message as it stands in the record. Immutable; its place is its sequence.

    Attributes:
        message_id: unique within its session; the idempotency key of its append.
        sequence: position in the session, from 0, growing by 1; a number is never used again,
            also not after its message was removed. The only order there is.
        role: who speaks.
        content: the text, empty only where tool calls or a payload are not.
        timestamp: when it was recorded, in UTC.
        tool_calls: what an assistant asks tools to do.
        tool_call_id: the call that a tool message answers.
        metadata: the caller's own JSON object.
        payload: an agent framework's own item, as any JSON value, verbatim.
    """

    message_id: str
    sequence: int
    role: MessageRole
    content: str
    timestamp: datetime
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    payload: Any = None


@dataclass(slots=True)
class _Unsealed:
    """A `SessionMessage` while it is filled: the same slots, not yet frozen."""

    message_id: str
    sequence: int
    role: MessageRole
    content: str
    timestamp: datetime
    tool_calls: tuple[ToolCall, ...]
    tool_call_id: str | None
    metadata: dict[str, Any]
    payload: Any


def recorded_message(*fields: Any) -> SessionMessage:
    """Give a message of the record, from its fields in their order.

    A frozen dataclass writes every field through ``object.__setattr__``: 1.1 us a message, a
    quarter of what reading one back costs. Filling a twin and freezing it takes 0.4 us.
    """
    message: Any = _Unsealed(*fields)
    message.__class__ = SessionMessage
    return message  # type: ignore[no-any-return]


@dataclass(slots=True)
class NewMessage:
    """A message that is about to be appended.

    Attributes:
        message_id: the caller's idempotency key, 1 to 255 characters; None for a generated one.
        timestamp: an aware datetime; None for the moment of the append.

    The other attributes are those of `SessionMessage`. Values are checked when the message is
    appended: `SessionMessageError` for an unknown role or a message that says nothing,
    `InvalidContentError` for what cannot be stored verbatim.
    """

    role: MessageRole | str
    content: str = ""
    metadata: Mapping[str, Any] | None = None
    tool_calls: Iterable[ToolCall | Mapping[str, Any]] = ()
    tool_call_id: str | None = None
    payload: Any = None
    message_id: str | None = None
    timestamp: datetime | None = None


def read_role(role: object) -> MessageRole:
    """Give the role of that name.

    Raises:
        SessionMessageError: there is none.
    """
    known = _ROLES.get(role) if isinstance(role, str) else None
    if known is None:
        raise SessionMessageError(
            f"Unknown role {shown(role)}. A message is from {', '.join(_ROLES)}."
        )
    return known


def read_tool_calls(calls: Iterable[ToolCall | Mapping[str, Any]]) -> tuple[ToolCall, ...]:
    """Give tool calls as entities.

    Raises:
        SessionMessageError: an item is neither a `ToolCall` nor a mapping with exactly the
            keys id, name and (optionally) arguments, or its id or name is not a text.
    """
    given: object = calls
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise SessionMessageError("tool_calls must be a list of tool calls.")
    return tuple(_read_tool_call(call, index) for index, call in enumerate(calls))


def _read_tool_call(call: object, index: int) -> ToolCall:
    if isinstance(call, Mapping):
        unknown = set(call) - {"id", "name", "arguments"}
        if unknown or "id" not in call or "name" not in call:
            raise SessionMessageError(
                f"tool_calls[{index}] must have the keys id, name and arguments."
            )
        call = ToolCall(call["id"], call["name"], call.get("arguments", {}))
    if not isinstance(call, ToolCall):
        raise SessionMessageError(f"tool_calls[{index}] is a {type(call).__name__}.")
    if not all(isinstance(text, str) for text in (call.id, call.name)):
        raise SessionMessageError(f"tool_calls[{index}]: id and name must be texts.")
    return call


class SealedMessage(NamedTuple):
    """A new message that was checked and brought to its canonical texts, ready to be written.

    Made by `seal` before the first attempt to write it, so that every attempt writes the same.
    """

    message_id: str
    role: MessageRole
    content: str
    content_json: str
    tool_calls_json: str | None
    tool_call_id: str | None
    metadata_json: str | None
    payload_json: str | None
    timestamp: datetime

    @property
    def texts(self) -> tuple[str | None, ...]:
        """What makes two messages the same: everything but id and time."""
        return (
            self.role.value,
            self.content_json,
            self.tool_calls_json,
            self.tool_call_id,
            self.metadata_json,
            self.payload_json,
        )

    def at(self, sequence: int) -> SessionMessage:
        """Give the message as it stands in the record at this sequence."""
        calls = self.tool_calls_json
        return recorded_message(
            self.message_id,
            sequence,
            self.role,
            self.content,
            self.timestamp,
            () if calls is None else decode_tool_calls(calls),
            self.tool_call_id,
            {} if self.metadata_json is None else decode_json(self.metadata_json),
            None if self.payload_json is None else decode_json(self.payload_json),
        )


def seal(message: NewMessage, message_id: str, timestamp: datetime) -> SealedMessage:
    """Check a new message and bring it to its canonical texts.

    Args:
        message_id: used where the message brings none.
        timestamp: aware; used where the message brings none.

    Raises:
        SessionMessageError: an unknown role, or no content, tool calls or payload.
        InvalidContentError: a value that cannot be stored verbatim, or all of them together
            longer than `MAX_BYTES`.
        InvalidInputError: an id outside its bounds, a timestamp without a time zone.
    """
    role = read_role(message.role)
    content = message.content
    content_json = encode_text(content, "content")
    calls = metadata = payload = None
    if message.tool_calls != ():
        calls = _encode_tool_calls(message.tool_calls)
    if message.metadata is not None and message.metadata != {}:
        metadata = _encode_metadata(message.metadata)
    if message.payload is not None:
        payload = encode_json(message.payload, "payload")
    if not content and calls is None and message.payload in _EMPTY:
        raise SessionMessageError(
            "A message needs content. It may be empty only where tool calls or a payload are not."
        )
    size = len(content_json) + len(calls or "") + len(metadata or "") + len(payload or "")
    if size * 4 > MAX_BYTES:
        _check_total(content_json, calls, metadata, payload)
    tool_call_id = message.tool_call_id
    if tool_call_id is not None:
        tool_call_id = check_id(tool_call_id, "tool_call_id")
    if message.message_id is not None:
        message_id = check_id(message.message_id, "message_id")
    if message.timestamp is not None:
        timestamp = _read_timestamp(message.timestamp)
    if type(content) is not str or not content.isascii():
        content = decode_text(content_json)
    return SealedMessage(
        message_id,
        role,
        content,
        content_json,
        calls,
        tool_call_id,
        metadata,
        payload,
        timestamp,
    )


def decode_tool_calls(text: str) -> tuple[ToolCall, ...]:
    """Give the tool calls of their canonical text."""
    return tuple(ToolCall(**call) for call in decode_json(text))


def _encode_tool_calls(calls: Iterable[ToolCall | Mapping[str, Any]]) -> str | None:
    entities = read_tool_calls(calls)
    return encode_json([call.to_json() for call in entities], "tool_calls") if entities else None


def _encode_metadata(metadata: Mapping[str, Any]) -> str:
    if not isinstance(metadata, Mapping):
        raise InvalidContentError("/metadata", "must be an object")
    return encode_json(dict(metadata), "metadata")


def _check_total(*texts: str | None) -> None:
    total = sum(len(text.encode()) for text in texts if text is not None)
    if total > MAX_BYTES:
        raise InvalidContentError(
            "",
            f"the message takes {total} bytes, at most {MAX_BYTES} are stored; "
            "keep larger content elsewhere",
        )


def _read_timestamp(timestamp: object) -> datetime:
    if not isinstance(timestamp, datetime) or timestamp.utcoffset() is None:
        raise SessionMessageError("timestamp must be a datetime with a time zone.")
    try:
        return timestamp.astimezone(UTC)
    except OverflowError as error:
        raise SessionMessageError("timestamp is outside the years 1 to 9999 in UTC.") from error
