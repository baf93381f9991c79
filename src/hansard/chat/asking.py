"""Asking an agent: what it answers with is somebody else's code, and may do anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import anyio

from hansard.application.ports.agents import Agent, Turn

END = object()
"""What comes behind the last chunk."""
GRACE = 5.0
"""Seconds that an agent has to close, once nobody waits for it any more."""


class AgentFailedError(Exception):
    """An agent raised something.

    Attributes:
        reason: what it raised.
    """

    def __init__(self, reason: BaseException) -> None:
        super().__init__(type(reason).__name__)
        self.reason = reason


def begin_answer(agent: Agent, turn: Turn) -> AsyncIterator[object]:
    """Give what an agent answers with.

    Raises:
        AgentFailedError: it cannot be asked for one chunk after the other.
    """
    try:
        chunks: object = agent.answer(turn)
    except (Exception, SystemExit) as error:
        raise AgentFailedError(_told(error)) from error
    if isinstance(chunks, Coroutine):
        chunks.close()
    if not isinstance(chunks, AsyncIterator):
        kind = type(chunks).__name__
        raise AgentFailedError(TypeError(f"answer() gave no asynchronous generator, but: {kind}"))
    return chunks


async def next_chunk(chunks: AsyncIterator[object]) -> object:
    """Give the next chunk, `END` behind the last one.

    Raises:
        AgentFailedError: the agent raised something, be it that it ends the process or that it
            was cancelled, though nobody did that.
    """
    try:
        return await anext(chunks, END)
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise AgentFailedError(_told(error)) from error
    except (Exception, SystemExit) as error:
        raise AgentFailedError(_told(error)) from error


async def close_answer(chunks: AsyncIterator[Any]) -> None:
    """Close what an agent answers with, also for somebody who is cancelled; but not for ever."""
    if hasattr(chunks, "aclose"):
        with anyio.move_on_after(GRACE, shield=True):
            await chunks.aclose()


def _told(error: BaseException) -> Exception:
    """Give an error of an agent that ends its run, and nothing else."""
    if isinstance(error, Exception):
        return error
    return RuntimeError(f"The agent raised {type(error).__name__}.")
