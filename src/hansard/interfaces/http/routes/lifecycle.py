"""The lifecycle of sessions: paused, resumed, and ended for good."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from hansard.domain.api_key import KeyRole
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import ETAG, refuse_precondition, told
from hansard.interfaces.http.models.described import SessionId
from hansard.interfaces.http.models.sessions import Ending, SessionAnswer
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.routes.sessions import described

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1/sessions/{session_id}",
    tags=["sessions"],
    dependencies=[Depends(refuse_precondition)],
)

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: told("The session as it is now.", ETAG),
    **responses(404, 409, 507),
}


@router.post("/pause", response_model=SessionAnswer, responses=_ANSWERS)
async def pause_session(
    session_id: SessionId, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Pause an active session. Pausing it again changes nothing."""
    return described(await caller.store.sessions.pause(session_id))


@router.post("/resume", response_model=SessionAnswer, responses=_ANSWERS)
async def resume_session(
    session_id: SessionId, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Make a paused or pending session active. Resuming it again changes nothing."""
    return described(await caller.store.sessions.resume(session_id))


@router.post("/complete", response_model=SessionAnswer, responses=_ANSWERS)
async def complete_session(
    session_id: SessionId, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """End an active or paused session as completed, for good."""
    return described(await caller.store.sessions.complete(session_id))


@router.post("/fail", response_model=SessionAnswer, responses=_ANSWERS)
async def fail_session(
    session_id: SessionId, given: Ending | None = None, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """End a session as failed, for good, with a reason where there is one."""
    return described(await caller.store.sessions.fail(session_id, _reason(given)))


@router.post("/cancel", response_model=SessionAnswer, responses=_ANSWERS)
async def cancel_session(
    session_id: SessionId, given: Ending | None = None, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """End a session as cancelled, for good, with a reason where there is one."""
    return described(await caller.store.sessions.cancel(session_id, _reason(given)))


def _reason(given: Ending | None) -> str | None:
    return None if given is None else given.reason
