"""The threads on which a store's calls run for those who await them."""

from __future__ import annotations

import asyncio
import contextvars
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar
from weakref import WeakSet

import anyio

from hansard.domain.errors import ConfigurationError

Result = TypeVar("Result")


class Threads:
    """A few threads, fed from one queue, for asyncio and for trio.

    A call that was not started when its caller is cancelled never runs. One that was is waited
    for: the cancellation goes on when its outcome is settled. asyncio delivers a cancellation
    that no scope shields from, so being cancelled again while waiting is met with more waiting.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._start()
        _opened.add(self)

    def _start(self) -> None:
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="hansard")

    async def run(self, call: Callable[[], Result]) -> Result:
        """Run a call on one of the threads and give its result.

        Raises:
            ConfigurationError: the store is closed.
        """
        await anyio.lowlevel.checkpoint_if_cancelled()
        try:
            future = self._pool.submit(contextvars.copy_context().run, call)
        except RuntimeError as error:
            raise ConfigurationError("The store is closed. Open it again.") from error
        settled = _waiter(future)
        try:
            await settled()
        except anyio.get_cancelled_exc_class():
            if not future.cancel():
                with anyio.CancelScope(shield=True):
                    await _until_done(future, settled)
            raise
        return future.result()

    async def close(self) -> None:
        """Wait for the calls that are under way and end the threads."""
        await anyio.to_thread.run_sync(self._pool.shutdown)


_opened: WeakSet[Threads] = WeakSet()


def _start_afresh_in_child() -> None:
    """Give a forked child threads of its own; its parent's do not exist there."""
    for threads in _opened:
        threads._start()


os.register_at_fork(after_in_child=_start_afresh_in_child)


def _waiter(future: Future[Any]) -> Callable[[], Awaitable[object]]:
    """Give a way to wait for a future that leaves it alone when the waiting is cancelled."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return _trio_waiter(future)
    done = asyncio.Event()
    future.add_done_callback(lambda _: _wake(loop, done))
    return done.wait


def _wake(loop: asyncio.AbstractEventLoop, done: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(done.set)


def _trio_waiter(future: Future[Any]) -> Callable[[], Awaitable[object]]:
    import trio

    token, done = trio.lowlevel.current_trio_token(), trio.Event()
    future.add_done_callback(lambda _: token.run_sync_soon(done.set))
    return done.wait


async def _until_done(future: Future[Any], settled: Callable[[], Awaitable[object]]) -> None:
    while not future.done():
        try:
            await settled()
        except asyncio.CancelledError:
            continue
