"""What retention hides, deletes and prunes in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from hansard.application.ports.retention import Counters, OldEvent, Orphan, Place
from hansard.domain.event import Event, EventType
from hansard.domain.message import SessionMessage
from hansard.domain.retention import TABLES, Standing
from hansard.infrastructure.memory.records import SessionRecord
from hansard.infrastructure.memory.table import Table


class MemoryRetentionCollection:
    """A `RetentionCollection` on the records of one unit of work."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def list_unchanged(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        found = (r for r in self._table.all_visible() if r.updated_at < before)
        return _page(found, lambda record: record.updated_at, after, limit)

    def list_created(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        found = (r for r in self._table.all_visible() if r.created_at < before)
        return _page(found, _created, after, limit)

    def list_hidden(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        hidden = {
            record.session_id: record.deleted_at
            for record in self._table.all_stored()
            if record.deleted_at is not None and record.deleted_at < before
        }
        found = (r for r in self._table.all_stored() if r.session_id in hidden)
        return _page(found, lambda record: hidden[record.session_id], after, limit)

    def list_owned(self, owner_id: str, after: Place | None, limit: int) -> list[Standing]:
        found = (r for r in self._table.all_stored() if r.owner_id == owner_id)
        return _page(found, _created, after, limit)

    def list_all(self, after: Place | None, limit: int) -> list[Standing]:
        return _page(self._table.all_stored(), _created, after, limit)

    def get(self, session_id: str, *, for_update: bool = False) -> Standing | None:
        if for_update:
            self._table.check_writable()
        record = self._table.stored(session_id)
        return None if record is None else _standing(record)

    def hide(self, session_id: str, now: datetime) -> None:
        self._table.check_writable()
        record = self._table.stored(session_id)
        if record is not None:
            self._table.put(replace(record, deleted_at=now))

    def list_prunable(
        self, session_id: str, types: Sequence[EventType], after: int, limit: int
    ) -> list[int]:
        record = self._table.stored(session_id)
        entries = () if record is None else record.events
        found = (
            entry.sequence
            for entry in entries
            if entry.sequence > after and entry.event.type in types
        )
        return list(found)[:limit]

    def list_old(
        self, kind: EventType, after: tuple[datetime, str, str] | None, limit: int
    ) -> list[OldEvent]:
        found = (
            OldEvent(
                entry.event.timestamp,
                entry.event.event_id,
                record.session_id,
                entry.sequence,
                record.status,
                record.tags,
            )
            for record in self._table.all_stored()
            for entry in record.events
            if entry.event.type is kind
        )
        ordered = sorted(found, key=lambda event: event.place)
        return [event for event in ordered if after is None or event.place > after][:limit]

    def messages_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        record = self._table.stored(session_id)
        if record is None:
            return []
        start = record.messages.position_of(sequence)
        return [entry.to_entity() for entry in record.messages.slice(start, start + limit)]

    def events_at(self, session_id: str, sequences: Sequence[int]) -> list[Event]:
        record, wanted = self._table.stored(session_id), set(sequences)
        entries = () if record is None else record.events
        return [entry.to_entity() for entry in entries if entry.sequence in wanted]

    def prune(self, session_id: str, sequences: Sequence[int]) -> int:
        self._table.check_writable()
        record = self._table.stored(session_id)
        if record is None:
            return 0
        left = record.events.without(set(sequences))
        count = len(record.events) - len(left)
        if count:
            pruned = record.pruned_event_count + count
            self._table.put(replace(record, events=left, pruned_event_count=pruned))
        return count

    def total_events(self) -> int:
        return sum(len(record.events) for record in self._table.all_stored())

    def count_rows(self, session_id: str) -> dict[str, int]:
        record = self._table.stored(session_id)
        if record is None:
            return dict.fromkeys(TABLES, 0)
        return {
            "sessions": 1,
            "session_messages": len(record.messages),
            "session_tags": len(record.tags),
            "runs": len(self._table.runs_of(session_id)),
            "events": len(record.events),
            "artifacts": len(self._table.artifacts_of(session_id)),
        }

    def release_artifacts(self, session_id: str, now: datetime) -> None:
        self._table.check_writable()
        for artifact in list(self._table.artifacts_of(session_id)):
            if artifact.deleted_at is None:
                self._table.put_artifact(replace(artifact, deleted_at=now))

    def list_orphans(self, after: Place | None, limit: int) -> list[Orphan]:
        found = sorted(self._orphans())
        return [orphan for orphan in found if after is None or orphan[:2] > after][:limit]

    def count_orphans(self) -> dict[str, int]:
        """Only artifacts can lack a session here: everything else is kept with it."""
        return dict.fromkeys(TABLES[1:], 0) | {"artifacts": sum(1 for _ in self._orphans())}

    def list_counters(self, after: Place | None, limit: int) -> list[Counters]:
        places = self.list_all(after, limit)
        records = [self._table.stored(place.session_id) for place in places]
        return [
            Counters(
                record.session_id,
                record.created_at,
                record.event_count,
                record.pruned_event_count,
                len(record.events),
                max((entry.sequence for entry in record.events), default=None),
            )
            for record in records
            if record is not None
        ]

    def _orphans(self) -> Iterator[Orphan]:
        for artifact in self._table.all_artifacts():
            named = artifact.session_id
            if named is not None and self._table.stored(named) is None:
                yield Orphan(artifact.created_at, artifact.artifact_id, named)


def _page(
    records: Iterable[SessionRecord],
    time: Callable[[SessionRecord], datetime],
    after: Place | None,
    limit: int,
) -> list[Standing]:
    """Give the first records behind a place, by a time and the id."""
    ordered = sorted((time(record), record.session_id, record) for record in records)
    found = [record for *place, record in ordered if after is None or tuple(place) > after]
    return [_standing(record) for record in found[:limit]]


def _created(record: SessionRecord) -> datetime:
    return record.created_at


def _standing(record: SessionRecord) -> Standing:
    return Standing(
        record.session_id,
        record.owner_id,
        record.status,
        record.tags,
        record.created_at,
        record.updated_at,
        record.deleted_at,
        len(record.events),
    )
