"""Retention: what may be hidden, deleted and pruned, and what was.

``None`` in a field that counts days or events means "never" or "as many as there are".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from hansard.domain.content import check_id
from hansard.domain.errors import InvalidInputError
from hansard.domain.event import EventType, read_event_type
from hansard.domain.session import SessionStatus, read_list, read_status

PROTECTED_EVENT_TYPES = frozenset(
    {
        EventType.SESSION_CREATED,
        EventType.RUN_STARTED,
        EventType.RUN_COMPLETED,
        EventType.RUN_FAILED,
        EventType.ERROR_OCCURRED,
    }
)
"""Types that stay, unless a policy names them among those to go first."""

TABLES = ("sessions", "session_messages", "session_tags", "runs", "events", "artifacts")
"""What a session's records are counted by."""

MAX_BATCH_SIZE = 10_000

_COUNTS = (
    "max_session_age_days",
    "max_completed_session_age_days",
    "max_events_per_session",
    "max_total_events",
    "hard_delete_after_days",
)
_BEFORE_ALL_TIMES = datetime.min.replace(tzinfo=UTC)

Value = TypeVar("Value")


class ArchiveStore(Protocol):
    """Keeps records that retention is about to remove, as JSON lines."""

    def write(self, name: str, lines: Iterable[str]) -> None:
        """Keep lines under a name; once it returns they are safe, and the deletion goes ahead.

        Args:
            name: letters, digits and hyphens. The same name comes again only with what was
                written under it before, and replaces it.
            lines: JSON objects, without line feeds, in ASCII. They are read from the store as
                they are taken.

        Raises:
            Exception: any; the records stay in the store, and the report says why.
        """


class Standing(NamedTuple):
    """What retention knows of a session.

    Attributes:
        deleted_at: when retention hid it, else None.
        event_count: events that it holds.
    """

    session_id: str
    owner_id: str | None
    status: SessionStatus
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    event_count: int


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """What is kept, and for how long. Ages are compared with the store's clock.

    A session with an exempt status or an exempt tag is left alone by every step.

    Attributes:
        max_session_age_days: a session is hidden so many days after it was created.
        max_completed_session_age_days: a session is hidden so many days after it last changed;
            of every status that is not exempt, not only of completed ones.
        max_events_per_session: above it, the oldest prunable events of a session go.
        max_total_events: above it, the oldest prunable events of all sessions go.
        hard_delete_after_days: a session is deleted so many days after it was hidden.
        archive_before_prune: write records to ``archive_store`` before they go; what cannot be
            written stays.
        archive_store: where to.
        exempt_statuses: sessions that stand there are left alone.
        exempt_tags: sessions with one of them are left alone.
        prune_event_types_first: these go before all others, also protected ones.
        batch_size: rows for each transaction.

    Raises:
        InvalidInputError: a field is outside its bounds.
    """

    max_session_age_days: int | None = None
    max_completed_session_age_days: int | None = 90
    max_events_per_session: int | None = None
    max_total_events: int | None = None
    hard_delete_after_days: int | None = 30
    archive_before_prune: bool = False
    archive_store: ArchiveStore | None = None
    exempt_statuses: tuple[SessionStatus, ...] = (SessionStatus.ACTIVE, SessionStatus.PAUSED)
    exempt_tags: tuple[str, ...] = ("pinned",)
    prune_event_types_first: tuple[EventType, ...] = (
        EventType.MESSAGE_STREAMED,
        EventType.TOKEN_USAGE_UPDATED,
    )
    batch_size: int = 100

    def __post_init__(self) -> None:
        for name in _COUNTS:
            if getattr(self, name) is not None and not _is_positive(getattr(self, name)):
                raise InvalidInputError(f"{name} must be a positive integer or None.")
        if not _is_positive(self.batch_size):
            raise InvalidInputError("batch_size must be a positive integer.")
        if self.batch_size > MAX_BATCH_SIZE:
            raise InvalidInputError(f"batch_size must be at most {MAX_BATCH_SIZE}.")
        _check_archive(self.archive_before_prune, self.archive_store)
        read = {
            "exempt_statuses": _each(self.exempt_statuses, "exempt_statuses", read_status),
            "exempt_tags": _each(self.exempt_tags, "exempt_tags", _read_tag),
            "prune_event_types_first": _each(
                self.prune_event_types_first, "prune_event_types_first", read_event_type
            ),
        }
        for name, values in read.items():
            object.__setattr__(self, name, values)

    @property
    def archive(self) -> ArchiveStore | None:
        """Where records are written before they go, None where they are not."""
        return self.archive_store if self.archive_before_prune else None

    @property
    def pruned_first(self) -> tuple[EventType, ...]:
        """The types of events that go first, each once."""
        return tuple(dict.fromkeys(self.prune_event_types_first))

    @property
    def pruned_next(self) -> tuple[EventType, ...]:
        """The types of events that go where that is not enough."""
        staying = PROTECTED_EVENT_TYPES.union(self.prune_event_types_first)
        return tuple(kind for kind in EventType if kind not in staying)

    def exempts(self, status: SessionStatus, tags: Iterable[str]) -> bool:
        """Whether a session that stands there, with these tags, is left alone."""
        return status in self.exempt_statuses or not set(self.exempt_tags).isdisjoint(tags)

    def unchanged_before(self, now: datetime) -> datetime:
        """Give the moment before which a session last changed to be hidden."""
        return _days_before(now, self.max_completed_session_age_days)

    def created_before(self, now: datetime) -> datetime:
        """Give the moment before which a session was created to be hidden."""
        return _days_before(now, self.max_session_age_days)

    def hidden_before(self, now: datetime) -> datetime:
        """Give the moment before which a session was hidden to be deleted."""
        return _days_before(now, self.hard_delete_after_days)

    def hides(self, session: Standing, now: datetime) -> bool:
        """Whether a session is to be hidden."""
        if session.deleted_at is not None or self.exempts(session.status, session.tags):
            return False
        is_unchanged = session.updated_at < self.unchanged_before(now)
        return is_unchanged or session.created_at < self.created_before(now)

    def deletes(self, session: Standing, now: datetime) -> bool:
        """Whether a session is to be deleted for good."""
        hidden = session.deleted_at
        is_exempt = self.exempts(session.status, session.tags)
        return hidden is not None and hidden < self.hidden_before(now) and not is_exempt

    def excess_of(self, session: Standing) -> int:
        """Give how many events a session holds above its maximum, 0 where it is exempt."""
        if self.max_events_per_session is None or self.exempts(session.status, session.tags):
            return 0
        return max(0, session.event_count - self.max_events_per_session)

    def excess_in_all(self, event_count: int) -> int:
        """Give how many events all sessions hold above the maximum of the total."""
        most = self.max_total_events
        return 0 if most is None else max(0, event_count - most)


@dataclass(slots=True)
class MaintenanceReport:
    """What one execution of a policy has done, or would do.

    Attributes:
        dry_run: whether nothing was changed, and the counts say what would be.
        sessions_soft_deleted: sessions hidden.
        sessions_hard_deleted: sessions deleted for good.
        events_pruned: events removed from sessions that stay.
        artifacts_cleaned: entries of artifacts removed whose session does not exist.
        orphaned_sequences_cleaned: always 0: the counters of a session go with it.
        duration_ms: milliseconds.
        errors: what failed, with the session that it concerns; everything else was done.
        notes: where bytes of what was deleted may still be found.
    """

    dry_run: bool = False
    sessions_soft_deleted: int = 0
    sessions_hard_deleted: int = 0
    events_pruned: int = 0
    artifacts_cleaned: int = 0
    orphaned_sequences_cleaned: int = 0
    duration_ms: int = 0
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ErasureReport:
    """What an erasure has removed, or would remove.

    Attributes:
        dry_run: whether nothing was changed, and the counts say what would be.
        counts: rows by table, of `TABLES`.
        contents: blobs whose bytes were removed; those that another artifact has, too, stay.
        notes: where bytes of what was erased may still be found.
    """

    dry_run: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    contents: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, counts: dict[str, int]) -> None:
        """Add the rows of one more session."""
        for table, count in counts.items():
            self.counts[table] += count


def read_policy(policy: object) -> RetentionPolicy:
    """Give a policy back.

    Raises:
        InvalidInputError: not a `RetentionPolicy`.
    """
    if not isinstance(policy, RetentionPolicy):
        raise InvalidInputError(
            f"policy must be a RetentionPolicy, not {type(policy).__name__}. Nothing was done."
        )
    return policy


def _days_before(now: datetime, days: int | None) -> datetime:
    try:
        return _BEFORE_ALL_TIMES if days is None else now - timedelta(days=days)
    except OverflowError:
        return _BEFORE_ALL_TIMES


def _check_archive(is_wanted: object, store: object) -> None:
    if not isinstance(is_wanted, bool):
        raise InvalidInputError("archive_before_prune must be True or False.")
    if is_wanted and store is None:
        raise InvalidInputError("archive_store is required when archive_before_prune is true.")
    if store is not None and not callable(getattr(store, "write", None)):
        raise InvalidInputError("archive_store must have a method write(name, lines).")


def _each(values: Iterable[str], name: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
    """Give the values of a collection, each read."""
    return tuple(read(value) for value in read_list(values, name))


def _is_positive(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _read_tag(tag: str) -> str:
    return check_id(tag, "exempt_tags")
