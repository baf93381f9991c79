"""Messages of sessions: appended once, read by their sequence, made into a history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from hansard.domain.api_key import KeyRole
from hansard.domain.content import MAX_ID_LENGTH
from hansard.domain.message import SessionMessage
from hansard.interfaces.http.answers import JsonResponse
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.headers import (
    ETAG,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    LINK,
    LOCATION,
    append_expecting,
    etag,
    malformed,
    next_link,
    path_to,
    read_expected,
    read_key,
    told,
)
from hansard.interfaces.http.models.described import SessionId, query_read
from hansard.interfaces.http.models.messages import (
    HistoryAnswer,
    HistoryAsked,
    MessageAnswer,
    MessageGiven,
    MessagePage,
    MessagesAnswer,
    MessagesAsked,
    MessagesGiven,
    history_map,
    message_map,
)
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.portions import read_portion

router = APIRouter(route_class=StrictRoute, prefix="/v1/sessions/{session_id}", tags=["messages"])

PAGE_OF_MESSAGES = 100


@router.post(
    "/messages",
    status_code=HTTPStatus.CREATED,
    response_model=MessageAnswer,
    responses={
        201: told("The message as it is stored.", ETAG, LOCATION),
        **responses(404, 409, 412, 507),
    },
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, IF_MATCH]},
)
async def append_message(
    session_id: SessionId,
    given: MessageGiven,
    request: Request,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Append one message.

    With an `Idempotency-Key`, or an id in the body, it may be repeated: the same message again is
    answered with what was stored first, 201 as the first time; another one under the same key is
    409. With `If-Match` it is appended only where the next message gets the sequence named there.
    The `ETag` is that of the session when the message had just been stored: what the writer of the
    next one may name.
    """
    key, expected = read_key(request), read_expected(request)
    if key is not None and given.message_id not in (None, key):
        raise malformed("message_id is another one than Idempotency-Key. Give one, or the same.")
    message = given.to_message(key)

    async def append(sequence: int | None) -> JsonResponse:
        stored = await caller.store.sessions.append_message(
            session_id,
            message.role,
            message.content,
            message.metadata,
            tool_calls=message.tool_calls,
            tool_call_id=message.tool_call_id,
            payload=message.payload,
            message_id=message.message_id,
            timestamp=message.timestamp,
            expected_sequence=sequence,
        )
        place = f"{path_to('sessions', session_id, 'messages')}?from={stored.sequence}&limit=1"
        headers = etag(stored.sequence + 1) | {"location": place}
        return JsonResponse(message_map(stored), HTTPStatus.CREATED, headers)

    return await append_expecting(expected, append)


@router.post(
    "/messages/batch",
    status_code=HTTPStatus.CREATED,
    response_model=MessagesAnswer,
    responses={
        201: told("The messages as they are stored.", ETAG),
        **responses(404, 409, 412, 507),
    },
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, IF_MATCH]},
)
async def append_messages(
    session_id: SessionId,
    given: MessagesGiven,
    request: Request,
    caller: Caller = allow(KeyRole.APPEND),
) -> JsonResponse:
    """Append up to 1,000 messages in their order: all of them or none.

    Each may have an id of its own; with an `Idempotency-Key` the others get `<key>:<index>`, so
    that the batch may be repeated as a whole. `If-Match` names the sequence of the first one.
    """
    key, expected = read_key(request), read_expected(request)
    messages = [
        message.to_message(None if key is None else f"{key}:{index}")
        for index, message in enumerate(given.messages)
    ]
    if key is not None and len(f"{key}:{len(messages) - 1}") > MAX_ID_LENGTH:
        raise malformed("Idempotency-Key leaves no room for the places of the messages.")

    async def append(sequence: int | None) -> JsonResponse:
        stored = await caller.store.sessions.append_messages(
            session_id, messages, expected_sequence=sequence
        )
        answer = {"messages": [message_map(message) for message in stored]}
        last = max(message.sequence for message in stored)
        return JsonResponse(answer, HTTPStatus.CREATED, etag(last + 1))

    return await append_expecting(expected, append)


@router.get(
    "/messages",
    response_model=MessagePage,
    responses={200: told("Messages by sequence.", LINK), **responses(404)},
)
async def list_messages(
    session_id: SessionId,
    asked: Annotated[MessagesAsked, Query()],
    request: Request,
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Read messages, from a sequence on or the latest ones.

    What is appended meanwhile comes with a later page; nothing repeats and nothing is skipped. A
    page of very long messages holds fewer of them; `next_from` says where it goes on.
    """
    sessions = caller.store.sessions
    if asked.latest is not None:
        if asked.start is not None or asked.limit is not None:
            raise malformed("Ask for the latest messages, or for those from a sequence on.")
        found = await sessions.latest(session_id, asked.latest)
        return _page(found, None, {})
    limit = PAGE_OF_MESSAGES if asked.limit is None else asked.limit
    most_bytes = request.app.state.settings.limits.page_bytes
    read = partial(sessions.messages_from, session_id)
    found, following = await read_portion(read, asked.start or 0, limit, most_bytes)
    if following is None:
        return _page(found, None, {})
    query = [("from", following), ("limit", limit)]
    link = next_link(path_to("sessions", session_id, "messages"), query)
    return _page(found, following, link)


@router.get("/history", response_model=HistoryAnswer, responses=responses(404))
async def show_history(
    session_id: SessionId,
    asked: Annotated[HistoryAsked, Query()],
    caller: Caller = allow(KeyRole.READ),
) -> JsonResponse:
    """Give the conversation in a form that model providers accept.

    Every tool call is followed by its answer. The record itself is not touched.
    """
    with query_read():
        history = await caller.store.sessions.history(
            session_id, limit=asked.limit, orphans=asked.orphans, marker=asked.marker
        )
    return JsonResponse({"messages": [history_map(message) for message in history]})


def _page(
    messages: Sequence[SessionMessage], following: int | None, headers: dict[str, str]
) -> JsonResponse:
    found = [message_map(message) for message in messages]
    return JsonResponse({"messages": found, "next_from": following}, headers=headers)
