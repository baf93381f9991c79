"""What retention hides, deletes and prunes, and where it may write that down before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

from hansard.domain.event import Event, EventType
from hansard.domain.message import SessionMessage
from hansard.domain.retention import ArchiveStore, Standing
from hansard.domain.session import SessionStatus

__all__ = [
    "ArchiveStore",
    "Counters",
    "OldEvent",
    "Orphan",
    "Place",
    "RetentionCollection",
]

Place: TypeAlias = tuple[datetime, str]
"""Where a page ended: the time that it is ordered by, and the id of the session or artifact."""


class OldEvent(NamedTuple):
    """An event that may be pruned, with what decides whether its session is exempt."""

    timestamp: datetime
    event_id: str
    session_id: str
    sequence: int
    status: SessionStatus
    tags: tuple[str, ...]

    @property
    def place(self) -> tuple[datetime, str, str]:
        """Where it stands among all events of its type."""
        return self.timestamp, self.event_id, self.session_id


class Orphan(NamedTuple):
    """An artifact that names a session which does not exist."""

    created_at: datetime
    artifact_id: str
    session_id: str


class Counters(NamedTuple):
    """What a session's counters say of its events, and what is there.

    Attributes:
        event_count: events that it ever had, by its counter.
        pruned_event_count: how many of them retention has removed, by its counter.
        stored: events that are there.
        max_sequence: of the latest that is there, None without any.
    """

    session_id: str
    created_at: datetime
    event_count: int
    pruned_event_count: int
    stored: int
    max_sequence: int | None


class RetentionCollection(Protocol):
    """Bulk removal in one namespace, inside one transaction.

    Listings of sessions are pages of up to ``limit`` that follow a place, oldest first.
    """

    def list_unchanged(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that are not hidden and last changed before a moment."""

    def list_created(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that are not hidden and were created before a moment."""

    def list_hidden(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that were hidden before a moment, by that time."""

    def list_owned(self, owner_id: str, after: Place | None, limit: int) -> list[Standing]:
        """List sessions of an owner by creation, also those that retention hid."""

    def list_all(self, after: Place | None, limit: int) -> list[Standing]:
        """List sessions by creation, also those that retention hid."""

    def get(self, session_id: str, *, for_update: bool = False) -> Standing | None:
        """Give one session, also one that retention hid; ``for_update`` locks it first."""

    def hide(self, session_id: str, now: datetime) -> None:
        """Hide a session."""

    def list_prunable(
        self, session_id: str, types: Sequence[EventType], after: int, limit: int
    ) -> list[int]:
        """List the sequences of events of some types in one session, oldest first."""

    def list_old(
        self, kind: EventType, after: tuple[datetime, str, str] | None, limit: int
    ) -> list[OldEvent]:
        """List events of one type in all sessions, by time, id and session, oldest first."""

    def messages_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        """List up to ``limit`` messages of a session, also of one that retention hid."""

    def events_at(self, session_id: str, sequences: Sequence[int]) -> list[Event]:
        """Give the events of a session that stand at these sequences, in order."""

    def prune(self, session_id: str, sequences: Sequence[int]) -> int:
        """Remove events and raise the session's count of pruned ones; give how many were there.

        The session is locked by the caller.
        """

    def total_events(self) -> int:
        """Give how many events all sessions hold, by their counters."""

    def count_rows(self, session_id: str) -> dict[str, int]:
        """Count what belongs to a session, by table; itself included."""

    def release_artifacts(self, session_id: str, now: datetime) -> None:
        """Delete a session's artifacts softly, so that nothing of it refers to their bytes."""

    def list_orphans(self, after: Place | None, limit: int) -> list[Orphan]:
        """List artifacts by creation and id that name a session which does not exist."""

    def count_orphans(self) -> dict[str, int]:
        """Count the rows, by table, that belong to a session which does not exist."""

    def list_counters(self, after: Place | None, limit: int) -> list[Counters]:
        """List sessions by creation, hidden ones too, with what their counters say."""
