"""Sessions: made, listed, described, changed, forked, deleted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.errors import InvalidInputError
from hansard.domain.session import Session
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import (
    ETAG,
    LINK,
    LOCATION,
    etag,
    path_to,
    refuse_precondition,
    told,
)
from hansard.interfaces.http.models.described import SessionId, query_read
from hansard.interfaces.http.models.sessions import (
    LineageAnswer,
    LineageAsked,
    NewFork,
    NewSession,
    SessionAnswer,
    SessionChange,
    SessionPage,
    SessionsAsked,
    UsageAnswer,
    UsedTokens,
    lineage_map,
    session_map,
    usage_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.paging import link_to_next
from hansard.interfaces.http.permissions import Caller, allow

router = APIRouter(
    route_class=StrictRoute,
    prefix="/v1/sessions",
    tags=["sessions"],
    dependencies=[Depends(refuse_precondition)],
)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    response_model=SessionAnswer,
    responses={
        200: {**told("The thread goes on in this session.", ETAG), "model": SessionAnswer},
        201: told("The session was made.", ETAG, LOCATION),
        **responses(409, 507),
    },
)
async def create_session(given: NewSession, caller: Caller = allow(KeyRole.APPEND)) -> JsonResponse:
    """Make a session, or open a thread.

    The store chooses the id. With `thread_id` and `resource_id` the session that continues the
    thread is given back, 200, or made, 201; of several first requests at once one makes it.
    A thread begins a new session where the one that it had is over or gone, or talks to another
    model; what the request says of the session is only for one that is made. Without a thread
    each request makes a session.
    """
    if given.thread_id is not None or given.resource_id is not None:
        return await _open_thread(given, caller)
    if given.model_id is not None:
        raise InvalidInputError("model_id is of a thread. Give thread_id and resource_id, too.")
    session = await caller.store.sessions.create(
        given.actor_name,
        owner_id=given.owner_id,
        name=given.name,
        automation_level=given.automation_level,
        linked_plan_ids=given.linked_plan_ids,
        metadata=given.metadata,
        tags=given.tags,
    )
    return created(session)


@router.get(
    "",
    response_model=SessionPage,
    responses={200: told("One page of sessions.", LINK)},
)
async def list_sessions(
    asked: Annotated[SessionsAsked, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """List sessions, page by page.

    A session that is made or deleted meanwhile neither repeats nor hides another one.
    """
    with query_read():
        page = await caller.store.sessions.page(
            asked.cursor,
            asked.limit,
            actor_name=asked.actor_name,
            owner_id=asked.owner_id,
            status=asked.status,
            tags=asked.tag,
            order=asked.order,
        )
    found = [session_map(session) for session in page.items]
    answer = {"sessions": found, "next_cursor": page.cursor}
    return JsonResponse(answer, headers=link_to_next(request, page.cursor))


@router.get(
    "/{session_id}",
    response_model=SessionAnswer,
    responses={200: told("What describes the session.", ETAG), **responses(404)},
)
async def show_session(session_id: SessionId, caller: Caller = allow(KeyRole.READ)) -> JsonResponse:
    """Give what describes a session, without its messages."""
    return described(await caller.store.sessions.get(session_id, with_messages=False))


@router.patch(
    "/{session_id}",
    response_model=SessionAnswer,
    responses={200: told("The session as it is now.", ETAG), **responses(404, 507)},
)
async def change_session(
    session_id: SessionId, given: SessionChange, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Change the name of a session, or its tags.

    One request changes one of both, so that it happens as a whole or not at all. Repeating it
    changes nothing more.
    """
    sessions = caller.store.sessions
    if "name" not in given.model_fields_set:
        changed = await sessions.tag(session_id, *given.add_tags, remove=given.remove_tags)
        return described(changed)
    if given.add_tags or given.remove_tags:
        raise InvalidInputError(
            "A request changes the name of a session or its tags. Make two requests of it."
        )
    return described(await sessions.rename(session_id, given.name))


@router.delete(
    "/{session_id}",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=responses(404),
)
async def delete_session(
    session_id: SessionId, caller: Caller = allow(KeyRole.ADMIN, audited="erase")
) -> Response:
    """Delete a session for good, with its messages, runs, events and artifacts."""
    await caller.store.sessions.delete(session_id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/{session_id}/usage", response_model=UsageAnswer, responses=responses(404, 507))
async def add_usage(
    session_id: SessionId, given: UsedTokens, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Add to what a session has used, and give the new totals.

    Each request adds: after a failure that leaves open whether it did, look at the totals.
    """
    total = await caller.store.sessions.update_token_usage(
        session_id, given.input_tokens, given.output_tokens, given.cost
    )
    return JsonResponse(usage_map(total))


@router.post(
    "/{session_id}/fork",
    status_code=HTTPStatus.CREATED,
    response_model=SessionAnswer,
    responses={201: told("The fork.", ETAG, LOCATION), **responses(404, 507)},
)
async def fork_session(
    session_id: SessionId, given: NewFork | None = None, caller: Caller = allow(KeyRole.APPEND)
) -> JsonResponse:
    """Make a new session with the history of this one, up to a message.

    Messages keep their ids, sequences and times; what was used, runs, events and artifacts stay
    with the parent. What is appended to either of them later the other one does not see.
    """
    place = NewFork() if given is None else given
    fork = await caller.store.sessions.fork(
        session_id,
        place.at_sequence,
        before_sequence=place.before_sequence,
        title=place.title,
    )
    return created(fork)


@router.get("/{session_id}/lineage", response_model=LineageAnswer, responses=responses(404))
async def show_lineage(
    session_id: SessionId,
    asked: Annotated[LineageAsked, Query()],
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Give a session with those that it came from and those that came from it."""
    lineage = await caller.store.sessions.lineage(session_id, limit=asked.limit)
    return JsonResponse(lineage_map(lineage))


def described(session: Session, status: int = HTTPStatus.OK, **headers: str) -> JsonResponse:
    """Give the response that describes a session."""
    return JsonResponse(session_map(session), status, etag(session.next_sequence) | headers)


def created(session: Session) -> JsonResponse:
    """Give the response that describes a session that was made."""
    location = path_to("sessions", session.session_id)
    return described(session, HTTPStatus.CREATED, location=location)


async def _open_thread(given: NewSession, caller: Caller) -> JsonResponse:
    thread_id, resource_id = given.thread_id, given.resource_id
    if thread_id is None or resource_id is None:
        raise InvalidInputError("A thread is named by thread_id and resource_id. Give both.")
    foreign = given.model_fields_set & {"owner_id", "automation_level", "linked_plan_ids"}
    if foreign:
        raise InvalidInputError(
            f"{min(foreign)} is not for threads: their sessions belong to the resource. "
            "Leave it out, or leave out the thread."
        )
    opened = await caller.store.threads.get_or_create(
        thread_id,
        resource_id,
        model_id=given.model_id,
        actor_name=given.actor_name,
        name=given.name,
        metadata=given.metadata,
        tags=given.tags,
    )
    return described(opened.session) if opened.resumed else created(opened.session)
