"""The shapes of the 28 types of events: what their data holds, and what is said of other data.

The structure of an event must be right, or the event is refused. Its shape should be right: an
event whose data lacks a required field, or has it in another kind, is stored with a warning.
Other fields than those of the shape are welcome and say whatever their writer says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from hansard.domain.errors import InvalidContentError, MissingFieldError
from hansard.domain.event import Event, EventType, read_event_type


class FieldKind(StrEnum):
    """The kinds of JSON values."""

    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    LIST = "list"
    OBJECT = "object"
    ANY = "any"


class DataField(NamedTuple):
    """One field of an event's data.

    Attributes:
        required: an event without it, or with another kind of value, is stored with a warning.
    """

    name: str
    kind: FieldKind
    meaning: str
    required: bool = False


class EventShape(NamedTuple):
    """What events of one type say.

    Attributes:
        meaning: what has happened.
        fields: of ``data``.
    """

    type: EventType
    meaning: str
    fields: tuple[DataField, ...] = ()


def _needed(name: str, kind: FieldKind, meaning: str) -> DataField:
    return DataField(name, kind, meaning, required=True)


_INTEGER, _NUMBER, _STRING = FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.STRING
_OBJECT, _ANY = FieldKind.OBJECT, FieldKind.ANY

_REASON = DataField("reason", _STRING, "why, where somebody said so")
_FAILURE = (
    DataField("error_code", _STRING, "code of the error"),
    DataField("error_message", _STRING, "what went wrong"),
    DataField("provider_error", _OBJECT, "the provider's own account of it"),
    DataField("details", _OBJECT, "more about it"),
)
_CALL_ID = DataField("tool_call_id", _STRING, "ties the events of one call together")
_TOOL_INPUT = DataField("tool_input", _ANY, "arguments of the call")
_TOOL_OUTPUT = DataField("tool_output", _ANY, "what the tool answered")
_TOOL_NAME = _needed("tool_name", _STRING, "name of the tool")

_SHAPES = (
    EventShape(
        EventType.SESSION_CREATED,
        "A session was created.",
        (
            DataField("actor_name", _STRING, "the agent that answers"),
            DataField("provider", _STRING, "who serves the model"),
        ),
    ),
    EventShape(EventType.SESSION_STARTED, "A session became active."),
    EventShape(EventType.SESSION_PAUSED, "A session was paused.", (_REASON,)),
    EventShape(EventType.SESSION_RESUMED, "A paused session became active again."),
    EventShape(EventType.SESSION_COMPLETED, "A session ended well."),
    EventShape(EventType.SESSION_FAILED, "A session failed.", _FAILURE),
    EventShape(EventType.SESSION_CANCELLED, "A session was cancelled.", (_REASON,)),
    EventShape(
        EventType.RUN_STARTED,
        "A run began to execute.",
        (DataField("model", _STRING, "the model that is asked"),),
    ),
    EventShape(
        EventType.RUN_COMPLETED,
        "A run ended well.",
        (
            _needed("stop_reason", _STRING, "why the model stopped"),
            DataField("turn_count", _INTEGER, "how often the model was asked"),
            DataField("token_usage", _OBJECT, "figures by name"),
            DataField("cost_usd", _NUMBER, "USD"),
        ),
    ),
    EventShape(EventType.RUN_FAILED, "A run failed.", _FAILURE),
    EventShape(EventType.RUN_CANCELLED, "A run was cancelled.", (_REASON,)),
    EventShape(
        EventType.RUN_TIMEOUT,
        "A run took too long and was ended.",
        (
            DataField("timeout_ms", _INTEGER, "how long it could have taken, in milliseconds"),
            *_FAILURE,
        ),
    ),
    EventShape(
        EventType.MESSAGE_SENT,
        "A message was sent to the agent.",
        (
            DataField("content", _STRING, "its text"),
            DataField("role", _STRING, "who speaks, `user` by default"),
        ),
    ),
    EventShape(
        EventType.MESSAGE_RECEIVED,
        "A whole message came from the agent.",
        (
            _needed("content", _STRING, "its text"),
            _needed("role", _STRING, "who speaks, mostly `assistant`"),
        ),
    ),
    EventShape(
        EventType.MESSAGE_STREAMED,
        "A piece of a message came from the agent.",
        (
            _needed("content", _STRING, "the piece"),
            DataField("delta", _STRING, "the piece, read before `content`"),
        ),
    ),
    EventShape(
        EventType.TOOL_CALL_STARTED,
        "The agent called a tool.",
        (_TOOL_NAME, _CALL_ID, _TOOL_INPUT),
    ),
    EventShape(
        EventType.TOOL_CALL_COMPLETED,
        "A tool answered.",
        (_TOOL_NAME, _CALL_ID, _TOOL_OUTPUT),
    ),
    EventShape(
        EventType.TOOL_CALL_FAILED,
        "A tool failed.",
        (
            _TOOL_NAME,
            _CALL_ID,
            _TOOL_OUTPUT,
            DataField("error_message", _STRING, "what went wrong"),
        ),
    ),
    EventShape(
        EventType.ERROR_OCCURRED,
        "Something went wrong, or an event came whose type nobody knows.",
        (_needed("error_message", _STRING, "what went wrong"), _FAILURE[0], *_FAILURE[2:]),
    ),
    EventShape(
        EventType.ERROR_RECOVERED,
        "What went wrong was put right.",
        (_FAILURE[0], _FAILURE[1]),
    ),
    EventShape(
        EventType.TOKEN_USAGE_UPDATED,
        "Tokens were used.",
        (
            _needed("input_tokens", _INTEGER, "tokens read"),
            _needed("output_tokens", _INTEGER, "tokens written"),
            DataField("total_tokens", _INTEGER, "both, as the provider counts them"),
            DataField("cache_read_tokens", _INTEGER, "tokens read from a cache"),
            DataField("cache_creation_tokens", _INTEGER, "tokens written to a cache"),
        ),
    ),
    EventShape(
        EventType.TURN_COMPLETED,
        "The model was asked and has answered.",
        (
            DataField("turn", _INTEGER, "number of the turn"),
            DataField("stop_reason", _STRING, "why the model stopped"),
        ),
    ),
    EventShape(
        EventType.WORKSPACE_SNAPSHOT_TAKEN,
        "The files that the agent works on were noted.",
        (
            DataField("snapshot_id", _STRING, "id of the snapshot"),
            DataField("label", _STRING, "`before`, `after` and the like"),
        ),
    ),
    EventShape(
        EventType.WORKSPACE_DIFF_COMPUTED,
        "Two such states were compared.",
        (
            DataField("files_changed", _INTEGER, "how many files differ"),
            DataField("insertions", _INTEGER, "lines added"),
            DataField("deletions", _INTEGER, "lines removed"),
        ),
    ),
    EventShape(
        EventType.POLICY_VIOLATION,
        "The agent did, or was about to do, what a policy forbids.",
        (
            _needed("policy", _STRING, "name of the policy"),
            _needed("kind", _STRING, "what kind of rule it broke"),
            DataField("action", _STRING, "what was done about it"),
            DataField("details", _OBJECT, "more about it"),
        ),
    ),
    EventShape(
        EventType.TOOL_APPROVAL_REQUESTED,
        "A call waits for somebody's approval.",
        (
            _TOOL_NAME,
            _needed("policy_name", _STRING, "the policy that asks for approval"),
            _CALL_ID,
            _TOOL_INPUT,
        ),
    ),
    EventShape(
        EventType.TOOL_APPROVAL_GRANTED,
        "Somebody approved of a call.",
        (_TOOL_NAME, _CALL_ID, DataField("approved_by", _STRING, "who did")),
    ),
    EventShape(
        EventType.TOOL_APPROVAL_DENIED,
        "Somebody denied a call.",
        (_TOOL_NAME, _CALL_ID, DataField("denied_by", _STRING, "who did"), _REASON),
    ),
)

SHAPES: dict[EventType, EventShape] = {shape.type: shape for shape in _SHAPES}
"""The shape of each of the 28 types, in their order."""


def validate_structure(event: Event) -> Event:
    """Give an event back that has what every event has; its data is an object, if an empty one.

    Raises:
        MissingFieldError: type, session_id or timestamp is None.
        InvalidEventTypeError: there is no such type.
        InvalidContentError: data is neither an object nor None.
    """
    for name in ("type", "session_id", "timestamp"):
        if getattr(event, name) is None:
            raise MissingFieldError("event", name)
    read_event_type(event.type)
    data: object = event.data
    if data is None:
        return replace(event, data={})
    if not isinstance(data, Mapping):
        raise InvalidContentError("/data", "must be an object")
    return event


def validate_shape(event: Event) -> list[str]:
    """Say what the data of an event lacks, or has in another kind than its shape says.

    Null is a value of another kind. The warnings name fields and kinds, never values.
    """
    warnings = []
    for wanted in SHAPES[event.type].fields:
        if wanted.required and wanted.name not in event.data:
            warnings.append(f"missing required field '{wanted.name}' for shape validation")
        elif wanted.required:
            kind = kind_of(event.data[wanted.name])
            if kind is not wanted.kind:
                warnings.append(f"field '{wanted.name}' expected {wanted.kind}, got {kind}")
    return warnings


def kind_of(value: Any) -> FieldKind:
    """Give the kind of a JSON value; a number without a fraction is a number if it is a float."""
    if value is None:
        return FieldKind.NULL
    if isinstance(value, bool):
        return FieldKind.BOOLEAN
    if isinstance(value, int):
        return FieldKind.INTEGER
    if isinstance(value, float):
        return FieldKind.NUMBER
    if isinstance(value, str):
        return FieldKind.STRING
    return FieldKind.OBJECT if isinstance(value, Mapping) else FieldKind.LIST
