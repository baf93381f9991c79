"""Threads: a caller's own handles of conversations, and the sessions that continue them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import ThreadNotFoundError
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import (
    LOCATION,
    path_to,
    refuse_precondition,
    told,
)
from hansard.interfaces.http.models.threads import (
    NewThread,
    OpenedAnswer,
    ThreadAnswer,
    ThreadAsked,
    ThreadId,
    ThreadsAnswer,
    ThreadsAsked,
    opened_map,
    thread_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1/threads",
    tags=["threads"],
    dependencies=[Depends(refuse_precondition)],
)


@router.get("", response_model=ThreadsAnswer)
async def list_threads(
    asked: Annotated[ThreadsAsked, Query()], caller: Caller = allow(KeyRole.READ)
) -> JsonResponse:
    """List the threads of a resource with their sessions, the last used first."""
    found = await caller.store.threads.list_sessions(asked.resource_id, asked.limit)
    return JsonResponse(
        {"threads": [thread_map(mapping) for mapping in found], "count": len(found)}
    )


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    response_model=OpenedAnswer,
    responses={
        200: {"description": "It goes on in the session that it has.", "model": OpenedAnswer},
        201: told("It goes on in a session that was made.", LOCATION),
        **responses(409),
    },
)
async def open_thread(given: NewThread, caller: Caller = allow(KeyRole.APPEND)) -> JsonResponse:
    """Give the session that continues a thread, made where there is none.

    Several may ask at once for a new thread: they get the same session. A thread begins a new
    session where the one that it had is over or gone, or talks to another model.
    """
    opened = await caller.store.threads.get_or_create(
        given.thread_id,
        given.resource_id,
        model_id=given.model_id,
        actor_name=given.actor_name,
        name=given.name,
        metadata=given.metadata,
        tags=given.tags,
    )
    if opened.resumed:
        return JsonResponse(opened_map(opened))
    location = path_to("sessions", opened.session.session_id)
    return JsonResponse(opened_map(opened), HTTPStatus.CREATED, {"location": location})


@router.get("/{thread_id}", response_model=ThreadAnswer, responses=responses(404))
async def show_thread(
    thread_id: ThreadId,
    asked: Annotated[ThreadAsked, Query()],
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Give the session that continues a thread. A thread of another resource is none."""
    found = await caller.store.threads.get_session_metadata(thread_id, asked.resource_id)
    if found is None:
        raise ThreadNotFoundError(thread_id)
    return JsonResponse(thread_map(found))


@router.delete("/{thread_id}", status_code=HTTPStatus.NO_CONTENT, response_class=Response)
async def delete_thread(
    thread_id: ThreadId,
    asked: Annotated[ThreadAsked, Query()],
    caller: Caller = allow(KeyRole.ADMIN, audited="delete"),
) -> Response:
    """Forget which session continues a thread, also where nothing is known of it.

    The session itself stays.
    """
    await caller.store.threads.delete_session(thread_id, asked.resource_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)
