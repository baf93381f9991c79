"""Agents: who answers, and what they are told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from hansard.domain.transcript import HistoryMessage


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, and what its agent may know to answer it.

    Attributes:
        session_id: the session that the question was added to.
        run_id: the run that answers it.
        thread_id: the caller's own handle of the conversation.
        resource_id: whose conversation it is.
        message: the question.
        history: the conversation before the question, its last 1,000 messages, in a form that
            model providers accept.
        resume: the provider's own name for the conversation, None where it has none yet.
        fork: whether ``resume`` is of the conversation that this one is a fork of: it is to be
            copied, and not to be written to.
        model_id: the model that the caller asked for, None for no particular one.
    """

    session_id: str
    run_id: str
    thread_id: str
    resource_id: str
    message: str
    history: tuple[HistoryMessage, ...] = ()
    resume: str | None = None
    fork: bool = False
    model_id: str | None = None


class Agent(Protocol):
    """Who answers. One agent may answer many turns at the same time.

    An agent may have an attribute ``provider``, who serves its model: what the provider calls a
    conversation is kept under that name, and prices are looked up there. By default it is the
    agent's name.
    """

    @property
    def name(self) -> str:
        """What it is called, an id."""

    def answer(self, turn: Turn) -> AsyncIterator[Mapping[str, Any]]:
        """Answer a turn, as an asynchronous generator of chunks.

        Each chunk is a JSON object in the shapes of the Claude Agent SDK; see
        `hansard.domain.agent_chunk`. It is recorded before the next one is asked for. Where the
        caller goes away, the generator is closed.

        Raises:
            RunnerError: to say in codes why there is no answer. Anything else that is raised
                fails the run, too.
        """
