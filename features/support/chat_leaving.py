"""Callers who go away at each step of a turn, one caller after the other."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import anyio
from anyio import CancelScope

from features.support.chat import Asking, begin
from features.support.world import World
from hansard.chat import Answering, OfflineAgent, detached
from hansard.threads import Threads

_TURNS = 10
"""How often the event loop is given up for a cancellation to arrive, or cancels anew."""
_PATIENCE = 10.0
_OF_ASYNCIO = ("again and again", "twice")
"""Moments of whoever cancels a task, and not a scope."""


class Leaving:
    """Cancels a caller at one of the calls that its turn makes of the store.

    Args:
        place: at which of them, from 0 on.
        moment: ``before`` it starts, ``during`` it, ``after`` it, ``again and again`` from then
            on, or ``twice``, during it and the next one.

    Attributes:
        calls: how many calls there were.
        cancel: goes away; set once there is somebody who can.
    """

    def __init__(self, place: int, moment: str) -> None:
        self.calls = 0
        self.cancel: Callable[[], Any] = lambda: None
        self._place = place
        self._moment = moment
        self._run = Threads.run

    async def run(self, threads: Threads, call: Callable[[], Any]) -> Any:
        """Run a call as `Threads.run` does."""
        chosen = self._place in (self.calls, self.calls - (self._moment == "twice"))
        self.calls += 1
        if not chosen:
            return await self._run(threads, call)
        if self._moment == "before":
            self.cancel()
            return await self._run(threads, call)
        if self._moment == "after":
            answer = await self._run(threads, call)
            self.cancel()
            return answer
        return await self._run(threads, lambda: self._interrupted(threads, call))

    def _interrupted(self, threads: Threads, call: Callable[[], Any]) -> Any:
        """Make a call once the cancellation has arrived, on a thread of the store."""
        arrived = threading.Event()
        again = self._moment == "again and again"

        def turn(left: int) -> None:
            if again or left == _TURNS:
                self.cancel()
            if left:
                threads._loop.call_soon(lambda: turn(left - 1))
            else:
                arrived.set()

        threads._loop.call_soon(lambda: turn(_TURNS))
        assert arrived.wait(_PATIENCE), "the cancellation did not arrive"
        return call()


def leave_at_every_step(world: World, asking: Asking) -> None:
    """Ask again and again, in a new thread each time, and go away one step later each time.

    The answer says how the turns ended, and which of them were torn: neither whole nor without
    an answer, or still open; and how many agents go on, though nobody listens.
    """
    face: Any = world.face
    moments = ["before", "during", "after"]
    if face.portal.call(_is_asyncio):
        moments += _OF_ASYNCIO

    def action() -> dict[str, Any]:
        ends: Counter[str] = Counter()
        torn: list[str] = []
        for moment in moments:
            for place in range(100):
                thread = f"{moment} {place}"
                leaving = Leaving(place, moment)
                with patch.object(Threads, "run", lambda *call, at=leaving: at.run(*call)):
                    face.portal.call(_ask_and_leave, world, asking._replace(thread=thread), leaving)
                end = _end_of(world, asking.resource, thread)
                ends[end] += 1
                if end not in ("nothing", "completed", "cancelled"):
                    torn.append(f"{thread}: {end}")
                if leaving.calls <= place:
                    break
        left = face.portal.call(_count_left, _PATIENCE)
        return {"torn": torn, "left": left, "steps": ends.total(), **ends}

    world.run(action)


async def _ask_and_leave(world: World, asking: Asking, leaving: Leaving) -> None:
    if leaving._moment in _OF_ASYNCIO:
        task = asyncio.ensure_future(_ask(world, asking))
        leaving.cancel = task.cancel
        await asyncio.wait([task])
        return
    with CancelScope() as scope:
        leaving.cancel = scope.cancel
        await _ask(world, asking)


async def _ask(world: World, asking: Asking) -> None:
    store: Any = world.within(asking.namespace)
    turn = await begin(world, asking)(asking.questions[0], agent="smart", provider="offline")
    answering = Answering(store, OfflineAgent(), turn)
    try:
        async for _ in answering:
            await anyio.lowlevel.checkpoint()
    finally:
        await answering.aclose()


def _end_of(world: World, resource: str, thread: str) -> str:
    """Say how a turn ended, and where its record does not fit its end, how."""
    store = world.store
    session_id = world.call(store.threads.get_session_id, thread, resource)
    if session_id is None:
        return "nothing"
    runs = world.call(store.session_store.list_runs, session_id)
    status = " and ".join(run.status.value for run in runs)
    roles = [message.role.value for message in world.call(store.sessions.messages, session_id)]
    events = world.call(store.events.get, session_id)
    is_whole = roles == ["user", "assistant"][: 2 if status == "completed" else 1]
    if is_whole and events[-1].type.value == f"run_{status}":
        return status
    return f"{status}, with {roles} and {events[-1].type.value} at the end"


async def _count_left(seconds: float) -> int:
    """Count the turns whose tasks have not ended, once they have had some time."""
    with anyio.move_on_after(seconds):
        while detached._running:
            await anyio.sleep(0.01)
    return len(detached._running)


async def _is_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
