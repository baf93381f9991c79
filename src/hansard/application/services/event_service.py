"""EventService: what happened in sessions, appended, read and followed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from hansard.application.event_reading import (
    EventReader,
    Following,
    read_filter,
    read_pace,
    read_wait,
)
from hansard.application.parts import Parts
from hansard.application.ports import Arrivals, Transactions
from hansard.application.services.audit_logger import AuditLogger
from hansard.application.services.event_pipeline import EventPipeline
from hansard.domain.errors import SessionNotFoundError
from hansard.domain.event import Event, EventType, read_event_type, seal_event, seal_events
from hansard.domain.event_builder import EventContext
from hansard.domain.redaction import RedactionPolicy
from hansard.domain.run import Run
from hansard.domain.session import check_reference, possible_reference

PAGE_OF_EVENTS = 100
PATIENCE = 300.0
"""Seconds for which a follower meets an outage with another look."""


class EventService:
    """The events of one namespace: appended once, in one order for each session, never changed."""

    def __init__(self, database: Transactions, parts: Parts, arrivals: Arrivals) -> None:
        self._database = database
        self._parts = parts
        self.reader = EventReader(database, arrivals)
        self._pipeline = EventPipeline(self, parts.clock, parts.identifiers)
        self._audit = AuditLogger(self._pipeline, self)

    def append(
        self,
        session_id: str,
        type: EventType | str,
        data: Mapping[str, Any] | None = None,
        *,
        run_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        provider: str | None = None,
        correlation_id: str | None = None,
        schema_version: int = 1,
        event_id: str | None = None,
        timestamp: datetime | None = None,
    ) -> Event:
        """Append one event and give it back with its sequence.

        The session's ``updated_at`` stays as it is, and its status does not matter.

        Args:
            type: one of the 28 types.
            data: what happened, any JSON object.
            metadata: about the record itself, any JSON object.
            event_id: the idempotency key, unique within the session. Repeating an append with
                the same key and content gives back what was stored first and adds nothing.
            timestamp: aware; now by default.

        Raises:
            SessionNotFoundError: no such session, or retention hid it.
            DuplicateKeyError: the key belongs to an event with other content.
            InvalidEventTypeError, InvalidContentError, InvalidInputError: nothing was written.
        """
        sealed = seal_event(
            Event(
                event_id=self._parts.identifiers.event_ids(1)[0] if event_id is None else event_id,
                type=read_event_type(type),
                session_id=check_reference(session_id),
                timestamp=self._parts.clock.now() if timestamp is None else timestamp,
                run_id=run_id,
                data={} if data is None else data,  # type: ignore[arg-type]
                metadata={} if metadata is None else metadata,  # type: ignore[arg-type]
                schema_version=schema_version,
                provider=provider,
                correlation_id=correlation_id,
            )
        )
        return self._database.write(lambda work: work.events.append_many([sealed]), single=True)[0]

    def append_many(self, events: Iterable[Event]) -> list[Event]:
        """Append events in one transaction, all of them or none, and give each as it is stored.

        They may belong to several sessions. The answer has one event for each that was given, in
        the order given; one that was stored before, or comes twice, is the stored one.

        Raises:
            As `append`.
        """
        sealed = seal_events(events)
        if not sealed:
            return []
        one_session = len({event.session_id for event in sealed}) == 1
        return self._database.write(
            lambda work: work.events.append_many(sealed), single=one_session
        )

    def record(
        self,
        raw: Mapping[str, Any],
        session_id: str,
        *,
        run_id: str | None = None,
        provider: str | None = None,
        correlation_id: str | None = None,
        redaction: RedactionPolicy | None = None,
    ) -> Event:
        """Make an event out of what an agent or a provider emitted, and append it."""
        context = EventContext(session_id, run_id, provider, correlation_id, redaction)
        return self._pipeline.process(raw, context)

    def record_many(
        self,
        raws: Iterable[Mapping[str, Any]],
        session_id: str,
        *,
        run_id: str | None = None,
        provider: str | None = None,
        correlation_id: str | None = None,
        redaction: RedactionPolicy | None = None,
    ) -> list[Event]:
        """Make events out of raw ones and append them, all of them or none."""
        context = EventContext(session_id, run_id, provider, correlation_id, redaction)
        return self._pipeline.process_batch(raws, context)

    def audit(
        self,
        type: EventType | str,
        subject: Run | str,
        data: Mapping[str, Any] | None = None,
        *,
        redaction: RedactionPolicy | None = None,
    ) -> Event | None:
        """Write an entry of the audit trail."""
        return self._audit.log(type, subject, data, redaction=redaction)

    def audit_log(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
    ) -> list[Event]:
        """List the audit trail of a session."""
        return self._audit.get_audit_log(session_id, run_id=run_id, type=type, since=since)

    def set_auditing(self, *, enabled: bool) -> None:
        """Switch the audit trail on or off."""
        self._audit.enabled = enabled

    def get(
        self,
        session_id: str,
        *,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
        wait_timeout_ms: int = 0,
    ) -> list[Event]:
        """List events by sequence, oldest first; none for a session that does not exist.

        Args:
            run_id: only of this run.
            type: only of this type.
            since: only with a later timestamp.
            after: only with a larger sequence.
            before: only with a smaller sequence.
            limit: at most so many, at least 1.
            wait_timeout_ms: where there are none, wait so long for one to come, at most a day.
        """
        where = read_filter(run_id, type, since, after, before, limit)
        seconds, reader = read_wait(wait_timeout_ms), self.reader
        known = possible_reference(session_id)
        if known is None:
            return []
        if not seconds:
            return reader.read(known, where)
        deadline, bell = time.monotonic() + seconds, threading.Event()
        with reader.arrivals.watch(reader.namespace, known, bell.set):
            while True:
                bell.clear()
                found = reader.read(known, where)
                left = deadline - time.monotonic()
                if found or left <= 0:
                    return found
                bell.wait(min(left, reader.arrivals.interval))

    def latest_sequence(self, session_id: str) -> int:
        """Give the sequence of the latest event, 0 where there is none.

        Raises:
            SessionNotFoundError: there is no such session here.
        """
        latest = self.reader.latest_sequence(check_reference(session_id))
        if latest is None:
            raise SessionNotFoundError(session_id)
        return latest

    def follow(
        self,
        session_id: str,
        *,
        after: int = 0,
        run_id: str | None = None,
        type: EventType | str | None = None,
        since: datetime | None = None,
        before: int | None = None,
        limit: int = PAGE_OF_EVENTS,
        poll_interval_ms: int | None = None,
        patience: float = PATIENCE,
    ) -> Iterator[Event]:
        """Iterate over the events of a session by sequence, and over those still to come.

        No event is missed and none is repeated, whoever writes them. To resume, pass the
        sequence of the last event seen as ``after``. The iterator ends only with ``before``.

        Args:
            after: start behind this sequence.
            run_id, type, since: only events as in `get`.
            before: end before this sequence.
            limit: events a reading, 1 to 1000.
            poll_interval_ms: time between two looks where no hint comes; by default what suits
                the database.
            patience: seconds for which an outage of the database is met with another look.

        Raises:
            SessionNotFoundError: the session does not exist, or does no longer.
            TryLaterError: an outage outlasts the patience.
        """
        where = read_filter(run_id, type, since, after, before, None)
        pace = read_pace(limit, poll_interval_ms, patience)
        return self._follow(Following(self.reader, session_id, where, pace), session_id)

    def _follow(self, following: Following, session_id: str) -> Iterator[Event]:
        reader, bell = self.reader, threading.Event()
        with reader.arrivals.watch(reader.namespace, session_id, bell.set):
            while not following.is_over:
                bell.clear()
                yield from following.look()
                if not following.has_more and not following.is_over:
                    bell.wait(following.interval)
