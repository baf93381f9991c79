"""Executions: a runner at work on a run, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from hansard.domain.error_codes import ErrorRecord
from hansard.domain.event import Event, EventType
from hansard.domain.run import Run, RunStatus
from hansard.domain.run_ending import Ending
from hansard.domain.run_result import RunResult
from hansard.domain.session import Session


class Runner(Protocol):
    """What executes a run: a function, a generator function, or their asynchronous kin.

    A function returns the result. A generator yields events, as mappings or `Event`, while it
    works, and returns the result. An asynchronous generator cannot return anything: it yields
    the result, see `is_result`.
    """

    def __call__(self, run: Run, session: Session, /) -> Any:
        """Execute a run of a session; both are copies that may be changed."""


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """What came of executing a run.

    Attributes:
        output: the run's output.
        token_usage: what the run reports, figures by name.
        events: those that the execution recorded, by sequence.
        session_id: the session of the run.
        run_id: the run.
        cost_usd: USD, None where nobody knows.
        persistence_failures: how many events of the runner could not be stored.
    """

    output: dict[str, Any]
    token_usage: dict[str, Any]
    events: tuple[Event, ...]
    session_id: str
    run_id: str
    cost_usd: float | None = None
    persistence_failures: int = 0


@dataclass(slots=True)
class ExecutionState:
    """Where an execution stands.

    Attributes:
        session: as it was when the execution began.
        run: as it was last written.
        events: those recorded so far, in the order in which they were recorded.
        result: what the runner has given so far.
        turns: how many turns the runner has reported.
        persistence_failures: how many events of the runner could not be stored.
        sequences: of the events recorded so far.
    """

    session: Session
    run: Run
    events: list[Event] = field(default_factory=list)
    result: RunResult | None = None
    turns: int = 0
    persistence_failures: int = 0
    sequences: set[int] = field(default_factory=set)

    def append_event(self, event: Event) -> None:
        """Take in an event that was recorded; its sequence stays as it is.

        One that the runner yields again, which is stored once, is taken in once.
        """
        if event.sequence is not None:
            if event.sequence in self.sequences:
                return
            self.sequences.add(event.sequence)
        self.events.append(event)
        if event.type is EventType.TURN_COMPLETED:
            self.turns += 1

    def ending(self, status: RunStatus, error: ErrorRecord | None = None) -> Ending:
        """Give the ending of the run as the execution stands."""
        told = frozenset(event.type for event in self.events)
        return Ending(status, error, self.result, self.turns, told)

    def to_result(self) -> ExecutionResult:
        """Give what came of the execution."""
        return ExecutionResult(
            output=self.run.output or {},
            token_usage=self.run.token_usage,
            events=tuple(self.events),
            session_id=self.run.session_id,
            run_id=self.run.run_id,
            cost_usd=self.run.cost_usd,
            persistence_failures=self.persistence_failures,
        )
