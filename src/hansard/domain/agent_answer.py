"""The answer of an agent, put together from its chunks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hansard.domain.agent_chunk import AgentChunk, AgentResult, Fact, ToolResult, received
from hansard.domain.content import MAX_BYTES
from hansard.domain.error_codes import MAX_TEXT, ErrorCode, ErrorRecord
from hansard.domain.errors import InvalidContentError
from hansard.domain.message import MessageRole, NewMessage, ToolCall
from hansard.domain.run_result import RunResult
from hansard.domain.session import SessionTokenUsage


@dataclass(slots=True)
class _Utterance:
    """A message of the agent, of which more may come."""

    message_id: str | None
    text: str = ""
    calls: list[ToolCall] = field(default_factory=list)


class AgentAnswer:
    """What an agent has said so far.

    Its messages are those of its chunks, in their order: each call of a tool in the message that
    makes it, and the tool's answer behind it. Chunks with the same message id, one after the
    other, are one message. Where an agent says its last text in pieces only, or in its result
    only, that is its last message.

    Attributes:
        tools: the names of the tools that it called, by the id of the call.
        result: what it said at its end, None before.
        provider_session_id: the provider's own id of the conversation, None where it said none.
        model: the model that answers, where it said so.
    """

    def __init__(self) -> None:
        self.tools: dict[str, str] = {}
        self.result: AgentResult | None = None
        self.provider_session_id: str | None = None
        self.model: str | None = None
        self._said: list[_Utterance | ToolResult] = []
        self._open: set[str] = set()
        self._pieces: list[str] = []
        self._streamed = 0

    def take(self, chunk: AgentChunk) -> None:
        """Take in a chunk.

        Raises:
            InvalidContentError: what it streams is longer than a message can be.
        """
        self.provider_session_id = chunk.provider_session_id or self.provider_session_id
        self.model = chunk.model or self.model
        self.result = chunk.result or self.result
        if chunk.delta is not None:
            self._stream(chunk.delta)
        if chunk.text is not None or chunk.calls:
            self._say(chunk)
        for result in chunk.results:
            if result.tool_call_id in self._open:
                self._open.remove(result.tool_call_id)
                self._said.append(result)

    def last_words(self) -> str:
        """Give the text that it said in pieces only, or in its result only; empty without one."""
        pieces = "".join(self._pieces)
        text = None if self.result is None else self.result.text
        return pieces or ("" if self._texts() else text or "")

    def closing(self) -> list[Fact]:
        """Give the events that the end of the answer adds to those of its chunks."""
        words = self.last_words()
        return [received(words)] if words else []

    def error(self) -> ErrorRecord | None:
        """Give why it is no answer, None where it is one."""
        result = self.result
        if result is not None and result.failed:
            told = None if result.subtype is None else {"subtype": result.subtype}
            message = result.text or "The agent reported that it failed."
            return ErrorRecord(ErrorCode.PROVIDER_ERROR, message[:MAX_TEXT], provider_error=told)
        if not self._complete():
            return ErrorRecord(ErrorCode.PROVIDER_ERROR, "The agent ended without an answer.")
        return None

    def messages(self, metadata: Mapping[str, Any]) -> list[NewMessage]:
        """Give its messages, each with this metadata."""
        return [_message(said, metadata) for said in self._complete()]

    def run_result(self) -> RunResult:
        """Give what the run keeps of it: the last text as its output, figures, model."""
        result = self.result or AgentResult()
        told = {"model": self.model, "stop_reason": result.stop_reason}
        return RunResult(
            output={"content": self._output()},
            token_usage=result.usage,
            provider_metadata={key: value for key, value in told.items() if value is not None},
            cost_usd=result.cost_usd,
            provider_session_id=self.provider_session_id,
        )

    def usage(self, cost_usd: float | None) -> SessionTokenUsage:
        """Give what is added to what the session used."""
        figures = {} if self.result is None else self.result.usage
        tokens = [figures.get(name, 0) for name in ("input_tokens", "output_tokens")]
        return SessionTokenUsage(tokens[0], tokens[1], cost_usd or 0.0)

    @property
    def turns(self) -> int:
        """How often the model was asked."""
        if self.result is not None:
            return self.result.turns
        return 1 if self._complete() else 0

    def _output(self) -> str:
        if self.result is not None and self.result.text:
            return self.result.text
        return self.last_words() or (self._texts() or [""])[-1]

    def _texts(self) -> list[str]:
        return [said.text for said in self._said if isinstance(said, _Utterance) and said.text]

    def _complete(self) -> list[_Utterance | ToolResult]:
        """Give all that is said and is not empty, the last words included."""
        last = _Utterance(None, self.last_words())
        return [
            said
            for said in [*self._said, last]
            if isinstance(said, ToolResult) or said.text or said.calls
        ]

    def _stream(self, piece: str) -> None:
        self._streamed += len(piece)
        if self._streamed > MAX_BYTES:
            raise InvalidContentError("/chunk", f"the answer is longer than {MAX_BYTES} bytes")
        self._pieces.append(piece)

    def _say(self, chunk: AgentChunk) -> None:
        last = self._said[-1] if self._said else None
        same = isinstance(last, _Utterance) and last.message_id == chunk.message_id is not None
        if not isinstance(last, _Utterance) or not same:
            last = _Utterance(chunk.message_id)
            self._said.append(last)
        last.text += "".join(self._pieces) if chunk.text is None else chunk.text
        self._pieces, self._streamed = [], 0
        last.calls += chunk.calls
        self.tools |= {call.id: call.name for call in chunk.calls}
        self._open |= {call.id for call in chunk.calls}


def _message(said: _Utterance | ToolResult, metadata: Mapping[str, Any]) -> NewMessage:
    if isinstance(said, _Utterance):
        return NewMessage(
            MessageRole.ASSISTANT, said.text, metadata=metadata, tool_calls=said.calls
        )
    says_all = isinstance(said.output, str) and said.output
    return NewMessage(
        MessageRole.TOOL,
        said.text,
        metadata={**metadata, "failed": True} if said.failed else metadata,
        tool_call_id=said.tool_call_id,
        payload=None if says_all else {"type": "tool_result", "content": said.output},
    )
