"""Callers of a runner that give up while it is at work: once, or again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import anyio
from anyio import CancelScope

from features.support import writers
from features.support.cancellation import hold_up
from features.support.runners import Script
from features.support.world import World

Call = Callable[[], Coroutine[Any, Any, Any]]

INTERRUPTED = {"raised": "interrupt"}
_TIMES = 20
"""How often a task is cancelled, in turns of the event loop that follow one another."""


async def call_interruptibly(script: Script, call: Call) -> Any:
    """Make a call that its runner may interrupt, and say so where it did."""
    if script.is_interrupted_again and _is_asyncio():
        return await _call_as_task(script, call)
    with CancelScope() as scope:
        script.seen["interrupt"] = scope.cancel
        return await call()
    assert scope.cancelled_caught, "the interrupt did not go on"
    return INTERRUPTED


async def _call_as_task(script: Script, call: Call) -> Any:
    """Make a call in a task of asyncio, which no scope shields from being cancelled."""
    task, nagging = asyncio.ensure_future(call()), []

    async def interrupt() -> None:
        nagging.append(asyncio.ensure_future(_cancel_often(script.world, task)))
        await asyncio.Event().wait()

    script.seen["interrupt"] = lambda: (interrupt, (), {})
    await asyncio.wait([task])
    await asyncio.gather(*nagging)
    return INTERRUPTED if task.cancelled() else task.result()


async def _cancel_often(world: World, task: asyncio.Task[Any]) -> None:
    """Cancel a task while every thread of the store is busy, so that what it asks for waits."""
    appends = writers.keyed_appends(world, "Beta", world.store.backend.concurrency)
    async with anyio.create_task_group() as tasks:
        await hold_up(world, tasks, appends)
        for _ in range(_TIMES):
            task.cancel()
            await asyncio.sleep(0)
        world.clock.release()


def _is_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
