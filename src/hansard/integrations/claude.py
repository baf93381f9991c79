"""ClaudeAgent: answers come from Claude, by the Claude Agent SDK.

The SDK is the extra ``claude``; it is imported when an agent is made. It keeps conversations of
its own, on the machine where it runs. The agent lets it continue the one that it called by the id
that the record has, and tells it what was said where it has none.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import anyio

from hansard.application.ports.agents import Turn
from hansard.domain.content import check_id
from hansard.domain.error_codes import ErrorCode
from hansard.domain.errors import InvalidInputError, MissingDependencyError
from hansard.domain.pages import check_count
from hansard.domain.run_result import RunnerError
from hansard.integrations.claude_errors import Failures, translated
from hansard.integrations.claude_messages import chunk_of
from hansard.integrations.claude_prompts import prompt_of

if TYPE_CHECKING:
    from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient, Transport

MAX_HISTORY = 200_000
"""Characters of the history that Claude is told where it does not know the conversation."""

_CONVERSATION = ("resume", "session_id", "continue_conversation", "fork_session")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,254}")


class ClaudeAgent:
    """An agent that answers with the Claude Agent SDK, turn by turn, a process for each.

    Without options Claude has no tools and reads no settings from files. What a message says is
    given to it as it stands: neither ``@path`` nor a slash command in it does anything.

    Args:
        name: what it is called.
        options: of the SDK. Which conversation is continued is not among them: that is the
            record's to say.
        transport: makes what the SDK talks through, one for each question, from the options of
            that question; by default Claude Code's own process.
        max_history: characters of the recorded history that Claude is told where it does not know
            the conversation; the latest messages that fit.

    Attributes:
        provider: whose conversations these are, in records and prices.

    Raises:
        MissingDependencyError: the extra ``claude`` is not installed, or is too old.
        InvalidInputError: the options name a conversation, or an argument is out of its bounds.
    """

    provider = "claude"

    def __init__(
        self,
        name: str = "claude",
        options: ClaudeAgentOptions | None = None,
        *,
        transport: Callable[[ClaudeAgentOptions], Transport] | None = None,
        max_history: int = MAX_HISTORY,
    ) -> None:
        self.name = check_id(name, "name")
        self._options = _read_options(options)
        self._transport = transport
        self._max_history = check_count(max_history, "max_history")

    async def answer(self, turn: Turn) -> AsyncGenerator[dict[str, Any], None]:
        """Answer a turn, in the messages of the SDK as JSON.

        Where the SDK does not know the conversation any more, a chunk of type ``system`` and
        subtype ``conversation_lost`` says so, and Claude is told the recorded history instead.

        Raises:
            RunnerError: why there is no answer.
        """
        known = turn.resume if turn.resume and _UUID.fullmatch(turn.resume) else None
        failures = Failures(known)
        async with aclosing(self._ask(turn, known, failures)) as chunks:
            async for chunk in chunks:
                yield chunk
        if failures.is_lost:
            yield {"type": "system", "subtype": "conversation_lost", "session_id": known}
            async with aclosing(self._ask(turn, None, Failures())) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def _ask(
        self, turn: Turn, resume: str | None, failures: Failures
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Ask Claude, in the conversation that it knows or in a new one."""
        prompt = prompt_of(turn, self._max_history) if resume is None else turn.message
        with translated(failures):
            client = self._client(turn, resume)
            try:
                await client.connect(prompt)
                async for message in client.receive_response():
                    failures.note(message)
                    if failures.is_lost:
                        return
                    yield chunk_of(message)
            finally:
                with anyio.CancelScope(shield=True):
                    await client.disconnect()
            failures.check()

    def _client(self, turn: Turn, resume: str | None) -> ClaudeSDKClient:
        from claude_agent_sdk import ClaudeSDKClient

        model = turn.model_id
        if model is not None and not _MODEL.fullmatch(model):
            raise RunnerError("There is no model of that name.", code=ErrorCode.INVALID_INPUT)
        options = replace(
            self._options,
            resume=resume,
            fork_session=resume is not None and turn.fork,
            model=self._options.model if model is None else model,
        )
        transport = None if self._transport is None else self._transport(options)
        return ClaudeSDKClient(options, transport)


def _read_options(given: ClaudeAgentOptions | None) -> ClaudeAgentOptions:
    """Give the options of every question.

    Raises:
        MissingDependencyError: the SDK cannot be imported, or cannot give messages as they stand.
        InvalidInputError: no options, or some that name a conversation.
    """
    try:
        from claude_agent_sdk import ClaudeAgentOptions
    except ImportError as error:
        raise MissingDependencyError("ClaudeAgent", "claude") from error
    if not {"verbatim_prompts", "fork_session"} <= {
        field.name for field in fields(ClaudeAgentOptions)
    }:
        raise MissingDependencyError(
            "ClaudeAgent, which finds an older claude-agent-sdk,", "claude"
        )
    if given is None:
        given = ClaudeAgentOptions(tools=[], setting_sources=[])
    if not isinstance(given, ClaudeAgentOptions):
        raise InvalidInputError(f"options must be ClaudeAgentOptions, not {type(given).__name__}.")
    named = [name for name in _CONVERSATION if getattr(given, name)]
    if named:
        raise InvalidInputError(
            f"options.{named[0]} must not be set: the record says what is continued."
        )
    return replace(given, include_partial_messages=True, verbatim_prompts=True)
