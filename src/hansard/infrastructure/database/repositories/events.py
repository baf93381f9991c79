"""The collection of events: append-only, ordered by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from hansard.application.ports import EventFilter, Examined
from hansard.domain.errors import DuplicateKeyError, SessionNotFoundError
from hansard.domain.event import Event, SealedEvent
from hansard.domain.session import DEFAULT_NAMESPACE
from hansard.infrastructure.database.appending import EVENT
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.compiling import chunks_of_keys
from hansard.infrastructure.database.event_mapping import (
    EVENT_COLUMNS,
    WRITTEN_EVENT_COLUMNS,
    event_from_row,
    event_to_row,
    examine_event,
    name_event,
)
from hansard.infrastructure.database.mapping import Row, read_rows, to_microseconds
from hansard.infrastructure.database.retry import database_retry
from hansard.infrastructure.database.run_statements import (
    EventShape,
    EventStatements,
    build_events,
    build_events_by_key,
)

_EVERYTHING = EventFilter()
_TEXTS = tuple(
    EVENT_COLUMNS.index(name)
    for name in WRITTEN_EVENT_COLUMNS
    if name not in ("event_id", "timestamp")
)
"""Places of what makes two events the same, in the order of `SealedEvent.texts`."""


class EventRepository:
    """Events of the sessions of one namespace.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "events"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=True)
    def append_many(self, events: Sequence[SealedEvent]) -> list[Event]:
        """Append events, all or none, and give each as it is stored, in the order given.

        Sessions are locked in the order of their ids.

        Args:
            events: one whose id its session has with the same content is given back as it was
                stored first, and takes no sequence.

        Raises:
            SessionNotFoundError, DuplicateKeyError
        """
        if len(events) == 1:
            return self._append(events[0].session_id, events)
        by_session: dict[str, list[SealedEvent]] = {}
        for event in events:
            by_session.setdefault(event.session_id, []).append(event)
        stored: dict[tuple[str, str], Event] = {}
        for session_id in sorted(by_session):
            for placed in self._append(session_id, by_session[session_id]):
                stored[session_id, placed.event_id] = placed
        return [stored[event.session_id, event.event_id] for event in events]

    @database_retry(writes=False, single=True)
    def get_for_session(self, session_id: str, where: EventFilter = _EVERYTHING) -> list[Event]:
        """List events by sequence; none for a session that does not exist."""
        link = self.binding.joined
        shape = EventShape(
            where.run_id is not None,
            where.type is not None,
            where.since is not None,
            where.before is not None,
        )
        rows = link.rows(
            link.statements.of_shape(build_events, shape),
            {
                **self.binding.of(session_id),
                "after": 0 if where.after is None else where.after,
                "before": where.before,
                "run_id": where.run_id,
                "type": where.type,
                "since": None if where.since is None else to_microseconds(where.since),
                "limit": 2**63 - 1 if where.limit is None else where.limit,
            },
        )
        return _events(rows)

    @database_retry(writes=False, single=True)
    def latest_sequence(self, session_id: str) -> int | None:
        """Give the sequence of the latest event, 0 without any, None without the session."""
        link = self.binding.joined
        row = link.row(
            link.statements.of(EventStatements).latest_sequence, self.binding.of(session_id)
        )
        return None if row is None else int(row[0])

    @database_retry(writes=False, single=True)
    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        """Examine up to ``limit`` stored events whose sequence is at least this one."""
        link = self.binding.joined
        rows = link.rows(
            link.statements.of(EventStatements).records,
            {**self.binding.of(session_id), "sequence": sequence, "limit": limit},
        )
        return [examine_event(self.binding.namespace, row) for row in rows]

    def _append(self, session_id: str, events: Sequence[SealedEvent]) -> list[Event]:
        """Append events of one session; a key that is taken fails, and is looked up again."""
        link, owner = self.binding.joined, self.binding.of(session_id)
        stored = self._already_stored(owner, events) if link.looks_first else {}
        fresh = _without(events, stored)
        if fresh:
            rows = [event_to_row(event) for event in fresh]
            first = link.appender(link, EVENT, owner, rows, 0, None)
            if first is None:
                raise SessionNotFoundError(session_id)
            link.arrived.add((self.binding.namespace, session_id))
            placed = [event.at(first + place) for place, event in enumerate(fresh)]
            if len(placed) == len(events):
                return placed
            stored.update((event.event_id, event) for event in placed)
        return [stored[event.event_id] for event in events]

    def _already_stored(
        self, owner: dict[str, str], events: Sequence[SealedEvent]
    ) -> dict[str, Event]:
        link = self.binding.joined
        rows: dict[str, Row] = {}
        for shape, keys in chunks_of_keys([event.event_id for event in events]):
            statement = link.statements.of_shape(build_events_by_key, shape)
            rows |= {row[0]: row for row in link.rows(statement, {**owner, **keys})}
        for event in events:
            row = rows.get(event.event_id)
            if row is not None and tuple(row[place] for place in _TEXTS) != event.texts:
                raise DuplicateKeyError("event", event.event_id)
        return {event.event_id: event for event in _events(rows.values())}


def _events(rows: Iterable[Row]) -> list[Event]:
    return read_rows(rows, event_from_row, name_event)


def _without(events: Sequence[SealedEvent], stored: dict[str, Event]) -> Sequence[SealedEvent]:
    """Give the events that are still to be written, each id once."""
    fresh: dict[str, SealedEvent] = {}
    for event in events:
        if event.event_id in stored:
            continue
        twin = fresh.setdefault(event.event_id, event)
        if twin is not event and twin.texts != event.texts:
            raise DuplicateKeyError("event", event.event_id)
    return events if len(fresh) == len(events) else list(fresh.values())
