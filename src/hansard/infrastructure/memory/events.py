"""The events of one namespace in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from hansard.application.ports import EventFilter, Examined
from hansard.domain.errors import DuplicateKeyError, SessionNotFoundError
from hansard.domain.event import Event, SealedEvent
from hansard.infrastructure.memory.records import SessionRecord, StoredEvent
from hansard.infrastructure.memory.table import Table

_EVERYTHING = EventFilter()


class MemoryEventCollection:
    """An `EventCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def append_many(self, events: Sequence[SealedEvent]) -> list[Event]:
        self._table.check_writable()
        by_session: dict[str, list[SealedEvent]] = {}
        for event in events:
            by_session.setdefault(event.session_id, []).append(event)
        stored: dict[tuple[str, str], StoredEvent] = {}
        for session_id in sorted(by_session):
            for entry in self._append(session_id, by_session[session_id]):
                stored[session_id, entry.key] = entry
        return [stored[event.session_id, event.event_id].to_entity() for event in events]

    def get_for_session(self, session_id: str, where: EventFilter = _EVERYTHING) -> list[Event]:
        record = self._table.stored(session_id)
        if record is None:
            return []
        matching = (entry for entry in _between(record, where) if _matches(entry.event, where))
        return [entry.to_entity() for entry in islice(matching, where.limit)]

    def latest_sequence(self, session_id: str) -> int | None:
        record = self._table.stored(session_id)
        return None if record is None else record.event_count

    def examine(self, session_id: str, sequence: int, limit: int) -> list[Examined]:
        where = EventFilter(after=sequence - 1, limit=limit)
        return [Examined(event.sequence or 0) for event in self.get_for_session(session_id, where)]

    def _append(self, session_id: str, events: Sequence[SealedEvent]) -> list[StoredEvent]:
        """Append events of one session; give those of their ids as they stand there."""
        distinct = _without_repeats(events)
        record = self._table.visible(session_id)
        if record is None:
            raise SessionNotFoundError(session_id)
        stored = _already_stored(record, distinct)
        known = {entry.key for entry in stored}
        new = [
            StoredEvent(sequence, event)
            for sequence, event in enumerate(
                (event for event in distinct if event.event_id not in known),
                record.event_count + 1,
            )
        ]
        if new:
            self._table.put(
                replace(
                    record,
                    event_count=record.event_count + len(new),
                    events=record.events.extended(new),
                )
            )
            self._table.arrived.add((self._table.namespace, session_id))
        return stored + new


def _between(record: SessionRecord, where: EventFilter) -> Iterator[StoredEvent]:
    log = record.events
    start = 0 if where.after is None else log.position_of(where.after + 1)
    stop = len(log) if where.before is None else log.position_of(where.before)
    return log.between(start, stop)


def _matches(event: SealedEvent, where: EventFilter) -> bool:
    return (
        where.run_id in {None, event.run_id}
        and where.type in {None, event.type}
        and (where.since is None or event.timestamp > where.since)
    )


def _without_repeats(events: Sequence[SealedEvent]) -> list[SealedEvent]:
    """Give each id once, in the order of their first mention.

    Raises:
        DuplicateKeyError: an id comes twice, with other content.
    """
    distinct: dict[str, SealedEvent] = {}
    for event in events:
        _check_same(distinct.setdefault(event.event_id, event), event)
    return list(distinct.values())


def _already_stored(record: SessionRecord, events: Sequence[SealedEvent]) -> list[StoredEvent]:
    """Find the events whose ids a session has.

    Raises:
        DuplicateKeyError: one of them has other content there.
    """
    found = []
    for event in events:
        entry = record.events.find(event.event_id)
        if entry is not None:
            _check_same(entry.event, event)
            found.append(entry)
    return found


def _check_same(first: SealedEvent, again: SealedEvent) -> None:
    if first is not again and first.texts != again.texts:
        raise DuplicateKeyError("event", again.event_id)
