"""Callers of a runner that give up while it is at work: once, or again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from anyio import CancelScope

from features.support.runners import Script

Call = Callable[[], Coroutine[Any, Any, Any]]

INTERRUPTED = {"raised": "interrupt"}
_AT_ONCE, _IN_ALL = 20, 2_000
"""How often a task is cancelled in turns of the event loop that follow, and a millisecond apart."""


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
    script.seen["interrupt"] = lambda: nagging.append(asyncio.ensure_future(_cancel_often(task)))
    await asyncio.wait([task])
    await asyncio.gather(*nagging)
    return INTERRUPTED if task.cancelled() else task.result()


async def _cancel_often(task: asyncio.Task[Any]) -> None:
    for turn in range(_IN_ALL):
        if task.done():
            return
        task.cancel()
        await asyncio.sleep(0 if turn < _AT_ONCE else 0.001)


def _is_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
