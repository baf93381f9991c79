"""Conversations, awaited: a turn whose caller goes away is always ended.

Whoever is cancelled while a turn begins would never learn of the turn that has begun, so it is
cancelled with them. How a turn ended is written to its end, however often that is cancelled.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

import anyio

from hansard.application.services import ConversationService
from hansard.application.turns import OpenTurn
from hansard.async_calls import AsyncService, awaited, finished
from hansard.domain.errors import HansardError

CALLER_LEFT = "The caller went away before the answer began."

Parameters = ParamSpec("Parameters")
log = logging.getLogger("hansard.chat")


def _begun(
    method: Callable[Concatenate[Any, Parameters], OpenTurn],
) -> Callable[Concatenate[Any, Parameters], Coroutine[Any, Any, OpenTurn]]:
    """Give a method that begins a turn as one that is awaited, and is undone with its caller."""

    async def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> OpenTurn:
        begun: list[OpenTurn] = []

        def begin() -> OpenTurn:
            begun.append(method(self._service, *args, **options))
            return begun[0]

        try:
            turn: OpenTurn = await self._threads.run(begin)
        except anyio.get_cancelled_exc_class():
            for left in begun:
                await _give_up(self, left)
            raise
        return turn

    update_wrapper(call, method)
    return call


async def _give_up(conversations: Any, turn: OpenTurn) -> None:
    """Cancel a turn; what stands against it is left to a recovery, so that its caller can go."""
    try:
        await conversations.cancel(turn, CALLER_LEFT)
    except HansardError as error:
        log.warning("run %s: it could not be cancelled: %s", turn.run.run_id, error.code)


class AsyncConversationService(AsyncService):
    """`ConversationService`, awaited."""

    begin = _begun(ConversationService.begin)
    begin_fork = _begun(ConversationService.begin_fork)
    record = awaited(ConversationService.record)
    beat = awaited(ConversationService.beat)
    finish = awaited(ConversationService.finish)
    fail = finished(ConversationService.fail)
    cancel = finished(ConversationService.cancel)
