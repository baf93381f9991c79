"""Agents that the features have the HTTP service find, as an operator names them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import anyio

from features.support.chat_chunks import chunk_of
from hansard.application.ports.agents import Turn


class Patient:
    """Says a word, and then thinks for ever."""

    name = "patient"

    async def answer(self, _: Turn) -> AsyncIterator[dict[str, Any]]:
        """Answer a turn."""
        yield chunk_of("streams", "Well, ")
        await anyio.sleep_forever()


class Broken:
    """Fails in mid-answer, with a secret."""

    name = "broken"

    async def answer(self, _: Turn) -> AsyncIterator[dict[str, Any]]:
        """Answer a turn."""
        yield chunk_of("streams", "Well, ")
        raise LookupError("/etc/secret is not there")


class Steady:
    """Says its name, and no more."""

    def __init__(self, name: str = "steady") -> None:
        self.name = name

    async def answer(self, _: Turn) -> AsyncIterator[dict[str, Any]]:
        """Answer a turn."""
        yield chunk_of("says", f"I am {self.name}.")


STEADY = Steady("steady-2")
MUTE = object()


class Nameless(Steady):
    """An agent whose name is none."""

    def __init__(self) -> None:
        super().__init__("")


def make_steady() -> Steady:
    """Make an agent."""
    return Steady("steady-3")


def fail_to_make() -> Steady:
    """Make no agent."""
    raise LookupError("no key")


def make_datadog() -> Patient:
    """Make an agent with another name than the one that it is found by."""
    agent = Patient()
    agent.name = "datadog-2"
    return agent
