"""What requests and answers about messages hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator

from hansard.domain.maps import read_time
from hansard.domain.message import MessageRole, NewMessage, SessionMessage
from hansard.domain.transcript import HistoryMessage, OrphanPolicy
from hansard.interfaces.http.bodies import JsonObject, Text
from hansard.interfaces.http.models.described import (
    Answer,
    Asked,
    Given,
    Label,
    Time,
    item,
    time_text,
    unread,
)
from hansard.interfaces.http.models.values import A_TIME, Many, Moment, Perhaps, Whole
from hansard.interfaces.http.parameters import MAX_BATCH

_MESSAGE_ID = "01JB2QA1B2C3D4E5F6G7H8J9K0"
_ANSWER = "Order 17 was shipped on Monday."
_ITEM = {"type": "function_call_output", "call_id": "call-1", "output": _ANSWER}


class ToolCallAnswer(Answer):
    """A tool that an assistant asks for."""

    id: str = item("Pairs the call with the message that answers it.", "call-1")
    name: str = item("The name of the tool.", "find_order")
    arguments: Any = item("Any JSON value.", {"number": 17})


class ToolCallGiven(Given):
    """A tool that an assistant asks for."""

    id: Text = Field(
        description="Pairs the call with the message that answers it.", examples=["call-1"]
    )
    name: Text = Field(description="The name of the tool.", examples=["find_order"])
    arguments: Any = Field(default={}, description="Any JSON value.", examples=[{"number": 17}])


class MessageGiven(Given):
    """A message that is to be appended. It needs content, tool calls or a payload."""

    role: Annotated[Any, PlainValidator(unread, json_schema_input_type=MessageRole)] = Field(
        description="The one who speaks.", examples=["tool"]
    )
    content: Text = Field("", description="The text.", examples=[_ANSWER])
    metadata: JsonObject | None = Field(
        None, description="Any JSON object, kept to the letter.", examples=[{"channel": "mail"}]
    )
    tool_calls: Annotated[
        Any, PlainValidator(unread, json_schema_input_type=list[ToolCallGiven])
    ] = Field(default=(), description="What an assistant asks tools to do.", examples=[[]])
    tool_call_id: Label | None = Field(
        None, description="The call that a tool message answers.", examples=["call-1"]
    )
    payload: Any = Field(
        None,
        description="An agent framework's own item, any JSON value, kept to the letter.",
        examples=[_ITEM],
    )
    message_id: Label | None = Field(
        None,
        description="Its id and idempotency key, unique within the session; the same as "
        "`Idempotency-Key` where there are both. Made by the store by default.",
        examples=["order-17-answer"],
    )
    timestamp: Moment | None = Field(
        None, description="When it was said, with a time zone; now by default.", examples=[A_TIME]
    )

    def to_message(self, message_id: str | None) -> NewMessage:
        """Give the message, with the id that it gets where it brings none.

        Raises:
            InvalidInputError: the time is none.
        """
        return NewMessage(
            self.role,
            self.content,
            self.metadata,
            self.tool_calls,
            self.tool_call_id,
            self.payload,
            message_id if self.message_id is None else self.message_id,
            None if self.timestamp is None else read_time(self.timestamp, "timestamp"),
        )


class MessagesGiven(Given):
    """Messages that are appended in their order: all of them or none."""

    messages: list[MessageGiven] = Field(
        description="In their order.", min_length=1, max_length=MAX_BATCH
    )


class MessagesAsked(Asked):
    """Which messages are read: a range, or the latest."""

    start: Perhaps[Whole] = Field(
        None, alias="from", description="The first sequence; 0 by default.", examples=[0]
    )
    limit: Perhaps[Many] = Field(
        None, description="How many messages at most; 100 by default.", examples=[100]
    )
    latest: Perhaps[Many] = Field(
        None,
        description="The last so many messages, oldest first. Not beside `from` and `limit`.",
        examples=[20],
    )


class HistoryAsked(Asked):
    """Which history is given, and what becomes of calls that nothing answers."""

    limit: Perhaps[Whole] = Field(
        None,
        description="Only the last so many messages of the record; all of them by default.",
        examples=[200],
    )
    orphans: OrphanPolicy = Field(
        OrphanPolicy.ANSWER,
        description="Tool calls without an answer: `answer` puts a marker in its place, `drop` "
        "leaves the call out.",
        examples=["answer"],
    )
    marker: Perhaps[str] = Field(
        None, description="The text of that marker.", examples=["No answer was recorded."]
    )


class MessageAnswer(Answer):
    """A message as it stands in the record."""

    message_id: str = item("Unique within its session.", _MESSAGE_ID)
    sequence: int = item("Its place in the session, from 0; never used again.", 3, ge=0)
    role: MessageRole = item("The one who speaks.", "tool")
    content: str = item("The text.", _ANSWER)
    timestamp: Time = item("When it was said.", A_TIME)
    tool_calls: list[ToolCallAnswer] = item("What an assistant asks tools to do.", [])
    tool_call_id: str | None = item("The call that a tool message answers.", "call-1")
    metadata: dict[str, Any] = item("The caller's own JSON object.", {"channel": "mail"})
    payload: Any = item("An agent framework's own item.", _ITEM)


class MessagesAnswer(Answer):
    """Messages in their order."""

    messages: list[MessageAnswer] = Field(description="By sequence.")


class MessagePage(Answer):
    """One page of messages."""

    messages: list[MessageAnswer] = Field(description="By sequence.")
    next_from: int | None = item("`from` of the next page; null on the last one.", 4, ge=0)


class HistoryItem(Answer):
    """A message as a model provider may see it."""

    role: MessageRole = item("The one who speaks.", "tool")
    content: str = item("The text.", _ANSWER)
    tool_calls: list[ToolCallAnswer] = item("The messages that follow answer them in turn.", [])
    tool_call_id: str | None = item("The call that a tool message answers.", "call-1")
    sequence: int | None = item("The message that it stands for; null for a marker.", 4, ge=0)


class HistoryAnswer(Answer):
    """The conversation in a form that model providers accept."""

    messages: list[HistoryItem] = Field(
        description="Every tool call is followed by its answer, every answer follows its call."
    )


def message_map(message: SessionMessage) -> dict[str, Any]:
    """Give a message as a `MessageAnswer`."""
    return {
        "message_id": message.message_id,
        "sequence": message.sequence,
        "role": message.role.value,
        "content": message.content,
        "timestamp": time_text(message.timestamp),
        "tool_calls": [call.to_json() for call in message.tool_calls],
        "tool_call_id": message.tool_call_id,
        "metadata": message.metadata,
        "payload": message.payload,
    }


def history_map(message: HistoryMessage) -> dict[str, Any]:
    """Give a message of a history as a `HistoryItem`."""
    return {
        "role": message.role.value,
        "content": message.content,
        "tool_calls": [call.to_json() for call in message.tool_calls],
        "tool_call_id": message.tool_call_id,
        "sequence": None if message.source is None else message.source.sequence,
    }
