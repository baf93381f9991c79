"""Methods of services as coroutines: each call runs on a thread of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import suppress
from functools import partial, update_wrapper
from itertools import islice
from typing import Any, Concatenate, ParamSpec, TypeVar

from hansard.domain.errors import ConfigurationError
from hansard.threads import Threads

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Item = TypeVar("Item")


def awaited(
    method: Callable[Concatenate[Any, Parameters], Result],
) -> Callable[Concatenate[Any, Parameters], Coroutine[Any, Any, Result]]:
    """Give a method of a service as one that is awaited."""

    async def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> Result:
        call_on_thread = partial(method, self._service, *args, **options)
        result: Result = await self._threads.run(call_on_thread)
        return result

    update_wrapper(call, method)
    return call


def finished(
    method: Callable[Concatenate[Any, Parameters], Result],
) -> Callable[Concatenate[Any, Parameters], Coroutine[Any, Any, Result]]:
    """Give a method as one that is awaited and runs to its end, whoever is cancelled meanwhile."""

    async def call(self: Any, /, *args: Parameters.args, **options: Parameters.kwargs) -> Result:
        call_on_thread = partial(method, self._service, *args, **options)
        result: Result = await self._threads.finish(call_on_thread)
        return result

    update_wrapper(call, method)
    return call


def iterated(
    method: Callable[Concatenate[Any, Parameters], Iterator[Item]],
) -> Callable[Concatenate[Any, Parameters], AsyncIterator[Item]]:
    """Give a method that iterates as one that iterates asynchronously, each item awaited."""

    async def iterate(
        self: Any, /, *args: Parameters.args, **options: Parameters.kwargs
    ) -> AsyncIterator[Item]:
        items = await self._threads.run(partial(method, self._service, *args, **options))
        try:
            while True:
                found = await self._threads.run(lambda: list(islice(items, 1)))
                if not found:
                    return
                yield found[0]
        finally:
            with suppress(ConfigurationError):  # a store that was closed meanwhile
                if hasattr(items, "close"):
                    await self._threads.finish(items.close)

    update_wrapper(iterate, method)
    return iterate


class AsyncService:
    """A service whose calls run on the threads of its store."""

    def __init__(self, service: Any, threads: Threads) -> None:
        self._service = service
        self._threads = threads
