"""Chunks: what an agent emits while it answers, piece by piece, and what is recorded of each.

A chunk is a JSON object in the shapes of the Claude Agent SDK. These are read:

``system`` / ``init``   the provider's own id of the conversation, and the model
``stream_event``        a piece of the answer's text (``text_delta``)
``assistant``           a whole message: text, and tools that are called
``user``                what tools answered
``result``              the end: text, figures, or that it failed

Nothing is refused for having another shape. What is not read stays verbatim, in the data of the
chunk's first event under ``chunk``; of a chunk of which nothing is read that is all there is.
Chunks of an agent that another one called (``parent_tool_use_id``) are kept that way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from hansard.domain.content import decode_json, encode_json, is_id
from hansard.domain.errors import InvalidContentError
from hansard.domain.event import EventType
from hansard.domain.message import MessageRole, ToolCall
from hansard.domain.run import MAX_RUN_TOKENS, is_number
from hansard.domain.session import MAX_COST

Fact = tuple[EventType, dict[str, Any]]
"""The type and the data of an event."""

_FIGURES = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "total_tokens": "total_tokens",
    "cache_read_input_tokens": "cache_read_tokens",
    "cache_creation_input_tokens": "cache_creation_tokens",
}
"""The names of figures in a result, and in a run."""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool answered.

    Attributes:
        tool_call_id: the call that it answers.
        output: any JSON value.
        failed: whether the tool failed.
    """

    tool_call_id: str
    output: Any
    failed: bool

    @property
    def text(self) -> str:
        """The output as a text: the texts of its parts, a line each, else its JSON."""
        if self.output is None or isinstance(self.output, str):
            return self.output or ""
        parts = self.output if isinstance(self.output, list) else []
        texts = [_text_of(part) for part in parts]
        known = [text for text in texts if text is not None]
        return "\n".join(known) if known else encode_json(self.output, "content")


@dataclass(frozen=True, slots=True)
class AgentResult:
    """What an agent says at its end. What it says in another type is left out.

    Attributes:
        text: the answer, or what went wrong.
        failed: whether it failed.
        subtype: how it ended, in the provider's words.
        stop_reason: why the model stopped.
        turns: how often the model was asked.
        usage: figures by the names that runs have for them.
        cost_usd: USD.
    """

    text: str | None = None
    failed: bool = False
    subtype: str | None = None
    stop_reason: str | None = None
    turns: int = 1
    usage: dict[str, int] = field(default_factory=dict)
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class AgentChunk:
    """A chunk as it was read.

    Attributes:
        delta: a piece of the answer's text.
        text: the text of a whole message.
        message_id: the provider's id of that message, which several chunks may make up.
        calls: the tools that it calls.
        results: what tools answered.
        result: the end.
        provider_session_id: the provider's own id of the conversation.
        model: the model that answers.
        rest: what was not read, verbatim; None where there is nothing.
    """

    delta: str | None = None
    text: str | None = None
    message_id: str | None = None
    calls: tuple[ToolCall, ...] = ()
    results: tuple[ToolResult, ...] = ()
    result: AgentResult | None = None
    provider_session_id: str | None = None
    model: str | None = None
    rest: dict[str, Any] | None = None

    def facts(self, tools: Mapping[str, str]) -> list[Fact]:
        """Give the events that say it.

        Args:
            tools: the names of the tools that were called before, by the id of the call.
        """
        facts: list[Fact] = []
        if self.delta is not None:
            facts.append((EventType.MESSAGE_STREAMED, {"content": self.delta}))
        if self.text is not None:
            facts.append(received(self.text))
        facts += [(EventType.TOOL_CALL_STARTED, _call_data(call)) for call in self.calls]
        facts += [_answer(answer, tools) for answer in self.results]
        if self.result is not None:
            reason = self.result.stop_reason
            facts.append((EventType.TURN_COMPLETED, {"stop_reason": reason} if reason else {}))
        if self.rest is not None:
            if not facts:
                facts.append((EventType.MESSAGE_STREAMED, {"content": ""}))
            facts[0][1]["chunk"] = self.rest
        return facts


def received(text: str) -> Fact:
    """Give the event of a whole message of an agent."""
    data = {"content": text, "role": MessageRole.ASSISTANT.value}
    return EventType.MESSAGE_RECEIVED, data


def plain_chunk(given: object) -> dict[str, Any]:
    """Give a chunk of one's own: the JSON object that would be read back from the record.

    Raises:
        InvalidContentError: not an object, or a value that cannot be stored verbatim.
    """
    if not isinstance(given, Mapping):
        raise InvalidContentError("/chunk", f"must be an object, not {type(given).__name__}")
    plain: dict[str, Any] = decode_json(encode_json(dict(given), "chunk"))
    return plain


def read_chunk(chunk: Mapping[str, Any]) -> AgentChunk:
    """Read a chunk.

    Raises:
        InvalidContentError: not an object, or a value that cannot be stored verbatim.
    """
    plain = plain_chunk(chunk)
    kind = plain.get("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None or plain.get("parent_tool_use_id") is not None:
        return AgentChunk(rest=plain)
    return read(plain)


def is_init(chunk: Mapping[str, Any]) -> bool:
    """Say whether a chunk is the one that a provider begins with."""
    return (chunk.get("type"), chunk.get("subtype")) == ("system", "init")


def _read_system(chunk: dict[str, Any]) -> AgentChunk:
    if not is_init(chunk):
        return AgentChunk(rest=chunk)
    session_id, model = _id_in(chunk, "session_id"), _id_in(chunk, "model")
    return AgentChunk(provider_session_id=session_id, model=model, rest=chunk)


def _read_stream_event(chunk: dict[str, Any]) -> AgentChunk:
    event = _object_in(chunk, "event")
    delta = _object_in(event, "delta")
    text = delta.get("text")
    if delta.get("type") == "text_delta" and isinstance(text, str):
        return AgentChunk(delta=text)
    return AgentChunk(rest=chunk)


def _read_assistant(chunk: dict[str, Any]) -> AgentChunk:
    message = _object_in(chunk, "message")
    texts, calls, rest = [], [], []
    for block in _blocks_of(message):
        text, call = _text_of(block), _call_of(block)
        if text is not None:
            texts.append(text)
        elif call is not None:
            calls.append(call)
        else:
            rest.append(block)
    if not texts and not calls:
        return AgentChunk(model=_id_in(message, "model"), rest=chunk)
    return AgentChunk(
        text="".join(texts) if texts else None,
        message_id=_id_in(message, "id"),
        calls=tuple(calls),
        model=_id_in(message, "model"),
        rest=_rest(chunk, rest),
    )


def _read_user(chunk: dict[str, Any]) -> AgentChunk:
    results, rest = [], []
    for block in _blocks_of(_object_in(chunk, "message")):
        result = _result_of(block)
        if result is None:
            rest.append(block)
        else:
            results.append(result)
    if not results:
        return AgentChunk(rest=chunk)
    return AgentChunk(results=tuple(results), rest=_rest(chunk, rest))


def _read_result(chunk: dict[str, Any]) -> AgentChunk:
    usage, cost = _object_in(chunk, "usage"), chunk.get("total_cost_usd")
    subtype, turns = _id_in(chunk, "subtype"), chunk.get("num_turns")
    figures = {name: usage.get(key) for key, name in _FIGURES.items()}
    result = AgentResult(
        text=_result_text(chunk),
        failed=chunk.get("is_error") is True or (subtype or "").startswith("error"),
        subtype=subtype,
        stop_reason=_id_in(chunk, "stop_reason"),
        turns=turns if _is_count(turns) else 1,
        usage={name: value for name, value in figures.items() if _is_count(value)},
        cost_usd=float(cost) if is_number(cost) and 0 <= cost <= MAX_COST else None,
    )
    return AgentChunk(result=result, rest=chunk)


def _result_text(chunk: dict[str, Any]) -> str | None:
    text, errors = chunk.get("result"), chunk.get("errors")
    if isinstance(text, str):
        return text
    told = errors if isinstance(errors, list) else []
    return "\n".join(error for error in told if isinstance(error, str)) or None


_READERS = {
    "system": _read_system,
    "stream_event": _read_stream_event,
    "assistant": _read_assistant,
    "user": _read_user,
    "result": _read_result,
}


def _answer(result: ToolResult, tools: Mapping[str, str]) -> Fact:
    data = {
        "tool_name": tools.get(result.tool_call_id, "unknown"),
        "tool_call_id": result.tool_call_id,
        "tool_output": result.output,
    }
    if not result.failed:
        return EventType.TOOL_CALL_COMPLETED, data
    return EventType.TOOL_CALL_FAILED, {**data, "error_message": result.text}


def _call_data(call: ToolCall) -> dict[str, Any]:
    return {"tool_name": call.name, "tool_call_id": call.id, "tool_input": call.arguments}


def _rest(chunk: dict[str, Any], blocks: list[Any]) -> dict[str, Any] | None:
    """Give a chunk without the blocks that were read, None where nothing else is in it."""
    message = {**chunk["message"], "content": blocks}
    if chunk.keys() <= {"type", "message"} and message.keys() <= {"role", "content"} and not blocks:
        return None
    return {**chunk, "message": message}


def _blocks_of(message: dict[str, Any]) -> list[Any]:
    content = message.get("content")
    return content if isinstance(content, list) else []


def _text_of(block: object) -> str | None:
    if isinstance(block, dict) and block.get("type") == "text":
        text = block.get("text")
        return text if isinstance(text, str) else None
    return None


def _call_of(block: object) -> ToolCall | None:
    if isinstance(block, dict) and block.get("type") == "tool_use":
        call_id, name = _id_in(block, "id"), _id_in(block, "name")
        if call_id is not None and name is not None:
            return ToolCall(call_id, name, block.get("input", {}))
    return None


def _result_of(block: object) -> ToolResult | None:
    if isinstance(block, dict) and block.get("type") == "tool_result":
        call_id = _id_in(block, "tool_use_id")
        if call_id is not None:
            return ToolResult(call_id, block.get("content"), block.get("is_error") is True)
    return None


def _object_in(container: dict[str, Any], key: str) -> dict[str, Any]:
    value = container.get(key)
    return value if isinstance(value, dict) else {}


def _id_in(container: dict[str, Any], key: str) -> str | None:
    value = container.get(key)
    return value if isinstance(value, str) and is_id(value) else None


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_RUN_TOKENS
