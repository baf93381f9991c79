"""Chat: a question and its answer, as a stream of events, recorded while it is given."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request

from hansard.application.ports.agents import Agent
from hansard.application.turns import OpenTurn
from hansard.chat import AgentRegistry, Answering
from hansard.chat.driver import HEARTBEAT
from hansard.domain.api_key import KeyRole
from hansard.domain.errors import InvalidInputError, SessionNotFoundError, ThreadNotFoundError
from hansard.interfaces.http.bodies import StrictRoute
from hansard.interfaces.http.chat_bodies import (
    PARENT_NOT_FOUND,
    bad_request,
    in_camel_case,
    read_fork,
    read_question,
)
from hansard.interfaces.http.headers import refuse_precondition
from hansard.interfaces.http.models.chat import CHAT, FORK, STREAM
from hansard.interfaces.http.openapi import responses
from hansard.interfaces.http.permissions import Caller, allow
from hansard.interfaces.http.problems import Refusal
from hansard.interfaces.http.settings import ServerSettings
from hansard.interfaces.http.sse import EventStream, ServerEvent

router = APIRouter(
    route_class=StrictRoute,
    prefix="/api",
    tags=["chat"],
    dependencies=[Depends(refuse_precondition)],
)

_HEADERS = {"cache-control": "no-cache", "connection": "keep-alive"}
log = logging.getLogger("hansard.chat")


class AnswerEvents(AsyncIterator[ServerEvent]):
    """The chunks of an answer as events; closing them closes it, also before the first one."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def __anext__(self) -> ServerEvent:
        return ServerEvent(await anext(self._answering))

    async def aclose(self) -> None:
        """Cancel the turn where it is not over."""
        await self._answering.aclose()


@router.post(
    "/chat",
    response_class=EventStream,
    status_code=HTTPStatus.OK,
    openapi_extra=CHAT,
    responses={200: STREAM, **responses(400, 409)},
)
async def chat(request: Request, caller: Caller = allow(KeyRole.APPEND)) -> EventStream:
    """Ask an agent, and get its answer piece by piece.

    The question is recorded before the response begins, in the session that continues the thread.
    The first event has the session's id, `{"type": "system", "subtype": "init", "session_id":
    …}`; each event of the agent is recorded before it is sent; the last one is of the subtype
    `complete`, or of the type `error`. A client that goes away before the end cancels the run;
    what was said so far stays in the events of the session.
    """
    asked = await read_question(request)
    agent = _find_agent(request, asked.agent)
    turn = caller.store.conversations.begin(
        asked.thread_id,
        asked.resource_id,
        asked.message,
        agent=agent.name,
        model_id=asked.model_id,
        provider=_provider_of(agent),
    )
    return await _answer(request, caller, agent, turn)


@router.post(
    "/chat/fork",
    response_class=EventStream,
    status_code=HTTPStatus.OK,
    openapi_extra=FORK,
    responses={200: STREAM, **responses(400, 404, 409)},
)
async def chat_in_fork(request: Request, caller: Caller = allow(KeyRole.APPEND)) -> EventStream:
    """Ask an agent in a fork of a thread, and get its answer piece by piece.

    The fork is a new session with the whole history of the thread; the thread itself stays as it
    is. Only a thread of the same resource can be forked. The events are those of `/api/chat`.
    """
    asked = await read_fork(request)
    agent = _find_agent(request, asked.agent)
    turn = caller.store.conversations.begin_fork(
        asked.fork_from or "",
        asked.resource_id,
        asked.thread_id,
        asked.message,
        agent=agent.name,
        provider=_provider_of(agent),
    )
    return await _answer(request, caller, agent, turn)


async def _answer(
    request: Request, caller: Caller, agent: Agent, beginning: Awaitable[OpenTurn]
) -> EventStream:
    """Begin a turn, once there is a place for its stream, and give its answer."""
    leave = request.app.state.streams.take(request.state.caller_name)
    try:
        turn = await _begin(beginning)
    except BaseException:
        leave()
        raise
    if turn.resumed:
        log.info("Resuming session: %s", turn.turn.session_id)
    else:
        log.info("Saved session mapping")
    settings: ServerSettings = request.app.state.settings
    heartbeat = min(HEARTBEAT, settings.abandoned_after.total_seconds() / 4)
    answering = Answering(caller.store, agent, turn, heartbeat=heartbeat)
    return EventStream(AnswerEvents(answering), _HEADERS, leave)


async def _begin(beginning: Awaitable[OpenTurn]) -> OpenTurn:
    """Wait until a turn has begun; what keeps it from that is said as the interface has it."""
    try:
        return await beginning
    except (ThreadNotFoundError, SessionNotFoundError) as error:
        raise Refusal(HTTPStatus.NOT_FOUND, error.code, PARENT_NOT_FOUND) from error
    except InvalidInputError as error:
        raise bad_request(in_camel_case(str(error))) from error


def _find_agent(request: Request, name: str) -> Agent:
    """Find an agent, for a caller that may open one more stream."""
    request.app.state.streams.check(request.state.caller_name)
    agents: AgentRegistry = request.app.state.agents
    return agents.find(name)


def _provider_of(agent: Any) -> str | None:
    return getattr(agent, "provider", None)
