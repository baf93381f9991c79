"""Events of sessions: appended once, read by their sequence, waited for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.content import MAX_ID_LENGTH
from hansard.domain.event import Event, read_event_type
from hansard.domain.maps import optional_time, read_time
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import (
    IDEMPOTENCY_KEY,
    malformed,
    read_key,
    refuse_precondition,
)
from hansard.interfaces.http.models.described import SessionId, query_read
from hansard.interfaces.http.models.events import (
    EventAnswer,
    EventsAnswer,
    EventsAsked,
    NewEvent,
    NewEvents,
    event_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.portions import AT_FIRST, read_portion
from hansard.interfaces.http.settings import ServerSettings

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1/sessions/{session_id}",
    tags=["events"],
    dependencies=[Depends(refuse_precondition)],
)

FOR_THE_ANSWER = 5.0
"""Seconds that are left of the time of a request when waiting for events ends."""

_KEY = {
    **IDEMPOTENCY_KEY,
    "description": "Lets a request be repeated: the same key with the same content adds nothing "
    "and is answered with what was stored first. It is the id of the event, unique within the "
    "session; of a batch, `<key>:<index>` is that of each event without one of its own.",
    "example": "call-17-started",
}


@router.get("/events", response_model=EventsAnswer, responses=responses(404))
async def list_events(
    session_id: SessionId,
    asked: Annotated[EventsAsked, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """List events of a session by sequence, oldest first.

    To read on, ask for those after the last one, until there is none: a page of very long events
    holds fewer than were asked for. With `wait_ms` the answer comes as soon as there
    are any, and is empty when the time is over or the service ends; nobody waits longer than a
    request may take. Whoever waits takes the place of an event stream.
    """
    await caller.store.sessions.get(session_id, with_messages=False)
    most_bytes = request.app.state.settings.limits.page_bytes
    first = (asked.after or 0) + 1
    look = partial(_look, caller.store, session_id, asked)
    found, _ = await read_portion(look, first, asked.limit, most_bytes)
    wait_ms = min(asked.wait_ms, _longest_wait(request.app.state.settings))
    if not found and wait_ms > 0:
        with request.app.state.streams.place(request.state.caller_name):
            found = await look(first, AT_FIRST, wait_ms=wait_ms)
    return JsonResponse({"events": [event_map(event) for event in found]})


@router.post(
    "/events",
    status_code=HTTPStatus.CREATED,
    response_model=EventAnswer,
    responses=responses(404, 409, 507),
    openapi_extra={"parameters": [_KEY]},
)
async def append_event(
    session_id: SessionId,
    given: NewEvent,
    request: Request,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Append one event to a session, whatever its status is.

    With an `Idempotency-Key`, or an id in the body, it may be repeated: the same event again is
    answered with what was stored first; another one under the same id is 409.
    """
    key = read_key(request)
    if key is not None and given.event_id not in (None, key):
        raise malformed("event_id is another one than Idempotency-Key. Give one, or the same.")
    stored = await caller.store.events.append(
        session_id,
        given.type,
        given.data,
        run_id=given.run_id,
        metadata=given.metadata,
        provider=given.provider,
        correlation_id=given.correlation_id,
        schema_version=given.schema_version,
        event_id=given.event_id if key is None else key,
        timestamp=optional_time(given.timestamp, "timestamp"),
    )
    return JsonResponse(event_map(stored), HTTPStatus.CREATED)


@router.post(
    "/events/batch",
    status_code=HTTPStatus.CREATED,
    response_model=EventsAnswer,
    responses=responses(404, 409, 507),
    openapi_extra={"parameters": [_KEY]},
)
async def append_events(
    session_id: SessionId,
    given: NewEvents,
    request: Request,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Append up to 1,000 events to a session in their order: all of them or none.

    The answer has one event for each that was given; one that was stored before is the stored
    one.
    """
    key = read_key(request)
    if key is not None and len(f"{key}:{len(given.events)}") > MAX_ID_LENGTH:
        raise malformed("Idempotency-Key leaves no room for the places of the events.")
    await caller.store.sessions.get(session_id, with_messages=False)
    events = await _events(caller.store, session_id, given.events, key)
    stored = await caller.store.events.append_many(events)
    return JsonResponse({"events": [event_map(event) for event in stored]}, HTTPStatus.CREATED)


def _longest_wait(settings: ServerSettings) -> int:
    """Give the milliseconds that somebody may wait who is to be answered in time."""
    return int((settings.limits.request_seconds - FOR_THE_ANSWER) * 1000)


async def _look(
    store: AsyncHansard,
    session_id: str,
    asked: EventsAsked,
    start: int,
    limit: int,
    *,
    wait_ms: int = 0,
) -> list[Event]:
    """Read, or wait for, up to ``limit`` events from a sequence on."""
    with query_read():
        return await store.events.get(
            session_id,
            run_id=asked.run_id,
            type=asked.type,
            since=optional_time(asked.since, "since"),
            after=start - 1,
            before=asked.before,
            limit=min(limit, asked.limit),
            wait_timeout_ms=wait_ms,
        )


async def _events(
    store: AsyncHansard, session_id: str, given: list[NewEvent], key: str | None
) -> list[Event]:
    """Give the events of a batch, with the ids and times that they do not bring."""
    events = []
    for index, each in enumerate(given):
        event_id = f"{key}:{index}" if each.event_id is None and key else each.event_id
        made = await store.session_store.new_event(
            read_event_type(each.type), session_id, event_id=event_id
        )
        when = made.timestamp if each.timestamp is None else read_time(each.timestamp, "timestamp")
        events.append(
            replace(
                made,
                timestamp=when,
                run_id=each.run_id,
                data=each.data,
                metadata=each.metadata,
                schema_version=each.schema_version,
                provider=each.provider,
                correlation_id=each.correlation_id,
            )
        )
    return events
