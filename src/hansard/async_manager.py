"""Driving an execution in an event loop: runners that are awaited, and those that are not.

The steps run on the threads of the store. A runner that is asynchronous runs in the event loop.
One that is not runs on a thread of its own, so that it holds up nobody, however long it takes and
whatever it calls itself.
"""

from __future__ import annotations

import contextvars
import inspect
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from functools import partial, update_wrapper
from typing import Any, Concatenate, NamedTuple, ParamSpec

from anyio import CancelScope

from hansard.application.services.run_driving import OnEvent, check_runner, is_asynchronous
from hansard.application.services.run_execution import RunExecution
from hansard.domain.errors import ConfigurationError
from hansard.domain.execution import ExecutionResult, Runner
from hansard.infrastructure.telemetry import Invocation
from hansard.infrastructure.traced_runs import invocation_of
from hansard.threads import Threads

Parameters = ParamSpec("Parameters")
log = logging.getLogger("hansard.runs")


class Steps(NamedTuple):
    """An execution that is planned, and by whom."""

    execution: RunExecution
    runner: Runner
    on_event: OnEvent | None


async def drive(threads: Threads, steps: Steps) -> ExecutionResult:
    """Make the steps of an execution.

    A caller that is cancelled hears of it once that is recorded, and once a runner that is not
    asynchronous has come to its next event or its end.
    """
    check_runner(steps.runner)
    execution, own = steps.execution, Threads(1)
    with invocation_of(execution) as invocation:
        try:
            run, session = await threads.run(execution.begin)
            invocation.begin(session.actor_name, run)
            work = _Work(threads, own, steps, invocation)
            with invocation.active():
                value = await _run(work, partial(steps.runner, run, session))
            result = await threads.run(partial(execution.complete, value))
        except BaseException as error:
            try:
                if execution.is_under_way:
                    await _end_by(threads, execution, error)
            finally:
                with CancelScope(shield=True):
                    await own.close()
            raise
        await own.close()
        return result


async def _end_by(threads: Threads, execution: RunExecution, error: BaseException) -> None:
    """End a run by an error; where the store was closed under it, that is left to a recovery."""
    try:
        await threads.finish(partial(execution.end_by, error))
    except ConfigurationError as reason:
        log.warning("the end of a run could not be written: %s", reason)


def driven(
    method: Callable[Concatenate[Any, Parameters], ExecutionResult],
) -> Callable[Concatenate[Any, Parameters], Coroutine[Any, Any, ExecutionResult]]:
    """Give a method of the manager that executes a run as one that is awaited.

    The synchronous one plans the execution, and what it plans is driven here.
    """

    async def call(
        self: Any, /, *args: Parameters.args, **options: Parameters.kwargs
    ) -> ExecutionResult:
        steps: Any = method(self._planning, *args, **options)
        return await drive(self._threads, steps)

    update_wrapper(call, method)
    return call


class _Work(NamedTuple):
    """What takes what a runner yields.

    Attributes:
        threads: of the store.
        own: the thread of a runner that is not asynchronous.
        invocation: the spans of the run.
    """

    threads: Threads
    own: Threads
    steps: Steps
    invocation: Invocation

    async def take(self, item: object) -> None:
        """Take one item."""
        event = await self.threads.run(partial(self.steps.execution.take, item))
        if event is None:
            return
        self.invocation.note([event])
        if self.steps.on_event is not None:
            answer = self.steps.on_event(event)
            if inspect.isawaitable(answer):
                await answer


async def _run(work: _Work, call: partial[Any]) -> object:
    """Call a runner, take everything that it yields, and give what it returns."""
    given = call() if is_asynchronous(work.steps.runner) else await work.own.run(call)
    if isinstance(given, AsyncIterator):
        await _drain(work, given)
        return None
    if isinstance(given, Awaitable):
        return await given
    return await _drain_on_thread(work, given) if isinstance(given, Iterator) else given


async def _drain(work: _Work, items: AsyncIterator[object]) -> None:
    async with AsyncExitStack() as stack:
        if hasattr(items, "aclose"):
            stack.push_async_callback(items.aclose)
        async for item in items:
            await work.take(item)


async def _drain_on_thread(work: _Work, items: Iterator[object]) -> object:
    """Take everything from a generator, each of its steps on its thread and in one context."""
    context = contextvars.copy_context()

    def step() -> tuple[object, bool]:
        try:
            return context.run(next, items), False
        except StopIteration as end:
            return end.value, True

    try:
        while True:
            item, is_over = await work.own.run(step)
            if is_over:
                return item
            await work.take(item)
    finally:
        if hasattr(items, "close"):
            await work.own.finish(partial(context.run, items.close))
