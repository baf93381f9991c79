"""How events and messages become the entries of a transcript: one assembler for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hansard.domain.content import JSONValue, encode_json
from hansard.domain.event import Event, EventType
from hansard.domain.maps import write_time
from hansard.domain.message import MessageRole, SessionMessage

PAUSED = "[Execution paused: awaiting human approval]"
"""What a transcript shows where a tool waits for somebody's approval."""


@dataclass(frozen=True, slots=True)
class TranscriptMessage:
    """An entry of a transcript: an utterance, a call of a tool, or the answer to one.

    Attributes:
        role: who speaks; an assistant calls, a tool answers.
        content: what is said; None for calls and answers.
        tool_call_id: pairs a call with its answer.
        tool_name: the tool that is called, or that answers.
        tool_input: what a call hands over, any JSON value, as it was recorded.
        tool_output: what the tool gave back, any JSON value, as it was recorded.
        metadata: that of the event or message, and which it was: ``event_id`` and ``run_id``, or
            ``message_id``; ``timestamp`` in ISO 8601 and ``sequence``.
    """

    role: MessageRole
    content: str | None = None
    tool_call_id: str | None = None
    tool_name: str | None = None
    tool_input: JSONValue = None
    tool_output: JSONValue = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many characters it counts: those of its content, else of the name of its tool."""
        return len(self.tool_name or "" if self.content is None else self.content)


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """What the next event may go on with.

    Attributes:
        streams: assistant messages that are being streamed, by the run that streams them.
        calls: names of the tools whose calls wait for their answers, by the id of the call.
    """

    streams: Mapping[str | None, TranscriptMessage] = field(default_factory=dict)
    calls: Mapping[str, str] = field(default_factory=dict)

    def has(self, message: TranscriptMessage) -> bool:
        """Say whether an entry is one that is being streamed."""
        return any(message is stream for stream in self.streams.values())


class Assembler:
    """Puts the entries of a transcript together, from where earlier ones left off.

    Each run streams at most one message at a time. It ends with the message that says all of it,
    before anything else that the run, or somebody outside any run, says or does, and with its run.
    """

    def __init__(self, ends: OpenEnds) -> None:
        self.messages: list[TranscriptMessage] = []
        self._streams = dict(ends.streams)
        self._chunks = {run: [stream.content or ""] for run, stream in ends.streams.items()}
        self._calls = dict(ends.calls)

    def ends(self) -> OpenEnds:
        """Give what the next event may go on with."""
        return OpenEnds({run: self._streamed(run) for run in self._streams}, self._calls)

    def say(self, run_id: str | None, message: TranscriptMessage) -> None:
        """Add an entry, behind the streams that it ends."""
        self.end_streams(run_id)
        self.messages.append(message)

    def call(self, run_id: str | None, message: TranscriptMessage) -> None:
        """Add the call of a tool."""
        if message.tool_call_id is not None and message.tool_name is not None:
            self._calls[message.tool_call_id] = message.tool_name
        self.say(run_id, message)

    def answer(self, run_id: str | None, message: TranscriptMessage) -> None:
        """Add the answer to a call; without a tool's name of its own it has that of the call."""
        called = self._calls.pop(message.tool_call_id or "", None)
        self.say(run_id, replace(message, tool_name=message.tool_name or called))

    def stream(self, run_id: str | None, chunk: str, metadata: dict[str, Any]) -> None:
        """Add a piece to the message that a run streams."""
        begun = self._streams.get(run_id, TranscriptMessage(MessageRole.ASSISTANT))
        self._streams[run_id] = replace(begun, metadata={**begun.metadata, **metadata})
        self._chunks.setdefault(run_id, []).append(chunk)

    def finish(self, run_id: str | None, content: str, metadata: dict[str, Any]) -> bool:
        """End the stream of a run with all that it says; say whether there was one."""
        streams = [run for run in (run_id, None) if run in self._streams]
        if run_id is None and len(self._streams) == 1:
            streams = list(self._streams)
        if not streams:
            return False
        streamed = self._end(streams[0])
        said, both = content or streamed.content, {**streamed.metadata, **metadata}
        self.messages.append(replace(streamed, content=said, metadata=both))
        return True

    def end_streams(self, run_id: str | None) -> None:
        """End what a run streams, and what is streamed outside any run; all without a run."""
        for run in list(self._streams):
            if run_id is None or run in (run_id, None):
                self.messages.append(self._end(run))

    def _streamed(self, run: str | None) -> TranscriptMessage:
        return replace(self._streams[run], content="".join(self._chunks[run]))

    def _end(self, run: str | None) -> TranscriptMessage:
        message = self._streamed(run)
        del self._streams[run], self._chunks[run]
        return message


def add_event(assembler: Assembler, event: Event) -> None:
    """Add what an event says; most types say nothing."""
    read = _READERS.get(event.type)
    if read is not None:
        read(assembler, event)


def add_message(assembler: Assembler, message: SessionMessage) -> None:
    """Add what a message says, then each tool that it calls.

    A message without content says nothing beside its calls; one that has neither is what its
    payload says, and stands with empty content.
    """
    metadata = {
        **message.metadata,
        "message_id": message.message_id,
        "timestamp": write_time(message.timestamp),
        "sequence": message.sequence,
    }
    if message.role is MessageRole.TOOL:
        answer = TranscriptMessage(
            MessageRole.TOOL,
            tool_call_id=message.tool_call_id,
            tool_output=message.content,
            metadata=metadata,
        )
        assembler.answer(None, answer)
    elif message.content or not message.tool_calls:
        assembler.say(None, TranscriptMessage(message.role, message.content, metadata=metadata))
    for call in message.tool_calls:
        entry = TranscriptMessage(
            message.role, None, call.id, call.name, call.arguments, metadata=metadata
        )
        assembler.call(None, entry)


def _add_chunk(assembler: Assembler, event: Event) -> None:
    delta = event.data.get("delta")
    chunk = _text(event.data.get("content") if delta is None else delta)
    if chunk:
        assembler.stream(event.run_id, chunk, _metadata(event))


def _add_received(assembler: Assembler, event: Event) -> None:
    if _role(event, MessageRole.ASSISTANT) is MessageRole.ASSISTANT and assembler.finish(
        event.run_id, _text(event.data.get("content")), _metadata(event)
    ):
        return
    _add_said(assembler, event, MessageRole.ASSISTANT)


def _add_sent(assembler: Assembler, event: Event) -> None:
    _add_said(assembler, event, MessageRole.USER)


def _add_said(assembler: Assembler, event: Event, role: MessageRole) -> None:
    assembler.end_streams(event.run_id)
    content = _text(event.data.get("content"))
    if content:
        said = TranscriptMessage(_role(event, role), content, metadata=_metadata(event))
        assembler.say(event.run_id, said)


def _add_call(assembler: Assembler, event: Event) -> None:
    call = TranscriptMessage(
        MessageRole.ASSISTANT,
        tool_call_id=_optional(event, "tool_call_id"),
        tool_name=_optional(event, "tool_name"),
        tool_input=event.data.get("tool_input"),
        metadata=_metadata(event),
    )
    assembler.call(event.run_id, call)


def _add_answer(assembler: Assembler, event: Event) -> None:
    answer = TranscriptMessage(
        MessageRole.TOOL,
        tool_call_id=_optional(event, "tool_call_id"),
        tool_name=_optional(event, "tool_name"),
        tool_output=event.data.get("tool_output"),
        metadata=_metadata(event),
    )
    assembler.answer(event.run_id, answer)


def _add_pause(assembler: Assembler, event: Event) -> None:
    paused = TranscriptMessage(
        MessageRole.TOOL,
        PAUSED,
        _optional(event, "tool_call_id"),
        _optional(event, "tool_name"),
        metadata=_metadata(event),
    )
    assembler.say(event.run_id, paused)


def _end_with_run(assembler: Assembler, event: Event) -> None:
    if event.run_id is not None:
        assembler.end_streams(event.run_id)


def _end_with_session(assembler: Assembler, _: Event) -> None:
    assembler.end_streams(None)


_READERS: dict[EventType, Callable[[Assembler, Event], None]] = {
    EventType.MESSAGE_STREAMED: _add_chunk,
    EventType.MESSAGE_RECEIVED: _add_received,
    EventType.MESSAGE_SENT: _add_sent,
    EventType.TOOL_CALL_STARTED: _add_call,
    EventType.TOOL_CALL_COMPLETED: _add_answer,
    EventType.TOOL_CALL_FAILED: _add_answer,
    EventType.TOOL_APPROVAL_REQUESTED: _add_pause,
    EventType.RUN_COMPLETED: _end_with_run,
    EventType.RUN_FAILED: _end_with_run,
    EventType.RUN_CANCELLED: _end_with_run,
    EventType.RUN_TIMEOUT: _end_with_run,
    EventType.SESSION_COMPLETED: _end_with_session,
    EventType.SESSION_FAILED: _end_with_session,
    EventType.SESSION_CANCELLED: _end_with_session,
}


def _role(event: Event, default: MessageRole) -> MessageRole:
    role = event.data.get("role")
    known = role.lower() if isinstance(role, str) else None
    return MessageRole(known) if known in set(MessageRole) else default


def _metadata(event: Event) -> dict[str, Any]:
    record = {
        "event_id": event.event_id,
        "run_id": event.run_id,
        "timestamp": write_time(event.timestamp),
        "sequence": event.sequence,
    }
    return {**event.metadata, **{key: value for key, value in record.items() if value is not None}}


def _optional(event: Event, key: str) -> str | None:
    value = event.data.get(key)
    return None if value is None else _text(value)


def _text(value: object) -> str:
    """Give a value as text: texts as they are, parts that are texts a line each, else as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    parts = value if isinstance(value, list) else []
    texts = [part.get("text") if isinstance(part, dict) else part for part in parts]
    if texts and all(isinstance(text, str) for text in texts):
        return "\n".join(str(text) for text in texts)
    return encode_json(value, "content")
