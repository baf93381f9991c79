"""Callers of the async face that are cancelled, at moments that a scenario chooses."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
from anyio import CancelScope, to_thread
from anyio.abc import TaskGroup
from anyio.lowlevel import checkpoint
from parse import with_pattern

from features.support import writers
from features.support.faces import AsyncFace
from features.support.world import World
from hansard import Session, SessionMessage

Call = Callable[[], Coroutine[Any, Any, Any]]
End = Callable[[World], None]

_TURNS = 50
"""How often the event loop is given up to see whether anything goes on that should not."""


@dataclass(slots=True)
class Caller:
    """What became of one caller.

    Attributes:
        answered: it had its answer.
        cancelled: it was cancelled.
        went_on: it went on while its request was still under way.
    """

    answered: bool = False
    cancelled: bool = False
    went_on: bool = False


def cancel_under_way(world: World, call: Call) -> None:
    """Cancel a caller while its request is held up, then let the request go on."""

    async def story() -> Caller:
        caller, scope = Caller(), CancelScope()
        async with anyio.create_task_group() as tasks:
            await hold_up(world, tasks, [partial(_make, call, caller, scope)])
            scope.cancel()
            await _give_up(_TURNS)
            caller.went_on = caller.answered or caller.cancelled
            world.clock.release()
        return caller

    _run(world, story)


def cancel_before(world: World, call: Call) -> None:
    """Make a request by callers that are cancelled already, one after the other.

    A request that is made all the same may still be called back in time; not every time.
    """

    async def story() -> Caller:
        caller = Caller()
        for _ in range(_TURNS):
            scope = CancelScope()
            scope.cancel()
            await _make(call, caller, scope)
        return caller

    _run(world, story)


def cancel_in_turn(world: World, name: str) -> None:
    """Cancel a caller that waits for its turn behind as many appends as run at a time."""
    world.kept["served"] = served = world.store.backend.concurrency
    *held, call = writers.keyed_appends(world, name, served + 1)

    async def story() -> Caller:
        caller, scope = Caller(), CancelScope()
        async with anyio.create_task_group() as tasks:
            await hold_up(world, tasks, held)
            tasks.start_soon(_make, call, caller, scope)
            await _give_up(_TURNS)
            scope.cancel()
            await _give_up(_TURNS)
            caller.went_on = not caller.cancelled
            world.clock.release()
        return caller

    _run(world, story)


def count_meanwhile(world: World, call: Call) -> None:
    """Let another task count while a request is held up; the answer is how far it came."""

    async def story() -> int:
        turns = 0
        async with anyio.create_task_group() as tasks:
            await hold_up(world, tasks, [call])
            while turns < _TURNS:
                await checkpoint()
                turns += 1
            world.clock.release()
        return turns

    _run(world, story)


def storm(world: World, calls: Sequence[Call]) -> None:
    """Make requests at the same time and cancel two callers in three, at moments all over."""

    async def story() -> list[Caller]:
        callers = [Caller() for _ in calls]
        async with anyio.create_task_group() as tasks:
            for place, (call, caller) in enumerate(zip(calls, callers, strict=True)):
                patience = place * 7 % 41 / 2000 if place % 3 else None
                tasks.start_soon(_make_within, patience, call, caller)
        return callers

    _run(world, story)


def leave_stream(world: World, name: str, *, size: int, taken: int) -> None:
    """Take some messages from a stream and leave it; they are the answer."""
    stream: Any = world.service(name).iter_messages

    async def story() -> list[SessionMessage]:
        given: list[SessionMessage] = []
        messages = stream(world.id_of(name), page_size=size)
        async for message in messages:
            given.append(message)
            if len(given) == taken:
                break
        await messages.aclose()
        return given

    _run(world, story)


def check_settled(world: World) -> None:
    """Check that the caller was cancelled, and not before its request was done."""
    caller: Caller = world.answer
    assert caller.cancelled and not caller.went_on, caller


def check_unheard(world: World) -> None:
    """Check that the caller was cancelled without an answer, while others were held up."""
    wanted = Caller(answered=False, cancelled=True, went_on=False)
    assert world.answer == wanted, world.answer


def check_resolved(world: World, session: Session) -> None:
    """Check that a storm left each message there once or not at all, and each answered one."""
    callers: list[Caller] = world.answer
    contents = [message.content for message in session.messages]
    assert len(contents) == len(set(contents)), f"some are there twice: {contents}"
    answered = {f"message {place}" for place, caller in enumerate(callers) if caller.answered}
    assert answered <= set(contents), f"lost: {answered - set(contents)}"
    assert any(caller.cancelled for caller in callers), "nobody was cancelled"


ENDS: dict[str, End] = {
    "when its request was done, and not before": check_settled,
    "without an answer": check_unheard,
    "without an answer, and at once": check_unheard,
}


@with_pattern("|".join(map(re.escape, reversed(ENDS))))
def read_end(text: str) -> End:
    """Read how a caller came to be cancelled."""
    return ENDS[text]


async def _make(call: Call, caller: Caller, scope: CancelScope) -> None:
    with scope:
        await call()
        caller.answered = True
        await checkpoint()
    caller.cancelled = scope.cancelled_caught


async def _make_within(seconds: float | None, call: Call, caller: Caller) -> None:
    with anyio.move_on_after(seconds) as scope:
        await call()
        caller.answered = True
    caller.cancelled = scope.cancelled_caught


async def hold_up(world: World, tasks: TaskGroup, calls: Sequence[Call]) -> None:
    """Begin calls and hold each up on its thread, until the clock is released."""
    world.clock.hold()
    for call in calls:
        tasks.start_soon(call)
        await to_thread.run_sync(world.clock.wait_for_asker)


async def _give_up(turns: int) -> None:
    for _ in range(turns):
        await checkpoint()


def _run(world: World, story: Call) -> None:
    face = world.face
    assert isinstance(face, AsyncFace), "only asynchronous callers are cancelled"
    world.run(partial(face.portal.call, story))
