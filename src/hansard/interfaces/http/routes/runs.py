"""Runs of agents inside sessions: started, stored as a whole, looked at, cancelled."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import InvalidInputError, RunNotFoundError
from hansard.domain.run import Run
from hansard.domain.searches import RunSearchOrder
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import (
    LINK,
    LOCATION,
    path_to,
    refuse_precondition,
    told,
)
from hansard.interfaces.http.models.described import SessionId, query_read
from hansard.interfaces.http.models.runs import (
    Cancellation,
    NewRun,
    RunAnswer,
    RunId,
    RunRecord,
    RunsAnswer,
    RunsAsked,
    run_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.paging import link_to_next
from hansard.interfaces.http.permissions import Caller, allow

if TYPE_CHECKING:
    from hansard.async_store import AsyncHansard

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1",
    tags=["runs"],
    dependencies=[Depends(refuse_precondition)],
)


@router.get(
    "/sessions/{session_id}/runs",
    response_model=RunsAnswer,
    responses={200: told("One page of runs.", LINK), **responses(404)},
)
async def list_runs(
    session_id: SessionId,
    asked: Annotated[RunsAsked, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """List the runs of a session, by their start and then by id."""
    await caller.store.sessions.get(session_id, with_messages=False)
    with query_read():
        page = await caller.store.queries.search_runs(
            session_id=session_id,
            status=asked.status,
            order_by=RunSearchOrder.STARTED_AT_ASC,
            limit=asked.limit,
            cursor=asked.cursor,
        )
    found = {"runs": [run_map(run) for run in page.runs], "next_cursor": page.cursor}
    return JsonResponse(found, headers=link_to_next(request, page.cursor))


@router.post(
    "/sessions/{session_id}/runs",
    status_code=HTTPStatus.CREATED,
    response_model=RunAnswer,
    responses={201: told("The run that was added.", LOCATION), **responses(404, 409, 507)},
)
async def start_run(
    session_id: SessionId, given: NewRun, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Add a pending run to a session that is not over."""
    run = await caller.store.manager.start_run(
        session_id,
        given.input,
        run_id=given.run_id,
        provider=given.provider,
        metadata=given.metadata,
    )
    return _stored(run, HTTPStatus.CREATED)


@router.get("/runs/{run_id}", response_model=RunAnswer, responses=responses(404))
async def show_run(run_id: RunId, caller: Caller = allow(KeyRole.READ)) -> JsonResponse:
    """Show a run."""
    return JsonResponse(run_map(await caller.store.session_store.get_run(run_id)))


@router.put(
    "/sessions/{session_id}/runs/{run_id}",
    response_model=RunAnswer,
    responses={
        200: told("The run that was written over.", LOCATION),
        201: {"model": RunAnswer, **told("The run that was added.", LOCATION)},
        **responses(404, 409, 507),
    },
)
async def save_run(
    session_id: SessionId,
    run_id: RunId,
    given: RunRecord,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Add a run, or write all of it over the one with its id, under an id of the caller's own.

    No lifecycle is enforced and no event is recorded.
    """
    await caller.store.sessions.get(session_id, with_messages=False)
    run = _record(given, session_id, run_id)
    is_new = not await _exists(caller.store, run_id)
    await caller.store.session_store.save_run(run)
    return _stored(run, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


@router.post("/runs/{run_id}/cancel", response_model=RunAnswer, responses=responses(404, 409, 507))
async def cancel_run(
    run_id: RunId,
    given: Cancellation | None = None,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """End a run that is not over as cancelled, and record that as an event."""
    reason = None if given is None else given.reason
    return JsonResponse(run_map(await caller.store.manager.cancel_run(run_id, reason)))


def _record(given: RunRecord, session_id: str, run_id: str) -> Run:
    """Give the run of a record whose place is said by the path.

    Raises:
        InvalidInputError: the record says that its place is another.
    """
    place = {"session_id": session_id, "run_id": run_id}
    for name, wanted in place.items():
        if getattr(given, name) not in (None, wanted):
            raise InvalidInputError(
                f"{name} must be that of the path, or be left out. Nothing was written."
            )
    return Run.from_map({**dict(given), **place})


async def _exists(store: AsyncHansard, run_id: str) -> bool:
    try:
        await store.session_store.get_run(run_id)
    except RunNotFoundError:
        return False
    return True


def _stored(run: Run, status: HTTPStatus) -> JsonResponse:
    return JsonResponse(run_map(run), status, {"location": path_to("runs", run.run_id)})
