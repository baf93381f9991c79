"""Searches over all sessions, runs and events of a namespace, page by page."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import LINK, told
from hansard.interfaces.http.models.described import query_read
from hansard.interfaces.http.models.events import event_map
from hansard.interfaces.http.models.runs import RunsAnswer, run_map
from hansard.interfaces.http.models.searches import (
    EventsFound,
    EventsSearched,
    RunsSearched,
    SessionsFound,
    SessionsSearched,
    found_session_map,
)
from hansard.interfaces.http.paging import link_to_next
from hansard.interfaces.http.permissions import Caller, allow

router = APIRouter(route_class=StrictRoute, prefix="/v1/search", tags=["search"])

_PAGE: dict[int | str, dict[str, Any]] = {200: told("One page of what was found.", LINK)}


@router.get("/sessions", response_model=SessionsFound, responses=_PAGE)
async def search_sessions(
    asked: Annotated[SessionsSearched, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Search sessions, without their messages.

    A page has a cursor whenever it has a session, so the one behind the last one is empty.
    """
    with query_read():
        page = await caller.store.queries.search_sessions(
            actor_name=asked.actor_name,
            owner_id=asked.owner_id,
            status=asked.status,
            provider=asked.provider,
            tags=asked.tag,
            created_after=asked.created_after,
            created_before=asked.created_before,
            include_deleted=asked.include_deleted,
            order_by=asked.order_by,
            limit=asked.limit,
            cursor=asked.cursor,
        )
    found = {
        "sessions": [found_session_map(session) for session in page.sessions],
        "next_cursor": page.cursor,
        "total_count": page.total_count,
    }
    return JsonResponse(found, headers=link_to_next(request, page.cursor))


@router.get("/runs", response_model=RunsAnswer, responses=_PAGE)
async def search_runs(
    asked: Annotated[RunsSearched, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Search runs of all sessions.

    A page has a cursor whenever it has a run, but in the order by tokens, which has none.
    """
    with query_read():
        page = await caller.store.queries.search_runs(
            session_id=asked.session_id,
            provider=asked.provider,
            status=asked.status,
            started_after=asked.started_after,
            started_before=asked.started_before,
            min_tokens=asked.min_tokens,
            order_by=asked.order_by,
            limit=asked.limit,
            cursor=asked.cursor,
        )
    found = {"runs": [run_map(run) for run in page.runs], "next_cursor": page.cursor}
    return JsonResponse(found, headers=link_to_next(request, page.cursor))


@router.get("/events", response_model=EventsFound, responses=_PAGE)
async def search_events(
    asked: Annotated[EventsSearched, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Search events of all sessions.

    A page has a cursor whenever it has an event, so the one behind the last one is empty.
    """
    with query_read():
        page = await caller.store.queries.search_events(
            session_ids=asked.session_id,
            run_ids=asked.run_id,
            providers=asked.provider,
            types=asked.type,
            since=asked.since,
            until=asked.until,
            correlation_id=asked.correlation_id,
            order_by=asked.order_by,
            limit=asked.limit,
            cursor=asked.cursor,
        )
    found = {"events": [event_map(event) for event in page.events], "next_cursor": page.cursor}
    return JsonResponse(found, headers=link_to_next(request, page.cursor))
