"""Agents for servers under test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import anyio

from hansard.application.ports.agents import Turn

PAUSE = 0.01
"""Seconds between two words of the slow agent."""


class StubbornAgent:
    """Says one word, and takes no notice of anybody who wants it to stop."""

    name = "stubborn"

    async def answer(self, _: Turn) -> AsyncIterator[dict[str, Any]]:
        """Never come to an end."""
        delta = {"type": "text_delta", "text": "Well, "}
        yield {"type": "stream_event", "event": {"type": "content_block_delta", "delta": delta}}
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(PAUSE)


class SlowAgent:
    """Says the numbers from 0 on, one at a time: so many as the question's last word says."""

    name = "slow"

    async def answer(self, turn: Turn) -> AsyncIterator[dict[str, Any]]:
        """Count."""
        words = [f"{number} " for number in range(int(turn.message.split()[-1]))]
        for word in words:
            await anyio.sleep(PAUSE)
            delta = {"type": "text_delta", "text": word}
            yield {"type": "stream_event", "event": {"type": "content_block_delta", "delta": delta}}
        text = "".join(words)
        yield {"type": "assistant", "message": {"content": [{"type": "text", "text": text}]}}
        yield {"type": "result", "subtype": "success", "is_error": False, "result": text}
