"""Which session continues which thread, as chat clients look at it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import SessionNotFoundError
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.chat_bodies import (
    RESOURCE_REQUIRED,
    SESSION_NOT_FOUND,
    bad_request,
    read_thread,
)
from hansard.interfaces.http.headers import refuse_precondition
from hansard.interfaces.http.models.chat import (
    THREAD,
    Deleted,
    MappingFound,
    MappingList,
    mapping_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.problems import Refusal

router = APIRouter(
    route_class=StrictRoute,
    prefix="/api/sessions",
    tags=["chat"],
    dependencies=[Depends(refuse_precondition)],
)

_RESOURCE = Query(alias="resourceId", description="Whose threads; required.", examples=["ann"])


@router.get("", response_model=MappingList, responses=responses(400))
async def list_mappings(
    resource_id: Annotated[str, _RESOURCE] = "", caller: Caller = allow(KeyRole.READ)
) -> JsonResponse:
    """List the threads of a resource with their sessions, the last used first."""
    if not resource_id:
        raise bad_request(RESOURCE_REQUIRED)
    found = await caller.store.threads.list_sessions(resource_id)
    sessions = [mapping_map(mapping) for mapping in found]
    return JsonResponse({"sessions": sessions, "count": len(sessions)})


@router.delete("", response_model=Deleted, openapi_extra=THREAD, responses=responses(400))
async def delete_mapping(
    request: Request, caller: Caller = allow(KeyRole.ADMIN, audited="delete")
) -> JsonResponse:
    """Forget which session continues a thread, also where nothing is known of it.

    The session itself stays.
    """
    thread_id, resource_id = await read_thread(request)
    await caller.store.threads.delete_session(thread_id, resource_id)
    return JsonResponse({"success": True, "threadId": thread_id, "resourceId": resource_id})


@router.post(
    "/metadata", response_model=MappingFound, openapi_extra=THREAD, responses=responses(400, 404)
)
async def show_mapping(request: Request, caller: Caller = allow(KeyRole.READ)) -> JsonResponse:
    """Give the session that continues a thread, and when it was first and last used."""
    thread_id, resource_id = await read_thread(request)
    found = await caller.store.threads.get_session_metadata(thread_id, resource_id)
    if found is None:
        raise Refusal(HTTPStatus.NOT_FOUND, SessionNotFoundError.code, SESSION_NOT_FOUND)
    return JsonResponse({"session": mapping_map(found)})
