"""The two faces of hansard, sync and async, behind one way of calling them.

Steps are written once, against the names and types of the sync face. On the async face every
call is awaited on an event loop that runs in a thread of its own for as long as the run lasts.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, Protocol, TypeVar, cast

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal

import hansard
from hansard import Hansard, HansardError, testing
from hansard.testing import SettableClock

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one of several calls ended: its answer, or why it was refused."""

    answer: Any = None
    refusal: HansardError | None = None


class Face(Protocol):
    """A way to open stores and to call them."""

    def open(self, url: str | None, clock: SettableClock) -> AbstractContextManager[Hansard]:
        """Open a store when entered: on a database, or in memory where the URL is None."""

    def call(
        self,
        method: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Call a method of a store and give its answer."""

    def iterate(
        self,
        method: Callable[Arguments, Iterator[Result]],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Iterator[Result]:
        """Call a method that gives an iterator, and take one item at a time from it."""

    def together(self, calls: Sequence[Callable[[], Any]]) -> list[Outcome]:
        """Make calls at the same time and give their outcomes in the order of the calls."""

    def close(self) -> None:
        """Let go of what the face needed."""


class SyncFace:
    """Calls as they are, at the same time from threads."""

    def open(self, url: str | None, clock: SettableClock) -> AbstractContextManager[Hansard]:
        if url is None:
            return testing.open_memory(clock=clock)
        return hansard.open(url, clock=clock)

    def call(
        self,
        method: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return method(*args, **kwargs)

    def iterate(
        self,
        method: Callable[Arguments, Iterator[Result]],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Iterator[Result]:
        return iter(method(*args, **kwargs))

    def together(self, calls: Sequence[Callable[[], Any]]) -> list[Outcome]:
        start = threading.Barrier(len(calls), timeout=30)

        def run(call: Callable[[], Any]) -> Outcome:
            start.wait()
            try:
                return Outcome(answer=_taken(call()))
            except HansardError as error:
                return Outcome(refusal=error)

        with _many_switches(), ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(run, calls))

    def close(self) -> None:
        pass


class AsyncFace:
    """Awaited calls, at the same time from tasks of one event loop.

    Args:
        loop: asyncio or trio.
    """

    def __init__(self, loop: str) -> None:
        self._running = start_blocking_portal(loop)
        self._portal: BlockingPortal = self._running.__enter__()

    @property
    def portal(self) -> BlockingPortal:
        """The way into the event loop, for what only async callers can do."""
        return self._portal

    def open(self, url: str | None, clock: SettableClock) -> AbstractContextManager[Hansard]:
        opening = (
            testing.open_memory_async(clock=clock)
            if url is None
            else hansard.open_async(url, clock=clock)
        )
        store = self._portal.wrap_async_context_manager(opening)
        return cast("AbstractContextManager[Hansard]", store)

    def call(
        self,
        method: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return self._portal.call(partial(method, *args, **kwargs))

    def iterate(
        self,
        method: Callable[Arguments, Iterator[Result]],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Iterator[Result]:
        items = cast("AsyncIterator[Result]", method(*args, **kwargs))
        end = object()

        async def following() -> object:
            return await anext(items, end)

        return cast("Iterator[Result]", iter(partial(self._portal.call, following), end))

    def together(self, calls: Sequence[Callable[[], Any]]) -> list[Outcome]:
        outcomes = [Outcome()] * len(calls)

        async def run(place: int, call: Callable[[], Any]) -> None:
            try:
                outcomes[place] = Outcome(answer=await _awaited(call()))
            except HansardError as error:
                outcomes[place] = Outcome(refusal=error)

        async def run_all() -> None:
            async with anyio.create_task_group() as tasks:
                for place, call in enumerate(calls):
                    tasks.start_soon(run, place, call)

        self._portal.call(run_all)
        return outcomes

    def close(self) -> None:
        self._running.__exit__(None, None, None)


@contextmanager
def _many_switches() -> Iterator[None]:
    """Let threads take turns as often as they can, so that they meet where they may meet."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def _taken(answer: Any) -> Any:
    return list(answer) if isinstance(answer, Iterator) else answer


async def _awaited(answer: Any) -> Any:
    if isinstance(answer, AsyncIterator):
        return [item async for item in answer]
    return await answer
