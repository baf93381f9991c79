"""Questions over all sessions, runs and events of a namespace: filters, orders and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from hansard.domain.artifact import Artifact
from hansard.domain.event import Event, EventType
from hansard.domain.run import Run, RunStatus
from hansard.domain.session import Session, SessionStatus


class Position(NamedTuple):
    """A place in an order: the key of the record there, and the ids that tell it apart."""

    key: datetime | int
    ids: tuple[str, ...]


class SearchOrder(StrEnum):
    """An order of what a search finds; ids tell apart what is equal in it."""

    @property
    def key(self) -> str:
        """The attribute that it goes by."""
        return "total_tokens" if self.value == "token_usage_desc" else self.value.rpartition("_")[0]

    @property
    def descends(self) -> bool:
        """Whether it begins with the latest or largest."""
        return self.value.endswith("_desc")

    @property
    def kind(self) -> str:
        """What is searched: ``session``, ``run`` or ``event``."""
        return _KINDS[type(self)][0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The attributes that tell apart what is equal in the key."""
        return _KINDS[type(self)][1]

    def place_of(self, record: object) -> Position:
        """Give the place of a record that has the key and the ids as attributes."""
        ids = tuple(getattr(record, name) for name in self.ids)
        return Position(getattr(record, self.key), ids)


class SessionSearchOrder(SearchOrder):
    """An order of sessions, by a time and then by id, both in the same direction."""

    UPDATED_AT_DESC = "updated_at_desc"
    CREATED_AT_DESC = "created_at_desc"
    CREATED_AT_ASC = "created_at_asc"


class RunSearchOrder(SearchOrder):
    """An order of runs, by start or by total tokens and then by id, both in the same direction."""

    STARTED_AT_DESC = "started_at_desc"
    STARTED_AT_ASC = "started_at_asc"
    TOKEN_USAGE_DESC = "token_usage_desc"  # noqa: S105 - not a password


class EventSearchOrder(SearchOrder):
    """An order of events over sessions, by a key, then event id, then session id."""

    SEQUENCE_ASC = "sequence_asc"
    TIMESTAMP_ASC = "timestamp_asc"
    TIMESTAMP_DESC = "timestamp_desc"


_KINDS: dict[type[SearchOrder], tuple[str, tuple[str, ...]]] = {
    SessionSearchOrder: ("session", ("session_id",)),
    RunSearchOrder: ("run", ("run_id",)),
    EventSearchOrder: ("event", ("event_id", "session_id")),
}


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Which sessions are searched; None and empty mean no restriction, but for statuses.

    Attributes:
        statuses: one of these; none of them at all finds nothing.
        providers: at least one run of one of these.
        tags: all of these.
        created_after: created then or later.
        created_before: created then or earlier.
        include_deleted: also those that retention hid.
    """

    actor_name: str | None = None
    owner_id: str | None = None
    statuses: tuple[SessionStatus, ...] | None = None
    providers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    created_after: datetime | None = None
    created_before: datetime | None = None
    include_deleted: bool = False


@dataclass(frozen=True, slots=True)
class RunQuery:
    """Which runs are searched; None means no restriction.

    Attributes:
        statuses: one of these; none of them at all finds nothing.
        started_after: started then or later.
        started_before: started then or earlier.
        min_tokens: with at least so many total tokens.
    """

    session_id: str | None = None
    provider: str | None = None
    statuses: tuple[RunStatus, ...] | None = None
    started_after: datetime | None = None
    started_before: datetime | None = None
    min_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class UsageQuery:
    """Which runs are summed up, also those of sessions that retention hid.

    Attributes:
        actor_name: of sessions of this actor.
        owner_id: of sessions of this owner.
        since: started then or later.
        until: started then or earlier.
    """

    session_id: str | None = None
    provider: str | None = None
    actor_name: str | None = None
    owner_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are searched; None and empty mean no restriction, but for types.

    Attributes:
        types: one of these; none of them at all finds nothing.
        since: happened then or later.
        until: happened then or earlier.
    """

    session_ids: tuple[str, ...] = ()
    run_ids: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    types: tuple[EventType, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    correlation_id: str | None = None


@dataclass(slots=True)
class SessionSearch:
    """One page of a search for sessions.

    Attributes:
        sessions: in the order asked for, without their messages.
        cursor: continues behind the last of them; None where there are none.
        count: counts the sessions that match; `total_count` calls it once.
    """

    sessions: list[Session]
    cursor: str | None
    count: Callable[[], int] = field(repr=False, compare=False)
    _total: int | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def total_count(self) -> int:
        """How many sessions match, on all pages.

        They are counted when this is first read, as of then; the number is kept.
        """
        if self._total is None:
            self._total = self.count()
        return self._total

    def counted(self) -> SessionSearch:
        """Count now, and give the page back."""
        self._total = self.count()
        return self


@dataclass(frozen=True, slots=True)
class RunSearch:
    """One page of a search for runs.

    Attributes:
        runs: in the order asked for.
        cursor: continues behind the last of them; None where there are none, and in the order
            by token usage.
    """

    runs: list[Run]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class EventSearch:
    """One page of a search for events.

    Attributes:
        events: in the order asked for.
        cursor: continues behind the last of them; None where there are none.
    """

    events: list[Event]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class SessionRecordExport:
    """A session with all that was recorded of it, as of one moment.

    Attributes:
        session: without its messages.
        runs: by start and id.
        events: by sequence.
        artifacts: what is known of them, also of those that were deleted; None where they were
            not asked for.
    """

    session: Session
    runs: list[Run]
    events: list[Event]
    artifacts: list[Artifact] | None = None
