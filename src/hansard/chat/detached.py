"""Tasks that belong to no caller, on asyncio and trio.

A task group belongs to the task that opened it. What an asynchronous iterator needs between two
items, whoever asks for them and whoever closes it, cannot run in one.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib
from collections.abc import Callable, Coroutine
from typing import Any

_running: set[asyncio.Task[None]] = set()
"""An event loop keeps weak references only."""


def spawn(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Start a task in the event loop that runs here. It must not raise."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        trio: Any = importlib.import_module("trio")
        trio.lowlevel.spawn_system_task(work, context=contextvars.copy_context())
        return
    task = loop.create_task(work())
    _running.add(task)
    task.add_done_callback(_running.discard)


async def left_after(seconds: float) -> int:
    """Cancel what still runs in this event loop, wait so long, and say how much is left."""
    for task in _running:
        task.cancel()
    if _running:
        await asyncio.wait(set(_running), timeout=seconds)
    return len(_running)
