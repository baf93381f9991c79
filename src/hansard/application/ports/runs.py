"""The collections of runs and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from hansard.application.ports.core import Examined
from hansard.domain.event import Event, EventType, SealedEvent
from hansard.domain.run import Run, RunStatus


class EventFilter(NamedTuple):
    """Which events of one session are read; None means no restriction.

    Attributes:
        run_id: only of this run.
        type: only of this type.
        since: only with a later timestamp.
        after: only with a larger sequence.
        before: only with a smaller sequence.
        limit: at most so many, the first ones.
    """

    run_id: str | None = None
    type: EventType | None = None
    since: datetime | None = None
    after: int | None = None
    before: int | None = None
    limit: int | None = None


class RunCollection(Protocol):
    """The runs of one namespace, inside one transaction."""

    def save(self, run: Run) -> None:
        """Add a run, or write all of it over the one with its id.

        Raises:
            SessionNotFoundError: its session does not exist.
            DuplicateKeyError: the id belongs to a run of another session.
        """

    def get_by_id(self, run_id: str, *, for_update: bool = False) -> Run | None:
        """Give a run; ``for_update`` locks its session and then the run."""

    def list_for_session(
        self, session_id: str, *, status: RunStatus | None = None, limit: int | None = None
    ) -> list[Run]:
        """List the runs of a session by start and id."""

    def get_active(self, session_id: str) -> Run | None:
        """Give the run of a session that is running, the latest where there are several."""

    def beat(self, session_id: str, run_id: str, now: datetime) -> bool:
        """Note that a run that is not over is alive; say whether there is one."""

    def list_silent(self, before: datetime, limit: int) -> list[Run]:
        """List runs, pending or running, that gave no sign of life since a moment.

        The sign of life is the last beat, or the start where there was none.
        """


class EventCollection(Protocol):
    """The events of one namespace, inside one transaction."""

    def append_many(self, events: Sequence[SealedEvent]) -> list[Event]:
        """Append events, all or none, and give each as it is stored, in the order given.

        Sessions are locked in the order of their ids. An event whose id its session has with the
        same content is given back as it was stored first and takes no sequence.

        Raises:
            SessionNotFoundError, DuplicateKeyError
        """

    def get_for_session(self, session_id: str, where: EventFilter = ...) -> list[Event]:
        """List events by sequence; none for a session that does not exist."""

    def latest_sequence(self, session_id: str) -> int | None:
        """Give the sequence of the latest event, 0 without any, None without the session.

        A session that retention hid counts as one that exists.
        """

    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        """Examine up to ``limit`` stored events whose sequence is at least this one."""
