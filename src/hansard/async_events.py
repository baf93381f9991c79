"""Events, awaited: whoever waits for them holds none of the store's threads."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial

from hansard.application.event_reading import Following, read_filter, read_pace, read_wait
from hansard.application.services import EventService, SessionStore
from hansard.application.services.event_service import PAGE_OF_EVENTS, PATIENCE
from hansard.async_calls import AsyncService, awaited
from hansard.domain.event import Event, EventType
from hansard.domain.session import possible_reference


class AsyncEventService(AsyncService):
    """`EventService`, awaited. Whoever waits for events here holds none of the store's threads."""

    append = awaited(EventService.append)
    append_many = awaited(EventService.append_many)
    record = awaited(EventService.record)
    record_many = awaited(EventService.record_many)
    audit = awaited(EventService.audit)
    audit_log = awaited(EventService.audit_log)
    set_auditing = awaited(EventService.set_auditing)

    async def get(
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
        """List events by sequence; see the synchronous service."""
        where = read_filter(run_id, type, since, after, before, limit)
        seconds, reader = read_wait(wait_timeout_ms), self._service.reader
        known = possible_reference(session_id)
        if known is None:
            return []
        look = partial(reader.read, known, where)
        found: list[Event] = await self._threads.run(look)
        if found or not seconds:
            return found
        deadline, bell = time.monotonic() + seconds, self._threads.bell()
        with reader.arrivals.watch(reader.namespace, known, bell.ring):
            while True:
                found = await self._threads.run(look)
                left = deadline - time.monotonic()
                if found or left <= 0:
                    return found
                await bell.wait(min(left, reader.arrivals.interval))

    latest_sequence = awaited(EventService.latest_sequence)

    async def follow(
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
    ) -> AsyncIterator[Event]:
        """Iterate over events, and over those still to come; see the synchronous service."""
        where = read_filter(run_id, type, since, after, before, None)
        pace = read_pace(limit, poll_interval_ms, patience)
        reader = self._service.reader
        following = Following(reader, session_id, where, pace)
        bell = self._threads.bell()
        with reader.arrivals.watch(reader.namespace, session_id, bell.ring):
            while not following.is_over:
                for event in await self._threads.run(following.look):
                    yield event
                if not following.has_more and not following.is_over:
                    await bell.wait(following.interval)


class AsyncSessionStore(AsyncService):
    """`SessionStore`, awaited."""

    new_session = awaited(SessionStore.new_session)
    new_run = awaited(SessionStore.new_run)
    new_event = awaited(SessionStore.new_event)
    save_session = awaited(SessionStore.save_session)
    get_session = awaited(SessionStore.get_session)
    list_sessions = awaited(SessionStore.list_sessions)
    delete_session = awaited(SessionStore.delete_session)
    save_run = awaited(SessionStore.save_run)
    get_run = awaited(SessionStore.get_run)
    list_runs = awaited(SessionStore.list_runs)
    get_active_run = awaited(SessionStore.get_active_run)
    append_event = awaited(SessionStore.append_event)
    append_event_with_sequence = awaited(SessionStore.append_event_with_sequence)
    append_events = awaited(SessionStore.append_events)
    flush = awaited(SessionStore.flush)

    async def get_events(
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
        """List events by sequence; see the synchronous service."""
        return await AsyncEventService(self._service.events, self._threads).get(
            session_id,
            run_id=run_id,
            type=type,
            since=since,
            after=after,
            before=before,
            limit=limit,
            wait_timeout_ms=wait_timeout_ms,
        )

    get_latest_sequence = awaited(SessionStore.get_latest_sequence)
