"""What retention hides, deletes and prunes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from hansard.application.ports.retention import Counters, OldEvent, Orphan, Place
from hansard.domain.content import decode_json
from hansard.domain.event import Event, EventType
from hansard.domain.message import SessionMessage
from hansard.domain.retention import Standing
from hansard.domain.session import DEFAULT_NAMESPACE, SessionStatus
from hansard.infrastructure.database.binding import Source, bind
from hansard.infrastructure.database.compiling import Statement
from hansard.infrastructure.database.event_mapping import event_from_row, name_event
from hansard.infrastructure.database.mapping import (
    Row,
    from_microseconds,
    message_from_row,
    name_message,
    name_session,
    read_rows,
    to_microseconds,
)
from hansard.infrastructure.database.retention_statements import (
    BELONGING,
    CHUNK,
    PrunableShape,
    RetentionStatements,
    build_prunable,
)
from hansard.infrastructure.database.retry import database_retry

_FIRST = -(2**63)


class RetentionRepository:
    """What retention hides, deletes and prunes.

    Given a connection, every method joins its transaction. Given a `Database`, every method is
    its own transaction and is retried.
    """

    collection: ClassVar[str] = "retention"
    __slots__ = ("binding",)

    def __init__(self, source: Source, namespace: str = DEFAULT_NAMESPACE) -> None:
        self.binding = bind(source, namespace)

    @database_retry(writes=False, single=True)
    def list_unchanged(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that are not hidden and last changed before a moment."""
        return self._page(self._statements.unchanged, after, limit, _until(before))

    @database_retry(writes=False, single=True)
    def list_created(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that are not hidden and were created before a moment."""
        return self._page(self._statements.created, after, limit, _until(before))

    @database_retry(writes=False, single=True)
    def list_hidden(self, before: datetime, after: Place | None, limit: int) -> list[Standing]:
        """List sessions that were hidden before a moment, by that time."""
        return self._page(self._statements.hidden, after, limit, _until(before))

    @database_retry(writes=False, single=True)
    def list_owned(self, owner_id: str, after: Place | None, limit: int) -> list[Standing]:
        """List sessions of an owner by creation, also those that retention hid."""
        return self._page(self._statements.owned, after, limit, {"owner_id": owner_id})

    @database_retry(writes=False, single=True)
    def list_all(self, after: Place | None, limit: int) -> list[Standing]:
        """List sessions by creation, also those that retention hid."""
        return self._page(self._statements.everything, after, limit, {})

    @database_retry(writes=False, single=True)
    def get(self, session_id: str, *, for_update: bool = False) -> Standing | None:
        """Give one session, also one that retention hid; ``for_update`` locks it first."""
        statement = self._statements.lock if for_update else self._statements.select
        row = self.binding.joined.row(statement, self.binding.of(session_id))
        return None if row is None else _standings([row])[0]

    @database_retry(writes=True)
    def hide(self, session_id: str, now: datetime) -> None:
        """Hide a session."""
        given = {**self.binding.of(session_id), "now": to_microseconds(now)}
        self.binding.joined.change(self._statements.hide, given)

    @database_retry(writes=False, single=True)
    def list_prunable(
        self, session_id: str, types: Sequence[EventType], after: int, limit: int
    ) -> list[int]:
        """List the sequences of events of some types in one session, oldest first."""
        link = self.binding.joined
        statement = link.statements.of_shape(build_prunable, PrunableShape(len(types)))
        given: dict[str, Any] = {**self.binding.of(session_id), "after": after, "limit": limit}
        given.update((f"type_{number}", kind.value) for number, kind in enumerate(types))
        return [row[0] for row in link.rows(statement, given)]

    @database_retry(writes=False, single=True)
    def list_old(
        self, kind: EventType, after: tuple[datetime, str, str] | None, limit: int
    ) -> list[OldEvent]:
        """List events of one type in all sessions, by time, id and session, oldest first."""
        time, event_id, session_id = after or (None, "", "")
        given = {
            "namespace": self.binding.namespace,
            "type": kind.value,
            "after_time": _FIRST if time is None else to_microseconds(time),
            "after_id": event_id,
            "after_session": session_id,
            "limit": limit,
        }
        rows = self.binding.joined.rows(self._statements.old, given)
        return read_rows(rows, _old_event, lambda row: f"Session {row[2]}")

    @database_retry(writes=False, single=True)
    def messages_from(self, session_id: str, sequence: int, limit: int) -> list[SessionMessage]:
        """List up to ``limit`` messages of a session, also of one that retention hid."""
        given = {**self.binding.of(session_id), "sequence": sequence, "limit": limit}
        rows = self.binding.joined.rows(self._statements.messages_from, given)
        return read_rows(rows, message_from_row, name_message)

    @database_retry(writes=False, single=True)
    def events_at(self, session_id: str, sequences: Sequence[int]) -> list[Event]:
        """Give the events of a session that stand at these sequences, in order."""
        rows: list[Row] = []
        for places in _chunks(sorted(sequences)):
            given = {**self.binding.of(session_id), **places}
            rows += self.binding.joined.rows(self._statements.events_at, given)
        return read_rows(rows, event_from_row, name_event)

    @database_retry(writes=True)
    def prune(self, session_id: str, sequences: Sequence[int]) -> int:
        """Remove events and raise the session's count of pruned ones; give how many were there."""
        link, owner = self.binding.joined, self.binding.of(session_id)
        count = sum(
            link.change(self._statements.prune, {**owner, **places})
            for places in _chunks(sequences)
        )
        if count:
            link.change(self._statements.count_pruned, {**owner, "count": count})
        return count

    @database_retry(writes=False, single=True)
    def total_events(self) -> int:
        """Give how many events all sessions hold, by their counters."""
        row = self.binding.joined.row(self._statements.total, {"namespace": self.binding.namespace})
        return 0 if row is None else int(row[0])

    @database_retry(writes=False)
    def count_rows(self, session_id: str) -> dict[str, int]:
        """Count what belongs to a session, by table; itself included."""
        owner = self.binding.of(session_id)
        counted = self._count(self._statements.counts, owner)
        return {"sessions": int(self.get(session_id) is not None), **counted}

    @database_retry(writes=True)
    def release_artifacts(self, session_id: str, now: datetime) -> None:
        """Delete a session's artifacts softly, so that nothing of it refers to their bytes."""
        given = {**self.binding.of(session_id), "now": to_microseconds(now)}
        self.binding.joined.change(self._statements.release, given)

    @database_retry(writes=False, single=True)
    def list_orphans(self, after: Place | None, limit: int) -> list[Orphan]:
        """List artifacts by creation and id that name a session which does not exist."""
        rows = self.binding.joined.rows(self._statements.orphaned, self._behind(after, limit))
        return [Orphan(from_microseconds(row[0]), *row[1:]) for row in rows]

    @database_retry(writes=False)
    def count_orphans(self) -> dict[str, int]:
        """Count the rows, by table, that belong to a session which does not exist."""
        return self._count(self._statements.orphans, {"namespace": self.binding.namespace})

    @database_retry(writes=False, single=True)
    def list_counters(self, after: Place | None, limit: int) -> list[Counters]:
        """List sessions by creation, hidden ones too, with what their counters say."""
        rows = self.binding.joined.rows(self._statements.counters, self._behind(after, limit))
        return [Counters(row[0], from_microseconds(row[1]), *row[2:]) for row in rows]

    @property
    def _statements(self) -> RetentionStatements:
        return self.binding.joined.statements.of(RetentionStatements)

    def _behind(self, after: Place | None, limit: int) -> dict[str, Any]:
        return {
            "namespace": self.binding.namespace,
            "after_time": _FIRST if after is None else to_microseconds(after[0]),
            "after_id": "" if after is None else after[1],
            "limit": limit,
        }

    def _page(
        self, statement: Statement, after: Place | None, limit: int, where: dict[str, Any]
    ) -> list[Standing]:
        given = {**self._behind(after, limit), **where}
        return _standings(self.binding.joined.rows(statement, given))

    def _count(self, statements: Sequence[Statement], given: dict[str, str]) -> dict[str, int]:
        rows = (self.binding.joined.rows(statement, given) for statement in statements)
        return {table: int(found[0][0]) for table, found in zip(BELONGING, rows, strict=True)}


def _until(before: datetime) -> dict[str, Any]:
    return {"before": to_microseconds(before)}


def _standings(rows: Sequence[Row]) -> list[Standing]:
    return read_rows(rows, _standing, name_session)


def _standing(row: Row) -> Standing:
    """Give what retention knows of a session, of its `STANDING_COLUMNS`."""
    session_id, owner_id, status, tags, created, updated, deleted, events, pruned = row
    return Standing(
        session_id,
        owner_id,
        SessionStatus(status),
        _tags(tags),
        from_microseconds(created),
        from_microseconds(updated),
        None if deleted is None else from_microseconds(deleted),
        events - pruned,
    )


def _old_event(row: Row) -> OldEvent:
    time, event_id, session_id, sequence, status, tags = row
    return OldEvent(
        from_microseconds(time), event_id, session_id, sequence, SessionStatus(status), _tags(tags)
    )


def _tags(text: str | None) -> tuple[str, ...]:
    return () if text is None else tuple(decode_json(text))


def _chunks(sequences: Sequence[int]) -> Iterator[dict[str, int]]:
    """Give the parameters that name so many places; what is left over repeats the last one."""
    for start in range(0, len(sequences), CHUNK):
        places = sequences[start : start + CHUNK]
        filled = [*places, *[places[-1]] * (CHUNK - len(places))]
        yield {f"place_{number}": place for number, place in enumerate(filled)}
