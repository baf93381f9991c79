"""Claude Code as a script: what the Claude Agent SDK talks to instead of a process.

Imported where a scenario asks Claude: the SDK takes longer to import than the features to run.

A script is a table of what Claude Code ``does``, and ``what``:

begins     ``C1``: a conversation of that name, as its first message says
streams    a piece of a text
says       a text
calls      a tool, as JSON of id, name and input
hears      what a tool answered, as JSON of tool_use_id, content and is_error
ends       the answer, as JSON of what its result has besides the usual
sends      any message, as JSON
loses      ``C1``: ends before anything, as it does not have that conversation
loses late likewise, once it was asked
dies       with an exit code
refuses    what the SDK asks of it before the question
fails      with an error of the SDK: the phrases of ``ERRORS``
waits      sends nothing any more
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import anyio
from claude_agent_sdk import (
    ClaudeAgentOptions,
    CLIConnectionError,
    CLIJSONDecodeError,
    CLINotFoundError,
    ProcessError,
    Transport,
)

from features.support.answers import read_cell
from features.support.claude import Line, id_of

MODEL = "claude-haiku-4-5"
MESSAGE = {"uuid": "00000000-0000-4000-8000-000000000001", "parent_tool_use_id": None}
RESULT = {
    "type": "result",
    "subtype": "success",
    "duration_ms": 10,
    "duration_api_ms": 8,
    "is_error": False,
    "num_turns": 1,
    "stop_reason": "end_turn",
}
_GRANTED = {"subtype": "success"}
ERRORS: dict[str, Callable[[], Exception]] = {
    "it is not installed": lambda: CLINotFoundError("Claude Code not found at: /opt/claude"),
    "it cannot be reached": lambda: CLIConnectionError("Failed to start: the secret is 42"),
    "a line is no JSON": lambda: CLIJSONDecodeError("the secret is 42", ValueError("line 1")),
}


class ScriptedTransport(Transport):
    """One question to Claude Code.

    Args:
        options: of the question.
        script: what comes of it.

    Attributes:
        prompts: what was asked.
        closed: whether the SDK has let go of it.
    """

    def __init__(self, options: ClaudeAgentOptions, script: Sequence[Line]) -> None:
        self.options = options
        self.prompts: list[dict[str, Any]] = []
        self.closed = False
        self._script = list(script)
        self._conversation = ""
        self._put, self._got = anyio.create_memory_object_stream[dict[str, Any] | Exception](1000)

    async def connect(self) -> None:
        if self._script and self._script[0].does == "fails":
            error = ERRORS[self._script[0].what]()
            raise error

    async def write(self, data: str) -> None:
        for message in map(json.loads, data.splitlines()):
            if message["type"] == "user":
                self.prompts.append(message)
                self._play()
            elif self._script and self._script[0].does == "loses":
                self._play()
            else:
                refused = self._script and self._script[0].does == "refuses"
                told = {"subtype": "error", "error": "It is 42"} if refused else _GRANTED
                response = {**told, "request_id": message["request_id"]}
                self._put.send_nowait({"type": "control_response", "response": response})

    async def read_messages(self) -> AsyncIterator[dict[str, Any]]:
        async for message in self._got:
            if isinstance(message, Exception):
                raise message
            yield message

    async def close(self) -> None:
        self.closed = True
        self._put.close()
        self._got.close()

    def is_ready(self) -> bool:
        return not self.closed

    async def end_input(self) -> None:
        pass

    def _play(self) -> None:
        for line in self._script:
            for message in self._messages(line):
                self._put.send_nowait(message)
        if not any(line.does == "waits" for line in self._script):
            self._put.close()

    def _messages(self, line: Line) -> list[dict[str, Any] | Exception]:
        if line.does == "begins":
            self._conversation = line.what
        if line.does.startswith("loses"):
            lost = f"No conversation found with session ID: {id_of(line.what)}"
            result = {"subtype": "error_during_execution", "is_error": True, "errors": [lost]}
            return [self._addressed(RESULT | result), ProcessError("It ended", exit_code=1)]
        if line.does == "dies":
            return [ProcessError("The secret is 42", exit_code=int(line.what))]
        if line.does == "fails":
            return [ERRORS[line.what]()]
        if line.does == "sends":
            return [read_cell(line.what)]
        make = _MESSAGES.get(line.does)
        return [] if make is None else [self._addressed(make(line.what))]

    def _addressed(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"session_id": id_of(self._conversation)} | message


def _init(_: str) -> dict[str, Any]:
    return {"type": "system", "subtype": "init", "model": MODEL, "tools": ["Read"]}


def _delta(text: str) -> dict[str, Any]:
    delta = {"type": "text_delta", "text": read_cell(text)}
    event = {"type": "content_block_delta", "index": 0, "delta": delta}
    return {"type": "stream_event", "event": event, **MESSAGE}


def _assistant(block: dict[str, Any]) -> dict[str, Any]:
    message = {"id": "m1", "role": "assistant", "model": MODEL, "content": [block]}
    return {"type": "assistant", "message": message, **MESSAGE}


def _user(block: dict[str, Any]) -> dict[str, Any]:
    return {"type": "user", "message": {"role": "user", "content": [block]}, **MESSAGE}


_MESSAGES: dict[str, Callable[[str], dict[str, Any]]] = {
    "begins": _init,
    "streams": _delta,
    "says": lambda text: _assistant({"type": "text", "text": read_cell(text)}),
    "calls": lambda call: _assistant({"type": "tool_use", **read_cell(call)}),
    "hears": lambda answer: _user({"type": "tool_result", **read_cell(answer)}),
    "ends": lambda told: RESULT | (read_cell(told) or {}),
}
