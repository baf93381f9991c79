"""Stores that are asked where their event loop is no more, and in another one than theirs.

Each call runs in an event loop of its own, on a thread that nobody has to wait for: what does not
come back within `PATIENCE` counts as hanging.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import anyio

import hansard
from features.support.works import Work
from features.support.world import World
from hansard import AsyncHansard, testing

PATIENCE = 20.0
"""Seconds after which a call counts as hanging."""

Call = Callable[[], Awaitable[Any]]
Manner = Callable[[Call], Awaitable[Any]]


def after_it_was_closed(world: World, work: Work) -> Any:
    """Do work on a store of the same event loop that was closed before."""
    store = _open(world)

    async def close_before(call: Call) -> Any:
        async with store:
            await store.sessions.list()
        return await call()

    return _do(work, store, close_before)


def while_it_is_closed(world: World, work: Work) -> Any:
    """Do work on a store that is closed as soon as a first run has begun."""
    store = _open(world)

    async def close_meanwhile(call: Call) -> Any:
        ended: list[Any] = []
        async with anyio.create_task_group() as tasks, store:
            tasks.start_soon(_keep_end, call, ended)
            while not await store.queries.search_runs(status="running"):
                await anyio.sleep(0.005)
        return _ended(ended)

    return _do(work, store, close_meanwhile)


def in_another_loop(world: World, work: Work) -> Any:
    """Do work on the scenario's store, which is served in the event loop of its face."""

    async def at_once(call: Call) -> Any:
        return await call()

    return _do(work, world.store, at_once)


def _open(world: World) -> AsyncHansard:
    if world.url is None:
        return testing.open_memory_async(clock=world.clock)
    return hansard.open_async(world.url, clock=world.clock)


def _do(work: Work, store: Any, manner: Manner) -> Any:
    return work(_Caller(manner), _Later(lambda: store))  # type: ignore[arg-type]


class _Later:
    """Something of a store, which is looked up when it is called: when the store is open."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find

    def __getattr__(self, name: str) -> _Later:
        return _Later(lambda: getattr(self._find(), name))

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._find()(*args, **options)


class _Caller:
    """As much of a world as works need, making each call in a manner of its own."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner

    def call(self, method: Any, *args: Any, **options: Any) -> Any:
        """Make a call in an event loop of its own, and give its answer or raise its refusal."""
        ended: list[Any] = []
        call = partial(self._manner, partial(method, *args, **options))
        thread = threading.Thread(target=anyio.run, args=(_keep_end, call, ended), daemon=True)
        thread.start()
        thread.join(PATIENCE)
        assert ended, "it hangs"
        return _ended(ended)


async def _keep_end(call: Call, ended: list[Any]) -> None:
    """Make a call, and keep its answer or what it raised."""
    try:
        ended.append(await call())
    except Exception as error:  # noqa: BLE001 - whoever asked for it gets it
        ended.append(error)


def _ended(ended: list[Any]) -> Any:
    (end,) = ended
    if isinstance(end, Exception):
        raise end
    return end
