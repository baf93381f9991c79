"""The threads on which a store's calls run for those who await them.

A call waits in one queue for all threads, so that a thread goes on with the next without the
event loop's help; finished calls are handed to the event loop in one go for as many as there
are. A call costs 4 us that way, 16 with the standard library's executor, 60 with anyio's.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import os
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar
from weakref import WeakSet

import anyio

from hansard.domain.errors import ConfigurationError

Result = TypeVar("Result")


class Threads:
    """A few threads for the callers of one event loop, on asyncio or trio.

    A call that was not started when its caller is cancelled never runs. One that was is waited
    for: the cancellation goes on when its outcome is settled. asyncio delivers a cancellation
    that no scope shields from, so being cancelled again while waiting is met with more waiting.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._is_closed = False
        self._start_afresh()
        _opened.add(self)

    async def run(self, call: Callable[[], Result]) -> Result:
        """Run a call on one of the threads and give its result.

        Raises:
            ConfigurationError: the store is closed, or is served in another event loop.
        """
        await anyio.lowlevel.checkpoint_if_cancelled()
        self._check_open()
        job = _Job(call, self._loop.event())
        self._queue.put(job)
        try:
            await job.done.wait()
        except anyio.get_cancelled_exc_class():
            if not job.claim():
                with anyio.CancelScope(shield=True):
                    await job.settled()
            raise
        if job.error is not None:
            raise job.error
        result: Result = job.result
        return result

    async def finish(self, call: Callable[[], Result]) -> Result:
        """Run a call to its end, however often its caller is cancelled meanwhile.

        asyncio's own cancellations do not heed a shield; they go on when the call has ended.

        Raises:
            ConfigurationError: the store is closed, or is served in another event loop.
        """
        self._check_open()
        job = _Job(call, self._loop.event())
        self._queue.put(job)
        cancelled: BaseException | None = None
        while not job.done.is_set():
            try:
                with anyio.CancelScope(shield=True):
                    await job.done.wait()
            except asyncio.CancelledError as error:
                cancelled = error
        if job.error is not None:
            raise job.error
        if cancelled is not None:
            raise cancelled
        result: Result = job.result
        return result

    def bell(self) -> Bell:
        """Give what a coroutine of this event loop waits for and any thread rings."""
        self._check_open()
        return Bell(self._loop)

    async def close(self) -> None:
        """Wait for the calls that are under way and end the threads."""
        self._is_closed = True
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            await anyio.to_thread.run_sync(thread.join)

    def _check_open(self) -> None:
        if self._is_closed:
            raise ConfigurationError("The store is closed. Open it again.")
        if not self._threads:
            self._begin()
        if not self._loop.is_here():
            raise ConfigurationError(
                "The store is in use in another event loop. Open one in this loop."
            )

    def _start_afresh(self) -> None:
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._finished: deque[_Job] = deque()
        self._is_told = False
        self._threads: list[Thread] = []

    def _begin(self) -> None:
        self._loop = _running_loop()
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(self._count)]
        for thread in self._threads:
            thread.start()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.claim():
                job.run()
                self._finished.append(job)
                if not self._is_told:
                    self._is_told = True
                    self._loop.call_soon(self._wake)
            del job

    def _wake(self) -> None:
        """Wake the callers of all calls that are finished, in the event loop.

        What finishes from now on tells the loop again; what finished before is woken here.
        """
        self._is_told = False
        while self._finished:
            self._finished.popleft().done.set()


class Bell:
    """What one coroutine waits for and any thread rings. A ring is kept until it is heard."""

    def __init__(self, loop: _Loop) -> None:
        self._loop = loop
        self._rung = loop.event()

    def ring(self) -> None:
        """Wake the one who waits."""
        self._loop.call_soon(self._sound)

    async def wait(self, seconds: float) -> None:
        """Wait for a ring, at most so long, and begin to listen for the next one."""
        with anyio.move_on_after(seconds):
            await self._rung.wait()
        self._rung = self._loop.event()

    def _sound(self) -> None:
        self._rung.set()


class _Job:
    """A call, and what became of it."""

    __slots__ = ("_call", "_ticket", "done", "error", "result")

    def __init__(self, call: Callable[[], Any], done: _Event) -> None:
        self._call: Callable[[], Any] = partial(contextvars.copy_context().run, call)
        self._ticket = [True]
        self.done = done
        self.result: Any = None
        self.error: BaseException | None = None

    def claim(self) -> bool:
        """Take the only ticket, and say whether it was still there: to run, or not to run."""
        with suppress(IndexError):
            return self._ticket.pop()
        return False

    def run(self) -> None:
        """Make the call."""
        try:
            self.result = self._call()
        except BaseException as error:  # noqa: BLE001 - the caller gets it
            self.error = error

    async def settled(self) -> None:
        """Wait until the call has ended, however often the waiting is cancelled."""
        while not self.done.is_set():
            with suppress(asyncio.CancelledError):
                await self.done.wait()


class _Event(Protocol):
    """What asyncio's and trio's events have in common."""

    def set(self) -> None: ...

    def is_set(self) -> bool: ...

    def wait(self) -> Awaitable[object]: ...


class _Loop:
    """The event loop that runs here, asyncio's or trio's.

    Args:
        find: gives what identifies the loop that runs in this thread.
        event: makes an event of its kind.
        schedule: has it make a call, from any thread; RuntimeError once it is gone.
    """

    def __init__(
        self,
        find: Callable[[], object],
        event: Callable[[], _Event],
        schedule: Callable[[Callable[[], None]], object],
    ) -> None:
        self._find = find
        self._identity = find()
        self._schedule = schedule
        self.event = event

    def is_here(self) -> bool:
        """Whether it is the loop that runs in this thread."""
        with suppress(RuntimeError):
            return self._find() is self._identity
        return False

    def call_soon(self, call: Callable[[], None]) -> None:
        """Have it make a call; where it is gone, whoever waited for that is gone with it."""
        with suppress(RuntimeError):
            self._schedule(call)


def _running_loop() -> _Loop:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        trio: Any = importlib.import_module("trio")
        find = trio.lowlevel.current_trio_token
        return _Loop(find, trio.Event, find().run_sync_soon)
    return _Loop(asyncio.get_running_loop, asyncio.Event, loop.call_soon_threadsafe)


_opened: WeakSet[Threads] = WeakSet()


def _start_afresh_in_child() -> None:
    """Give a forked child threads of its own; its parent's do not exist there."""
    for threads in _opened:
        threads._start_afresh()


os.register_at_fork(after_in_child=_start_afresh_in_child)
